"""What of polls waits for somebody: to answer, to decide, and to write a value down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from binnenuit_web.dialogue.models import Link, Poll, PollAnswer, Question
from binnenuit_web.dialogue.services.deciding import may_decide, subject_of
from binnenuit_web.dialogue.services.hands import may_shape, may_take_part
from binnenuit_web.dialogue.services.picturing import carried
from binnenuit_web.dialogue.services.poll_answers import hand_in, place_in
from binnenuit_web.dialogue.services.running import text_of
from binnenuit_web.dialogue.services.tree import name_of
from binnenuit_web.people.moves import Move

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

__all__ = ["next_poll", "poll_moves"]


def next_poll(viewer: Viewer, after: int, today: date) -> int | None:
    """The next poll about the same thing that waits for this viewer; None when there is none."""
    row = Poll.objects.filter(pk=after).first()
    waiting = [each for each in _waiting(viewer, today) if row and _head(each) == _head(row)]
    return waiting[0].pk if waiting else None


def poll_moves(viewer: Viewer, today: date) -> list[Move]:
    """Polls that wait for this viewer, those about one thing together; for who shapes, the rest."""
    heads: dict[tuple[str, int], list[Poll]] = {}
    for each in _waiting(viewer, today):
        heads.setdefault(_head(each), []).append(each)
    asked = [_move(polls) for polls in heads.values()]
    return [*asked, *([*_decisions(), *_to_shape()] if may_shape(viewer) else [])]


def _waiting(viewer: Viewer, today: date) -> list[Poll]:
    """Open polls in which this viewer was asked and did not answer, steps first."""
    if not may_take_part(viewer):
        return []
    hands = [(row, hand_in(viewer, row)) for row in _running(today)]
    given = set(PollAnswer.objects.filter(hand__in=[hand for _, hand in hands]).values_list("pk"))
    found = [row for row, hand in hands if (hand,) not in given and place_in(row, hand) >= 0]
    return sorted(found, key=lambda row: (row.kind != Poll.Kind.LINK, row.pk))


def _running(today: date) -> QuerySet[Poll]:
    rows = Poll.objects.filter(closed_on=None, closes_on__gte=today).exclude(key=None)
    # Who is asked is read for those only that were not answered: it is long.
    return rows.defer("teams").select_related("link", "value", "behaviour").order_by("pk")


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


def _to_shape() -> list[Move]:
    """Closed questions with answers that carry, from which no value follows yet."""
    said = gettext("Answers to “%(question)s” carry. Write a value down.")
    used = Link.objects.exclude(statement=None).values("statement__question")
    return [
        Move(said % {"question": text_of(row)}, reverse("dialogue:values"))
        for row in Question.objects.exclude(closed_on=None).exclude(pk__in=used).order_by("pk")
        if carried(row)
    ]


def _decisions() -> list[Move]:
    rows = Poll.objects.filter(kind=Poll.Kind.ADOPTION, outcome=Poll.Outcome.OPEN)
    said = gettext("Everybody was asked about “%(name)s”: decide.")
    return [
        Move(said % {"name": _name(row)}, reverse("dialogue:poll", args=[row.pk]))
        for row in rows.exclude(closed_on=None).order_by("pk")
        if may_decide(row)
    ]
