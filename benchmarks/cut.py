"""The lightest cut of teams and categories: ours beside igraph's.

``python -m benchmarks.cut [--quick]``. Every line is a process of its own. Teams of at least five
in layers of eight, beside twelve categories; one edge for each team and category with people. The
line "audit" is the whole of level B, from memberships to witness. igraph's time grows with nearly
the square of the people.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array, triu

from benchmarks.measure import Measured, measure
from binnenuit.privacy.audit import Level, attack
from binnenuit.privacy.audit.blocks import blocks
from binnenuit.privacy.audit.cut import minimum_cut
from binnenuit.privacy.audit.families import graph, two_families

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[], dict[str, Any]]

SIZES = (1_000, 10_000, 100_000)
CATEGORIES, K = 12, 5
TARGET = 5.0
"""CPU seconds at 100,000 people, the whole of level B."""


def released(people: int) -> tuple[csr_array[np.int64], np.ndarray]:
    """Every team, every manager above it and every category of ``people`` people is published."""
    rng = np.random.default_rng(people)
    teams = people // 8
    own = np.repeat(np.arange(teams), K)
    team = np.sort(np.append(own, rng.integers(0, teams, people - len(own))))
    layers = [team // 8**depth for depth in range(7)] + [rng.integers(0, CATEGORIES, people)]
    first = np.cumsum([0] + [int(layer.max()) + 1 for layer in layers])
    rows = np.concatenate([layer + start for layer, start in zip(layers, first, strict=False)])
    columns = np.tile(np.arange(people), len(layers))
    memberships = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)))
    return memberships, np.ones(people, dtype=np.int64)


def drawn(people: int) -> csr_array[np.int64]:
    given = blocks(*released(people))
    trees = two_families(given)
    if trees is None:
        raise ValueError("teams and categories are two trees")
    return graph(given, trees)


def audit(people: int) -> Work:
    memberships, sizes = released(people)

    def work() -> dict[str, Any]:
        found = attack(memberships, sizes, k=K, level=Level.CUT)
        return {"cut": found.smallest, "proven": found.decided}

    return work


def ours(people: int) -> Work:
    given = drawn(people)

    def work() -> dict[str, Any]:
        found = minimum_cut(given, K)
        return {"cut": found.weight, "proven": found.at_least == found.weight}

    return work


def igraph(people: int) -> Work:
    from igraph import Graph  # noqa: PLC0415 - only this case pays for it

    half = triu(drawn(people), format="coo")
    pairs = np.column_stack((half.row, half.col))
    linked, ends = np.unique(pairs, return_inverse=True)
    given = Graph(n=len(linked), edges=ends.reshape(pairs.shape).tolist())
    given.es["weight"] = half.data.tolist()
    return lambda: {"cut": int(given.mincut(capacity="weight").value), "proven": True}


def compared(people: int, array: Path) -> list[tuple[str, Measured]]:
    return [
        (name, measure(f"benchmarks.cut:{name}", array=array, people=people))
        for name in ("audit", "ours", "igraph")
    ]


def show(people: int, name: str, found: Measured) -> str:
    head = f"{people:>8,} {name:<7}"
    if found.failure:
        return f"{head} {found.failure}"
    figures = f"{found.wall:>7.2f} {found.cpu:>7.2f} {found.memory:>5.0f} {found.values['cut']:>4}"
    return f"{head} {figures}{'' if found.values['proven'] else '  not proven'}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="leave the largest out")
    sizes = SIZES[:-1] if arguments.parse_args().quick else SIZES
    print(f"{CATEGORIES} categories beside teams of at least {K}, a tree above them")
    print(f"{'people':>8} {'':<7} {'wall s':>7} {'CPU s':>7} {'MB':>5} {'cut':>4}")
    failed = False
    with TemporaryDirectory() as folder:
        for people in sizes:
            found = compared(people, Path(folder) / "array.npy")
            print("\n".join(show(people, *line) for line in found), flush=True)
            values = [line.values for _, line in found]
            failed |= not all(value.get("proven") for value in values)
            failed |= len({value.get("cut") for value in values}) > 1
            if people == SIZES[-1]:
                cpu = found[0][1].cpu
                print(f"{'reached' if cpu <= TARGET else 'MISSED '}  {TARGET:.0f} s CPU: {cpu:.1f}")
    sys.exit("a cut is not proven, or they differ" if failed else 0)


if __name__ == "__main__":
    main()
