"""Who brings whose money: ours against numpy's inverse, pymrio and SuperLU.

``python -m benchmarks.funding [--quick] [--json FILE]``. Every line is a process of its own. A
method that cannot follow is skipped, with the reason.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import eye_array
from scipy.sparse.linalg import splu

from benchmarks.measure import Measured, measure
from benchmarks.organisations import CUSTOMERS, organisation
from binnenuit.chain.compute import funding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[], dict[str, Any]]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SHAPES = ("deep", "flat")
TASKS = ("handovers", "shares")
ASKED = list(range(8))
TARGETS = {"handovers": (6.0, 1024.0), "shares": (40.0, np.inf)}
METHODS = ("binnenuit", "numpy", "pymrio", "superlu")
FULL = 10_000
"""Largest full matrix: 0.8 GB, and several of them are needed."""
FACTORED = 3_000
"""SuperLU's factors grow with nearly the square: 4 million numbers and 10 s at 3,000 teams."""


def ours(teams: int, shape: str, task: str) -> Work:
    given = organisation(teams, shape)

    def work() -> dict[str, Any]:
        found = funding(given.works_for, given.revenue, tolerance=1e-8)
        array = found.handovers if task == "handovers" else found.shares(ASKED)
        return {"array": array, "error_bound": found.error_bound, "links": given.works_for.nnz}

    return work


def numpy_inverse(teams: int, shape: str, task: str) -> Work:
    given = organisation(teams, shape)
    full = np.eye(teams) - given.works_for.toarray()
    return lambda: {"array": np.linalg.inv(full) @ _ends(given, task) - _first(task)}


def pymrio_leontief(teams: int, shape: str, task: str) -> Work:
    import pandas as pd  # noqa: PLC0415 - only this case pays for it
    from pymrio import calc_L  # noqa: PLC0415

    given = organisation(teams, shape)
    full = pd.DataFrame(given.works_for.toarray())
    return lambda: {"array": calc_L(full).to_numpy() @ _ends(given, task) - _first(task)}


def superlu(teams: int, shape: str, task: str) -> Work:
    given = organisation(teams, shape)
    system = (eye_array(teams) - given.works_for).tocsc()
    return lambda: {"array": splu(system).solve(_ends(given, task)) - _first(task)}


def _ends(given: Any, task: str) -> np.ndarray:
    if task == "handovers":
        return np.ones(given.works_for.shape[0])
    return given.revenue[:, ASKED].toarray()


def _first(task: str) -> float:
    return 1.0 if task == "handovers" else 0.0


CASES = {
    "binnenuit": "ours",
    "numpy": "numpy_inverse",
    "pymrio": "pymrio_leontief",
    "superlu": "superlu",
}


def skipped(method: str, teams: int, task: str, *, quick: bool) -> str:
    """Say why ``method`` is not tried at this size; empty when it is."""
    if method == "binnenuit":
        return ""
    if method == "superlu":
        return (
            "" if teams <= FACTORED else "its factors grow with the square: minutes at 10,000 teams"
        )
    if teams > FULL:
        return f"a full matrix of {8 * teams**2 / 1e9:,.0f} GB"
    if method == "numpy" and teams == FULL and task == "shares":
        return "a minute for the same inverse as for the hand-overs"
    return "a minute and 4 GB; not with --quick" if quick and teams == FULL else ""


def lines(sizes: tuple[int, ...], *, quick: bool) -> Iterator[dict[str, Any]]:
    for teams in sizes:
        for shape in SHAPES:
            for task in TASKS:
                yield from _compared(teams, shape, task, quick=quick)


def _compared(teams: int, shape: str, task: str, *, quick: bool) -> Iterator[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        reference, other = Path(folder) / "ours.npy", Path(folder) / "other.npy"
        base = Measured()
        for method in METHODS:
            line = {"teams": teams, "shape": shape, "task": task, "method": method}
            reason = skipped(method, teams, task, quick=quick)
            if reason:
                yield line | {"skipped": reason}
                continue
            array = reference if method == "binnenuit" else other
            case = f"benchmarks.funding:{CASES[method]}"
            found = measure(case, array=array, teams=teams, shape=shape, task=task)
            base = found if method == "binnenuit" else base
            yield line | _figures(found, base, reference, array)


def _figures(found: Measured, base: Measured, reference: Path, array: Path) -> dict[str, Any]:
    if found.failure:
        return {"skipped": found.failure}
    difference = float(np.abs(np.load(reference) - np.load(array)).max())
    figures = {"wall": found.wall, "cpu": found.cpu, "memory": found.memory}
    return figures | found.values | {"difference": difference, "ratio": found.cpu / base.cpu}


def show(line: dict[str, Any]) -> str:
    head = f"{line['teams']:>9,}  {line['shape']:<5} {line['task']:<10} {line['method']:<10}"
    if "skipped" in line:
        return f"{head} skipped: {line['skipped']}"
    return (
        f"{head} {line['wall']:8.3f} {line['cpu']:8.3f} {line['memory']:8.0f} "
        f"{line['difference']:10.1e} {line['ratio']:8.1f}"
    )


def verdicts(found: list[dict[str, Any]]) -> Iterator[str]:
    for line in found:
        if line["method"] == "binnenuit" and line["teams"] == SIZES[-1] and "cpu" in line:
            cpu, memory = TARGETS[line["task"]]
            met = line["cpu"] <= cpu and line["memory"] <= memory
            name = f"{line['task']}, 1M, {line['shape']}: at most {cpu:.0f} s CPU"
            yield f"{'reached' if met else 'MISSED '}  {name}: {line['cpu']:.1f} s"
        if line["method"] == "pymrio" and line["teams"] == 10_000 and "cpu" in line:
            met = line["ratio"] >= 50
            name = f"{line['task']}, 10k, {line['shape']}: at least 50 times less CPU than pymrio"
            yield f"{'reached' if met else 'MISSED '}  {name}: {line['ratio']:.0f} times"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 teams")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"{CUSTOMERS:,} customers; shares are those of {len(ASKED)} of them; tolerance 1e-8\n")
    print(f"{'teams':>9}  {'shape':<5} {'task':<10} {'method':<10}", end=" ")
    print(f"{'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'difference':>10} {'x CPU':>8}")
    found = []
    for line in lines(SIZES[:3] if chosen.quick else SIZES, quick=chosen.quick):
        found.append(line)
        print(show(line), flush=True)
    print("\n" + "\n".join(verdicts(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    sys.exit(main())
