"""Set our statistics against R's, and write docs/methods/mirror-references.md.

``python -m tools.references [FOLDER]``: FOLDER holds the survey data (bfi.csv, bh1996.csv,
bhr2000.csv, sleepstudy.csv) and reference_values.json, what R made of them; without it, the copy
beside this checkout is used. ``--check`` fails when the page is not what they give, and says so
when there are none. ``python -m benchmarks.mirror_references`` asks R anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.reference_cases import cases
from tools.reference_rows import rows
from tools.reference_told import Told, flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.reference_told import Flat, Numbers, Row

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "methods" / "mirror-references.md"
SURVEY: Final = ROOT.parent / "shared" / "data" / "survey"
VALUES: Final = "reference_values.json"
MOST_WRITTEN: Final = 4
"""Numbers in one cell; of more than these only how many there are is written."""

SECTIONS: Final = {
    "reliability": "Reliability",
    "agreement": "Agreement within groups",
    "icc": "Between groups",
    "intercept": "One random intercept",
    "within-between": "Within and between",
}
ELSEWHERE: Final = {
    "*/random_slope/*": "a random slope: `random_intercept` and `random_effects` have intercepts",
    "*/omega_one_factor_minres/*": "omega from a least squares fit (minres): another model",
    "*/psych_omega/*": "omega total and hierarchical, of several rotated factors: other models",
    "*/omega_one_factor_ML/*": "cfi and rmsea: chi-square alone tells how well it fits",
    "*/lmer_default_*": "`lmer` as it comes against `lmer` kept going: R against itself, see above",
    "*/sdcor": "the root of a variance that is compared",
    "*/fixed_z/*": "a fixed effect over its standard error, which are compared",
    "*/first5/*": "the first five groups once more",
    "*/singleton_groups": "groups of one person: not counted by themselves here",
    "*/ranvar": "asked of R, not told by it",
    "*/range/*": "asked of R, not told by it",
}
HEAD: Final = """# Reference values: ours beside R's

Written by `python -m tools.references`; do not edit. Definitions and sources:
[mirror.md](mirror.md). To ask R anew, where R is installed:
`python -m benchmarks.mirror_references`.

{versions}.
R's values have ten digits, so a difference of 5e-10 can be R's rounding alone. The survey data are
the packages' own and are not part of this repository; some of it is numbers only: four different
scales taken for one, days for items, education for teams.

*Difference* is the largest of a row, relative to R's value; where R's is exactly 0, to the largest
of the row; for effects of groups, to the standard deviation between groups; for a contextual
effect, to the slope between groups. Of more than {most} values only how many they are is written.
Headings say where R's values stand in reference_values.json.

**How close is close.** Closed forms 1e-9. Omega 1e-6, lavaan's loadings 2e-6 and uniquenesses 1e-5:
lavaan stops where the slope is small, ours where it is 0. Variances, effects of groups and the ICC
of REML 1e-5, fixed effects and their standard errors 1e-6: lme4 minimises without derivatives.

**Where R stops early.** {early}
R's values here are those of `lmer` kept going
(`lmerControl(optimizer='nloptwrap', optCtrl=list(xtol_abs=1e-12, xtol_rel=1e-14, ftol_abs=1e-16,
ftol_rel=1e-16))`), written *tight* below.
"""


def compare(folder: Path, values: Flat) -> tuple[dict[str, list[Row]], set[str]]:
    """Compute everything that has a public name; return rows by kind, and the numbers used."""
    found: dict[str, list[Row]] = {kind: [] for kind in SECTIONS}
    used: set[str] = set()
    for case in cases(folder):
        found[case.kind] += rows(case, Told(values, case.place, used))
    return found, used


def left_out(values: Flat, used: set[str]) -> Counter[str]:
    """Count the numbers of R that are not compared, by pattern; an unexplained one by itself."""
    rest = (
        name
        for name, value in values.items()
        if name not in used and not isinstance(value, str) and not np.isnan(value)
    )
    return Counter(_pattern(name) for name in rest)


def _pattern(name: str) -> str:
    return next((pattern for pattern in ELSEWHERE if fnmatchcase(name, pattern)), name)


def page(values: Flat, found: dict[str, list[Row]], missing: Counter[str]) -> str:
    """Write the whole page."""
    parts = [
        HEAD.format(versions=_versions(values), early=_early(values), most=MOST_WRITTEN),
        "\n".join(_summary(found)),
        "\n".join(_not_here(missing)),
    ]
    for kind, title in SECTIONS.items():
        parts.append(f"## {title}\n" + "\n".join(_table(found[kind])))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _versions(values: Flat) -> str:
    packages = ("psych", "multilevel", "lavaan", "lme4")
    return ", ".join(
        [str(values["meta/R"]), *(f"{one} {values[f'meta/{one}']}" for one in packages)]
    )


def _early(values: Flat) -> str:
    """Say how far lmer is off when nobody tells it to go on."""
    end = "/lmer_default_reldiff"
    off = {name[: -len(end)]: float(of) for name, of in values.items() if name.endswith(end)}
    (worst, most), (_, next_most), *_ = sorted(off.items(), key=lambda each: -each[1])
    call = str(values[f"{worst}/call"]).partition(", ")[0].removeprefix("lme4::lmer(")
    return (
        f"`lmer` as it comes stops before the best fit: on {worst.split('/')[0]}, `{call}`, a\n"
        f"model with a random slope, its variances are off by up to {100 * most:.0f} %; on the "
        f"other {len(off) - 1} models\nby {next_most:.0e} at most. Where multilevel's `mult.icc` "
        "stops early the benchmark says so."
    )


def _summary(found: dict[str, list[Row]]) -> Iterator[str]:
    yield "| what | rows | values | difference, closed forms | difference, all | all as allowed |"
    yield "|---|---|---|---|---|---|"
    for kind, title in SECTIONS.items():
        of_kind = found[kind]
        closed = [row for row in of_kind if row.tolerance <= 1e-9]
        number = sum(len(row.theirs) for row in of_kind)
        yield (
            f"| {title} | {len(of_kind)} | {number:,} | {_most(closed)} | {_most(of_kind)} | "
            f"{'yes' if all(row.holds for row in of_kind) else '**no**'} |"
        )


def _most(given: Sequence[Row]) -> str:
    return _short(max((row.difference for row in given), default=0.0))


def _not_here(missing: Counter[str]) -> Iterator[str]:
    yield "Values of R that have no public name here, or are told twice:\n"
    yield "| place | values | why |"
    yield "|---|---|---|"
    for pattern, why in ELSEWHERE.items():
        if missing[pattern]:
            yield f"| `{pattern}` | {missing[pattern]} | {why} |"


def _table(given: Sequence[Row]) -> Iterator[str]:
    place = ""
    for row in given:
        if row.place != place:
            place = row.place
            yield f"\n### {place}\n"
            yield "| statistic | R's call | R | ours | difference | allowed |"
            yield "|---|---|---|---|---|---|"
        yield (
            f"| {row.statistic} | `{_call(row.call)}` | {_written(row.theirs)} | "
            f"{_written(row.ours)} | {_short(row.difference)}{'' if row.holds else ' **!**'} | "
            f"{_short(row.tolerance)} |"
        )


def _call(call: str) -> str:
    """Leave the settings of lmer out; they stand at the head of the page."""
    before, control, after = call.partition(", control=lmerControl(")
    short = f"{before}, tight){after.partition(')))')[2]}" if control else call
    return short.replace("|", "\\|")


def _written(given: Numbers) -> str:
    if len(given) > MOST_WRITTEN:
        return f"{len(given)} values"
    return ", ".join(f"{value:.10g}" for value in given.tolist())


def _short(number: float) -> str:
    return f"{number:.0e}" if number else "0"


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SURVEY)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    if not (chosen.folder / VALUES).exists():
        print(f"There is no {VALUES} here; give its folder as FOLDER.")  # noqa: T201
        sys.exit(0 if chosen.check else 2)
    values = flat(json.loads((chosen.folder / VALUES).read_text(encoding="utf-8")))
    found, used = compare(chosen.folder, values)
    missing = left_out(values, used)
    written = page(values, found, missing)
    if not chosen.check:
        PAGE.write_text(written, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written:
        sys.exit("docs/methods/mirror-references.md is not up to date: python -m tools.references")
    _judge(found, missing)


def _judge(found: dict[str, list[Row]], missing: Counter[str]) -> None:
    """Fail when a value is off, or was forgotten."""
    off = [
        f"{row.place}: {row.statistic}" for each in found.values() for row in each if not row.holds
    ]
    if off:
        sys.exit("Not what R gives: " + "; ".join(off))
    if forgotten := sorted(set(missing) - set(ELSEWHERE)):
        sys.exit("Neither compared nor left out for a reason: " + "; ".join(forgotten))


if __name__ == "__main__":
    main()
