"""An invented organisation that answers in rounds, for measuring; always the same one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = Path("build/bench")
DEPTH = 8
ITEMS = 12
OPTIONS = 5
WAVES = 10


@dataclass(frozen=True)
class Size:
    """How much is asked: every team, those with teams below it too, has its own people."""

    teams: int
    answers: int

    @property
    def path(self) -> Path:
        return FOLDER / f"answers-{self.teams}-{self.answers}.parquet"

    @property
    def people(self) -> int:
        return -(-self.answers // (WAVES * ITEMS))


FULL = Size(100_000, 50_000_000)
QUICK = Size(10_000, 5_000_000)


def tree(teams: int, *, seed: int = 1) -> NDArray[np.int64]:
    """Parent of each team: one top and eight layers below it, numbered by lot."""
    chance = np.random.default_rng(seed)
    span = _span(teams)
    sizes = np.array([round(span**layer) for layer in range(DEPTH + 1)])
    sizes[-1] += teams - sizes.sum()
    starts = np.cumsum(sizes) - sizes
    parents = [np.array([-1])]
    for layer in range(1, DEPTH + 1):
        above = starts[layer - 1] + np.arange(sizes[layer - 1])
        # Each layer hangs below every place of the one above it, so that the depth is 8 everywhere.
        parents.append(above[chance.permutation(np.arange(sizes[layer]) % sizes[layer - 1])])
    drawn = chance.permutation(teams)
    numbered = np.empty(teams, dtype=np.int64)
    numbered[drawn] = np.append(drawn, -1)[np.concatenate(parents)]
    return numbered


def _span(teams: int) -> float:
    low, high = 1.0, float(teams)
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (
            (low, middle) if sum(middle**n for n in range(DEPTH + 1)) > teams else (middle, high)
        )
    return low


def answers(size: Size) -> Path:
    """Write the answers, sorted by wave and team, when they are not there yet."""
    if size.path.exists():
        return size.path
    FOLDER.mkdir(parents=True, exist_ok=True)
    beside = size.path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            "CREATE TABLE answers (wave UTINYINT, team INTEGER, item UTINYINT, value UTINYINT)"
        )
        for wave in range(WAVES):
            connection.register("given", _wave(size, wave))
            connection.execute("INSERT INTO answers SELECT * FROM given")
        connection.execute(f"COPY answers TO '{beside}' (FORMAT parquet, COMPRESSION zstd)")
    beside.rename(size.path)
    return size.path


def _wave(size: Size, wave: int) -> dict[str, NDArray[np.generic]]:
    """Let people of a team lean to the same side, and one person to the same answer."""
    chance = np.random.default_rng([7, wave])
    team = np.sort(chance.integers(0, size.teams, size.people))
    mood = np.random.default_rng(3).normal(0, 0.6, size.teams)[team] + chance.normal(
        0, 0.8, len(team)
    )
    leaning = mood[:, np.newaxis] + chance.normal(3.4, 0.7, (len(team), ITEMS))
    value = np.clip(np.rint(leaning), 1, OPTIONS)
    return {
        "wave": np.full(value.size, wave, dtype=np.uint8),
        "team": np.repeat(team, ITEMS).astype(np.int32),
        "item": np.tile(np.arange(ITEMS), len(team)).astype(np.uint8),
        "value": value.ravel().astype(np.uint8),
    }


def ancestors(tree: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair each team with itself and with every team above it."""
    above = np.arange(len(tree))
    below = above
    found = [(below, above)]
    while (up := tree[above] >= 0).any():
        below, above = below[up], tree[above][up]
        found.append((below, above))
    teams, over = zip(*found, strict=True)
    return np.concatenate(teams), np.concatenate(over)
