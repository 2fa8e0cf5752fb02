"""Mine, handed down, cannot tell: on figures whose parts can be worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from binnenuit.mirror.disclose.begin import Start, begin_here
from binnenuit.mirror.disclose.decompose import (
    Passing,
    Seen,
    decompose,
    nearest_to_zero,
    product,
)
from binnenuit.mirror.disclose.network import NOBODY, Network, Node
from binnenuit.mirror.model import About, Reason
from binnenuit.organisation import TeamId
from binnenuit.privacy import Bound, Disclosed, State
from binnenuit.privacy.figures.seal import disclose, withhold


def figure(value: float) -> Disclosed[float]:
    return disclose(value, "10-19", entries=("entry",))


def seen(score: float, half: float = 0.0, mean: float = 3.0) -> Seen:
    ends = figure(score - half), figure(score + half)
    return Seen(figure(score), *ends, figure(mean), figure(half / 4), figure(half / 1.96))


HIDDEN = Seen(*(withhold(State.SMALL) for _ in range(6)))


def passing(low: float, high: float) -> Passing:
    return Passing(figure((low + high) / 2), figure(low), figure(high))


UNKNOWN = Passing(None, None, None, Reason.ONE_WAVE)


def line(people: int) -> Network:
    """Each is led by the one before; 0 is the top."""
    nodes = tuple(Node(About.LEADER, TeamId(f"team {number}")) for number in range(people))
    below, above = np.arange(1, people), np.arange(people - 1)
    links = csr_array((np.ones(people - 1), (below, above)), shape=(people, people))
    return Network(nodes, np.arange(-1, people - 1), links)


def parts_of(network: Network, scores: dict[int, Seen], rho: Passing, number: int) -> list[float]:
    found = decompose(network, scores, rho)[number]
    assert found.mine is not None
    assert found.handed_down is not None
    return [each.value or 0.0 for each in (found.mine, found.handed_down, found.cannot_tell)]


def test_with_everything_known_handed_down_is_rho_times_the_leaders_score() -> None:
    scores = {0: seen(2.0), 1: seen(2.2)}
    # 0.5 * (2 - 3) = -0.5 is handed down, and the rest of 2.2 - 3 is mine.
    assert parts_of(line(2), scores, passing(0.5, 0.5), 1) == pytest.approx([-0.3, -0.5, 0.0])


def test_of_an_interval_the_value_nearest_nothing_counts_and_the_rest_cannot_be_told() -> None:
    scores = {0: seen(2.0), 1: seen(2.2)}
    # rho W s lies in -0.6 ... -0.2, and s minus that in -0.6 ... -0.2 as well.
    assert parts_of(line(2), scores, passing(0.2, 0.6), 1) == pytest.approx([-0.2, -0.2, -0.4])


def test_nothing_is_handed_down_when_rho_may_be_nothing() -> None:
    scores = {0: seen(2.0), 1: seen(2.2)}
    assert parts_of(line(2), scores, passing(-0.1, 0.6), 1)[1] == 0.0


def test_unsure_answers_leave_nothing_that_is_surely_mine() -> None:
    scores = {0: seen(2.0, half=0.5), 1: seen(2.8, half=0.9)}
    mine, handed, unknown = parts_of(line(2), scores, passing(0.4, 0.4), 1)
    assert (mine, handed) == pytest.approx((0.0, -0.2))
    assert unknown == pytest.approx(0.0)


def test_good_service_from_above_makes_a_low_score_more_than_all_mine() -> None:
    scores = {0: seen(4.0), 1: seen(2.5)}
    assert parts_of(line(2), scores, passing(0.5, 0.5), 1) == pytest.approx([-1.0, 0.5, 0.0])


def test_at_the_top_all_is_mine() -> None:
    found = decompose(line(2), {0: seen(2.0, half=0.4), 1: seen(3.0)}, passing(0.2, 0.6))[0]
    assert found.mine is not None
    assert found.mine.value == -1.0
    assert found.handed_down is not None
    assert found.handed_down.value == 0.0
    assert found.cannot_tell.value == 0.0


def test_when_passing_on_cannot_be_told_nothing_can() -> None:
    found = decompose(line(2), {0: seen(2.0), 1: seen(2.2)}, UNKNOWN)
    for number, value in ((0, -1.0), (1, -0.8)):
        assert (found[number].mine, found[number].handed_down) == (None, None)
        assert found[number].cannot_tell.value == pytest.approx(value)
        assert found[number].passes_on is None
        assert found[number].reason is Reason.ONE_WAVE


@pytest.mark.parametrize("above", [{}, {0: HIDDEN}], ids=["not scored", "withheld"])
def test_withheld_above_cannot_be_told(above: dict[int, Seen]) -> None:
    found = decompose(line(2), {**above, 1: seen(2.2)}, passing(0.2, 0.6))
    assert set(found) == {1}
    assert found[1].mine is None
    assert found[1].cannot_tell.value == pytest.approx(-0.8)
    assert found[1].reason is Reason.WITHHELD_ABOVE


def test_what_is_withheld_has_no_parts() -> None:
    assert decompose(line(2), {0: seen(2.0), 1: HIDDEN}, passing(0.2, 0.6)).keys() == {0}


def test_what_i_pass_on_is_the_other_direction_of_the_same() -> None:
    found = decompose(line(2), {0: seen(2.0), 1: seen(2.2)}, passing(0.2, 0.6))
    assert found[0].passes_on is not None
    assert found[0].passes_on.value == pytest.approx(-0.2)


def test_two_suppliers_share_what_is_handed_down() -> None:
    nodes = tuple(Node(About.SUPPLIER, TeamId(name)) for name in "abc")
    links = csr_array(np.array([[0, 0, 0], [0, 0, 0], [0.5, 0.5, 0]], dtype=float))
    network = Network(nodes, np.full(3, NOBODY), links)
    scores = {0: seen(2.0), 1: seen(3.6), 2: seen(3.0)}
    # 0.5 * (0.5 * -1 + 0.5 * 0.6) = -0.1
    assert parts_of(network, scores, passing(0.5, 0.5), 2) == pytest.approx([0.1, -0.1, 0.0])


@given(
    st.lists(
        st.tuples(st.floats(1, 5), st.floats(0, 2)),
        min_size=2,
        max_size=6,
    ),
    st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)).map(sorted),
)
def test_the_parts_always_add_up_and_never_tell_more_than_the_interval(
    people: list[tuple[float, float]], rho: list[float]
) -> None:
    scores = {number: seen(*each) for number, each in enumerate(people)}
    for number, found in decompose(line(len(people)), scores, passing(*rho)).items():
        assert found.mine is not None
        assert found.handed_down is not None
        values = [found.mine.value, found.handed_down.value, found.cannot_tell.value]
        assert sum(value or 0.0 for value in values) == pytest.approx(people[number][0] - 3.0)
        if number:
            above, half = people[number - 1]
            furthest = max(abs(each) for each in rho) * (abs(above - 3.0) + half)
            assert abs(values[1] or 0.0) <= furthest + 1e-9


def test_the_value_nearest_nothing_lies_in_the_interval() -> None:
    assert [nearest_to_zero(ends) for ends in ((-1, 2), (1, 2), (-2, -1))] == [0.0, 1, -1]
    assert product((-1.0, 2.0), (-3.0, 4.0)) == (-6.0, 8.0)


def test_one_begins_where_the_shortfall_first_appears() -> None:
    # 3 reads; 2 and 1 fall short as well, and the top does not.
    scores = {0: seen(3.6), 1: seen(2.0), 2: seen(2.2), 3: seen(2.3)}
    scores = {number: seen(each.score.value or 0.0, half=0.2) for number, each in scores.items()}
    found = begin_here(line(4), 3, scores, passing(0.2, 0.6))
    assert (found.start, found.place) == (Start.PLACE, 1)
    assert found.probability is not None
    assert found.probability.value == pytest.approx(1.0, abs=0.01)


def test_one_begins_with_oneself_when_the_leader_does_not_fall_short() -> None:
    scores = {0: seen(2.0, 0.1), 1: seen(4.0, 0.1), 2: seen(2.0, 0.1)}
    assert begin_here(line(3), 2, scores, passing(0.2, 0.6)).place == 2


def test_there_is_no_single_place_when_several_are_about_as_likely() -> None:
    scores = {0: seen(2.9, 1.0), 1: seen(2.9, 1.0), 2: seen(2.5, 1.0)}
    found = begin_here(line(3), 2, scores, passing(0.2, 0.6))
    assert (found.start, found.place, found.probability) == (Start.NO_SINGLE_PLACE, None, None)


def test_the_probabilities_of_all_places_and_of_no_shortfall_are_one() -> None:
    scores = {number: seen(2.8, 0.7) for number in range(4)}
    falls = 0.71  # P(z < 0.2 / (1.4 / 3.92)), as a reader sees it
    found = begin_here(line(4), 3, scores, passing(0.2, 0.6))
    assert found.reader is not None
    assert found.reader.value == falls
    places = [falls**k * (1 - falls) for k in (1, 2, 3)] + [falls**4]
    assert sum(places) + (1 - falls) == pytest.approx(1.0)
    assert found.start is Start.NO_SINGLE_PLACE


def test_without_a_shortfall_there_is_nothing_to_begin() -> None:
    scores = {0: seen(2.0, 0.2), 1: seen(3.4, 0.2)}
    assert begin_here(line(2), 1, scores, passing(0.2, 0.6)).start is Start.NO_SHORTFALL


@pytest.mark.parametrize("rho", [UNKNOWN, passing(-0.1, 0.5)], ids=["unknown", "may be nothing"])
def test_nothing_above_is_named_unless_something_goes_together(rho: Passing) -> None:
    scores = {0: seen(2.0, 0.2), 1: seen(2.0, 0.2)}
    found = begin_here(line(2), 1, scores, rho)
    assert (found.start, found.place) == (Start.CANNOT_TELL, None)


def test_the_climb_ends_where_somebody_is_withheld_and_that_place_gets_no_probability() -> None:
    scores = {0: HIDDEN, 1: seen(2.0, 0.1), 2: seen(2.0, 0.1)}
    found = begin_here(line(3), 2, scores, passing(0.2, 0.6))
    assert found.start is Start.NO_SINGLE_PLACE  # it may be 1, or whoever is above


def test_a_reader_who_is_withheld_is_told_nothing() -> None:
    found = begin_here(line(2), 1, {0: seen(2.0, 0.1), 1: HIDDEN}, passing(0.2, 0.6))
    assert (found.start, found.reader, found.above) == (Start.CANNOT_TELL, None, None)


def test_a_line_is_a_line() -> None:
    assert line(4).way_up(3) == (3, 2, 1, 0)
    assert all(later == earlier - 1 for earlier, later in pairwise(line(4).way_up(3)))


def test_parts_add_up_where_bounds_pull_both_ways() -> None:
    score, mean = (
        disclose(value, "10-19", entries=("entry",), interval=ends, bound=bound)
        for value, ends, bound in (
            (1.5, (1.0, 1.5), Bound.AT_MOST),
            (3.0, (2.9, 3.9), Bound.AT_MOST),
        )
    )
    own = Seen(score, figure(1.0), figure(2.3), mean, figure(0.1), figure(0.1))
    found = decompose(line(2), {0: seen(2.0), 1: own}, passing(0.5, 0.5))[1]
    parts = (found.mine, found.handed_down, found.cannot_tell)
    assert sum(each.value or 0.0 for each in parts if each) == pytest.approx(-1.5)
    assert found.deviation.value == pytest.approx(-1.5)
