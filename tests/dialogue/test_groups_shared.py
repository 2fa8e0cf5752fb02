"""Groups in the shared conversations: what the issue asks of them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.dialogue.conversations import AUSTRIA, BREXIT, BULGARIA, accepted

from binnenuit.dialogue.compute.groups import find_groups
from binnenuit.dialogue.compute.null import shuffled
from binnenuit.dialogue.compute.stability import adjusted_rand, dropped


def _declared(name: str, runs: int) -> int:
    votes, _ = accepted(name)
    return sum(find_groups(shuffled(votes, 1000 + run)).count > 0 for run in range(runs))


def _after_dropping(name: str, runs: int) -> float:
    """Median agreement with the groups after dropping votes; no groups counts as 0."""
    votes, _ = accepted(name)
    first = find_groups(votes)
    again = [find_groups(dropped(votes, 0.05, run)) for run in range(runs)]
    return float(
        np.median([adjusted_rand(first.labels, g.labels) if g.count else 0.0 for g in again])
    )


@pytest.mark.parametrize("name", [BREXIT, AUSTRIA])
def test_groups_agree_with_the_published_ones(name: str) -> None:
    votes, published = accepted(name)
    found = find_groups(votes)
    assert found.count == 2
    assert adjusted_rand(found.labels, published) >= 0.8


def test_no_outlier_is_split_off_from_the_bulgarian_volunteers() -> None:
    found = find_groups(accepted(BULGARIA)[0])
    assert found.count == 0 or found.sizes.min() >= 6


def test_shuffled_votes_and_dropped_votes_in_small() -> None:
    assert _declared(BREXIT, 5) == 0
    assert _after_dropping(BREXIT, 3) >= 0.9


def test_the_order_of_real_people_changes_nothing() -> None:
    votes, _ = accepted(BREXIT)
    mixed = np.random.default_rng(5).permutation(votes.shape[0])
    assert np.array_equal(find_groups(votes).labels[mixed], find_groups(votes[mixed]).labels)


@pytest.mark.slow
@pytest.mark.parametrize("name", [BULGARIA, BREXIT, AUSTRIA])
def test_shuffled_votes_make_no_groups_in_95_of_100_runs(name: str) -> None:
    assert _declared(name, 100) <= 5


@pytest.mark.slow
@pytest.mark.parametrize("name", [BREXIT, AUSTRIA])
def test_the_same_groups_come_back_without_a_twentieth_of_the_votes(name: str) -> None:
    assert _after_dropping(name, 20) >= 0.9
