"""Reminders: who is reminded, when, and how nobody learns from it who answered.

A reminder counts for everybody whom it could reach, whether his ballot waits or not: so what is
stored is the same for who answered and who did not. Who of them is mailed is asked at the moment of
sending, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror.models import Layer, Sending
from binnenuit_web.mirror.services.inviting.invited import people_of
from binnenuit_web.mirror.services.inviting.letters import letters_for
from binnenuit_web.mirror.services.inviting.opened import is_open, layer_of, open_layer_of
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts
from binnenuit_web.people import services as people

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.mirror.services.inviting.letters import Letter
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "MOST",
    "How",
    "Reminding",
    "WhyNot",
    "remind_by_mail",
    "remind_on_paper",
    "reminders_of",
    "reminding",
    "ways",
]

MOST: Final = 2
APART: Final = timedelta(days=3)
ROOM: Final = "mirror"
_SATURDAY: Final = 5
_BATCH: Final = 500

acts.register("invitations.reminded", _("reminded the people of a layer of their ballots"))


class How(StrEnum):
    """How people are reminded, as ``Sending.Kind``."""

    WAITING = "waiting"
    EVERYBODY = "everybody"
    LETTERS = "letters"


class WhyNot(StrEnum):
    """Why nobody can be reminded today."""

    NOT_OPEN = "not_open"
    TWICE = "twice"
    TOO_SOON = "too_soon"
    WEEKEND = "weekend"


@dataclass(frozen=True)
class Reminding:
    """How often and when a layer was reminded; ``why_not`` is None when it may be today."""

    times: int
    last_on: date | None
    why_not: WhyNot | None


def reminding(viewer: Viewer, layer: int, today: date) -> Reminding:
    """Tell how it stands with reminders; nothing of it depends on who answered."""
    return reminders_of(layer_of(viewer, layer), today)


def ways(viewer: Viewer, layer: int) -> tuple[How, ...]:
    """How people can be reminded here; the operator settled whom mail may go to."""
    layer_of(viewer, layer)
    return _ways()


def reminders_of(layer: Layer, today: date) -> Reminding:
    """Tell the same to a job."""
    had = layer.invitations.aggregate(times=Max("reminded"), last=Max("reminded_on"))
    times, last_on = had["times"] or 0, had["last"]
    return Reminding(times, last_on, _why_not(layer, times, last_on, today))


@transaction.atomic
def remind_by_mail(
    viewer: Viewer | None, layer: int, how: How, *, once: UUID, today: date
) -> int | None:
    """Count a reminder, to be mailed after this; None when the same form was sent before.

    ``viewer`` is None when the server does it of its own accord. NotNowError when it may not be.
    """
    return _counted(viewer, layer, how, once=once, today=today)


@transaction.atomic
def remind_on_paper(viewer: Viewer, layer: int, *, once: UUID, today: date) -> tuple[Letter, ...]:
    """Write everybody a letter that says that ballots wait; the same form again, the same letters.

    To everybody: letters for whose ballot waits would tell who that is.
    """
    _counted(viewer, layer, How.LETTERS, once=once, today=today)
    row = layer_of(viewer, layer)
    sent_on = Sending.objects.get(once=once).asked_on
    reached = set(row.invitations.filter(reminded_on=sent_on).values_list("person", flat=True))
    to_whom = tuple(each for each in people_of(row) if each.person in reached)
    return letters_for(row, to_whom, today, again=True)


def _counted(viewer: Viewer | None, layer: int, how: How, *, once: UUID, today: date) -> int | None:
    row = _row(viewer, layer)
    if Sending.objects.filter(once=once, layer=row).exists():
        return None
    if reminders_of(row, today).why_not or how not in _ways():
        raise NotNowError
    by_mail = how is not How.LETTERS
    sending = Sending.objects.create(
        once=once, layer=row, kind=how.value, asked_on=today, is_done=not by_mail
    )
    _count(row, today, by_mail=by_mail)
    people.note_down(viewer, "invitations.reminded", f"layer {row.number} of round {row.round_id}")
    return sending.pk


def _ways() -> tuple[How, ...]:
    who = settings.CHOSEN.mail_reminders if people.has_post() else "nobody"
    by_mail = {"waiting": (How.WAITING, How.EVERYBODY), "everybody": (How.EVERYBODY,)}
    return (*by_mail.get(who, ()), How.LETTERS)


def _row(viewer: Viewer | None, layer: int) -> Layer:
    """Lock the layer: two people who remind at once would remind twice."""
    if viewer is not None:
        open_layer_of(viewer, layer)
    return Layer.objects.select_for_update(of=("self",)).select_related("round").get(pk=layer)


def _count(layer: Layer, today: date, *, by_mail: bool) -> None:
    """Count it for all whom it could reach and who had not enough of reminders from any room."""
    reachable = [p.person for p in people_of(layer) if not p.on_paper and (p.email or not by_mail)]
    chosen = set(people.of_whom_may_be_reminded(reachable, today))
    rows = [row for row in layer.invitations.all() if row.person in chosen]
    for row in rows:
        row.reminded, row.reminded_on = row.reminded + 1, today
    layer.invitations.bulk_update(rows, ["reminded", "reminded_on"], batch_size=_BATCH)
    people.all_reminded(chosen, ROOM, today)


def _why_not(layer: Layer, times: int, last_on: date | None, today: date) -> WhyNot | None:
    if not is_open(layer):
        return WhyNot.NOT_OPEN
    if times >= MOST:
        return WhyNot.TWICE
    if last_on is not None and today < last_on + APART:
        return WhyNot.TOO_SOON
    return WhyNot.WEEKEND if today.weekday() >= _SATURDAY else None
