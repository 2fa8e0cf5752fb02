"""Beginning a walk, answering in it, and asking the next layer when one is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import CustomerId, PersonId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.signals.walk import is_top
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.promises import services as promises
from binnenuit_web.signals.models import Step, Walk
from binnenuit_web.signals.services.walks import beginnings, living, standing_of, way_of
from binnenuit_web.signals.services.words import hurting

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

acts.register("walk.begun", _("began a walk to the source"))
acts.register("walk.answered", _("answered in a walk to the source"))


class AnsweredError(Exception):
    """Something else was answered before, and those below have read it."""


@dataclass(frozen=True)
class NewWalk:
    """Which team asks about which symptom; ``customer`` is who pays that team, and noticed it."""

    team: TeamId
    symptom: str
    customer: CustomerId | None
    once: UUID


@dataclass(frozen=True)
class Said:
    """What a leader answers.

    ``what`` and ``due`` are his promise, when it begins with him; at the top it always does.
    """

    contributed: str
    changes: str
    begins_here: bool
    what: str
    due: date | None
    once: UUID


class _UnderWayError(Exception):
    """Somebody else of the team began a walk at the same moment."""


def begin(viewer: Viewer, new: NewWalk, *, today: date) -> int:
    """Begin a walk for a team of the viewer; returns its number.

    A team has one walk under way: another one leads to that.
    """
    place = next((each for each in beginnings(viewer, today=today) if each.team == new.team), None)
    if place is None or new.symptom not in dict(hurting()):
        raise PermissionDenied
    if new.customer and new.customer not in dict(place.customers):
        raise PermissionDenied
    before = Walk.objects.filter(once=new.once, team=new.team).first()
    if before is not None:
        return before.pk
    if place.under_way is not None:
        return place.under_way
    try:
        return _begun(viewer, new, today)
    except _UnderWayError:
        return living().filter(team=new.team).order_by("pk").values_list("pk", flat=True)[0]


@transaction.atomic
def answer(viewer: Viewer, number: int, said: Said, *, today: date) -> None:
    """Say in public what one contributed and what one changes, and where it begins.

    The same answer sent twice adds nothing; AnsweredError for another one.
    """
    row = Walk.objects.select_for_update().filter(pk=number).first()
    step = row.steps.filter(leader=viewer.person or None).first() if row else None
    if row is None or step is None:
        raise PermissionDenied
    top = is_top(way_of(row, today), PersonId(step.leader))
    begins_here = said.begins_here or top
    if step.answered_on is not None:
        if (step.contributed, step.changes) != (said.contributed, said.changes):
            raise AnsweredError
        return
    if standing_of(row, today).has_ended:
        raise AnsweredError
    step.contributed, step.changes = said.contributed, said.changes
    step.begins_here, step.answered_on = begins_here, today
    step.save()
    note_down(viewer, "walk.answered", f"walk {row.pk}")
    if begins_here:
        _promise(viewer, row, said, today)
    else:
        _ask_next(row, today)


def go_on(today: date) -> None:
    """Ask the next layer in every walk whose last one is silent; linear in walks under way."""
    for number in living().values_list("pk", flat=True):
        go_on_with(number, today)


def go_on_with(number: int, today: date) -> None:
    """Ask the next layer of one walk, when the last one is silent."""
    row = living().filter(pk=number).prefetch_related("steps").first()
    if row is None or standing_of(row, today).to_ask is None:
        return
    with transaction.atomic():
        # Looked at again under the lock: two requests may both have seen the silence.
        _ask_next(Walk.objects.select_for_update().get(pk=number), today)


@transaction.atomic
def _begun(viewer: Viewer, new: NewWalk, today: date) -> int:
    row, is_new = Walk.objects.get_or_create(
        once=new.once,
        defaults={
            "team": new.team,
            "symptom": new.symptom,
            "customer": new.customer or "",
            "began_on": today,
        },
    )
    if row.team != new.team:
        raise PermissionDenied  # the key of a form of another team
    if is_new:
        # Writing in the logbook waits for its turn: whoever began before us can be seen then.
        note_down(viewer, "walk.begun", f"walk {row.pk}")
        if living().filter(team=new.team, pk__lt=row.pk).exists():
            raise _UnderWayError
        _ask_next(row, today)
    return row.pk


def _ask_next(row: Walk, today: date) -> None:
    led = standing_of(row, today).to_ask
    if led is not None:
        number = row.steps.count() + 1
        Step.objects.create(
            walk=row, number=number, leader=led.leader, team=led.team, asked_on=today
        )


def _promise(viewer: Viewer, row: Walk, said: Said, today: date) -> None:
    if viewer.person is None or said.due is None:
        raise PermissionDenied
    new = promises.NewPromise(
        giver=Party.person(viewer.person),
        receiver=Party.team(TeamId(row.team)),
        what=said.what,
        due=said.due,
        origin="walk",
        number=row.pk,
        once=said.once,
        told=CustomerId(row.customer) if row.customer else None,
    )
    promises.make(viewer, new, today=today)
