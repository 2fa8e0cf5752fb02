"""Are we ready? A vote of its own before the first mirror; never read from who agrees on what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.read.readiness import readiness
from binnenuit_web.dialogue.models import Poll
from binnenuit_web.dialogue.services.asking import fill
from binnenuit_web.dialogue.services.polls import shown_poll
from binnenuit_web.dialogue.services.shaping import StandsOtherwiseError, demand_reader
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.dialogue.services.polls import PollPage
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "AskedStatement",
    "ReadinessPage",
    "begin_readiness",
    "may_begin_readiness",
    "readiness_page",
    "ready_for_mirror",
]

BETWEEN: Final = timedelta(weeks=13)
"""Who came or went between two votes could stand alone in the difference, were they close."""

acts.register("readiness.opened", _("asked everybody whether we are ready"))


@dataclass(frozen=True)
class AskedStatement:
    """One statement in the reader's language."""

    code: str
    text: str


@dataclass(frozen=True)
class ReadinessPage:
    """The latest vote on readiness; ``poll`` is None before the first.

    ``scales``: names of what the figures of each row are about, with their statements.
    """

    poll: PollPage | None
    scales: tuple[tuple[str, tuple[AskedStatement, ...]], ...]
    may_begin: bool
    begins_from: date | None

    @property
    def statements(self) -> tuple[AskedStatement, ...]:
        return tuple(each for _name, statements in self.scales for each in statements)


def readiness_page(viewer: Viewer, today: date) -> ReadinessPage:
    """The latest vote, for everybody inside."""
    demand_reader(viewer)
    row = _latest()
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    return ReadinessPage(
        poll=shown_poll(viewer, row, today) if row else None,
        scales=tuple(
            (
                scale.name[language],
                tuple(AskedStatement(item.code, item.text[language]) for item in scale.items),
            )
            for scale in readiness().scales
        ),
        may_begin=viewer.may_prepare and may_begin_readiness(today),
        begins_from=row.closed_on + BETWEEN if row and row.closed_on else None,
    )


def may_begin_readiness(today: date) -> bool:
    """Whether there are people to ask, none runs, and the last one closed a quarter ago."""
    if not organisation.load().people:
        return False
    row = _latest()
    return row is None or (row.closed_on is not None and today >= row.closed_on + BETWEEN)


@transaction.atomic
def begin_readiness(viewer: Viewer, *, once: UUID, today: date) -> int:
    """Ask everybody; the same ``once`` again asks nobody again. StandsOtherwiseError too soon."""
    if not viewer.may_prepare:
        raise PermissionDenied
    same = Poll.objects.filter(once=once).first()
    if same is not None:
        return same.pk
    if not may_begin_readiness(today):
        raise StandsOtherwiseError
    row = Poll(once=once, kind=Poll.Kind.READINESS)
    fill(row, today)
    if row.closed_on is not None:
        row.outcome = Poll.Outcome.DONE
    row.save()
    note_down(viewer, "readiness.opened", f"poll {row.pk}")
    return row.pk


def ready_for_mirror() -> date | None:
    """The day on which the last vote on readiness closed; None when there was none.

    It says that it was asked and looked at, not what came out: that is for people to judge.
    """
    rows = Poll.objects.filter(kind=Poll.Kind.READINESS).exclude(closed_on=None)
    return rows.order_by("closed_on").values_list("closed_on", flat=True).last()


def _latest() -> Poll | None:
    return Poll.objects.filter(kind=Poll.Kind.READINESS).order_by("pk").last()
