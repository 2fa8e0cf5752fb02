"""The rooms that write, on PostgreSQL: the same tests as on SQLite.

What only walks over pages, or only computes, is left to SQLite: it takes minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.storage.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("promises", "home", "organisation", "signals/test_walks.py", "exchange/test_keys.py")
ALL = ("people", "organisation", "promises", "exchange", "signals", "home", "chain", "privacy")


@pytest.mark.parametrize(
    "rooms",
    [
        pytest.param(QUICK, id="quick"),
        pytest.param(ALL, id="all", marks=pytest.mark.slow),
    ],
)
@pytest.mark.timeout(1800)
def test_the_tests_of_the_rooms_pass_on_postgresql(
    cluster: Cluster, tmp_path: Path, rooms: tuple[str, ...]
) -> None:
    (tmp_path / "key").write_text("a key that is long enough to be one, for tests alone")
    told = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", *(f"tests/web/{room}" for room in rooms)),
            *("-q", "-n", "0", "-p", "no:cacheprovider"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "BINNENUIT_DATABASE": cluster.fresh(),
            "BINNENUIT_DATA": str(tmp_path),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]
    assert " passed" in told.stdout
