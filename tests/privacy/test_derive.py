"""What is computed from figures is no surer, and rests on no more people, than they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError
from binnenuit.privacy.figures.derive import combination, derive, derive_each, difference
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.figures.seal import disclose, withhold
from binnenuit.privacy.model import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy.figures.disclosed import Disclosed


def figure(
    value: float = 3.4,
    *,
    band: str = "5-9",
    entry: str = "one",
    interval: tuple[float, float] | None = (3.1, 3.7),
    bound: Bound = Bound.EXACT,
) -> Disclosed[float]:
    return disclose(value, band, entries=(entry,), interval=interval, bound=bound)


def test_a_difference_has_the_smallest_band_both_entries_and_the_widest_interval() -> None:
    gap = difference(figure(), figure(2.0, band="10-19", entry="two", interval=(1.75, 2.25)))
    assert gap.value == pytest.approx(1.4)
    assert gap.interval == pytest.approx((0.85, 1.95))
    assert (gap.n_band, gap.entries, gap.bound) == ("5-9", ("one", "two"), Bound.EXACT)


@pytest.mark.parametrize(
    ("bands", "smallest"), [(("250+", "10-19"), "10-19"), (("6-9", "250+"), "6-9")]
)
def test_bands_are_compared_by_people_not_by_letters(bands: tuple[str, str], smallest: str) -> None:
    one, other = (figure(band=band) for band in bands)
    assert difference(one, other).n_band == smallest


def test_what_needs_a_withheld_figure_is_withheld_too() -> None:
    gap = difference(figure(), withhold(State.PROTECTS, entries=("two",)))
    assert not gap.is_shown
    assert (gap.state, gap.interval, gap.n_band) == (State.PROTECTS, None, "")
    assert gap.entries == ("one", "two")
    assert not combination([withhold(State.SMALL), figure()], [0.0, 1.0]).is_shown


def test_without_an_interval_there_is_none_afterwards() -> None:
    assert difference(figure(), figure(interval=None)).interval is None


def test_at_most_minus_at_least_is_at_most() -> None:
    low = figure(1.5, bound=Bound.AT_MOST, interval=(1.0, 1.9))
    high = figure(4.5, bound=Bound.AT_LEAST, interval=(4.1, 5.0))
    assert difference(low, high).bound is Bound.AT_MOST
    assert difference(high, low).bound is Bound.AT_LEAST
    assert difference(figure(), low).bound is Bound.AT_LEAST
    assert combination([low, figure()], [0.0, 1.0]).bound is Bound.EXACT


def test_bounds_that_pull_both_ways_leave_the_middle_of_what_is_possible() -> None:
    one = figure(4.5, bound=Bound.AT_LEAST, interval=(4.0, 5.0))
    other = figure(4.5, bound=Bound.AT_LEAST, interval=(4.4, 5.0))
    gap = difference(one, other)
    assert gap.interval == pytest.approx((-1.0, 0.6))
    assert (gap.value, gap.bound) == (pytest.approx(-0.2), Bound.EXACT)


@given(
    st.lists(
        st.tuples(
            st.floats(1, 5), st.floats(0, 1), st.floats(0, 1), st.floats(-3, 3), st.floats(0, 1)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_interval_holds_whatever_the_exact_figures_are(
    parts: list[tuple[float, float, float, float, float]],
) -> None:
    figures = [figure(v, interval=(v - below, v + above)) for v, below, above, _, _ in parts]
    made = combination(figures, [weight for *_, weight, _ in parts])
    exact = sum(w * (v - b + t * (a + b)) for v, b, a, w, t in parts)
    assert made.interval is not None
    assert made.interval[0] - 1e-9 <= exact <= made.interval[1] + 1e-9


@pytest.mark.parametrize(
    ("figures", "coefficients"), [([], []), ([figure()], []), ([figure()], [float("nan")])]
)
def test_coefficients_that_do_not_fit_raise(
    figures: list[Disclosed[float]], coefficients: list[float]
) -> None:
    with pytest.raises(ArgumentError) as caught:
        combination(figures, coefficients)
    assert caught.value.code == "privacy.coefficients"


def middle(
    values: NDArray[np.float64], intervals: NDArray[np.float64]
) -> tuple[float, tuple[float, float]]:
    return float(values.mean()), (float(intervals[:, 0].min()), float(intervals[:, 1].max()))


def test_a_derived_figure_comes_from_values_and_intervals() -> None:
    made = derive(middle, [figure(), figure(3.0, entry="two", interval=(2.0, 3.2))])
    assert made.value == pytest.approx(3.2)
    assert made.interval == (2.0, 3.7)
    assert made.entries == ("one", "two")


def test_a_function_never_sees_a_withheld_figure() -> None:
    def refuse(*_arrays: object) -> tuple[float, None]:
        raise AssertionError

    assert derive(refuse, [figure(), withhold(State.SMALL)]).state is State.SMALL
    assert derive_each(shrink, [withhold(State.SMALL)]) == (withhold(State.SMALL),)


def shrink(
    values: NDArray[np.float64], intervals: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (values + values.mean()) / 2, np.full(intervals.shape, np.nan)


def test_what_is_withheld_takes_no_part_and_stays_withheld() -> None:
    teams = [figure(2.0), withhold(State.SMALL), figure(4.0, band="10-19", entry="two")]
    made = derive_each(shrink, teams)
    assert [one.value for one in made] == [2.5, None, 3.5]
    assert [one.n_band for one in made] == ["5-9", "", "10-19"]
    assert {one.entries for one in made if one} == {("one", "two")}
    assert made[0].interval is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda values, intervals: (values[:1], intervals),
        lambda values, intervals: (values, intervals[:1]),
        lambda values, intervals: (values * np.nan, intervals),
    ],
)
def test_a_function_that_gives_something_else_is_refused(wrong: object) -> None:
    with pytest.raises(ArgumentError) as caught:
        derive_each(wrong, [figure(), figure()])  # type: ignore[arg-type]
    assert caught.value.code == "privacy.not-derived"


def test_nothing_follows_from_no_figures_or_without_a_number() -> None:
    for figures in ([], [figure()]):
        with pytest.raises(ArgumentError) as caught:
            derive(lambda values, _: (float(values[0]) * np.nan, None), figures)
        assert caught.value.code == "privacy.not-derived"
