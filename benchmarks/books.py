"""How fast and in how much memory are accounting files read, beside a bare pass of lxml?

``python -m benchmarks.books [--megabytes 200] [--scattered]``
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from benchmarks.measure import measure
from benchmarks.synthetic_xaf import write_xaf
from binnenuit.chain.read import read_books

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[], dict[str, Any]]


def bare(path: str) -> Work:
    """Pass over the file with lxml and throw everything away."""

    def work() -> dict[str, Any]:
        count = 0
        for _, element in etree.iterparse(path, events=("end",), resolve_entities=False):
            element.clear()
            count += 1
        return {"result": count, "unit": "elements"}

    return work


def read(path: str) -> Work:
    """Read the books, with progress."""

    def work() -> dict[str, Any]:
        heard: list[float] = []
        [books] = read_books(Path(path), progress=heard.append).value
        return {"result": len(books.postings), "unit": "postings", "progress": len(heard)}

    return work


def main() -> None:
    """Make the file, run both cases in a process of their own, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--scattered", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.xaf"
        lines = write_xaf(path, asked.megabytes, scattered=asked.scattered)
        print(f"XAF of {path.stat().st_size / 1e6:.0f} MB, {lines:,} lines")
        done = {
            name: measure(f"benchmarks.books:{name}", array=Path(folder) / "none", path=str(path))
            for name in ("bare", "read")
        }
    print(f"{'case':<22}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    for name, case in done.items():
        print(
            f"{name:<22}{case.wall:>9.2f}{case.cpu:>9.2f}{case.memory:>9.0f}"
            f"  {case.failure or case.values}"
        )
    if done["bare"].wall:
        print(
            f"ratio: wall {done['read'].wall / done['bare'].wall:.2f}, "
            f"CPU {done['read'].cpu / done['bare'].cpu:.2f}"
        )


if __name__ == "__main__":
    main()
