"""What was sent with a ballot, straight into the words of the library: thousands come in one hour.

Nothing is obligatory. What is no answer to a question of this ballot is not read at all; an answer
that is none of the options of its question sends the whole ballot back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Part, Row
from binnenuit_web.mirror.services.asked import MOST_TICKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.services.asked import Asked, Section

TEAM: Final = "team"
STEP: Final = "step"
_FIRST_STEP: Final = "teams"
_SHIFTS: Final = range(1, 10)

Options = dict[str, "int | str"]


class Problem(StrEnum):
    """Why a ballot comes back; said in the language of the page."""

    TOO_MANY = "too_many"
    NO_TEAM = "no_team"
    NO_OPTION = "no_option"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Refused:
    """A page that comes back, with everything that was given.

    ``problems`` are empty when this was only the first of the two pages.
    """

    ticked: tuple[TeamId, ...]
    given: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What may be answered: the options of each question, by its code, as they are sent."""

    team: TeamId
    part: Part
    own: dict[str, Options]
    supplied: dict[str, Options]
    suppliers: frozenset[TeamId]


def field(item: str, team: str = "") -> str:
    """Name the field of one question; about a team that was ticked, with that team."""
    return f"q:{item}:{team}" if team else f"q:{item}"


def expected(asked: Asked) -> Expected:
    own = _options(asked.sections)
    if asked.shift:
        own[asked.shift] = {str(value): value for value in _SHIFTS}
    return Expected(
        asked.team,
        asked.part,
        own,
        _options(asked.supplied),
        frozenset(each.id for each in asked.suppliers),
    )


def strange_teams(post: QueryDict, expects: Expected) -> list[str]:
    """Teams that were ticked and are not listed now; they may have been when the page was made."""
    return [team for team in post.getlist(TEAM) if team not in expects.suppliers]


def read(post: QueryDict, expects: Expected) -> Ballot | Refused:
    """Read what was sent; ``strange_teams`` were dealt with."""
    ticked: tuple[TeamId, ...] = tuple(dict.fromkeys(post.getlist(TEAM)))  # type: ignore[arg-type]
    given: dict[str, str] = {}
    problems = [Problem.TOO_MANY] if len(ticked) > MOST_TICKED else []
    if post.get(STEP) == _FIRST_STEP:
        return Refused(ticked, given, tuple(problems))
    rows = [Row(expects.team, _answers(post, expects.own, "", given, problems))]
    for team in ticked:
        answers = _answers(post, expects.supplied, team, given, problems)
        if answers:
            rows.append(Row(team, answers))
    if not given:
        problems.append(Problem.NOTHING)
    if problems:
        return Refused(ticked, given, tuple(dict.fromkeys(problems)))
    return Ballot(expects.team, expects.part, tuple(rows))


def _answers(
    post: QueryDict,
    questions: dict[str, Options],
    team: str,
    given: dict[str, str],
    problems: list[Problem],
) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for item, options in questions.items():
        name = field(item, team)
        value = post.get(name)
        if not value:
            continue
        if value in options:
            found[item] = options[value]
            given[name] = value
        else:
            problems.append(Problem.NO_OPTION)
    return found


def _options(sections: tuple[Section, ...]) -> dict[str, Options]:
    return {
        question.code: {
            value: value if value == DONT_KNOW else int(value) for value, _words in question.options
        }
        for section in sections
        for question in section.questions
    }
