"""Taps are counted by classes of ten people and more, as they were fixed when the week began."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("signals", "0001_signals"),
    ]

    operations = [
        migrations.AddField("week", "groups", models.JSONField(default=dict)),
        migrations.RemoveField("seat", "team"),
        migrations.AddField("seat", "group", models.PositiveIntegerField(null=True)),
        migrations.RemoveConstraint("count", "signals_one_count_a_week"),
        migrations.RemoveField("count", "team"),
        # Nothing was counted by team yet: these tables are new.
        migrations.AddField(
            "count", "group", models.PositiveIntegerField(default=0), preserve_default=False
        ),
        migrations.AddConstraint(
            "count",
            models.UniqueConstraint(
                fields=["week", "group", "symptom"], name="signals_one_count_a_week"
            ),
        ),
    ]
