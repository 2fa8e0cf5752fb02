"""The tree of teams: every team above is there, and nobody is above himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.language import listed, sentence
from binnenuit.organisation.check.periods import covered, start_of
from binnenuit.organisation.check.say import contradiction, finding, near_miss

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation, Period, Team, TeamId
    from binnenuit.organisation.sources import Sources


def check_tree(organisation: Organisation, sources: Sources) -> list[Finding]:
    """Refuse missing teams above and circles; report several tops."""
    _refuse_missing_parents(organisation, sources)
    _refuse_circles(organisation, sources)
    return [*_several_tops(organisation, sources), *_parents_that_end(organisation, sources)]


def _refuse_missing_parents(organisation: Organisation, sources: Sources) -> None:
    known = organisation.team_by_id
    for index, team in enumerate(organisation.teams):
        if team.parent is not None and team.parent not in known:
            raise contradiction(
                "organisation.missing-parent",
                sentence(
                    "The team {team} belongs under {parent}, and there is no such team.{hint} "
                    "Correct it, or leave it empty for the top.",
                    team=team.id,
                    parent=team.parent,
                    hint=near_miss(team.parent, {t.id: t.name for t in organisation.teams}),
                ),
                sources.teams,
                index,
            )


def _refuse_circles(organisation: Organisation, sources: Sources) -> None:
    doubtful = _under_a_circle(organisation.teams)
    for day in sorted({start_of(team.period) for team in doubtful}):
        circle = _circle_on(day, doubtful)
        if circle:
            index = next(
                index for index, team in enumerate(organisation.teams) if team.id == circle[0]
            )
            raise contradiction(
                "organisation.circle",
                sentence(
                    "These teams stand above one another in a circle: {circle}. One of them must "
                    "belong under another team, or be the top.",
                    circle=" → ".join((*circle, circle[0])),
                ),
                sources.teams,
                index,
            )


def _under_a_circle(teams: Sequence[Team]) -> list[Team]:
    """Return the teams that no top can be reached from in every one of their periods."""
    below: dict[TeamId, list[TeamId]] = {}
    waiting: dict[TeamId, int] = {}
    for team in teams:
        waiting.setdefault(team.id, 0)
        if team.parent is not None:
            waiting[team.id] += 1
            below.setdefault(team.parent, []).append(team.id)
    ready = [team for team, count in waiting.items() if count == 0]
    while ready:
        for child in below.get(ready.pop(), ()):
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    return [team for team in teams if waiting[team.id] > 0]


def _circle_on(day: date, teams: Sequence[Team]) -> tuple[TeamId, ...]:
    above = {team.id: team.parent for team in teams if team.period.contains(day)}
    done: set[TeamId] = set()
    for team in above:
        circle = _circle_from(team, above, done)
        if circle:
            return circle
    return ()


def _circle_from(
    team: TeamId, above: Mapping[TeamId, TeamId | None], done: set[TeamId]
) -> tuple[TeamId, ...]:
    path: dict[TeamId, None] = {}
    at: TeamId | None = team
    while at is not None and at in above and at not in done:
        if at in path:
            passed = list(path)
            return tuple(passed[passed.index(at) :])
        path[at] = None
        at = above[at]
    done.update(path)
    return ()


def _several_tops(organisation: Organisation, sources: Sources) -> list[Finding]:
    tops = {team.id: team for team in organisation.teams if team.parent is None}
    if len(tops) <= 1:
        return []
    return [
        finding(
            "organisation.several-tops",
            sentence(
                "There are {count} teams without a team above them: {teams}. Each is shown as a "
                "top of its own.",
                count=len(tops),
                teams=listed(tops),
            ),
            sources.teams,
        )
    ]


def _parents_that_end(organisation: Organisation, sources: Sources) -> list[Finding]:
    periods: dict[TeamId, list[Period]] = {}
    for team in organisation.teams:
        periods.setdefault(team.id, []).append(team.period)
    loose = [
        team.id
        for team in organisation.teams
        if team.parent is not None and not covered(team.period, periods[team.parent])
    ]
    if not loose:
        return []
    return [
        finding(
            "organisation.parent-ends",
            sentence(
                "For {teams} the team above is not there for the whole time. On days without it "
                "they are shown as a top of their own.",
                teams=listed(loose),
            ),
            sources.teams,
        )
    ]
