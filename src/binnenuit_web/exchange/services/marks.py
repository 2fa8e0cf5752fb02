"""What the two see alike and what not, once both parts stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange.model import Question, Side
from binnenuit_web.exchange.models import Mark
from binnenuit_web.exchange.services.parts import signed_parts
from binnenuit_web.exchange.services.sides import locked_row
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from binnenuit_web.exchange.models import Exchange
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Compared", "Verdict", "compared", "mark"]

acts.register("talk.marked", _("marked what is seen alike"))


class Verdict(StrEnum):
    """What both sides said of the answers to one question."""

    ALIKE = "alike"
    ONE_DOES_NOT = "one_does_not"
    NOT_ALIKE = "not_alike"


@dataclass(frozen=True)
class Compared:
    """How one question stands for the viewer.

    Attributes
    ----------
    mine
        Whether the viewer sees both answers as alike; None as long as he did not say so.
    other_said
        The other side has marked this question.
    verdict
        Only when both have: nobody marks with an eye on the other.
    """

    question: Question
    mine: bool | None
    other_said: bool
    verdict: Verdict | None


@transaction.atomic
def mark(viewer: Viewer, talk: int, question: Question, *, alike: bool) -> None:
    """Say for the viewer's own side whether both answers say the same; it may be changed."""
    row, side = locked_row(viewer, talk)
    if len(signed_parts(row)) < len(Side):
        raise PermissionDenied
    found = row.marks.filter(question=question, side=side).first()
    if found is not None and found.alike == alike:
        return
    Mark.objects.update_or_create(
        exchange=row, question=question, side=side, defaults={"alike": alike}
    )
    note_down(viewer, "talk.marked", f"talk {row.pk}")


def compared(row: Exchange, side: Side) -> tuple[Compared, ...]:
    """Put the marks on both questions together, as seen from one side."""
    marks = {(each.question, each.side): each.alike for each in row.marks.all()}
    other = next(each for each in Side if each is not side)
    return tuple(
        _compare(question, marks.get((question, side)), marks.get((question, other)))
        for question in Question
    )


def _compare(question: Question, mine: bool | None, theirs: bool | None) -> Compared:  # noqa: FBT001
    verdict = None
    if mine is not None and theirs is not None:
        verdict = Verdict.ONE_DOES_NOT
        if mine == theirs:
            verdict = Verdict.ALIKE if mine else Verdict.NOT_ALIKE
    return Compared(question, mine, theirs is not None, verdict)
