"""What is below a team counts for it, too; and what counts of answers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError, TableError, UnreadableFileError
from binnenuit.mirror.compute.tallies.rollup import figures, figures_below, pre_order, rollup
from binnenuit.mirror.read.counts import count_answers, waves_in

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@st.composite
def forests(draw: st.DrawFn) -> Integers:
    """Draw a forest with one root or several, its nodes numbered in any order."""
    nodes = draw(st.integers(1, 30))
    above = [draw(st.integers(-1, node - 1)) for node in range(nodes)]
    drawn = np.array(draw(st.permutations(range(nodes))))
    tree = np.empty(nodes, dtype=np.int64)
    tree[drawn] = np.append(drawn, -1)[above]
    return tree


def step_by_step(tree: Integers, counts: Integers) -> Integers:
    """Add each node's counts to every node above it, one by one."""
    total = counts.copy()
    for node in range(len(tree)):
        above = tree[node]
        while above >= 0:
            total[above] += counts[node]
            above = tree[above]
    return total


@given(tree=forests(), seed=st.integers(0, 2**32 - 1))
def test_every_team_counts_for_all_above_it(tree: Integers, seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, 9, (len(tree), 2, 3))
    np.testing.assert_array_equal(rollup(tree, counts), step_by_step(tree, counts))


@given(tree=forests())
def test_a_subtree_is_one_slice(tree: Integers) -> None:
    laid = pre_order(tree)
    for node in range(len(tree)):
        own = np.zeros(len(tree), dtype=np.int64)
        own[node] = 1
        above = np.flatnonzero(step_by_step(tree, own))
        for other in range(len(tree)):
            inside = laid.first[other] <= laid.first[node] < laid.end[other]
            assert inside == (other in above)
    assert laid.order[laid.first].tolist() == list(range(len(tree)))


@given(tree=forests(), seed=st.integers(0, 2**32 - 1))
def test_figures_below_are_those_of_the_summed_counts(tree: Integers, seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, 3, (len(tree), 2, 5))
    found, expected = figures_below(tree, counts), figures(rollup(tree, counts))
    for name in ("n", "mean", "deviation", "distribution", "favourable"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), strict=True)


def test_more_teams_than_are_taken_at_once() -> None:
    chance = np.random.default_rng(2)
    tree = np.array([-1, *(chance.integers(0, node) for node in range(1, 10_000))])
    counts = chance.integers(0, 9, (10_000, 1, 2))
    expected = step_by_step(tree, counts)
    np.testing.assert_array_equal(rollup(tree, counts), expected)
    np.testing.assert_array_equal(figures_below(tree, counts).n, expected.sum(axis=-1))


def test_a_chain_of_a_hundred_thousand_layers() -> None:
    tree = np.arange(-1, 99_999)[::-1].copy()
    tree = np.where(tree < 0, -1, 99_999 - tree)
    found = rollup(tree, np.ones((100_000, 1, 2), dtype=np.int64))
    assert found[:, 0, 0].tolist() == list(range(1, 100_001))


def test_sums_beyond_four_bytes_are_exact() -> None:
    counts = np.full((3, 1, 2), 2**31 - 1)
    assert rollup([-1, 0, 1], counts)[:, 0, 0].tolist() == [
        3 * (2**31 - 1),
        2 * (2**31 - 1),
        2**31 - 1,
    ]
    small = np.full((3, 1, 2), 120, dtype=np.int8)
    assert rollup([-1, 0, 1], small)[0, 0].tolist() == [360, 360]


def test_no_teams_at_all() -> None:
    assert rollup(np.empty(0, dtype=np.int64), np.empty((0, 2, 3), dtype=np.int64)).shape == (
        0,
        2,
        3,
    )


def test_a_circle_is_refused() -> None:
    with pytest.raises(ArgumentError) as raised:
        rollup([-1, 2, 1], np.ones((3, 1, 2), dtype=np.int64))
    assert raised.value.code == "privacy.circle"


@pytest.mark.parametrize(
    "counts",
    [np.ones((2, 1, 2), dtype=np.int64), np.ones((3, 1, 2)), np.full((3, 1, 2), -1)],
)
def test_counts_that_are_none_are_refused(counts: Integers) -> None:
    with pytest.raises(ArgumentError) as raised:
        rollup([-1, 0, 0], counts)
    assert raised.value.code == "mirror.rollup"


@given(
    values=st.lists(st.integers(0, 6), max_size=30),
    lowest=st.integers(-3, 3),
)
def test_figures_are_those_of_the_answers(values: list[int], lowest: int) -> None:
    counts = np.bincount(np.array(values, dtype=np.int64), minlength=7)
    found = figures(counts, lowest)
    assert found.n == len(values)
    if not values:
        for name in ("mean", "deviation", "distribution", "favourable"):
            assert np.isnan(getattr(found, name)).all()
        return
    answers = np.array(values) + lowest
    assert found.mean == pytest.approx(answers.mean(), rel=1e-13, abs=1e-13)
    assert found.favourable == pytest.approx((answers > lowest + 3).mean())
    np.testing.assert_allclose(found.distribution, counts / len(values))
    if len(values) == 1:
        assert np.isnan(found.deviation)
    else:
        assert found.deviation == pytest.approx(answers.std(ddof=1), rel=1e-12, abs=1e-12)


@given(n=st.integers(2, 10**9), option=st.integers(0, 4))
def test_equal_answers_have_no_spread_at_all(n: int, option: int) -> None:
    counts = np.zeros(5, dtype=np.int64)
    counts[option] = n
    found = figures(counts)
    assert (found.mean, found.deviation) == (option + 1, 0)


def test_favourable_is_above_the_middle_or_as_chosen() -> None:
    four = np.array([1, 2, 3, 4])
    assert figures(four).favourable == pytest.approx(0.7)
    assert figures(four, favourable=1).favourable == pytest.approx(0.4)
    assert figures(four, favourable=0).favourable == 0


def test_rolling_up_changes_nothing_given() -> None:
    tree, counts = np.array([-1, 0, 0]), np.arange(12).reshape(3, 2, 2)
    for array in (tree, counts):
        array.setflags(write=False)
    figures_below(tree, counts)
    rollup(pre_order(tree), counts)
    assert counts.tolist() == np.arange(12).reshape(3, 2, 2).tolist()


ROWS = "(VALUES ('2', 0, 0, 1), ('1', 1, 1, 3), ('1', 1, 1, 3), ('1', 2, 0, NULL), ('1', 2, 0, 2))"


def written(path: Path, rows: str = ROWS, columns: str = "wave, team, item, value") -> Path:
    query = f"COPY (SELECT * FROM {rows} AS given({columns})) TO '{path}' (FORMAT parquet)"  # noqa: S608
    duckdb.execute(query)
    return path


def test_answers_are_counted_per_wave(tmp_path: Path) -> None:
    path = written(tmp_path / "answers.parquet")
    assert waves_in(path) == ("1", "2")
    found = count_answers(path, "1", teams=3, items=2, options=3)
    expected = np.zeros((3, 2, 3), dtype=np.int64)
    expected[1, 1, 2] = 2
    expected[2, 0, 1] = 1
    np.testing.assert_array_equal(found, expected, strict=True)
    assert count_answers(path, "2", teams=3, items=2, options=3).sum() == 1
    assert count_answers(path, "3", teams=3, items=2, options=3).sum() == 0


@pytest.mark.parametrize(
    "bounds",
    [
        {"teams": 2, "items": 2, "options": 3},
        {"teams": 3, "items": 1, "options": 3},
        {"teams": 3, "items": 2, "options": 2},
        {"teams": 3, "items": 2, "options": 3, "lowest": 3},
    ],
)
def test_answers_outside_their_bounds_are_refused(tmp_path: Path, bounds: dict[str, int]) -> None:
    with pytest.raises(TableError) as raised:
        count_answers(written(tmp_path / "answers.parquet"), "1", **bounds)
    assert raised.value.code == "mirror.counted-value"


def test_an_answer_of_no_team_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "answers.parquet", "(VALUES (1, NULL::INT, 0, 1))")
    with pytest.raises(TableError):
        count_answers(path, 1, teams=1, items=1, options=2)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("(VALUES (1, 1, 1, 1.5))", "wave, team, item, value"),
        ("(VALUES (1, 'a', 1, 1))", "wave, team, item, value"),
        ("(VALUES (1, 1, 1))", "team, item, value"),
    ],
)
def test_other_columns_are_refused(tmp_path: Path, rows: str, columns: str) -> None:
    with pytest.raises(TableError) as raised:
        waves_in(written(tmp_path / "answers.parquet", rows, columns))
    assert raised.value.code == "mirror.counted-columns"


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    with pytest.raises(UnreadableFileError):
        waves_in(path)
    path.write_text("wave,team,item,value\n")
    with pytest.raises(UnreadableFileError):
        count_answers(path, 1, teams=1, items=1, options=2)
