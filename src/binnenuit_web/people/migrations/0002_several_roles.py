import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import binnenuit_web.people.fields

ROLES = [
    ("chief_executive", "Chief executive"),
    ("director", "Director"),
    ("middle_manager", "Middle manager"),
    ("team_leader", "Team leader"),
    ("employee", "Employee"),
    ("facilitator", "Facilitator"),
    ("works_council", "Works council"),
    ("analyst", "Analyst"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_accounts_and_links")]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="duties", to=settings.AUTH_USER_MODEL)),
                ("role", models.CharField(choices=ROLES, max_length=20)),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=["account", "role"], name="people_role_once"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(role__in=[role for role, _ in ROLES]), name="people_role_is_known"
            ),
        ),
        migrations.CreateModel(
            name="PaperCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="account", name="person", field=binnenuit_web.people.fields.PersonField()
        ),
    ]
