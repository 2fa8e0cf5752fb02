"""People and leaders: every team is there, and nobody leads the team of which he is a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.language import listed, sentence
from binnenuit.organisation.check.periods import overlap
from binnenuit.organisation.check.say import contradiction, finding, near_miss

if TYPE_CHECKING:
    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation, Period, PersonId, TeamId
    from binnenuit.organisation.sources import Sources


def check_people(organisation: Organisation, sources: Sources) -> list[Finding]:
    """Refuse people in unknown teams; report leaders who cannot be right."""
    _refuse_unknown_teams(organisation, sources)
    if not organisation.people:
        return []
    return [*_unknown_leaders(organisation, sources), *_own_leaders(organisation, sources)]


def _refuse_unknown_teams(organisation: Organisation, sources: Sources) -> None:
    known = organisation.team_by_id
    for index, member in enumerate(organisation.people):
        if member.team not in known:
            raise contradiction(
                "organisation.unknown-team",
                sentence(
                    "{person} is in the team {team}, and there is no such team.{hint} Correct it, "
                    "or add the team.",
                    person=member.person,
                    team=member.team,
                    hint=near_miss(member.team, {t.id: t.name for t in organisation.teams}),
                ),
                sources.people,
                index,
            )


def _unknown_leaders(organisation: Organisation, sources: Sources) -> list[Finding]:
    known = {member.person for member in organisation.people}
    unknown = [
        team.leader
        for team in organisation.teams
        if team.leader is not None and team.leader not in known
    ]
    if not unknown:
        return []
    return [
        finding(
            "organisation.unknown-leader",
            sentence(
                "These leaders are not among the people: {people}. Add them, each in the team "
                "above the one they lead.",
                people=listed(unknown),
            ),
            sources.teams,
        )
    ]


def _own_leaders(organisation: Organisation, sources: Sources) -> list[Finding]:
    places: dict[tuple[PersonId, TeamId], list[Period]] = {}
    for member in organisation.people:
        places.setdefault((member.person, member.team), []).append(member.period)
    own = [
        team
        for team in organisation.teams
        if team.leader is not None
        and any(overlap(team.period, at) for at in places.get((team.leader, team.id), ()))
    ]
    below = [team.name for team in own if team.parent is not None]
    top = [team.name for team in own if team.parent is None]
    found = [_led_from_within(below, sources)] if below else []
    return [*found, _led_at_the_top(top, sources)] if top else found


def _led_from_within(teams: list[str], sources: Sources) -> Finding:
    return finding(
        "organisation.leader-is-member",
        sentence(
            "In {teams} the leader is also a member of the team. Nobody answers about himself: "
            "put leaders in the team above the one they lead.",
            teams=listed(teams),
        ),
        sources.teams,
    )


def _led_at_the_top(teams: list[str], sources: Sources) -> Finding:
    return finding(
        "organisation.leader-is-member",
        sentence(
            "In {teams} the leader is also a member of the team, and there is no team above it. "
            "Nobody answers about himself: add a team above it without a leader, with this person "
            "in it.",
            teams=listed(teams),
        ),
        sources.teams,
    )
