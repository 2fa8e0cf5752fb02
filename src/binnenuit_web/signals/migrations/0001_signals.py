import binnenuit_web.people.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Symptom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('nl', models.CharField(max_length=120)),
                ('en', models.CharField(max_length=120)),
                ('good', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Thing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('meeting', 'meeting'), ('report', 'report'), ('rule', 'rule')], max_length=10)),
                ('name', models.CharField(max_length=80)),
                ('caller', models.CharField(db_index=True, max_length=200)),
                ('team', models.CharField(db_index=True, max_length=200)),
                ('asked_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('key', models.BinaryField(null=True)),
                ('invited', models.PositiveIntegerField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('shown', models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Walk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.UUIDField(unique=True)),
                ('team', models.CharField(db_index=True, max_length=200)),
                ('symptom', models.CharField(max_length=40)),
                ('customer', models.CharField(blank=True, max_length=200)),
                ('began_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Week',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monday', models.DateField(unique=True)),
                ('key', models.BinaryField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('shown', models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('thing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='signals.thing')),
                ('week', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='signals.week')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whom', models.CharField(choices=[('customer', 'customer'), ('colleagues', 'colleagues'), ('above', 'above'), ('unknown', 'unknown')], max_length=12)),
                ('worth', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'unknown')], max_length=12)),
                ('people', models.PositiveIntegerField(default=0)),
                ('thing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='signals.thing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thing', 'whom', 'worth'), name='signals_one_answer_count')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('leader', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('team', models.CharField(max_length=200)),
                ('asked_on', models.DateField()),
                ('contributed', models.CharField(blank=True, max_length=300)),
                ('changes', models.CharField(blank=True, max_length=300)),
                ('begins_here', models.BooleanField(null=True)),
                ('answered_on', models.DateField(null=True)),
                ('walk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='signals.walk')),
            ],
            options={
                'ordering': ('walk', 'number'),
                'constraints': [models.UniqueConstraint(fields=('walk', 'number'), name='signals_one_step_a_layer')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('team', models.CharField(max_length=200)),
                ('week', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='signals.week')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('week', 'person'), name='signals_one_seat_a_week')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.CharField(max_length=200)),
                ('symptom', models.CharField(max_length=40)),
                ('people', models.PositiveIntegerField(default=0)),
                ('week', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='signals.week')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('week', 'team', 'symptom'), name='signals_one_count_a_week')],
            },
        ),
    ]
