"""Walks as a viewer may read them: by the team that asked, and by all below who was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit.organisation.paying import paying_customers
from binnenuit.signals.walk import StepState, WalkStanding, WalkStep, is_top, stand
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises import services as promises
from binnenuit_web.promises.services.place import Place, house, place
from binnenuit_web.signals.models import Step, Walk
from binnenuit_web.signals.services.words import name_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit.organisation.leading import Led
    from binnenuit.organisation.model import CustomerId
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class ShownStep:
    """One layer of a walk: ``name`` is empty for somebody who was forgotten since."""

    name: str
    team: str
    state: StepState
    asked_on: date
    until: date
    answered_on: date | None
    contributed: str
    changes: str
    begins_here: bool | None
    is_mine: bool


@dataclass(frozen=True)
class ShownWalk:
    """One walk as one viewer may read it.

    Attributes
    ----------
    is_ours
        The viewer belongs to the team that asked.
    waits_for
        Who is asked now and still has days left; None when nobody is.
    begins_with
        The layer with which it begins; None as long as the walk goes on.
    mine
        The layer in which this viewer is asked, and has not answered yet.
    at_top
        Nobody stands above this viewer: it cannot go further up.
    promised
        What was promised at its end.
    """

    id: int
    team: str
    symptom: str
    customer: str
    began_on: date
    steps: tuple[ShownStep, ...]
    is_ours: bool
    waits_for: ShownStep | None
    begins_with: ShownStep | None
    mine: ShownStep | None
    at_top: bool
    promised: tuple[promises.Shown, ...]

    @property
    def has_ended(self) -> bool:
        return self.begins_with is not None

    @property
    def asked_me(self) -> bool:
        """The viewer is one of those who were asked, whether he answered or not."""
        return any(step.is_mine for step in self.steps)


@dataclass(frozen=True)
class Asked:
    """A walk that waits for an answer of the viewer; ``until`` is None once his days are over."""

    walk: int
    until: date | None


@dataclass(frozen=True)
class Beginning:
    """From where a walk may begin: a team of the viewer, who pays it, and its walk under way."""

    team: TeamId
    name: str
    customers: tuple[tuple[CustomerId, str], ...]
    under_way: int | None


def walk(viewer: Viewer, number: int, *, today: date) -> ShownWalk | None:
    """One walk; None when it is not there, or not for this viewer to read."""
    row = _for_reader(place(viewer, today)).filter(pk=number).first()
    return _shown(viewer, row, today) if row else None


def walks_for(viewer: Viewer, *, today: date) -> list[ShownWalk]:
    """Every walk that the viewer may read, newest first."""
    rows = _for_reader(place(viewer, today))
    return [_shown(viewer, row, today) for row in rows]


def found_for(viewer: Viewer, *, today: date) -> ShownWalk | None:
    """What came of the last walk of the viewer's teams that ended; None when none did."""
    rows = _for_reader(place(viewer, today)).filter(
        team__in=place(viewer, today).teams, steps__begins_here=True
    )
    row = rows.first()
    return _shown(viewer, row, today) if row else None


def asked(viewer: Viewer, *, today: date) -> list[Asked]:
    """Which walks wait for an answer of the viewer, oldest first."""
    if not viewer.person:
        return []
    open_steps = Step.objects.filter(leader=viewer.person, answered_on=None)
    waiting = open_steps.exclude(walk__steps__begins_here=True).order_by("pk")
    untils = [(each.walk_id, _as_step(each).until) for each in waiting]
    return [Asked(number, until if today <= until else None) for number, until in untils]


def beginnings(viewer: Viewer, *, today: date) -> list[Beginning]:
    """From which teams of the viewer a walk can begin: those that somebody leads."""
    mine = sorted(place(viewer, today).teams) if viewer.is_signed_in else []
    led = [team for team in mine if house(today).leading.way_up(team)]
    under_way = dict(living().filter(team__in=led).values_list("team", "pk"))
    names, paying = house(today).names, _who_pays(today)
    return [
        Beginning(team, names.get(team, ""), paying.get(team, ()), under_way.get(team))
        for team in led
    ]


def living() -> QuerySet[Walk]:
    """Walks in which nobody said yet that it begins with him."""
    return Walk.objects.exclude(steps__begins_here=True)


def way_of(row: Walk, today: date) -> tuple[Led, ...]:
    """Who stands above the team that asked, lowest first, as it is today."""
    return house(today).leading.way_up(TeamId(row.team))


def standing_of(row: Walk, today: date) -> WalkStanding:
    steps = [_as_step(each) for each in row.steps.all()]
    return stand(way_of(row, today), steps, today=today)


def _for_reader(here: Place) -> QuerySet[Walk]:
    # Whoever is led by somebody who was asked, or was asked himself: his answer is for those below.
    # In a subquery, because a join would bring a walk once for each of its steps.
    may = Q(team__in=here.teams) | Q(pk__in=_with_step(Q(team__in=here.lines)))
    if here.person:
        may |= Q(pk__in=_with_step(Q(leader=here.person)))
    return Walk.objects.filter(may).order_by("-pk").prefetch_related("steps")


def _with_step(condition: Q) -> QuerySet[Step, int]:
    return Step.objects.filter(condition).values_list("walk", flat=True)


def _shown(viewer: Viewer, row: Walk, today: date) -> ShownWalk:
    standing, here = standing_of(row, today), place(viewer, today)
    pairs = zip(row.steps.all(), standing.states, strict=True)
    steps = tuple(_shown_step(each, state, here, today) for each, state in pairs)
    mine = [each for each in steps if each.is_mine and each.answered_on is None]
    names = house(today).names
    ended = standing.begins_with
    promised = promises.about(viewer, "walk", row.pk, today=today) if ended is not None else []
    return ShownWalk(
        id=row.pk,
        team=names.get(row.team, ""),
        symptom=name_of(row.symptom),
        customer=names.get(row.customer, ""),
        began_on=row.began_on,
        steps=steps,
        is_ours=row.team in here.teams,
        waits_for=next((each for each in steps if each.state is StepState.ASKED), None)
        if ended is None
        else None,
        begins_with=None if ended is None else steps[ended],
        mine=mine[0] if mine and ended is None else None,
        at_top=bool(here.person) and is_top(way_of(row, today), PersonId(here.person or "")),
        promised=tuple(promised),
    )


def _shown_step(row: Step, state: StepState, here: Place, today: date) -> ShownStep:
    names = house(today).names
    return ShownStep(
        name=names.get(row.leader, ""),
        team=names.get(row.team, ""),
        state=state,
        asked_on=row.asked_on,
        until=_as_step(row).until,
        answered_on=row.answered_on,
        contributed=row.contributed,
        changes=row.changes,
        begins_here=row.begins_here,
        is_mine=bool(here.person) and row.leader == here.person,
    )


def _as_step(row: Step) -> WalkStep:
    return WalkStep(PersonId(row.leader), row.asked_on, row.answered_on, row.begins_here)


def _who_pays(today: date) -> dict[TeamId, tuple[tuple[CustomerId, str], ...]]:
    stored = house(today).leading.organisation
    paying = paying_customers(stored, organisation.payers())
    names = {each.id: each.name for each in stored.customers}
    return {team: tuple((each, names[each]) for each in paying[team]) for team in paying}
