"""Ballots as text and back, and whether a ballot answers what was asked, about whom it may."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import ArgumentError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Part, Row
from binnenuit.mirror.model.parts import ASKED_IN
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.model import TeamId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from binnenuit.mirror.model.questionnaire import Questionnaire, Scored

_BALLOT: Final = frozenset({"team", "part", "rows"})
_ROW: Final = frozenset({"rated", "answers"})
_MOST: Final = 1_000_000


def ballot_text(ballot: Ballot) -> str:
    """Write a ballot as JSON, in an order that tells nothing.

    Teams one dealt with, and items, stand in the order of their names, not in that of answering;
    the row about ``ballot.team`` stays the first. ``ballot_from`` gives it back.
    """
    own, others = ballot.rows[:1], sorted(ballot.rows[1:], key=lambda row: row.rated)
    rows = [
        {"rated": row.rated, "answers": dict(sorted(row.answers.items()))}
        for row in (*own, *others)
    ]
    written = {"team": ballot.team, "part": ballot.part.value, "rows": rows}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def ballot_from(text: bytes | str) -> Ballot:
    """Read a ballot; spaces around it, as padding, make no difference.

    Raises
    ------
    ArgumentError
        ``mirror.ballot-unreadable``: it is not what ``ballot_text`` writes. A key is missing,
        unknown or there twice, or a value is of another kind.

    Notes
    -----
    Whether the answers are those that were asked for, ``check_ballot`` tells.
    """
    try:
        return _ballot(json.loads(text, object_pairs_hook=_once, parse_constant=_refuse))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ArgumentError(
            "mirror.ballot-unreadable",
            sentence(
                "This is not a ballot, or it is damaged. Nothing of it was counted. Send the "
                "ballot again from the page on which it was filled in."
            ),
        ) from error


def check_ballot(
    ballot: Ballot, questionnaire: Questionnaire, teams: Collection[TeamId]
) -> list[Finding]:
    """Tell what in a ballot does not fit what was asked.

    Parameters
    ----------
    questionnaire
        Everything that is asked in the round; what a part asks follows from ``ballot.part``.
    teams
        Teams that may be answered about, ``ballot.team`` among them.

    Returns
    -------
    problems
        Empty when everything fits. ``mirror.ballot-team``: a team that is not asked about, or
        twice; ``mirror.ballot-first-row``: the first row is not about ``ballot.team``;
        ``mirror.ballot-item``: a question that is not there, or not in this part, or not about
        this team; ``mirror.ballot-option``: an answer that is none of the options. They hold codes
        of questions and teams, and no answers.

    Notes
    -----
    Linear in answers.
    """
    return [
        *_team_problems(ballot, teams),
        *(
            problem
            for number, row in enumerate(ballot.rows)
            for problem in _row_problems(ballot.part, row, questionnaire, is_own=number == 0)
        ),
    ]


def is_option(scale: Scored, answer: int | str) -> bool:
    """Tell whether this answers a question of the scale; "don't know" does."""
    if isinstance(answer, str):
        return answer == DONT_KNOW
    return scale.lowest <= answer <= scale.highest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _ballot(told: Any) -> Ballot:
    _check_keys(told, _BALLOT)
    if not isinstance(told["rows"], list):
        raise TypeError(told)
    rows = tuple(map(_row, told["rows"]))
    return Ballot(TeamId(_text(told["team"])), Part(_text(told["part"])), rows)


def _row(told: Any) -> Row:
    _check_keys(told, _ROW)
    if not isinstance(told["answers"], dict):
        raise TypeError(told)
    answers = {item: _answer(value) for item, value in told["answers"].items()}
    return Row(TeamId(_text(told["rated"])), answers)


def _answer(value: Any) -> int | str:
    # In Python True is a number, and in JSON it is none.
    if value == DONT_KNOW or (type(value) is int and abs(value) <= _MOST):
        answer: int | str = value
        return answer
    raise ValueError(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(value)


def _check_keys(told: Any, keys: frozenset[str]) -> None:
    if not isinstance(told, dict) or told.keys() != keys:
        raise TypeError(told)


def _team_problems(ballot: Ballot, teams: Collection[TeamId]) -> Iterator[Finding]:
    rated = [row.rated for row in ballot.rows]
    unknown = {team for team in (ballot.team, *rated) if team not in teams}
    twice = {team for team in rated if rated.count(team) > 1}
    for team in sorted(unknown | twice):
        yield Finding(
            "mirror.ballot-team",
            sentence("The team {team} is not asked about here, or it is there twice.", team=team),
        )
    if rated and rated[0] != ballot.team:
        yield Finding(
            "mirror.ballot-first-row",
            sentence("The first answers have to be about {team}.", team=ballot.team),
        )


def _row_problems(
    part: Part, row: Row, questionnaire: Questionnaire, *, is_own: bool
) -> Iterator[Finding]:
    for item, answer in row.answers.items():
        scale = questionnaire.scale_of_item.get(item)
        if scale is None or not _is_asked(scale, part, is_own=is_own):
            yield Finding(
                "mirror.ballot-item",
                sentence("The question {item} is not asked here.", item=item),
            )
        elif not is_option(scale, answer):
            yield Finding(
                "mirror.ballot-option",
                sentence("The answer to {item} is none of its options.", item=item),
            )


def _is_asked(scale: Scored, part: Part, *, is_own: bool) -> bool:
    return scale.about in ASKED_IN[part] and is_own == (scale.about is not About.SUPPLIER)
