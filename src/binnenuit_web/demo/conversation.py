"""Write an invented conversation of forty people in the CSV format of Polis."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit_web.demo.statements import QUESTION, STATEMENTS, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SEED: Final = 1891
_ONE, _OTHER, _BETWEEN = 20, 14, 6
_BEGAN: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_VOTES: Final = 0.85
_PASSES: Final = 0.06
_CHANGES: Final = 12


@dataclass(frozen=True)
class _Vote:
    at: datetime
    statement: int
    voter: int
    vote: int


def write(folder: Path) -> None:
    """Write comments.csv, votes.csv and summary.csv; the same ones each time."""
    generator = np.random.default_rng(_SEED)
    votes = _votes(generator)
    folder.mkdir(parents=True, exist_ok=True)
    headings = (
        *("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated"),
        *("is-meta", "is-seed", "comment-body"),
    )
    _table(folder / "comments.csv", [headings, *_comments(votes, generator)])
    _table(
        folder / "votes.csv",
        [
            ("timestamp", "datetime", "comment-id", "voter-id", "vote"),
            *(
                (_time(v.at), f"{v.at:%Y-%m-%d %H:%M:%S}", v.statement, v.voter, v.vote)
                for v in votes
            ),
        ],
    )
    people = _ONE + _OTHER + _BETWEEN
    summary = [("topic", QUESTION), ("voters", people), ("comments", len(STATEMENTS))]
    _table(folder / "summary.csv", summary)


def _votes(generator: np.random.Generator) -> list[_Vote]:
    """Let everybody vote, and some again; in the order of statements, as Polis writes them."""
    leanings = [0.0] * _ONE + [1.0] * _OTHER + [0.5] * _BETWEEN
    leaning = generator.permutation(leanings)
    votes = [
        _Vote(_moment(generator, 6), statement, voter, _vote(said, leaning[voter], generator))
        for statement, said in enumerate(STATEMENTS)
        for voter in range(len(leaning))
        if generator.random() < _VOTES
    ]
    again = generator.choice(len(votes), _CHANGES, replace=False)
    changed = [
        _Vote(votes[n].at + timedelta(hours=20), votes[n].statement, votes[n].voter, -votes[n].vote)
        for n in again
    ]
    return sorted((*votes, *changed), key=lambda v: (v.statement, v.voter))


def _vote(said: Said, leaning: float, generator: np.random.Generator) -> int:
    if generator.random() < _PASSES:
        return 0
    agrees = said.one + leaning * (said.other - said.one)
    return 1 if generator.random() < agrees else -1


def _comments(votes: Sequence[_Vote], generator: np.random.Generator) -> Iterable[Sequence[object]]:
    for number, said in enumerate(STATEMENTS):
        about = [each.vote for each in votes if each.statement == number]
        author = 0 if said.is_seed else int(generator.integers(_ONE + _OTHER + _BETWEEN))
        yield (
            *(_time(_BEGAN - timedelta(days=2) + timedelta(minutes=7 * number)), number, author),
            *(about.count(1), about.count(-1), said.moderated),
            *(str(said.is_meta).lower(), str(said.is_seed).lower(), said.text),
        )


def _moment(generator: np.random.Generator, days: int) -> datetime:
    return _BEGAN + timedelta(seconds=int(generator.integers(days * 86_400)))


def _time(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _table(file: Path, rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(rows)
