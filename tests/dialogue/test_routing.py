"""Which statement comes next: what a vote tells most about, and never for being popular."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.routing import Tally, chances, draw, information
from binnenuit.dialogue.disclose.next_statement import next_statement
from binnenuit.errors import ArgumentError

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATEMENTS = 24
AGREED, DIVIDED, REJECTED = slice(0, 8), slice(8, 16), slice(16, 24)
SHARES = np.repeat([0.9, 0.5, 0.1], 8)
LAYERS = (4, 30, 120)
"""People, the top first."""


class Round(NamedTuple):
    votes: NDArray[np.int64]
    shown: NDArray[np.int64]
    late: int
    """People who came between the last statement and its tenth vote."""


def simulate(*, opens: int = 0, draws: int = 10, seed: int = 1) -> Round:
    """Everybody votes ``draws`` times; the last statement opens after ``opens`` people."""
    generator = np.random.default_rng(seed)
    tally = Tally(*np.zeros((3, STATEMENTS), np.int64))
    shown = np.zeros((len(LAYERS), STATEMENTS), np.int64)
    late = 0
    for number, layer in enumerate(generator.permutation(np.repeat(range(len(LAYERS)), LAYERS))):
        seen = np.arange(STATEMENTS) == (STATEMENTS - 1 if number < opens else -1)
        for _ in range(draws):
            statement, _ = draw(chances(tally, seen, shown, layer), generator.random())
            answer = 0 if generator.random() < SHARES[statement] else 1
            tally[answer][statement] += 1
            shown[layer, statement] += 1
            seen[statement] = True
        late += opens <= number and shown[:, -1].sum() < 10
    return Round(shown.sum(axis=0), shown, late)


def tally(*rows: tuple[int, int, int]) -> Tally:
    return Tally(*np.array(rows, np.int64).T)


def test_agreeing_and_disagreeing_are_worth_the_same() -> None:
    same = information(tally((9, 2, 1), (2, 9, 1), (30, 0, 0), (0, 30, 0)))
    assert same[0] == pytest.approx(same[1])
    assert same[2] == pytest.approx(same[3])


def test_a_vote_tells_most_of_what_is_new_and_least_of_what_is_clear() -> None:
    new, few, unsure, clear = information(tally((0, 0, 0), (2, 1, 0), (12, 8, 0), (20, 0, 0)))
    assert new > few > unsure > 20 * clear > 0


def test_information_is_what_the_entropy_loses_on_average() -> None:
    generator = np.random.default_rng(4)
    shares = generator.dirichlet([3.5, 1.5, 0.5], 400_000)  # 3 agreed, 1 disagreed

    def unknown(carries: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
        share = np.average(carries, weights=weight)
        return float(-share * np.log2(share) - (1 - share) * np.log2(1 - share))

    expected = 0.0
    for answer in (0, 1):
        carries, chance = shares[:, answer] > 0.6, shares[:, answer]
        expected += unknown(carries, np.ones(len(chance)))
        expected -= chance.mean() * unknown(carries, chance)
        expected -= (1 - chance.mean()) * unknown(carries, 1 - chance)
    assert information(tally((3, 1, 0)))[0] == pytest.approx(expected, abs=0.002)


def test_popular_statements_are_not_served_more_than_unpopular_ones() -> None:
    votes = np.sum([simulate(seed=seed).votes for seed in range(3)], axis=0)
    assert votes[AGREED].mean() == pytest.approx(votes[REJECTED].mean(), rel=0.1)
    assert votes[DIVIDED].mean() > 1.3 * votes[AGREED].mean()


def test_a_new_statement_has_ten_votes_after_hardly_more_than_ten_people() -> None:
    assert simulate(opens=80).late <= 16


def test_every_layer_sees_the_same_statements() -> None:
    shown = simulate().shown
    shares = shown / shown.sum(axis=1, keepdims=True)
    assert np.abs(shares[1] - shares[2]).max() < 0.02  # of 0.042 on average
    assert shown[1].min() >= 5


def test_what_a_layer_missed_comes_sooner_there_only() -> None:
    even = tally(*[(20, 12, 3)] * 4)
    shown = np.array([[20, 20, 20, 2], [15, 15, 15, 33]])
    seen = np.zeros(4, np.bool_)
    top, floor = (chances(even, seen, shown, layer) for layer in (0, 1))
    assert top[3] > 5 * top[0]
    assert floor[3] < floor[0]
    assert chances(even, seen, shown, -1) == pytest.approx([0.25] * 4)


def test_each_statement_keeps_its_floor_and_what_was_seen_never_returns() -> None:
    counts = tally((0, 0, 0), (500, 0, 0), (0, 500, 0), (300, 200, 0), (1, 1, 1))
    seen = np.array([False, False, False, False, True])
    found = chances(counts, seen, np.ones((1, 5), np.int64), 0, floor=0.4)
    assert found.sum() == pytest.approx(1)
    assert found[4] == 0
    assert (found[:4] >= 0.4 / 4).all()
    assert chances(counts, seen, np.ones((1, 5), np.int64), 0, floor=1)[:4] == pytest.approx(0.25)


def test_draws_come_as_often_as_their_logged_probability_says() -> None:
    wanted = np.array([0.1, 0.0, 0.6, 0.3])
    drawn = [draw(wanted, random) for random in np.linspace(0, 1, 1000, endpoint=False)]
    often = np.bincount([statement for statement, _ in drawn], minlength=4) / 1000
    assert often == pytest.approx(wanted, abs=0.002)
    assert {wanted[statement] == probability for statement, probability in drawn} == {True}
    assert draw(wanted, 1 - 1e-16)[0] == 3


def test_the_next_statement_is_one_that_this_person_did_not_vote_on() -> None:
    votes = csr_array(np.array([[1, 1, 0, 0], [-1, 1, 0, 0], [1, 0, -1, 0]], np.int8))
    drawn = [
        next_statement(votes, [0, 3], [0, 1, -1], 1, random=random) for random in (0.0, 0.5, 0.99)
    ]
    assert {one.statement for one in drawn if one} == {1, 2}
    assert next_statement(votes, range(4), [0, 1, -1], 1, random=0.5) is None


def test_a_newcomer_of_a_layer_that_nobody_voted_in_gets_a_statement() -> None:
    votes = csr_array(np.empty((0, 3), np.int8))
    found = next_statement(votes, [], [], 2, random=0.9)
    assert found is not None
    assert found.statement == 2
    assert found.probability == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"random": 1.0}, "dialogue.random"),
        ({"random": 0.5, "floor": 1.5}, "dialogue.floor"),
        ({"random": 0.5, "layers": [0]}, "dialogue.layers"),
    ],
)
def test_what_is_out_of_range_is_said(given: dict[str, object], code: str) -> None:
    votes = csr_array(np.ones((2, 3), np.int8))
    with pytest.raises(ArgumentError) as caught:
        next_statement(votes, [], **({"layers": [0, 0], "layer": 0} | given))  # type: ignore[arg-type]
    assert caught.value.code == code
