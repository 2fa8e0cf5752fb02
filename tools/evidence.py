"""Hold the mirror's claim against real figures, and write docs/methods/evidence.md.

``python -m tools.evidence [FILE]``: FILE is the table of the UK Civil Service People Survey by
organisation and year (columns year, dept_group, organisation, then one per measure), which anybody
can make from the published results; without it, the copy beside this checkout is used. ``--check``
fails when the page is not what the table gives, and says so when there is no table.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import eye_array

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.compute.pass_on import pass_on
from binnenuit.mirror.compute.resampling.bootstrap import cluster_bootstrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "methods" / "evidence.md"
TABLE = ROOT.parent / "shared" / "data" / "employee" / "csps_organisations_2009_2024.csv"
BEGIN, END = "<!-- figures: python -m tools.evidence -->\n", "<!-- end of figures -->\n"
NO_ORGANISATION = ("benchmark", "mean", "median", "all civil servants")

LEADERS = "000.leadership_change"
MANAGER = "000.my_manager"
TEAM = "tem.improve_service"
SIGHT = "obj.contribute_toward_objectives"
NAMES = {
    LEADERS: "senior leaders",
    MANAGER: "my manager",
    TEAM: "my team works to improve the service",
    SIGHT: "I see what my work contributes",
    "000.my_team": "my team",
    "000.engagement_index": "engagement",
}
PAIRS = ((LEADERS, TEAM), (MANAGER, TEAM), (LEADERS, SIGHT), (MANAGER, SIGHT))


@dataclass(frozen=True)
class Survey:
    """One row for each organisation and year."""

    organisation: Integers
    department: Integers
    year: Integers
    measures: dict[str, Numbers]

    def of(self, measure: str) -> Numbers:
        """Return a measure, standardised over all rows so that slopes can be compared."""
        values = self.measures[measure]
        return (values - np.nanmean(values)) / np.nanstd(values)


def read(file: Path) -> Survey:
    """Read the table; rows of benchmarks and means are no organisations."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if _is_organisation(row["organisation"])]
    return Survey(
        _numbered([row["organisation"] for row in rows]),
        _numbered([row["dept_group"] for row in rows]),
        np.array([int(row["year"]) for row in rows]),
        {name: np.array([float(row[name] or "nan") for row in rows]) for name in NAMES},
    )


def _is_organisation(name: str) -> bool:
    return not any(word in name.lower() for word in NO_ORGANISATION)


def _numbered(names: list[str]) -> Integers:
    return np.unique(np.array(names), return_inverse=True)[1]


def without(values: Numbers, *factors: Integers) -> Numbers:
    """Take away the means of several factors in turn, until nothing of them is left."""
    left = values.copy()
    for _ in range(200):
        before = left.copy()
        for factor in factors:
            left = left - _means(left, factor)
        if np.abs(left - before).max() < 1e-12:
            break
    return left


def _means(values: Numbers, factor: Integers) -> Numbers:
    size = np.bincount(factor)
    return (np.bincount(factor, values) / np.maximum(size, 1))[factor]


def slope(outcome: Numbers, predictors: list[Numbers], organisation: Integers) -> str:
    """Estimate the slope on the first predictor; interval from organisations drawn anew."""
    table = np.column_stack([*predictors, outcome])
    table = table - table.mean(axis=0)
    products = table[:, :, np.newaxis] * table[:, np.newaxis, :]
    clusters = np.stack(
        [
            np.bincount(organisation, products[:, i, j])
            for i in range(table.shape[1])
            for j in range(table.shape[1])
        ],
        axis=1,
    )
    found = cluster_bootstrap(_first_slope, clusters[np.bincount(organisation) > 0], rounds=2000)
    low, high = found.interval or (np.nan, np.nan)
    return f"{found.estimate:.2f} [{low:.2f}, {high:.2f}]"


def _first_slope(totals: Numbers) -> float | None:
    square = totals.reshape(round(len(totals) ** 0.5), -1)
    return float(np.linalg.solve(square[:-1, :-1], square[:-1, -1])[0])


def correlation(first: Numbers, second: Numbers) -> float:
    """Correlate two columns."""
    return float(np.corrcoef(first, second)[0, 1])


def pairs(survey: Survey) -> Iterator[str]:
    """Yield the table of what goes together, and of what changes together."""
    yield "| what is seen above | what is seen below | all rows | within organisations |"
    yield "|---|---|---|---|"
    for above, below in PAIRS:
        first, second = survey.of(above), survey.of(below)
        inside = [without(x, survey.organisation, survey.year) for x in (first, second)]
        yield (
            f"| {NAMES[above]} | {NAMES[below]} | {correlation(first, second):.2f} "
            f"| {correlation(*inside):.2f} |"
        )


def lagged(survey: Survey) -> Iterator[str]:
    """Yield who follows whom a year later, both ways."""
    now, before = following(survey)
    yield "| a year earlier | this year | slope [95 %] | with this year's beside it [95 %] |"
    yield "|---|---|---|---|"
    for above, below in PAIRS:
        for cause, effect in ((above, below), (below, above)):
            columns = [(effect, now), (cause, before), (effect, before), (cause, now)]
            outcome, other, own, same = (
                without(survey.of(name)[rows], survey.organisation[now], survey.year[now])
                for name, rows in columns
            )
            plain = slope(outcome, [other, own], survey.organisation[now])
            beside = slope(outcome, [other, own, same], survey.organisation[now])
            yield f"| {NAMES[cause]} | {NAMES[effect]} | {plain} | {beside} |"


def following(survey: Survey) -> tuple[Integers, Integers]:
    """Find rows that have a row of the same organisation one year earlier, and those rows."""
    keys = zip(survey.organisation.tolist(), survey.year.tolist(), strict=True)
    known = {key: row for row, key in enumerate(keys)}
    found = [
        (row, known[organisation, year - 1])
        for (organisation, year), row in known.items()
        if (organisation, year - 1) in known
    ]
    return np.array([pair[0] for pair in found]), np.array([pair[1] for pair in found])


def departments(survey: Survey, year: int = 2019) -> Iterator[str]:
    """Yield how much of what differs lies between departments."""
    here = survey.year == year
    yield f"| measure, {year} | ICC(1) between departments, ANOVA [95 %] |"
    yield "|---|---|"
    for measure in (LEADERS, MANAGER, "000.my_team", "000.engagement_index"):
        found = icc_anova(survey.measures[measure][here], survey.department[here])
        low, high = found.interval or (np.nan, np.nan)
        yield f"| {NAMES[measure]} | {found.estimate:.2f} [{low:.2f}, {high:.2f}] |"


def refused(survey: Survey) -> str:
    """Ask our own engine whether it is passed on: the same people judged both sides."""
    first = survey.year == survey.year.max()
    number = int(first.sum())
    scores = np.concatenate([survey.of(LEADERS)[first], survey.of(TEAM)[first]])
    links = eye_array(2 * number, k=-number, format="csr")
    raters = eye_array(number, format="csr")
    both = np.concatenate([np.arange(number), np.arange(number)])
    try:
        pass_on(scores, links=links, reliability=0.9, raters=raters[both])
    except ArgumentError as error:
        return error.say()
    return "It was not refused."


def figures(survey: Survey) -> str:
    """Write the part of the page that is computed."""
    now, _ = following(survey)
    parts = [
        f"{len(survey.year):,} organisation-years, {len(set(survey.organisation.tolist()))} "
        f"organisations, {survey.year.min()}-{survey.year.max()}; {len(now):,} rows with a row of "
        "the year before. Correlations; “within organisations” has the means of each organisation "
        "and of each year taken away.",
        "\n".join(pairs(survey)),
        "A year later, with the own score of the year before beside it, organisation and year "
        "taken away; slopes in standard deviations, intervals from organisations drawn anew (2,000 "
        "times). The last column has this year's score of the first beside it as well:",
        "\n".join(lagged(survey)),
        "Does the department hand down to its agencies?",
        "\n".join(departments(survey)),
        "And what `pass_on` says when it is asked:",
        "> " + refused(survey),
    ]
    return "\n\n".join(parts) + "\n"


def page(survey: Survey) -> str:
    """Put the figures into the page."""
    written = PAGE.read_text(encoding="utf-8")
    before, rest = written.split(BEGIN)
    return before + BEGIN + "\n" + figures(survey) + "\n" + END + rest.split(END)[1]


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=TABLE)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    if not chosen.file.exists():
        print(f"There is no table {chosen.file.name} here; give it as FILE.")  # noqa: T201
        sys.exit(0 if chosen.check else 2)
    written = page(read(chosen.file))
    if not chosen.check:
        PAGE.write_text(written, encoding="utf-8")
    elif written != PAGE.read_text(encoding="utf-8"):
        sys.exit("docs/methods/evidence.md is not what the table gives: python -m tools.evidence")


if __name__ == "__main__":
    main()
