"""Careless rows: found when they are plain, never blamed on who merely belongs to a few."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.careless import Careless, Flag, flags
from binnenuit.dialogue.compute.likeness import expected
from binnenuit.errors import ArgumentError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Votes

PEOPLE, STATEMENTS = 120, 80
SHARED = Path(__file__).parents[3] / "shared/data/polis"


def world(seed: int) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Two groups of opinion, the second of a tenth; everybody votes on four in five."""
    generator = np.random.default_rng(seed)
    pull = generator.normal(size=(2, STATEMENTS)) * 1.5
    group = (np.arange(PEOPLE) >= 0.9 * PEOPLE).astype(np.int64)
    want = generator.normal(size=STATEMENTS) * 1.2 + pull[group]
    want = want + generator.logistic(size=want.shape)
    votes = np.where(generator.random(want.shape) < 0.1, 0, np.where(want > 0, 1, -1))
    return votes.astype(np.int8), generator.random(want.shape) < 0.8


def table(votes: NDArray[np.int8], voted: NDArray[np.bool_]) -> Votes:
    starts = np.concatenate([[0], np.cumsum(voted.sum(axis=1))])
    columns = np.nonzero(voted)[1].astype(np.int32)
    return csr_array((votes[voted], columns, starts), shape=votes.shape)


def kinds(found: tuple[Flag, ...]) -> set[tuple[int, Careless]]:
    return {(flag.person, flag.kind) for flag in found}


def shared(name: str) -> tuple[Votes, NDArray[np.int64]]:
    """Read the last vote of everybody on everything, with its time."""
    files = list(SHARED.glob(f"{name}*/votes.csv"))
    if not files:
        pytest.skip("the shared conversations are not here")
    last: dict[tuple[int, int], tuple[int, int]] = {}
    with files[0].open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            cell = int(line["voter-id"]), int(line["comment-id"])
            last[cell] = max(last.get(cell, (0, 0)), (int(line["timestamp"]), int(line["vote"])))
    cells = sorted(last)
    _, rows = np.unique([person for person, _ in cells], return_inverse=True)
    _, columns = np.unique([statement for _, statement in cells], return_inverse=True)
    data = np.array([last[cell][1] for cell in cells], np.int8)
    starts = np.searchsorted(rows, np.arange(rows.max() + 2))
    times = np.array([last[cell][0] for cell in cells])
    return csr_array((data, columns.astype(np.int32), starts)), times


@pytest.mark.parametrize("seed", range(4))
def test_who_votes_with_a_mind_of_his_own_is_not_flagged(seed: int) -> None:
    assert flags(table(*world(seed))) == ()


def test_copied_rows_are_flagged_with_each_other() -> None:
    votes, voted = world(0)
    votes[3] = votes[4] = votes[40]
    voted[3] = voted[40] = True
    found = flags(table(votes, voted))
    assert {(flag.person, flag.other) for flag in found} >= {(3, 40), (40, 3), (4, 40)}
    assert kinds(found) == {(one, Careless.COPIED) for one in (3, 4, 40)}
    assert "as row 40 to each of the 80 statements" in next(
        flag.reason.say("en") for flag in found if flag.person == 3 and flag.other == 40
    )


def test_many_copies_do_not_hide_one_another() -> None:
    votes, voted = world(1)
    votes[:30] = votes[0]
    assert {person for person, _ in kinds(flags(table(votes, voted)))} >= set(range(30))


def test_one_answer_in_a_long_string_is_flagged_and_passing_is_not() -> None:
    votes, voted = world(2)
    votes[7], votes[8], votes[9:11] = 1, -1, 0
    found = flags(table(votes, voted))
    assert kinds(found) == {(7, Careless.STRAIGHT), (8, Careless.STRAIGHT)}
    assert found[0].reason.say("en") == f"Agrees {voted[7].sum()} times in a row."


def test_a_string_is_one_in_the_order_of_time() -> None:
    votes, voted = world(3)
    voted[5] = True
    votes[5] = np.where(np.arange(STATEMENTS) % 2, 1, -1)
    given = table(votes, voted)
    times = np.arange(given.nnz) * 9_000
    assert flags(given, times) == ()
    disagreed = (given.data == -1) & (np.repeat(np.arange(PEOPLE), np.diff(given.indptr)) == 5)
    assert (5, Careless.STRAIGHT) in kinds(flags(given, times + 10**9 * disagreed))


def test_who_is_too_fast_to_read_is_flagged() -> None:
    given = table(*world(4))
    gaps = np.full(given.nnz, 4_000)
    gaps[slice(*given.indptr[11:13])] = 600
    gaps[slice(*given.indptr[12:14])] = 1_500
    times = np.cumsum(gaps)
    assert kinds(flags(given, times)) == {(11, Careless.FAST)}
    assert flags(given, np.full(given.nnz, -1)) == ()


def test_votes_at_random_are_flagged_when_there_are_enough() -> None:
    generator = np.random.default_rng(6)
    votes, voted = (np.hstack(pair) for pair in zip(*map(world, range(4)), strict=True))
    votes[2] = generator.choice([-1, 1], votes.shape[1])
    assert kinds(flags(table(votes, voted))) == {(2, Careless.AGAINST)}


@pytest.mark.parametrize(
    ("name", "most"),
    [("bg2050", 0.02), ("brexit", 0.0), pytest.param("austria", 0.01, marks=pytest.mark.slow)],
)
def test_hardly_anybody_is_flagged_in_a_real_conversation(name: str, most: float) -> None:
    votes, times = shared(name)
    found = {flag.person for flag in flags(votes, times)}
    assert len(found) <= most * votes.shape[0]
    drawn = np.random.default_rng(0).random((votes.nnz, 1)) > expected(votes).cumsum(axis=1)
    votes.data = (np.minimum(drawn.sum(axis=1), 2) - 1).astype(np.int8)
    assert flags(votes) == ()


def test_expected_answers_are_chances_of_three() -> None:
    likely = expected(table(*world(5)))
    assert likely.sum(axis=1) == pytest.approx(1)
    assert (likely > 0).all()


def test_nothing_is_said_of_little_or_nothing() -> None:
    assert flags(csr_array(np.zeros((3, 4), np.int8))) == ()
    assert flags(csr_array(np.ones((5, 10), np.int8))) == ()


def test_a_time_for_each_vote_is_asked_for() -> None:
    with pytest.raises(ArgumentError) as caught:
        flags(csr_array(np.ones((2, 2), np.int8)), np.zeros(3, np.int64))
    assert caught.value.code == "dialogue.times"
