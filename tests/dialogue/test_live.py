"""One more vote: the counts are those from scratch, at once, however large the conversation."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.live import Counts
from binnenuit.dialogue.compute.spectrum import centred, places
from binnenuit.errors import ArgumentError

PEOPLE, STATEMENTS = 6, 5
ANSWERS = st.sampled_from([1, -1, 0, None])
CASTS = st.lists(
    st.tuples(st.integers(0, PEOPLE + 2), st.integers(0, STATEMENTS - 1), ANSWERS), max_size=40
)
AXES = np.random.default_rng(3).normal(size=(STATEMENTS, 2))
PULL = np.array([0.5, 2.0])


def table(said: dict[tuple[int, int], int]) -> csr_array[np.int8]:
    """Lay out votes, newcomers too; a pass is a stored 0."""
    cells = sorted(said)
    rows = [person for person, _ in cells]
    columns = np.array([statement for _, statement in cells], np.int32)
    starts = np.searchsorted(rows, np.arange(PEOPLE + 4))
    data = np.array([said[cell] for cell in cells], np.int8)
    return csr_array((data, columns, starts), shape=(PEOPLE + 3, STATEMENTS))


@settings(max_examples=60, deadline=None)
@given(before=CASTS, after=CASTS)
def test_after_every_vote_the_counts_are_those_from_scratch(
    before: list[tuple[int, int, int | None]], after: list[tuple[int, int, int | None]]
) -> None:
    said = {(person, one): answer for person, one, answer in before if answer is not None}
    live = Counts(table(said)[:PEOPLE])
    said = {cell: answer for cell, answer in said.items() if cell[0] < PEOPLE}
    for person, statement, answer in after:
        live.cast(person, statement, answer)
        said.pop((person, statement), None)
        if answer is not None:
            said[person, statement] = answer
        again = Counts(table(said))
        for name in ("agree", "disagree", "passed"):
            assert (getattr(live, name) == getattr(again, name)).all()
        assert (live.mean() == again.mean()).all()
        assert live.said(person) == again.said(person)
        assert live.position(person, AXES, PULL) == pytest.approx(
            again.position(person, AXES, PULL)
        )


def test_a_position_is_that_of_the_picture() -> None:
    generator = np.random.default_rng(5)
    voted = generator.random((40, STATEMENTS)) < 0.9
    said = {(int(a), int(b)): int(generator.integers(-1, 2)) for a, b in np.argwhere(voted)}
    cells = np.array(sorted(said))
    data = np.array([said[int(a), int(b)] for a, b in cells], np.int8)
    votes = csr_array((data, (cells[:, 0], cells[:, 1])), shape=voted.shape)
    of = centred(votes, least=1)
    along = np.linalg.qr(AXES)[0]
    found = places(of, along)
    pull = float(np.mean(of.table.data**2)) / found.width
    live = Counts(votes)
    for person in range(40):
        assert live.position(person, along, pull) == pytest.approx(found.mean[person])


def test_what_was_given_stays_as_it_was() -> None:
    votes = csr_array(np.array([[1, -1]], np.int8))
    live = Counts(votes)
    live.cast(0, 0, -1)
    live.said(0)[1] = 0
    assert votes.toarray().tolist() == [[1, -1]]
    assert live.said(0) == {0: -1, 1: -1}


def test_a_vote_takes_no_longer_in_a_large_conversation() -> None:
    generator = np.random.default_rng(0)
    people, statements, each = 20_000, 2_000, 60
    columns = generator.integers(0, statements, (people, each), dtype=np.int32)
    data = generator.integers(-1, 2, people * each, dtype=np.int8)
    starts = np.arange(people + 1) * each
    live = Counts(csr_array((data, columns.ravel(), starts), shape=(people, statements)))
    axes = generator.normal(size=(statements, 2))
    began = time.process_time()
    for person in range(200):
        live.cast(person, person, 1)
        live.position(person, axes, PULL)
    assert (time.process_time() - began) / 200 < 0.005


@pytest.mark.parametrize("vote", [(0, 2, 1), (0, -1, 1), (-1, 0, 1), (0, 0, 2)])
def test_a_vote_that_cannot_be_is_refused(vote: tuple[int, int, int]) -> None:
    live = Counts(csr_array(np.ones((1, 2), np.int8)))
    with pytest.raises(ArgumentError) as caught:
        live.cast(*vote)
    assert caught.value.code == "dialogue.vote"
    assert live.agree.tolist() == [1, 1]
