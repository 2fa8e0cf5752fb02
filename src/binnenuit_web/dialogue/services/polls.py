"""One poll as somebody sees it: what is asked, what he answered, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import get_language

from binnenuit_web.dialogue.models import Poll
from binnenuit_web.dialogue.services.deciding import consent_on, is_talk, may_decide
from binnenuit_web.dialogue.services.figures import FigureRow, rows_for
from binnenuit_web.dialogue.services.hands import may_shape
from binnenuit_web.dialogue.services.objections import (
    ShownObjection,
    may_object,
    objections_for,
)
from binnenuit_web.dialogue.services.poll_answers import hand_in, my_answer, place_in
from binnenuit_web.dialogue.services.shaping import demand_reader, is_open
from binnenuit_web.dialogue.services.tree import (
    ShownBehaviour,
    ShownSource,
    ShownValue,
    shown_behaviour,
    shown_source,
    shown_value,
)

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.dialogue.services.poll_answers import Values
    from binnenuit_web.people.viewer import Viewer

__all__ = ["PollPage", "poll_page", "shown_poll"]


@dataclass(frozen=True)
class PollPage:
    """One poll.

    Attributes
    ----------
    value, behaviour, source
        What is asked about. A step has two of them: from ``source`` to ``value``, or from ``value``
        to ``behaviour``.
    is_talk
        Fewer than ten people: nothing is counted, they talk.
    may_answer
        The viewer was asked, and it is open.
    is_uncounted
        The viewer was asked, but is in no sum of ten people: he may object, and talks.
    came_later
        The viewer could vote, but was not here when it opened.
    consent
        Why it may be adopted or not, for who decides; empty for everybody else.
    """

    id: int
    kind: str
    value: ShownValue | None
    behaviour: ShownBehaviour | None
    source: ShownSource | None
    closes_on: date
    closed_on: date | None
    is_open: bool
    is_talk: bool
    may_answer: bool
    is_uncounted: bool
    came_later: bool
    mine: Values | None
    objections: tuple[ShownObjection, ...]
    may_object: bool
    rows: tuple[FigureRow, ...]
    outcome: str
    because: str
    may_decide: bool
    needs_reason: bool
    may_adopt: bool
    consent: str

    @property
    def is_step(self) -> bool:
        return self.kind == Poll.Kind.LINK

    @property
    def has_answered(self) -> bool:
        return self.mine is not None


def poll_page(viewer: Viewer, poll: int, today: date) -> PollPage:
    """One poll, for everybody inside; 404 when there is none, or its subject was withdrawn."""
    demand_reader(viewer)
    row = Poll.objects.filter(pk=poll).first()
    if row is None:
        raise Http404
    return shown_poll(viewer, row, today)


def shown_poll(viewer: Viewer, row: Poll, today: date) -> PollPage:
    """Put one poll down for one viewer."""
    hand = hand_in(viewer, row)
    place, opened = place_in(row, hand), is_open(row, today)
    decides = may_shape(viewer) and may_decide(row)
    told, with_reason = consent_on(row), consent_on(row, "-")
    value, behaviour, source = _about(row)
    return PollPage(
        id=row.pk,
        kind=row.kind,
        value=value,
        behaviour=behaviour,
        source=source,
        closes_on=row.closes_on,
        closed_on=row.closed_on,
        is_open=opened,
        is_talk=is_talk(row),
        may_answer=opened and hand is not None and place >= 0,
        is_uncounted=opened and hand is not None and place == -1,
        came_later=opened and hand is not None and place < -1,
        mine=my_answer(viewer, row),
        objections=objections_for(viewer, row),
        may_object=may_object(viewer, row, today),
        rows=rows_for(viewer, row, today),
        outcome=row.outcome,
        because=row.because,
        may_decide=decides,
        needs_reason=told.decision != with_reason.decision,
        may_adopt=decides and with_reason.decision.value == "adopted",
        consent=told.why.say(get_language() or "en") if decides else "",
    )


def _about(row: Poll) -> tuple[ShownValue | None, ShownBehaviour | None, ShownSource | None]:
    link = row.link
    if link is None:
        return (
            shown_value(row.value) if row.value else None,
            shown_behaviour(row.behaviour) if row.behaviour else None,
            None,
        )
    behaviour = shown_behaviour(link.behaviour) if link.behaviour else None
    source = shown_source(link) if link.statement else None
    return shown_value(link.value), behaviour, source
