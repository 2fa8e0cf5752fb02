"""The logbook, whose lines the database itself refuses to change or to remove."""

from typing import Any

from django.db import migrations, models

SQLITE = [
    f"""
    CREATE TRIGGER people_logbook_no_{act.lower()} BEFORE {act} ON people_logbookline
    BEGIN SELECT RAISE(ABORT, 'the logbook is never changed'); END
    """
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION people_logbook_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the logbook is never changed'; END $$
    """,
    """
    CREATE TRIGGER people_logbook_no_change BEFORE UPDATE OR DELETE ON people_logbookline
    FOR EACH ROW EXECUTE FUNCTION people_logbook_stays()
    """,
]
AWAY = {
    "sqlite": ["DROP TRIGGER people_logbook_no_update", "DROP TRIGGER people_logbook_no_delete"],
    "postgresql": ["DROP TRIGGER people_logbook_no_change ON people_logbookline", "DROP FUNCTION people_logbook_stays()"],
}


def protect(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps: Any, schema_editor: Any) -> None:
    for statement in AWAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_copy_roles")]

    operations = [
        migrations.RemoveConstraint(model_name="account", name="role_is_known"),
        migrations.RemoveField(model_name="account", name="role"),
        migrations.CreateModel(
            name="LogbookLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("did", models.CharField(max_length=60)),
                ("what", models.CharField(max_length=60)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={"ordering": ("number",)},
        ),
        migrations.RunPython(protect, release),
    ]
