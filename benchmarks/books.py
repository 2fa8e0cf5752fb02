"""How fast and in how much memory are accounting files read, beside a bare pass of lxml?

``python -m benchmarks.books [--megabytes 200] [--scattered]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.synthetic_xaf import write_xaf

# each case runs in a process of its own, so that its peak memory is its own
_MEASURE = """
import json, resource, sys, time
started, cpu = time.perf_counter(), time.process_time()
result = case(sys.argv[1])
print(json.dumps({
    "wall": time.perf_counter() - started,
    "cpu": time.process_time() - cpu,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "result": result,
}))
"""
_BARE = """
from lxml import etree
def case(path):
    count = 0
    for _, element in etree.iterparse(path, events=("end",), resolve_entities=False):
        element.clear()
        count += 1
    return count
"""
_READ = """
from pathlib import Path
from binnenuit.chain.read import read_books
heard = []
def case(path):
    reading = read_books(Path(path), progress=heard.append)
    [books] = reading.value
    return len(books.postings)
"""


def measure(setup: str, path: Path) -> dict[str, float]:
    """Run one case in a fresh process."""
    code = setup + _MEASURE
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make the file, run both cases, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=float, default=200)
    arguments.add_argument("--scattered", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.xaf"
        lines = write_xaf(path, asked.megabytes, scattered=asked.scattered)
        print(f"XAF of {path.stat().st_size / 1e6:.0f} MB, {lines:,} lines")
        bare = measure(_BARE, path)
        read = measure(_READ, path)
    print(f"{'case':<22}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}  result")
    for name, case, what in (
        ("bare lxml iterparse", bare, "elements"),
        ("read_books", read, "postings"),
    ):
        print(
            f"{name:<22}{case['wall']:>9.2f}{case['cpu']:>9.2f}{case['peak_mb']:>9.0f}"
            f"  {case['result']:,.0f} {what}"
        )
    print(f"ratio: wall {read['wall'] / bare['wall']:.2f}, CPU {read['cpu'] / bare['cpu']:.2f}")


if __name__ == "__main__":
    main()
