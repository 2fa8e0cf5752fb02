"""What was read, in a few numbers: "312 people, 5 layers, 2 without a leader"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import Organisation, Team


@dataclass(frozen=True)
class Summary:
    """Counts of an organisation.

    Attributes
    ----------
    people
        Persons, each counted once.
    layers
        Depth of the tree of teams.
    without_leader
        Teams that nobody leads. A top of at most one person is not counted: nobody leads the
        chief executive.
    roots
        Teams without a team above them.
    vacancies
        Places that nobody fills.
    customers
        Those who pay; consumers who do not are left out.
    """

    people: int
    teams: int
    layers: int
    without_leader: int
    roots: int
    vacancies: int
    customers: int
    links: int


def summary(organisation: Organisation, *, day: date | None = None) -> Summary:
    """Count what there is on ``day``, or over all time when None."""
    now = organisation if day is None else organisation.on(day)
    teams = now.team_by_id
    return Summary(
        people=len({member.person for member in now.people}),
        teams=len(teams),
        layers=max(now.depth.values(), default=-1) + 1,
        without_leader=sum(_wants_leader(now, team) for team in teams.values()),
        roots=sum(team.parent is None for team in teams.values()),
        vacancies=len(now.vacancies),
        customers=sum(customer.pays for customer in now.customers),
        links=len(now.links),
    )


def _wants_leader(organisation: Organisation, team: Team) -> bool:
    if team.leader is not None:
        return False
    return team.parent is not None or organisation.headcount[team.id] > 1
