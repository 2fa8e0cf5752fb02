"""Who stopped a round, whether enough answered by last night, and own questions sent once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mirror", "0003_sendings")]

    operations = [
        migrations.AddField(
            "round", "stopped_by", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField("layer", "is_enough", models.BooleanField(default=False)),
        migrations.AddField("ownquestion", "once", models.UUIDField(null=True, unique=True)),
    ]
