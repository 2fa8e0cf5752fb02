"""Conversations to measure on: the shared real ones where they are present, and synthetic ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[], dict[str, Any]]

SHARED = Path("../shared/data/polis")
REAL = ("bg2050-volunteers", "brexit-consensus", "austria-climate.5twd2jsnkf.2022-08-08")
VOTED = 0.03
"""Share of all cells in which there is a vote."""
GROUPS = (0.5, 0.3, 0.2)
"""Shares of people in each group of opinion."""
PULL = 1.5
"""How far groups lie apart on a statement, beside 1 for statements and 1.8 for one answer."""
PASSES = 0.12


class World(NamedTuple):
    """A conversation; ``people`` is 0 for a real one."""

    name: str
    people: int = 0
    statements: int = 0

    @property
    def said(self) -> str:
        return f"{self.people:,} x {self.statements:,}" if self.people else self.name.split("-")[0]


SMALL = World("synthetic", 5_000, 500)
MIDDLE = World("synthetic", 33_000, 783)
LARGE = World("synthetic", 100_000, 2_000)


def worlds(*, quick: bool) -> Iterator[World]:
    yield from (World(name) for name in REAL if (SHARED / name).is_dir())
    yield SMALL
    if not quick:
        yield from (MIDDLE, LARGE)


def write(folder: str, name: str, people: int, statements: int) -> Work:
    """Write a log of votes, in any order, as columns; and who belongs together."""

    def work() -> dict[str, Any]:
        columns = invented(people, statements) if people else real(name)
        for column, values in columns.items():
            np.save(Path(folder, f"{column}.npy"), values)
        return {"votes": len(columns["vote"])}

    return work


def invented(people: int, statements: int) -> dict[str, np.ndarray]:
    """Make people of three groups who vote on a few statements each, chosen by lot."""
    generator = np.random.default_rng(people)
    group = generator.choice(len(GROUPS), people, p=GROUPS)
    lean = generator.normal(size=statements)
    pull = PULL * generator.normal(size=(len(GROUPS), statements))
    each = np.maximum(generator.poisson(VOTED * statements, people), 1)
    person = np.repeat(np.arange(people), each)
    cells = np.unique(person * statements + generator.integers(0, statements, len(person)))
    person, statement = np.divmod(generator.permutation(cells), statements)
    drawn = lean[statement] + pull[group[person], statement]
    vote = np.where(drawn + generator.logistic(size=len(drawn)) > 0, 1, -1)
    vote[generator.random(len(vote)) < PASSES] = 0
    return _columns(person, statement, vote, group)


def real(name: str) -> dict[str, np.ndarray]:
    """Read a shared conversation, without statements that were refused."""
    from binnenuit.dialogue.read.polis import read_polis  # noqa: PLC0415 - not for the others

    found = read_polis(SHARED / name).value
    kept = np.array([one.accepted is not False for one in found.statements])
    votes = found.votes[:, np.flatnonzero(kept)].tocoo()
    nobody = np.full(len(found.participants), -1)
    group = nobody if found.published is None else found.published
    return _columns(votes.row, votes.col, votes.data, group)


def _columns(
    person: np.ndarray, statement: np.ndarray, vote: np.ndarray, group: np.ndarray
) -> dict[str, np.ndarray]:
    return {
        "person": person.astype(np.int32),
        "statement": statement.astype(np.int32),
        "vote": vote.astype(np.int8),
        "group": group,
    }


def read(folder: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read person, statement and vote."""
    person, statement, vote = (
        np.load(Path(folder, f"{name}.npy")) for name in ("person", "statement", "vote")
    )
    return person, statement, vote
