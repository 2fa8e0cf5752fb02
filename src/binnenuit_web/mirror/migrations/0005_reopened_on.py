"""The day on which a layer was opened again: it then goes through the gate under another name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mirror", "0004_stopped_by_and_enough")]

    operations = [migrations.AddField("layer", "reopened_on", models.DateField(null=True))]
