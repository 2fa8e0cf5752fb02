"""The statistics of the mirror beside R's, asked anew: psych, multilevel, lavaan and lme4.

``python -m benchmarks.mirror_references [--quick] [--json FILE]``. R is asked as in
docs/methods/mirror-references.md, about invented answers (with missing ones, an item asked the
other way round, and groups of one) and, where they are beside this checkout, the survey data.
Without Rscript or a package it says so and asks nothing. Ends with 1 when a difference is larger
than allowed.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from tools.reference_cases import Case, cases
from tools.reference_rows import rows
from tools.reference_told import Told
from tools.references import SECTIONS, SURVEY, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.reference_told import Row

SCRIPT = Path(__file__).with_suffix(".R")
PACKAGES = ("psych", "multilevel", "lavaan", "lme4")
LIMIT = 1200
"""Seconds."""
VERSIONS = """
cat(R.version.string, "\\n", sep = "")
for (package in commandArgs(TRUE)) {
  found <- requireNamespace(package, quietly = TRUE)
  cat(package, "\\t", if (found) as.character(packageVersion(package)) else "", "\\n", sep = "")
}
"""


def invented(teams: int = 150, seed: int = 20) -> Iterator[Case]:
    """Invent answers of teams to six items of one scale, one of them asked the other way round."""
    generator = np.random.default_rng(seed)
    sizes = np.concatenate([np.ones(10, dtype=np.int64), generator.integers(2, 25, teams - 10)])
    team = generator.permutation(np.repeat(np.arange(teams) + 101, sizes))
    own = generator.normal(0, 0.6, 1000)[team] + generator.normal(0, 0.8, len(team))
    columns: dict[str, Any] = {"team": team.astype(np.float64)}
    for number, weight in enumerate((0.9, 0.8, 1.0, 0.6, 0.7, 0.8), start=1):
        answers = 3.3 + weight * own + generator.normal(0, 0.8, len(team))
        columns[f"q{number}"] = np.clip(np.round(answers), 1, 5)
    columns["q4"] = 6 - columns["q4"]
    columns["hours"] = np.round(8 + 0.7 * generator.normal(0, 1, 1000)[team] - 0.4 * own, 2)
    columns["score"] = 2 + 0.5 * own + 0.1 * columns["hours"] + generator.normal(0, 1, len(team))
    for name in ("q2", "q5", "score"):
        columns[name][generator.random(len(team)) < 0.04] = np.nan
    columns["team"][generator.random(len(team)) < 0.02] = np.nan
    yield from _asked(columns)


def _asked(columns: dict[str, Any]) -> Iterator[Case]:
    items, both = tuple(f"q{number}" for number in range(1, 7)), ("score", "hours")
    yield Case("invented/reliability", "reliability", columns, items, "", ("q4",))
    yield Case("invented/agreement_item", "agreement", columns, ("q2",), "team")
    yield Case("invented/agreement_j", "agreement", columns, items, "team", ("q4",))
    yield Case("invented/icc", "icc", columns, ("score",), "team")
    yield Case("invented/lmer_null", "intercept", columns, ("score",), "team")
    yield Case("invented/lmer_random_intercept", "intercept", columns, both, "team")
    yield Case("invented/slope_1_1", "within-between", columns, both, "team")


def skipped() -> tuple[str, str]:
    """Say why R is not asked, empty when it is, and which editions there are."""
    if shutil.which("Rscript") is None:
        return "Rscript is not installed", ""
    command = ["Rscript", "--vanilla", "-e", VERSIONS, *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    edition, *lines = done.stdout.splitlines() or [""]
    found = dict(line.split("\t") for line in lines)
    missing = [package for package in PACKAGES if not found.get(package)]
    told = ", ".join([edition, *(f"{package} {found.get(package)}" for package in PACKAGES)])
    return (f"R has no package {', '.join(missing)}" if missing else ""), told


def ask(asked: Sequence[Case]) -> tuple[dict[str, float | str], list[str]]:
    """Ask R about all cases in one process; return values by place and name, and its notes."""
    with TemporaryDirectory() as folder:
        _write(Path(folder), asked)
        command = ["Rscript", "--vanilla", str(SCRIPT), folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
        if done.returncode:
            sys.exit(f"R stopped: {done.stderr.strip()}")
        lines = Path(folder, "found.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, float | str] = {}
    for number, name, value in (line.split("\t") for line in lines):
        place = asked[int(number)].place
        found[f"{place}/{name}"] = float("nan" if value == "NA" else value)
    notes = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    return found, [f"{asked[int(number)].place}: {words}" for number, words in notes]


def _write(folder: Path, asked: Sequence[Case]) -> None:
    header = ("number", "kind", "chosen", "reversed", "lowest", "highest", "null")
    with (folder / "cases.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(header)
        for number, case in enumerate(asked):
            names = (",".join(case.chosen), ",".join(case.turned))
            ends = (case.lowest, case.highest, repr(case.null_variance))
            table.writerow((number, case.kind, *names, *ends))
            _write_columns(folder / f"{number}.csv", case)


def _write_columns(file: Path, case: Case) -> None:
    """Write the columns of one case, with all digits; an empty cell is a missing answer."""
    known = [case.columns[name] for name in case.chosen]
    names = list(case.chosen)
    if case.group:
        known.append(case.columns[case.group])
        names.append("g")
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(names)
        for row in np.column_stack(known).tolist():
            table.writerow(["" if np.isnan(cell) else repr(cell) for cell in row])


def show(row: Row) -> str:
    theirs, ours = (_first(values) for values in (row.theirs, row.ours))
    mark = " " if row.holds else "!"
    return (
        f"{mark} {row.place:<50} {row.statistic:<48} {len(row.theirs):>4} {theirs:>17} {ours:>17} "
        f"{row.difference:8.0e} {row.tolerance:8.0e}"
    )


def _first(values: np.ndarray) -> str:
    """Write the first number that is defined."""
    known = values[~np.isnan(values)]
    return f"{known[0]:.10g}" if len(known) else "-"


def verdicts(found: dict[str, list[Row]]) -> Iterator[str]:
    for kind, title in SECTIONS.items():
        by_tolerance: dict[float, list[Row]] = defaultdict(list)
        for row in found[kind]:
            by_tolerance[row.tolerance].append(row)
        for tolerance, same in sorted(by_tolerance.items()):
            most = max(row.difference for row in same)
            met = "reached" if all(row.holds for row in same) else "MISSED "
            number = sum(len(row.theirs) for row in same)
            yield f"{met}  {title}: {number:,} values within {tolerance:.0e}, largest {most:.0e}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the invented answers")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    reason, editions = skipped()
    print(editions)
    if reason:
        print(f"skipped: {reason}")
        return
    asked = list(_chosen(quick=chosen.quick))
    told, notes = ask(asked)
    found = _compared(asked, told)
    print("\n" + "\n".join([*notes, "", *verdicts(found)]))
    every = [row for of_kind in found.values() for row in of_kind]
    if chosen.json:
        chosen.json.write_text(json.dumps([_figures(row) for row in every], indent=1))
    sys.exit(not all(row.holds for row in every))


def _chosen(*, quick: bool) -> Iterator[Case]:
    yield from invented()
    if not (SURVEY / VALUES).exists():
        print("The survey data are not beside this checkout: invented answers only.")
    elif not quick:
        yield from cases(SURVEY)


def _compared(asked: Sequence[Case], told: dict[str, float | str]) -> dict[str, list[Row]]:
    print(
        f"\n  {'place':<50} {'statistic':<48} {'#':>4} {'R, the first':>17} {'ours':>17}", end=" "
    )
    print(f"{'relative':>8} {'allowed':>8}")
    found: dict[str, list[Row]] = {kind: [] for kind in SECTIONS}
    for case in asked:
        for row in rows(case, Told(told, case.place)):
            found[case.kind].append(row)
            print(show(row), flush=True)
    return found


def _figures(row: Row) -> dict[str, Any]:
    figures = {"place": row.place, "statistic": row.statistic, "values": len(row.theirs)}
    return figures | {"difference": row.difference, "allowed": row.tolerance}


if __name__ == "__main__":
    main()
