"""Tallies on disk come back exactly, hold nobody's answers, and tell when they are damaged."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError, UnreadableFileError
from binnenuit.mirror.compute.tallies.tally import empty, tally
from binnenuit.mirror.read.store import read_tally, write_tally
from binnenuit.privacy.answers import Scale

if TYPE_CHECKING:
    from binnenuit.mirror.model import Tally

TWO = Scale("o'clock", ("first", "it's"), 1, 5)


def round_of(seed: int, scale: Scale = TWO, names: tuple[str, ...] = ("a", "b")) -> Tally:
    chance = np.random.default_rng(seed)
    people = 40
    shape = (people, len(scale.items))
    values = chance.integers(scale.lowest, scale.lowest + scale.options, shape).astype(float)
    values[chance.random(shape) < 0.1] = np.nan
    values[:30] = scale.lowest
    places = chance.integers(-1, len(names), people)
    moment_places = np.zeros(people, dtype=np.int64)
    return tally(
        scale, values, places, names, rounds=["2026-1"], moment_places=moment_places,
        moment_groups=["all of 'em"],
    )  # fmt: skip


def assert_same(one: Tally, other: Tally) -> None:
    assert (one.rounds, one.scale, one.groups) == (other.rounds, other.scale, other.groups)
    assert one.moments.groups == other.moments.groups
    pairs = zip(
        (*one.arrays, *one.moments.arrays), (*other.arrays, *other.moments.arrays), strict=True
    )
    for mine, yours in pairs:
        assert mine.dtype == yours.dtype == np.int64
        np.testing.assert_array_equal(mine, yours, strict=True)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    items=st.lists(st.text(max_size=5), min_size=1, max_size=4, unique=True),
    names=st.lists(st.text(max_size=5), max_size=5, unique=True),
    lowest=st.integers(-3, 3),
    options=st.integers(2, 7),
)
def test_what_was_written_is_read_back_exactly(
    seed: int, items: list[str], names: list[str], lowest: int, options: int
) -> None:
    written = round_of(seed, Scale("any", tuple(items), lowest, options), tuple(names))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "round.parquet"
        write_tally(path, written)
        assert_same(read_tally(path), written)


def test_a_tally_of_nobody_is_read_back(tmp_path: Path) -> None:
    write_tally(tmp_path / "none.parquet", empty(TWO))
    assert_same(read_tally(tmp_path / "none.parquet"), empty(TWO))


def test_a_path_with_signs_that_search_is_taken_literally(tmp_path: Path) -> None:
    path = tmp_path / "round [1] o'clock*.parquet"
    write_tally(path, round_of(1))
    assert_same(read_tally(path), round_of(1))


def test_equal_sums_of_different_people_give_the_same_file(tmp_path: Path) -> None:
    # In each group of these, other people answered in another way; the sums are the same. Nothing
    # in the file can tell which of the two it was.
    first = [[1, 5], [5, 1], [3, 3]] * 10 + [[2, 4], [4, 2]]
    second = [[3, 3], [4, 2], [1, 5], [2, 4]] + [[5, 1], [3, 3], [1, 5]] * 9 + [[5, 1]]
    assert first != second
    for name, values in (("first", first), ("second", second)):
        places = np.zeros(32, dtype=np.int64)
        written = tally(
            TWO, values, places, ["a"], rounds=["1"], moment_places=places, moment_groups=["a"]
        )
        write_tally(tmp_path / name, written)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_who_answered_together_with_whom_is_not_in_the_file(tmp_path: Path) -> None:
    # Without moments only the sums of each item stand there: who answered what to both is lost.
    agree, differ = [[1, 1], [5, 5]], [[1, 5], [5, 1]]
    for name, values in (("agree", agree), ("differ", differ)):
        write_tally(tmp_path / name, tally(TWO, values, [0, 0], ["a"], rounds=["1"]))
    assert (tmp_path / "agree").read_bytes() == (tmp_path / "differ").read_bytes()


def test_the_file_can_be_read_with_other_tools(tmp_path: Path) -> None:
    path = tmp_path / "round.parquet"
    write_tally(path, tally(TWO, [[1, 5], [2, 4]], [0, 0], ["a"], rounds=["1"]))
    rows = duckdb.sql(
        """SELECT "group", item, other, number FROM read_parquet($1) WHERE part = 'counts'""",
        params=[str(path)],
    ).fetchall()
    assert rows == [("a", 0, 0, 1), ("a", 0, 1, 1), ("a", 1, 3, 1), ("a", 1, 4, 1)]


def test_moments_of_few_people_are_not_written(tmp_path: Path) -> None:
    small = tally(
        TWO, [[1, 2]] * 29, [-1] * 29, [], rounds=["1"], moment_places=[0] * 29, moment_groups=["a"]
    )
    with pytest.raises(ArgumentError) as raised:
        write_tally(tmp_path / "small.parquet", small)
    assert raised.value.code == "mirror.small-moments"
    assert list(tmp_path.iterdir()) == []


def changed(path: Path, row: str = "number", **metadata: object) -> None:
    """Rewrite the file with other numbers or another description."""
    query = "SELECT decode(value) FROM parquet_kv_metadata($1)"
    ((before,),) = duckdb.execute(query, [str(path)]).fetchall()
    about = json.dumps(json.loads(before) | metadata).replace("'", "''")
    query = (
        f"""COPY (SELECT part, "group", item, other, {row} AS number FROM '{path}')"""  # noqa: S608
        f"""TO '{path}.new' (FORMAT parquet, KV_METADATA {{binnenuit_tally: '{about}'}})"""
    )
    duckdb.execute(query)
    Path(f"{path}.new").replace(path)


def assert_refused(path: Path, code: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_tally(path)
    assert raised.value.code == code
    assert raised.value.file == path.name


def test_a_copy_by_another_tool_that_keeps_everything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "round.parquet"
    write_tally(path, round_of(1))
    changed(path)
    assert_same(read_tally(path), round_of(1))


def test_a_newer_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "round.parquet"
    write_tally(path, round_of(1))
    changed(path, version=2)
    assert_refused(path, "mirror.newer-tally")


@pytest.mark.parametrize(
    ("row", "metadata"),
    [
        ("number + 1", {}),
        ("number", {"rounds": ["1999"]}),
        ("number", {"digest": ""}),
        ("number", {"scale": {}}),
        ("number", {"scale": {"code": "x", "items": ["a"], "lowest": 1, "options": 5}}),
        ("number", {"scale": {"code": "x", "items": ["a", "b"], "lowest": 1, "options": -5}}),
        ("number", {"scale": None}),
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, row: str, metadata: dict[str, object]) -> None:
    path = tmp_path / "round.parquet"
    write_tally(path, round_of(1))
    changed(path, row, **metadata)
    assert_refused(path, "mirror.broken-tally")


@pytest.mark.parametrize("length", [0, 1, 100, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "round.parquet"
    write_tally(path, round_of(1))
    path.write_bytes(path.read_bytes()[:length])
    assert_refused(path, "mirror.broken-tally")


def test_another_parquet_file_and_none_at_all_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    duckdb.execute(f"COPY (SELECT 1 AS one) TO '{path}' (FORMAT parquet)")
    assert_refused(path, "mirror.broken-tally")
    assert_refused(tmp_path / "none.parquet", "mirror.broken-tally")


def test_any_flipped_byte_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "round.parquet"
    written = round_of(1)
    write_tally(path, written)
    whole = path.read_bytes()
    noticed = 0
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert_same(read_tally(path), written)
        except UnreadableFileError:
            noticed += 1
    assert noticed
