"""The end of a question: its pictures and statements stay; votes, hands and key are destroyed.

In steps, so that a server killed in between loses nothing: the question is shut, and nobody votes
any more; its last picture is made; what it was made of is destroyed. The night goes on with what
was left halfway.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.errors import BinnenuitError
from binnenuit_web.dialogue.models import Question
from binnenuit_web.dialogue.services.destroying import destroy
from binnenuit_web.dialogue.services.picturing import make_picture
from binnenuit_web.dialogue.services.running import locked
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["close_over", "close_question", "make_pictures"]

log = logging.getLogger("binnenuit.dialogue")

acts.register("dialogue.closed", _("closed a core question"))


def close_question(viewer: Viewer | None, question_id: int, today: date) -> None:
    """Close a question: the last picture is made, then votes, hands and key are destroyed.

    The facilitator, or ``None``: the server, when it is over. A closed one stays as it is. Outside
    a transaction. When the picture cannot be made now, the night tries again.
    """
    if viewer is not None and not viewer.may_prepare:
        raise PermissionDenied
    _shut(viewer, question_id, today)
    _finish(question_id, today)


def close_over(today: date) -> None:
    """Close every question that is over, and go on with what was left halfway."""
    over = Question.objects.filter(closed_on=None, closes_on__lt=today).values_list("pk", flat=True)
    for number in list(over):
        close_question(None, number, today)
    halfway = Question.objects.exclude(closed_on=None).exclude(key=None)
    for number in list(halfway.values_list("pk", flat=True)):
        _finish(number, today)


def make_pictures(today: date) -> None:
    """Make a picture of every open question of which enough more people voted."""
    there = Question.objects.filter(closed_on=None, votes_from__lte=today).exclude(key=None)
    for number in list(there.values_list("pk", flat=True)):
        _picture(number, today, is_final=False)


@transaction.atomic
def _shut(viewer: Viewer | None, question: int, today: date) -> None:
    row = locked(question)
    if row.closed_on is not None:
        return
    row.closed_on = today
    if row.key is None:  # a backup was put back: no picture can be made of it
        row.restarted_on = today
        destroy(row)
    row.save(update_fields=["closed_on", "restarted_on"])
    note_down(viewer, "dialogue.closed", f"core question {row.pk}")


def _finish(question: int, today: date) -> None:
    if not Question.objects.filter(pk=question).exclude(key=None).exists():
        return
    if _picture(question, today, is_final=True):
        with transaction.atomic():
            destroy(locked(question))


def _picture(question: int, today: date, *, is_final: bool) -> bool:
    """Make it; whether that went well. What is wrong is told by its code, which holds no vote."""
    try:
        make_picture(question, today, is_final=is_final)
    except BinnenuitError as problem:
        log.warning("no picture of core question %s: %s", question, problem.code)
        return False
    return True
