"""Every account keeps the role it had, as the first of perhaps several.

On its own: PostgreSQL changes no table in the transaction in which its rows were changed.
"""

from typing import Any

from django.db import migrations


def copy_there(apps: Any, schema_editor: Any) -> None:
    account, duty = apps.get_model("people", "Account"), apps.get_model("people", "Duty")
    roles = account.objects.values_list("pk", "role").iterator()
    duty.objects.bulk_create((duty(account_id=pk, role=role) for pk, role in roles), batch_size=500)


def copy_back(apps: Any, schema_editor: Any) -> None:
    account, duty = apps.get_model("people", "Account"), apps.get_model("people", "Duty")
    for pk, role in duty.objects.order_by("-pk").values_list("account", "role"):
        account.objects.filter(pk=pk).update(role=role)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_several_roles")]

    operations = [migrations.RunPython(copy_there, copy_back)]
