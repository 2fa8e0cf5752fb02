"""Which groups show a figure, and the proof: time and memory, and what the usual rules would do.

``python -m benchmarks.gate [--quick]``. Every line of the first table is a process of its own: plan
and audit of level A, 80 % of about eight in a team. The second table compares, on the same trees,
who keeps a figure and who is laid bare.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.measure import measure
from benchmarks.staffed import staffed
from binnenuit.privacy.audit import attack
from binnenuit.privacy.audit.usual import compare, laid_bare, outcome
from binnenuit.privacy.planning.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.privacy.audit.usual import Outcome

    Work = Callable[[], dict[str, Any]]

SIZES = (1_000, 10_000, 100_000)
K = 5


def ours(teams: int, *, nested: bool) -> Work:
    given = staffed(teams)

    def work() -> dict[str, Any]:
        chosen = plan(given.tree, given.counts, k=K)
        audit = attack(chosen.memberships(), chosen.sizes, k=K)
        values = {"nodes": len(given.tree), "smallest": audit.smallest, "passed": audit.passed}
        if nested:
            plan(given.tree, given.counts, k=2 * K, within=chosen)
        return values

    return work


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="leave the largest out")
    sizes = SIZES[:-1] if arguments.parse_args().quick else SIZES
    print("plan and audit A, k = 5 (and nested k = 10)")
    print(f"{'teams':>8} {'nodes':>8} {'wall s':>7} {'CPU s':>7} {'MB':>5} {'+10 CPU':>8} smallest")
    with TemporaryDirectory() as folder:
        failed = [teams for teams in sizes if not _timed(teams, Path(folder) / "array.npy")]
    for teams in sizes:
        _compared(teams)
    sys.exit(f"not proven at {failed}" if failed else 0)


def _timed(teams: int, array: Path) -> bool:
    one = measure("benchmarks.gate:ours", array=array, teams=teams, nested=False)
    two = measure("benchmarks.gate:ours", array=array, teams=teams, nested=True)
    if one.failure or two.failure:
        print(f"{teams:>8} {one.failure or two.failure}")
        return False
    values = one.values
    print(
        f"{teams:>8,} {values['nodes']:>8,} {one.wall:>7.2f} {one.cpu:>7.2f} {one.memory:>5.0f} "
        f"{two.cpu:>8.2f} {values['smallest']}",
        flush=True,
    )
    return bool(values["passed"])


def _compared(teams: int) -> None:
    tree, counts = staffed(teams)
    print(f"\n{teams:,} teams, {counts.sum():,} answered: figures kept, and people laid bare")
    for rule, found in compare(tree, counts, k=K):
        _say(rule.code, found)
    for name, merge in (("binnenuit", False), ("binnenuit, merging", True)):
        chosen = plan(tree, counts, k=K, merge=merge)
        bare = laid_bare(chosen.sizes, K)
        merged = sum(map(len, chosen.merged)) / teams
        _say(name, outcome(tree, counts, chosen.shown, bare), f"; in a merged group {merged:.1%}")


def _say(name: str, found: Outcome, more: str = "") -> None:
    print(
        f"  {name:<20} teams {found.teams_shown / found.teams:>6.1%}  "
        f"managers {found.managers_shown / found.managers:>6.1%}  "
        f"laid bare {found.exposed.people:>6,} ({found.exposed.people / found.people:.2%}), "
        f"groups {found.exposed.groups:,}, single people {found.exposed.single_people:,}{more}"
    )


if __name__ == "__main__":
    main()
