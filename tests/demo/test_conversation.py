"""The invented conversation in examples/ is the one that the generator writes."""

from __future__ import annotations

from pathlib import Path

from binnenuit_web.demo.conversation import write
from binnenuit_web.demo.statements import STATEMENTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "dialogue"


def test_the_files_in_examples_are_what_the_generator_writes(tmp_path: Path) -> None:
    write(tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in EXAMPLE.glob("*.csv")}


def test_the_statements_are_as_short_as_ours_have_to_be() -> None:
    assert max(len(each.text) for each in STATEMENTS) <= 140
