"""How much people of a team agree, rwg(j): ours against R's multilevel::rwg.j on the same answers.

``python -m benchmarks.mirror_agreement [--quick] [--json FILE]``. Every line is a process of its
own; the seconds are those of the call alone, the memory that of the whole process. R also runs at
100,000 teams, unless ``--quick``: then its line is extrapolated, and says so.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.measure import MEGABYTE, Measured, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[], dict[str, Any]]

TEAMS = (1_000, 4_000, 100_000)
PEOPLE = 10
"""In a team, on average; at least 2."""
ITEMS = 10
OPTIONS = 5
TARGET = 100
"""Times less CPU than multilevel."""
R = """
suppressPackageStartupMessages(library(multilevel))
given <- commandArgs(TRUE)
people <- as.integer(given[1])
items <- matrix(readBin("items.bin", "double", people * as.integer(given[2])), nrow = people)
teams <- readBin("teams.bin", "integer", people)
began <- proc.time()
found <- rwg.j(items, teams, ranvar = as.numeric(given[3]))
took <- proc.time() - began
writeBin(found$rwg.j[order(as.integer(found$grpid))], "found.bin")
cat(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]])
"""


def write(folder: str, teams: int) -> Work:
    """Write answers: each team has a middle of its own, and its people come in any order."""

    def work() -> dict[str, Any]:
        generator = np.random.default_rng(teams)
        chosen = generator.integers(0, teams, (PEOPLE - 2) * teams)
        groups = generator.permutation(np.concatenate([np.repeat(np.arange(teams), 2), chosen]))
        middle = generator.normal(3, 0.5, teams)[groups][:, np.newaxis]
        answers = middle + generator.normal(0, 1, (len(groups), ITEMS))
        items = np.clip(np.round(answers), 1, OPTIONS)
        np.save(Path(folder) / "items.npy", items)
        np.save(Path(folder) / "teams.npy", groups)
        items.T.tofile(Path(folder) / "items.bin")
        groups.astype(np.int32).tofile(Path(folder) / "teams.bin")
        return {}

    return work


def ours(folder: str, teams: int) -> Work:  # noqa: ARG001 - all cases are called alike
    from binnenuit.mirror.compute.agreement.rwg import rwg_j  # noqa: PLC0415 - R pays no memory for it

    items, groups = np.load(Path(folder) / "items.npy"), np.load(Path(folder) / "teams.npy")
    return lambda: {"array": rwg_j(items, groups, OPTIONS).by_group}


def multilevel(folder: str, teams: int) -> Work:
    """Call R from a process that holds no answers: a child's peak starts from its parent's."""
    people, null = teams * PEOPLE, (OPTIONS**2 - 1) / 12

    def work() -> dict[str, Any]:
        command = ["Rscript", "--vanilla", "-e", R, str(people), str(ITEMS), str(null)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        wall, cpu = map(float, done.stdout.split())
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
        found = np.fromfile(Path(folder) / "found.bin")
        return {"array": found, "wall": wall, "cpu": cpu, "memory": memory}

    return work


def skipped() -> str:
    """Say why R is not tried; empty when it is."""
    if shutil.which("Rscript") is None:
        return "Rscript is not installed"
    asked = ["Rscript", "--vanilla", "-e", "library(multilevel)"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        return "R has no package multilevel"
    return ""


def lines(*, quick: bool) -> Iterator[dict[str, Any]]:
    reason, known = skipped(), (0.0, 0)
    for teams in TEAMS:
        with TemporaryDirectory() as folder:
            array = Path(folder) / "unused.npy"
            measure("benchmarks.mirror_agreement:write", array=array, folder=folder, teams=teams)
            base, array = _run("ours", Path(folder), teams)
            line = {"teams": teams, "people": teams * PEOPLE}
            yield line | {"method": "binnenuit"} | _figures(base, base, 0.0)
            line |= {"method": "multilevel"}
            if reason:
                yield line | {"skipped": reason}
            elif quick and teams == TEAMS[-1]:
                yield line | _extrapolated(*known, teams, base)
            else:
                found, other = _run("multilevel", Path(folder), teams)
                known = found.cpu, teams
                yield line | _against(found, base, array, other)


def _run(case: str, folder: Path, teams: int) -> tuple[Measured, Path]:
    array = folder / f"{case}.npy"
    found = measure(
        f"benchmarks.mirror_agreement:{case}", array=array, folder=str(folder), teams=teams
    )
    return found._replace(**found.values), array


def _against(found: Measured, base: Measured, ours: Path, theirs: Path) -> dict[str, Any]:
    if found.failure or base.failure:
        return {"skipped": found.failure or base.failure}
    return _figures(found, base, float(np.abs(np.load(ours) - np.load(theirs)).max()))


def _figures(found: Measured, base: Measured, difference: float) -> dict[str, Any]:
    if found.failure:
        return {"skipped": found.failure}
    figures = {"wall": found.wall, "cpu": found.cpu, "memory": found.memory}
    return figures | {"difference": difference, "ratio": found.cpu / base.cpu}


def _extrapolated(cpu: float, teams: int, wanted: int, base: Measured) -> dict[str, Any]:
    expected = cpu * wanted / teams
    return {"cpu": expected, "ratio": expected / base.cpu, "extrapolated": teams}


def show(line: dict[str, Any]) -> str:
    head = f"{line['teams']:>8,} {line['people']:>10,}  {line['method']:<10}"
    if "skipped" in line:
        return f"{head} skipped: {line['skipped']}"
    if "extrapolated" in line:
        blank, note = "-", f"  extrapolated from {line['extrapolated']:,} teams"
        return (
            f"{head} {blank:>8} {line['cpu']:8.2f} {blank:>8} {blank:>10} "
            f"{line['ratio']:8.0f}{note}"
        )
    return (
        f"{head} {line['wall']:8.2f} {line['cpu']:8.2f} {line['memory']:8.0f} "
        f"{line['difference']:10.1e} {line['ratio']:8.0f}"
    )


def verdicts(found: list[dict[str, Any]]) -> Iterator[str]:
    for line in found:
        if line["teams"] == TEAMS[-1] and line["method"] == "multilevel" and "ratio" in line:
            met = line["ratio"] >= TARGET
            name = f"rwg(j), {line['teams']:,} teams: at least {TARGET} times less CPU than R"
            note = ", extrapolated" if "extrapolated" in line else ""
            yield f"{'reached' if met else 'MISSED '}  {name}: {line['ratio']:.0f} times{note}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="extrapolate R at 100,000 teams")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"rwg(j) of {ITEMS} items with {OPTIONS} options\n")
    print(f"{'teams':>8} {'people':>10}  {'method':<10}", end=" ")
    print(f"{'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'difference':>10} {'x CPU':>8}")
    found = []
    for line in lines(quick=chosen.quick):
        found.append(line)
        print(show(line), flush=True)
    print("\n" + "\n".join(verdicts(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    sys.exit(main())
