"""After a backup was put back the key is missing: what was voted can be read by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Event, Question, Statement
from binnenuit_web.dialogue.services.destroying import destroy
from binnenuit_web.dialogue.services.routing import forget_folded
from binnenuit_web.dialogue.services.running import NotNowError, State, is_keyless, locked, state_of
from binnenuit_web.dialogue.services.sealing import new_key

if TYPE_CHECKING:
    from datetime import date

__all__ = ["open_for_voting", "restart", "restart_keyless"]


def open_for_voting(question: int, today: date) -> Question:
    """Wait for whoever votes under this question, and give it with its key.

    NotNowError when one cannot vote now, 404 without such a question. In a transaction.
    """
    row = locked(question)
    if state_of(row, today) is not State.OPEN:
        raise NotNowError
    if is_keyless(row):
        restart(row, today)
    return row


def restart_keyless(today: date) -> None:
    """Begin anew, or close, every question that came out of a backup."""
    for number in Question.objects.filter(closed_on=None, key=None).values_list("pk", flat=True):
        with transaction.atomic():
            row = locked(number)
            if is_keyless(row):
                restart(row, today)


@transaction.atomic
def restart(row: Question, today: date) -> None:
    """Begin voting anew under a new key; the page says so. Statements stay, authors do not.

    Once a picture was shown voting cannot begin anew: the next one could not be held against it,
    as nobody knows any more who stood in it. Then the question closes with what was shown.
    """
    row.restarted_on = today
    if row.pictures.exists():
        row.closed_on = today
        row.save(update_fields=["restarted_on", "closed_on"])
        destroy(row)
        return
    Event.objects.filter(question=row).delete()
    forget_folded(row.pk)
    row.statements.filter(state=Statement.State.REFUSED).delete()
    row.statements.update(author="")
    row.key = new_key()
    row.save(update_fields=["restarted_on", "key"])
