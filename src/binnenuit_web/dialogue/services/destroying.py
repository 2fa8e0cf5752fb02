"""What stays of a question that closed: its pictures and statements; votes and hands do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Event, Statement
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.routing import forget_folded

if TYPE_CHECKING:
    from binnenuit_web.dialogue.models import Question


@transaction.atomic
def destroy(row: Question) -> None:
    """Destroy key, votes, hands and who was in which picture; in the files too once it is stored.

    Statements that were accepted stay, without an author; what waited or was refused goes.
    """
    Event.objects.filter(question=row).delete()
    row.statements.exclude(state=Statement.State.ACCEPTED).delete()
    row.statements.update(author="", reason="")
    row.pictures.update(members=None)
    row.key = None
    row.save(update_fields=["key"])
    forget_folded(row.pk)
    transaction.on_commit(erase)
