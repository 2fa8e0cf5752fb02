import binnenuit_web.people.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('giver_kind', models.CharField(choices=[('person', 'person'), ('team', 'team'), ('customer', 'customer')], max_length=10)),
                ('giver', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('receiver_kind', models.CharField(choices=[('person', 'person'), ('team', 'team'), ('customer', 'customer')], max_length=10)),
                ('receiver', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('told', models.CharField(blank=True, db_index=True, max_length=200)),
                ('origin', models.CharField(max_length=20)),
                ('number', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['origin', 'number'], name='promises_pr_origin_ba6b5f_idx')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('happening', models.CharField(choices=[('made', 'made'), ('changed', 'changed'), ('withdrawn', 'withdrawn'), ('done', 'done'), ('kept', 'kept'), ('not_kept', 'not_kept')], max_length=20)),
                ('on', models.DateField()),
                ('what', models.CharField(blank=True, max_length=300)),
                ('due', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='promises.promise')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
    ]
