import binnenuit_web.people.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leading', 'leading'), ('serving', 'serving'), ('paying', 'paying')], max_length=10)),
                ('giver', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('receiver', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('turn', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'giver', 'receiver', 'turn'), name='exchange_once_a_turn')],
            },
        ),
        migrations.CreateModel(
            name='CustomerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField(default=1)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='exchange.exchange')),
            ],
        ),
        migrations.CreateModel(
            name='FirstLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('about', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('customer', models.CharField(choices=[('you', 'you'), ('people', 'people')], max_length=10)),
                ('line', models.CharField(max_length=300)),
                ('written_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('by', 'about'), name='exchange_one_first_line')],
            },
        ),
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layer', models.PositiveSmallIntegerField()),
                ('holder', models.CharField(max_length=20)),
                ('by', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('reason', models.CharField(max_length=300)),
                ('turned_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('layer', 'holder'), name='exchange_one_key_a_holder')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('brings', 'brings'), ('gets', 'gets')], max_length=10)),
                ('side', models.CharField(choices=[('giver', 'giver'), ('receiver', 'receiver')], max_length=10)),
                ('alike', models.BooleanField()),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='exchange.exchange')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exchange', 'question', 'side'), name='exchange_one_mark_a_side')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('giver', 'giver'), ('receiver', 'receiver')], max_length=10)),
                ('brings', models.CharField(blank=True, max_length=300)),
                ('gets', models.CharField(blank=True, max_length=300)),
                ('declined', models.BooleanField(default=False)),
                ('signed_by', binnenuit_web.people.fields.PersonField(blank=True, db_index=True, max_length=200)),
                ('signed_on', models.DateField()),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='exchange.exchange')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exchange', 'side'), name='exchange_one_part_a_side')],
            },
        ),
    ]
