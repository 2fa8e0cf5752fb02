"""Memory is flat in the size of the file, and small for files that try to fill it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from benchmarks.synthetic_xaf import write_xaf
from tests.chain.read.invented import xaf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc"),
]

# in a process of its own: the peak of this one says nothing
READ = """
import sys
from pathlib import Path
from binnenuit.chain.read import read_books
from binnenuit.errors import BinnenuitError
try:
    print(len(read_books(Path(sys.argv[1])).value))
except BinnenuitError as error:
    print(error.code)
status = Path("/proc/self/status").read_text()  # not getrusage: that begins at the parent's peak
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def peak(path: Path) -> tuple[str, int]:
    """Read a file and return what came of it, and the most megabytes that it took."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    said, megabytes = done.stdout.split()
    return said, int(megabytes)


def test_ten_times_the_file_takes_the_same_memory(tmp_path: Path) -> None:
    small, large = tmp_path / "small.xaf", tmp_path / "large.xaf"
    write_xaf(small, 6)
    write_xaf(large, 60)
    before, after = peak(small), peak(large)
    assert before[0] == after[0] == "1"
    assert after[1] < before[1] + 25  # room for the invoice numbers, up to their limit
    assert after[1] < 150


@pytest.mark.parametrize(
    ("opening", "piece"),
    [
        ("<desc>", "x" * 1000),
        ('<desc about="', "x" * 1000),
        ("<desc ", "".join(f'a{number}="x" ' for number in range(100))),
        ("<!--", "x" * 1000),
        ("", "<a>" * 300),
        ("", "<a/>" * 20),
        ("", "<n#/><m#/><o#/>"),
        ("", "<x><n#/><m#/><o#/></x>"),
        ("", "<desc>" + "x" * 100_000 + "</desc>"),
    ],
    ids=[
        "text",
        "attribute",
        "attributes",
        "comment",
        "depth",
        "breadth",
        "fields",
        "names",
        "texts",
    ],
)
def test_endless_content_does_not_fill_the_memory(tmp_path: Path, opening: str, piece: str) -> None:
    path = tmp_path / "endless.xaf"
    with path.open("w", encoding="utf-8") as file:
        file.write(xaf().partition("<journal>")[0] + "<journal>" + opening)
        number = 0
        while file.tell() < (20_000_000 if len(piece) < 100 else 100_000_000):
            number += 1
            file.write(piece.replace("#", str(number)))
    said, megabytes = peak(path)
    assert said.startswith("chain.")
    assert megabytes < 150
