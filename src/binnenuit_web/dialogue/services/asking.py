"""Asking everybody: a poll opens, and who is asked in which group is fixed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.disclose.polls import begin_poll
from binnenuit_web.dialogue.models import Behaviour, Poll, Value
from binnenuit_web.dialogue.services.asked_places import keep_places
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.sealing import new_key
from binnenuit_web.dialogue.services.shaping import (
    Stand,
    StandsOtherwiseError,
    demand_shaper,
    stand_of,
)
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.dialogue.services.shaping import Subject
    from binnenuit_web.people.viewer import Viewer

__all__ = ["OPEN_FOR", "SHORT", "ask_behaviour", "ask_value", "fill", "round_name"]

OPEN_FOR: Final = timedelta(days=14)
SHORT: Final = 32
"""Digits of a hand by which its place is found."""
_NOWHERE: Final = -1

acts.register("poll.opened", _("asked everybody about"))


@transaction.atomic
def ask_value(viewer: Viewer, value: int, *, once: uuid.UUID, today: date) -> int:
    """Ask everybody about a value: whether each step to it follows, and whether to adopt it.

    The number of the poll about adopting. The same ``once`` again asks nobody again;
    StandsOtherwiseError when this version was asked, or it was withdrawn.
    """
    demand_shaper(viewer)
    row = Value.objects.select_for_update().filter(pk=value).first()
    return _ask(viewer, row, once, today)


@transaction.atomic
def ask_behaviour(viewer: Viewer, behaviour: int, *, once: uuid.UUID, today: date) -> int:
    """Ask everybody about a behaviour: as ``ask_value``."""
    demand_shaper(viewer)
    row = Behaviour.objects.select_for_update().filter(pk=behaviour).first()
    return _ask(viewer, row, once, today)


def fill(poll: Poll, today: date) -> None:
    """Give a poll its key, and fix who is asked; the caller stores it.

    With fewer people than any figure may tell of, it is closed at once: they talk.
    """
    electorate, classes = begin_poll(round_name(poll), organisation.load().on(today))
    poll.opened_on, poll.closes_on = today, today + OPEN_FOR
    poll.teams = electorate.record()
    if electorate.is_few:
        poll.key, poll.closed_on, poll.shown = None, today, {}
        return
    key = new_key()
    poll.key = key
    places = {
        hand_of(key, person)[:SHORT]: _NOWHERE if number is None else number
        for person, number in classes.items()
    }
    keep_places(poll, places)


def round_name(poll: Poll) -> str:
    """Name a poll as a round, for the ledger; not by its number, which a backup gives out again."""
    return f"poll {uuid.UUID(str(poll.once)).hex}"


def _ask(viewer: Viewer, row: Subject | None, once: uuid.UUID, today: date) -> int:
    if row is None:
        raise Http404
    same = Poll.objects.filter(once=once).first()
    if same is not None:
        return same.pk
    if stand_of(row) is not Stand.NEW:
        raise StandsOtherwiseError
    about = {"value": row} if isinstance(row, Value) else {"behaviour": row}
    poll = Poll(once=once, kind=Poll.Kind.ADOPTION, version=row.version, **about)
    fill(poll, today)
    poll.save()
    if poll.closed_on is None:
        _ask_steps(row, once, today)
    note_down(viewer, "poll.opened", f"poll {poll.pk}")
    return poll.pk


def _ask_steps(row: Subject, once: uuid.UUID, today: date) -> None:
    """Ask about each step to it that nobody was asked about yet."""
    steps = row.links.filter(polls=None)
    if isinstance(row, Value):
        steps = steps.exclude(statement=None)
    for link in steps.order_by("pk"):
        poll = Poll(once=uuid.uuid5(once, f"link {link.pk}"), kind=Poll.Kind.LINK, link=link)
        fill(poll, today)
        poll.save()
