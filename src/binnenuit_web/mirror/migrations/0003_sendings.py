import django.db.models.deletion
from django.db import migrations, models

import binnenuit_web.people.fields


class Migration(migrations.Migration):

    dependencies = [
        ('mirror', '0002_codes_and_ballots_without_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('invitation', 'Invitation'), ('waiting', 'Waiting'), ('everybody', 'Everybody'), ('letters', 'Letters')], max_length=20)),
                ('asked_on', models.DateField()),
                ('is_done', models.BooleanField(default=False)),
                ('layer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='mirror.layer')),
            ],
        ),
        migrations.CreateModel(
            name='Undelivered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('sending', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='undelivered', to='mirror.sending')),
            ],
        ),
    ]
