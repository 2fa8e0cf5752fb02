"""Ids: each thing once at a time, and no id for two kinds of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.language import listed, sentence
from binnenuit.organisation.check.periods import first_overlap
from binnenuit.organisation.check.say import contradiction, finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation, Period
    from binnenuit.organisation.sources import Sources


def check_ids(organisation: Organisation, sources: Sources) -> list[Finding]:
    """Refuse double ids and ids that are both a team and a customer."""
    _refuse_double_teams(organisation, sources)
    _refuse_double_people(organisation, sources)
    _refuse_double_customers(organisation, sources)
    _refuse_double_codes(organisation, sources)
    _refuse_teams_that_are_customers(organisation, sources)
    return [*_shared_with_people(organisation, sources), *_in_several_teams(organisation, sources)]


def _grouped(
    things: Iterable[tuple[Hashable, Period]],
) -> dict[Hashable, list[tuple[Period, int]]]:
    grouped: dict[Hashable, list[tuple[Period, int]]] = {}
    for index, (key, period) in enumerate(things):
        grouped.setdefault(key, []).append((period, index))
    return {key: periods for key, periods in grouped.items() if len(periods) > 1}


def _refuse_double_teams(organisation: Organisation, sources: Sources) -> None:
    teams = _grouped((team.id, team.period) for team in organisation.teams)
    for team, periods in teams.items():
        index = first_overlap(periods)
        if index is not None:
            raise contradiction(
                "organisation.double-team",
                sentence(
                    "The team {team} stands twice for the same time. Keep one row, or give both "
                    "rows periods that do not overlap.",
                    team=team,
                ),
                sources.teams,
                index,
            )


def _refuse_double_people(organisation: Organisation, sources: Sources) -> None:
    people = _grouped(
        ((member.person, member.team), member.period) for member in organisation.people
    )
    for periods in people.values():
        index = first_overlap(periods)
        if index is not None:
            member = organisation.people[index]
            raise contradiction(
                "organisation.double-person",
                sentence(
                    "{person} is in the team {team} twice for the same time. Keep one row, or give "
                    "both rows periods that do not overlap.",
                    person=member.person,
                    team=member.team,
                ),
                sources.people,
                index,
            )


def _refuse_double_customers(organisation: Organisation, sources: Sources) -> None:
    seen = set()
    for index, customer in enumerate(organisation.customers):
        if customer.id in seen:
            raise contradiction(
                "organisation.double-customer",
                sentence(
                    "The customer {customer} stands twice. Keep one row.", customer=customer.id
                ),
                sources.customers,
                index,
            )
        seen.add(customer.id)


def _refuse_double_codes(organisation: Organisation, sources: Sources) -> None:
    seen = set()
    for index, code in enumerate(organisation.mapping):
        key = (code.dimension, code.code)
        if key in seen:
            raise contradiction(
                "organisation.double-code",
                sentence(
                    "The {dimension} {code} stands twice. Keep one row: money of one code goes to "
                    "one team.",
                    dimension=code.dimension.value,
                    code=code.code,
                ),
                sources.mapping,
                index,
            )
        seen.add(key)


def _refuse_teams_that_are_customers(organisation: Organisation, sources: Sources) -> None:
    teams = {str(team.id) for team in organisation.teams}
    for index, customer in enumerate(organisation.customers):
        if customer.id in teams:
            raise contradiction(
                "organisation.team-and-customer",
                sentence(
                    "{id} is the id of a team and of a customer, so links cannot tell them apart. "
                    "Give the customer another id, for example C{id}.",
                    id=customer.id,
                ),
                sources.customers,
                index,
            )


def _shared_with_people(organisation: Organisation, sources: Sources) -> list[Finding]:
    others = {str(team.id) for team in organisation.teams}
    others.update(str(customer.id) for customer in organisation.customers)
    shared = [member.person for member in organisation.people if str(member.person) in others]
    if not shared:
        return []
    return [
        finding(
            "organisation.shared-id",
            sentence(
                "These ids are of a person and also of a team or customer: {ids}. Nothing goes "
                "wrong, but it reads more easily when they differ.",
                ids=listed(shared),
            ),
            sources.people,
        )
    ]


def _in_several_teams(organisation: Organisation, sources: Sources) -> list[Finding]:
    people = _grouped((member.person, member.period) for member in organisation.people)
    several = [
        str(person) for person, periods in people.items() if first_overlap(periods) is not None
    ]
    if not several:
        return []
    return [
        finding(
            "organisation.several-teams",
            sentence(
                "{count} people are in more than one team at the same time: {people}. They are "
                "counted in each of them.",
                count=len(several),
                people=listed(several),
            ),
            sources.people,
        )
    ]
