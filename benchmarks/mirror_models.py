"""What belongs to whom: random intercepts and crossed random effects against lme4 and MixedLM.

``python -m benchmarks.mirror_models [--quick] [--json FILE]``. Every line is a process of its own
with one thread; the seconds are those of the call alone, the memory that of the whole process.
statsmodels' MixedLM is linear in teams and too slow for 100,000: its line there is extrapolated
from 10,000 teams, and says so. A method that is not installed or cannot follow is skipped, with the
reason.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from benchmarks.measure import MEGABYTE, Measured, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[], dict[str, Any]]

MOST = 100_000
"""Teams."""
PEOPLE = 10
"""In a team, on average; 3 to 30."""
SUPPLIERS = 5
"""Nearby, that each team rates besides its leader's; the span of a leader is 7."""
TARGETS = {"lme4": 10, "MixedLM": 100}
"""Times less CPU for the random intercept."""
LIMIT = 900
"""Seconds."""
R = """
suppressPackageStartupMessages(library(lme4))
given <- commandArgs(TRUE)
rows <- as.integer(given[1])
factors <- strsplit(given[3], ",")[[1]]
known <- data.frame(y = readBin("y.bin", "double", rows))
if (file.exists("x.bin")) known$x <- readBin("x.bin", "double", rows)
for (name in factors) known[[name]] <- factor(readBin(paste0(name, ".bin"), "integer", rows))
began <- proc.time()
model <- lmer(as.formula(given[2]), known)
took <- proc.time() - began
parts <- as.data.frame(VarCorr(model))
variances <- parts$vcov[match(c(factors, "Residual"), parts$grp)]
writeBin(c(variances, fixef(model)), "found.bin")
cat(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], sprintf("%.14g", REMLcrit(model)))
"""
R_DATA = """
suppressPackageStartupMessages(library(lme4))
writeBin(as.double(InstEval$y), "y.bin")
for (name in c("s", "d")) writeBin(as.integer(InstEval[[name]]), paste0(name, ".bin"))
"""


class World(NamedTuple):
    """Answers to explain: the rows of ``write`` and the factors that they belong to."""

    task: str
    name: str
    teams: int
    factors: tuple[str, ...]
    methods: tuple[str, ...]

    @property
    def formula(self) -> str:
        fixed = "x" if self.task == "intercept" else "1"
        return " + ".join([f"y ~ {fixed}", *(f"(1 | {factor})" for factor in self.factors)])


def worlds(*, quick: bool) -> Iterator[World]:
    both, all_three = ("binnenuit", "lme4"), ("binnenuit", "lme4", "MixedLM")
    for teams in (1_000, 3_000, 10_000, MOST):
        if teams < MOST or not quick:
            yield World("intercept", "teams", teams, ("team",), all_three)
    yield World("effects", "InstEval", 0, ("s", "d"), both)
    for teams in (10_000,) if quick else (10_000, MOST):
        yield World("effects", "rounds", teams, ("supplier", "rater"), both)


def write(folder: str, name: str, teams: int) -> Work:
    """Write answers as plain numbers, which R and numpy read alike."""

    def work() -> dict[str, Any]:
        if name == "InstEval":
            _r(R_DATA, folder)
            return {}
        columns = people(teams) if name == "teams" else rounds(teams)
        for column, values in columns.items():
            whole = np.issubdtype(values.dtype, np.integer)
            values.astype(np.int32 if whole else np.float64).tofile(Path(folder, f"{column}.bin"))
        return {}

    return work


def people(teams: int) -> dict[str, np.ndarray]:
    """Make teams of 3 to 30, geometric, 10 on average; people come in any order."""
    generator = np.random.default_rng(teams)
    sizes = 2 + np.minimum(generator.geometric(1 / 8.1, teams), 28)
    missing = PEOPLE * teams - int(sizes.sum())
    able = np.flatnonzero((sizes < 30) if missing > 0 else (sizes > 3))
    sizes[generator.choice(able, abs(missing), replace=False)] += np.sign(missing)
    team = generator.permutation(np.repeat(np.arange(teams), sizes))
    known = generator.normal(size=len(team)) + 0.5 * generator.normal(size=teams)[team]
    answers = 3 + 0.3 * known + 0.4 * generator.normal(size=teams)[team]
    return {"y": answers + generator.normal(size=len(team)), "x": known, "team": team}


def rounds(teams: int) -> dict[str, np.ndarray]:
    """Make teams that rate their leader's team and some nearby: suppliers crossed with raters."""
    generator = np.random.default_rng(teams)
    everyone = np.arange(teams)
    raters, suppliers = [everyone[1:]], [(everyone[1:] - 1) // 7]
    for _ in range(SUPPLIERS):
        away = generator.integers(1, 21, teams) * generator.choice([-1, 1], teams)
        raters.append(everyone)
        suppliers.append(np.clip(everyone + away, 0, teams - 1))
    rater, supplier = np.concatenate(raters), np.concatenate(suppliers)
    answers = 3.5 + 0.4 * generator.normal(size=teams)[supplier]
    answers += 0.5 * generator.normal(size=teams)[rater]
    return {
        "y": answers + 0.8 * generator.normal(size=len(rater)),
        "supplier": supplier,
        "rater": rater,
    }


def binnenuit(folder: str, factors: list[str], formula: str) -> Work:  # noqa: ARG001 - called alike
    from binnenuit.mirror.compute.between.effects import random_effects  # noqa: PLC0415 - not for the others
    from binnenuit.mirror.compute.between.intercept import random_intercept  # noqa: PLC0415

    known, answers, groups = _read(folder, factors)

    def work() -> dict[str, Any]:
        if len(groups) == 1:
            one = random_intercept(answers, known, groups[0])
            variances = np.array([one.between_variance, one.within_variance])
            return {"array": np.append(variances, one.fixed), "criterion": one.criterion}
        found = random_effects(answers, known, groups)
        return {"array": np.append(found.variances, found.fixed), "criterion": found.criterion}

    return work


def mixed_lm(folder: str, factors: list[str], formula: str) -> Work:  # noqa: ARG001 - called alike
    from statsmodels.regression.mixed_linear_model import MixedLM  # noqa: PLC0415

    known, answers, groups = _read(folder, factors)
    design = np.column_stack([np.ones(len(answers)), known])

    def work() -> dict[str, Any]:
        found = MixedLM(answers, design, groups=groups[0]).fit(reml=True)
        variances = np.array([found.cov_re[0, 0], found.scale])
        return {"array": np.append(variances, found.fe_params), "criterion": -2 * found.llf}

    return work


def lme4(folder: str, factors: list[str], formula: str) -> Work:
    """Call R from a process that holds no answers: a child's peak starts from its parent's."""
    rows = Path(folder, "y.bin").stat().st_size // 8

    def work() -> dict[str, Any]:
        wall, cpu, criterion = map(float, _r(R, folder, str(rows), formula, ",".join(factors)))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
        found = {"array": np.fromfile(Path(folder, "found.bin")), "criterion": criterion}
        return found | {"wall": wall, "cpu": cpu, "memory": memory}

    return work


CASES = {"binnenuit": "binnenuit", "lme4": "lme4", "MixedLM": "mixed_lm"}


def _read(folder: str, factors: list[str]) -> tuple[np.ndarray | None, np.ndarray, list[Any]]:
    known = Path(folder, "x.bin")
    groups = [np.fromfile(Path(folder, f"{factor}.bin"), np.int32) for factor in factors]
    return np.fromfile(known) if known.exists() else None, np.fromfile(folder + "/y.bin"), groups


def _r(script: str, folder: str, *given: str) -> list[str]:
    command = ["Rscript", "--vanilla", "-e", script, *given]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["R ended without a word"])[-1])
    return done.stdout.split()


def skipped(world: World, method: str, *, quick: bool) -> str:
    """Say why ``method`` is not tried; empty when it is."""
    if method == "binnenuit" and world.name != "InstEval":
        return ""
    if method == "MixedLM":
        return "half a minute; not with --quick" if quick and world.teams >= 10_000 else ""
    if shutil.which("Rscript") is None:
        return "Rscript is not installed"
    asked = ["Rscript", "--vanilla", "-e", "library(lme4)"]
    missing = subprocess.run(asked, capture_output=True, check=False).returncode
    return "R has no package lme4" if missing else ""


def lines(*, quick: bool) -> Iterator[dict[str, Any]]:
    known: dict[str, Any] = {}
    for world in worlds(quick=quick):
        with TemporaryDirectory() as folder:
            base = Measured()
            for method in world.methods:
                line = {"task": world.task, "world": world.name, "teams": world.teams}
                line |= {"method": method}
                if reason := skipped(world, method, quick=quick):
                    yield line | {"skipped": reason}
                    continue
                if method == "MixedLM" and world.teams == MOST:
                    yield line | _extrapolated(known, world.teams, base)
                    continue
                found = _run(world, method, Path(folder))
                base = found if method == "binnenuit" else base
                line |= _figures(found, base, Path(folder), method)
                known = line if method == "MixedLM" else known
                yield line


def _run(world: World, method: str, folder: Path) -> Measured:
    given = {"folder": str(folder)}
    if method == "binnenuit":
        case, array = "benchmarks.mirror_models:write", folder / "unused.npy"
        made = measure(case, array=array, name=world.name, teams=world.teams, **given)
        if made.failure:
            return made
    case, array = f"benchmarks.mirror_models:{CASES[method]}", folder / f"{method}.npy"
    asked = {"factors": world.factors, "formula": world.formula}
    found = measure(case, array=array, limit=LIMIT, **given, **asked)
    return found._replace(**{name: found.values[name] for name in _MEASURED & found.values.keys()})


_MEASURED = {"wall", "cpu", "memory"}


def _figures(found: Measured, base: Measured, folder: Path, method: str) -> dict[str, Any]:
    if found.failure or base.failure:
        return {"skipped": found.failure or base.failure}
    ours, theirs = (np.load(folder / f"{one}.npy") for one in ("binnenuit", method))
    return {
        "wall": found.wall,
        "cpu": found.cpu,
        "memory": found.memory,
        "difference": float(np.abs(theirs / ours - 1).max()),
        "criterion": found.values["criterion"] - base.values["criterion"],
        "ratio": found.cpu / base.cpu,
    }


def _extrapolated(known: dict[str, Any], teams: int, base: Measured) -> dict[str, Any]:
    if "cpu" not in known:
        return {"skipped": "it did not get to 10,000 teams"}
    expected = known["cpu"] * teams / known["teams"]
    return {"cpu": expected, "ratio": expected / base.cpu, "extrapolated": known["teams"]}


def show(line: dict[str, Any]) -> str:
    teams = f"{line['teams']:,}" if line["teams"] else "-"
    head = f"{line['task']:<9} {line['world']:<8} {teams:>8}  {line['method']:<9}"
    if "skipped" in line:
        return f"{head} skipped: {line['skipped']}"
    if "extrapolated" in line:
        none, note = "-", f"  extrapolated from {line['extrapolated']:,} teams"
        cells = f"{none:>8} {line['cpu']:8.2f} {none:>8} {none:>10} {none:>10}"
        return f"{head} {cells} {line['ratio']:8.1f}{note}"
    return (
        f"{head} {line['wall']:8.2f} {line['cpu']:8.2f} {line['memory']:8.0f} "
        f"{line['difference']:10.1e} {line['criterion']:10.1e} {line['ratio']:8.1f}"
    )


def verdicts(found: list[dict[str, Any]]) -> Iterator[str]:
    for line in found:
        wanted = TARGETS.get(line["method"])
        if wanted and line["teams"] == MOST and line["task"] == "intercept" and "ratio" in line:
            met = "reached" if line["ratio"] >= wanted else "MISSED "
            note = ", extrapolated" if "extrapolated" in line else ""
            name = f"random intercept, {MOST:,} teams: at least {wanted} times less CPU than"
            yield f"{met}  {name} {line['method']}: {line['ratio']:.0f} times{note}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 10,000 teams")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"{PEOPLE} people in a team; difference: largest of variances and fixed effects,")
    print("relative to ours; criterion: REML deviance less ours, negative when theirs is better\n")
    print(f"{'task':<9} {'rows':<8} {'teams':>8}  {'method':<9}", end=" ")
    print(
        f"{'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'difference':>10} {'criterion':>10}", end=" "
    )
    print(f"{'x CPU':>8}")
    found = []
    for line in lines(quick=chosen.quick):
        found.append(line)
        print(show(line), flush=True)
    print("\n" + "\n".join(verdicts(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    sys.exit(main())
