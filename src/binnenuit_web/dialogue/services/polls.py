"""One poll as somebody sees it: what is asked, what he answered, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from binnenuit_web.dialogue.models import Poll
from binnenuit_web.dialogue.services.deciding import consent_on, is_talk, may_decide, subject_of
from binnenuit_web.dialogue.services.figures import FigureRow, rows_for
from binnenuit_web.dialogue.services.hands import may_shape, may_take_part
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
    name_of,
    shown_behaviour,
    shown_source,
    shown_value,
)
from binnenuit_web.people.moves import Move

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.dialogue.services.poll_answers import Values
    from binnenuit_web.people.viewer import Viewer

__all__ = ["PollPage", "next_poll", "poll_moves", "poll_page", "shown_poll"]


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


def next_poll(viewer: Viewer, after: int, today: date) -> int | None:
    """The next poll about the same thing that waits for this viewer; None when there is none."""
    row = Poll.objects.filter(pk=after).first()
    waiting = [each for each in _waiting(viewer, today) if row and _head(each) == _head(row)]
    return waiting[0].pk if waiting else None


def poll_moves(viewer: Viewer, today: date) -> list[Move]:
    """Polls that wait for this viewer, those about one thing together; and decisions to make."""
    heads: dict[tuple[str, int], list[Poll]] = {}
    for each in _waiting(viewer, today):
        heads.setdefault(_head(each), []).append(each)
    asked = [_move(polls) for polls in heads.values()]
    return [*asked, *(_decisions() if may_shape(viewer) else [])]


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


def _waiting(viewer: Viewer, today: date) -> list[Poll]:
    """Open polls in which this viewer was asked and did not answer, steps first."""
    if not may_take_part(viewer):
        return []
    rows = [row for row in _running(today) if place_in(row, hand_in(viewer, row)) >= 0]
    found = [row for row in rows if not row.answers.filter(hand=hand_in(viewer, row)).exists()]
    return sorted(found, key=lambda row: (row.kind != Poll.Kind.LINK, row.pk))


def _running(today: date) -> QuerySet[Poll]:
    rows = Poll.objects.filter(closed_on=None, closes_on__gte=today).exclude(key=None)
    return rows.select_related("link", "value", "behaviour").order_by("pk")


def _head(poll: Poll) -> tuple[str, int]:
    """About what a poll is asked: a step belongs to what it leads to."""
    if poll.kind == Poll.Kind.READINESS:
        return "readiness", poll.pk
    if poll.link is not None:
        leads_to = poll.link.behaviour_id
        return ("behaviour", leads_to) if leads_to else ("value", poll.link.value_id)
    return ("value", poll.value_id) if poll.value_id else ("behaviour", poll.behaviour_id or 0)


def _move(polls: list[Poll]) -> Move:
    first, until = polls[0], min(each.closes_on for each in polls)
    if first.kind == Poll.Kind.READINESS:
        said = gettext("Are we ready? Eight statements wait for you.")
        return Move(said, reverse("dialogue:readiness"), until)
    said = ngettext(
        "One question about “%(name)s” waits for you.",
        "%(number)s questions about “%(name)s” wait for you.",
        len(polls),
    )
    words = said % {"number": len(polls), "name": _name(first)}
    return Move(words, reverse("dialogue:poll", args=[first.pk]), until)


def _name(poll: Poll) -> str:
    row = subject_of(poll)
    if row is None and poll.link is not None:
        row = poll.link.behaviour or poll.link.value
    return name_of(row) if row is not None else ""


def _decisions() -> list[Move]:
    rows = Poll.objects.filter(kind=Poll.Kind.ADOPTION, outcome=Poll.Outcome.OPEN)
    said = gettext("Everybody was asked about “%(name)s”: decide.")
    return [
        Move(said % {"name": _name(row)}, reverse("dialogue:poll", args=[row.pk]))
        for row in rows.exclude(closed_on=None).order_by("pk")
        if may_decide(row)
    ]
