"""The invented group is the same everywhere, and as large as we say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from binnenuit.organisation import read_folder, summary
from binnenuit_web.demo.bakery import write

EXAMPLE = Path(__file__).parents[2] / "examples" / "bakery"


def test_the_files_in_examples_are_what_the_generator_writes(tmp_path: Path) -> None:
    write(tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in EXAMPLE.iterdir()}


def test_make_examples_writes_them_without_a_database(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "binnenuit_web.demo"], cwd=tmp_path, check=True)
    assert (tmp_path / "examples" / "bakery" / "teams.csv").exists()


def test_the_group_has_about_300_people_in_five_layers() -> None:
    counts = summary(read_folder(EXAMPLE).value)
    assert 280 <= counts.people <= 320
    assert counts.layers == 5
