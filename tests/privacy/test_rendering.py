from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.figures.noise import NoiseKey, perturb
from binnenuit.privacy.figures.rendering import (
    Bound,
    Rendered,
    band,
    favourable_options,
    render_histogram,
    render_mean,
    render_share,
)

FIVE = Scale("care", ("a", "b", "c", "d"))
NEARLY = 1e-9


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (5, "5-9"),
        (9, "5-9"),
        (10, "10-19"),
        (49, "20-49"),
        (50, "50-99"),
        (249, "100-249"),
        (250, "250+"),
        (9_000, "250+"),
    ],
)
def test_people_are_told_in_bands(n, said):
    assert band(n) == said


@pytest.mark.parametrize(
    ("k", "said"), [(6, "6-9"), (7, "7-19"), (9, "9-19"), (10, "10-19"), (300, "300+")]
)
def test_the_first_band_starts_at_k_and_is_never_narrow(k, said):
    assert band(k, k) == said


def test_fewer_than_k_are_not_even_counted():
    with pytest.raises(ArgumentError) as caught:
        band(4)
    assert caught.value.code == "privacy.band-below-k"


@given(st.integers(5, 400), st.integers(5, 300))
def test_every_number_from_k_has_a_band_it_lies_in(n, k):
    if n >= k:
        low, _, high = band(n, k).removesuffix("+").partition("-")
        assert int(low) <= n <= int(high or n)
        assert not high or int(high) - int(low) >= int(low) // 2 - 1


def test_a_mean_is_rounded_to_a_tenth():
    shown = render_mean(3.249, 8, 2, FIVE)
    assert (shown.value, shown.bound) == (3.2, Bound.EXACT)
    # Eight people are known as five to nine: two answers of five move the mean by 0.4.
    assert (shown.low, shown.high) == pytest.approx((3.15 - 0.4, 3.25 + 0.4))


@pytest.mark.parametrize("mean", [1.0, 1.2, 1.5])
def test_below_thirty_the_outer_eighth_is_one_figure(mean):
    assert render_mean(mean, 29, 2, FIVE) == Rendered(1.5, Bound.AT_MOST, 1.0, 1.6)


@pytest.mark.parametrize("mean", [4.5, 4.9, 5.0])
def test_below_thirty_the_upper_eighth_is_one_figure(mean):
    assert render_mean(mean, 29, 2, FIVE) == Rendered(4.5, Bound.AT_LEAST, 4.4, 5.0)


@pytest.mark.parametrize(
    ("mean", "value", "bound"),
    [
        (1.0, 1.1, Bound.AT_MOST),
        (1.2, 1.2, Bound.EXACT),
        (4.8, 4.8, Bound.EXACT),
        (5.0, 4.9, Bound.AT_LEAST),
    ],
)
def test_from_thirty_on_only_the_end_itself_is_hidden(mean, value, bound):
    shown = render_mean(mean, 30, 2, FIVE)
    assert (shown.value, shown.bound) == (value, bound)


@pytest.mark.parametrize(
    ("options", "low", "high"), [(2, 1.2, 1.8), (4, 1.4, 3.6), (7, 1.8, 6.2), (10, 2.2, 8.8)]
)
def test_the_outer_eighth_is_rounded_inward_on_other_scales(options, low, high):
    scale = Scale("other", ("a",), options=options)
    assert render_mean(1.0, 10, 2, scale).value == pytest.approx(low)
    assert render_mean(float(options), 10, 2, scale).value == pytest.approx(high)


def test_a_scale_may_start_at_another_number():
    scale = Scale("other", ("a",), lowest=0)
    assert render_mean(0.0, 10, 2, scale).value == 0.5
    assert render_mean(4.0, 10, 2, scale).value == 3.5


def test_a_share_is_rounded_to_a_percent():
    assert render_share(0.333, 20, 2) == Rendered(
        0.33, Bound.EXACT, pytest.approx(0.225), pytest.approx(0.435)
    )


@pytest.mark.parametrize(
    ("share", "n", "value", "bound"),
    [
        (0.0, 12, 0.1, Bound.AT_MOST),
        (0.1, 12, 0.1, Bound.AT_MOST),
        (0.95, 12, 0.9, Bound.AT_LEAST),
        (0.0, 60, 0.01, Bound.AT_MOST),
        (0.05, 60, 0.05, Bound.EXACT),
        (1.0, 60, 0.99, Bound.AT_LEAST),
    ],
)
def test_a_share_is_kept_off_its_ends(share, n, value, bound):
    shown = render_share(share, n, 2)
    assert (shown.value, shown.bound) == (value, bound)


def test_a_histogram_never_shows_an_empty_or_a_full_option():
    shown = render_histogram(np.array([0, 0, 1, 0, 11]), 12, 2)
    assert [part.value for part in shown] == [0.1, 0.1, 0.1, 0.1, 0.9]
    assert [part.bound for part in shown] == [Bound.AT_MOST] * 4 + [Bound.AT_LEAST]


def test_an_interval_tells_no_more_than_the_band():
    assert render_mean(3.0, 5, 2, FIVE) == render_mean(3.0, 9, 2, FIVE)


def test_fewer_answers_than_people_widen_the_interval():
    all_answered = render_mean(3.0, 12, 2, FIVE)
    half_answered = render_mean(3.0, 12, 2, FIVE, answered=0.5)
    assert 3 - half_answered.low == pytest.approx(2 * (3 - all_answered.low) - 0.05)


@pytest.mark.parametrize("figure", [float("nan"), 0.9, 5.1])
def test_what_is_not_on_the_scale_is_refused(figure):
    with pytest.raises(ArgumentError) as caught:
        render_mean(figure, 10, 2, FIVE)
    assert caught.value.code == "privacy.figure-off-scale"


def test_a_histogram_of_nobody_is_refused():
    with pytest.raises(ArgumentError) as caught:
        render_histogram(np.zeros(5, dtype=np.int64), 10, 2)
    assert caught.value.code == "privacy.figure-off-scale"


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=5, max_size=5), min_size=1, max_size=4),
    st.text(),
)
def test_the_exact_figure_always_lies_in_the_certain_range(regions, name):
    exact = np.array(regions)[:, np.newaxis]
    n = int(exact.sum())
    if n < 5:
        return
    names = [(name, str(number)) for number in range(len(regions))]
    noised = perturb(exact, names=names, key=NoiseKey(b"s" * 16, "r", "s", ("a",)))
    before, after, moved = exact.sum(axis=(0, 1)), noised.sum(axis=(0, 1)), 2 * len(regions)
    values = np.arange(1, 6)
    shown = render_mean(float(after @ values) / n, n, moved, FIVE)
    assert shown.low - NEARLY <= before @ values / n <= shown.high + NEARLY
    assert 1.0 <= shown.low <= shown.value <= shown.high <= 5.0
    for part, count in zip(render_histogram(after, n, moved), before, strict=True):
        assert part.low - NEARLY <= count / n <= part.high + NEARLY
    favourable = render_share(float(after[3:].sum()) / n, n, moved)
    assert favourable.low - NEARLY <= before[3:].sum() / n <= favourable.high + NEARLY


@pytest.mark.parametrize(("options", "top"), [(2, 1), (3, 1), (4, 2), (5, 2), (7, 2)])
def test_never_more_than_half_of_the_options_is_favourable(options, top):
    assert favourable_options(options) == top
