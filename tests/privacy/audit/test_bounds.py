"""Level E: what figures tell about one person, against every answer there could have been."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.privacy.organisations import organisation

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.audit.bounds import Bounds, Figure, bounds, unrendered
from binnenuit.privacy.figures.noise import NoiseKey, perturb
from binnenuit.privacy.figures.rendering import render_mean, render_share
from binnenuit.privacy.planning.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.privacy.model import Plan

Counts = tuple[int, ...]
FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)


def every(people: int, options: int) -> Iterator[Counts]:
    """Every way in which so many people can spread over the options."""
    for bars in combinations(range(people + options - 1), options - 1):
        ends = (-1, *bars, people + options - 1)
        yield tuple(ends[i + 1] - ends[i] - 1 for i in range(options))


def noised(counts: Counts, moved: int) -> set[Counts]:
    """Everything that noise can make of the answers of one region, person by person."""
    if not moved:
        return {counts}
    top = len(counts) - 1
    answers = [option for option, count in enumerate(counts) for _ in range(count)]
    made = set()
    for step in range(-moved, moved + 1):
        way = int(np.sign(step))
        movable = [n for n, answer in enumerate(answers) if 0 <= answer + way <= top]
        for chosen in combinations(movable, min(abs(step), len(movable))):
            after = [answer + way * (n in chosen) for n, answer in enumerate(answers)]
            if len(set(after)) == 1 and after[0] in {0, top}:
                after[0] += 1 if after[0] == 0 else -1
            made.add(tuple(after.count(option) for option in range(top + 1)))
    return made


class Case(NamedTuple):
    sizes: tuple[int, ...]
    options: int
    figures: list[Figure]
    noised: list[list[int]]
    moved: int


def every_possible(case: Case) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Go through all answers and all noise, and keep those that give the figures."""
    low, high = np.full((2, len(case.sizes), case.options), [[[10**6]], [[-1]]])
    for answers in product(*(every(size, case.options) for size in case.sizes)):
        sums = [
            tuple(int(n) for n in np.sum([answers[block] for block in blocks], axis=0))
            for blocks in case.noised
        ]
        after = product(*(noised(region, case.moved) for region in sums))
        if any(fits(case.figures, list(regions)) for regions in after):
            low = np.minimum(low, answers)
            high = np.maximum(high, answers)
    return low, high


def fits(figures: Sequence[Figure], regions: Sequence[Counts]) -> bool:
    for figure in figures:
        counts = np.sum([regions[region] for region in figure.regions], axis=0)
        value = counts @ np.array(figure.weights) / counts.sum()
        if not figure.low - 1e-9 <= value <= figure.high + 1e-9:
            return False
    return True


@st.composite
def cases(draw: st.DrawFn) -> Case:
    options = draw(st.integers(2, 3))
    sizes = tuple(draw(st.lists(st.integers(2, 3), min_size=2, max_size=2)))
    moved = draw(st.sampled_from([0, 1, 2]))
    regions = draw(st.sampled_from([[[0], [1]], [[0, 1]], [[0], [0, 1]]]))
    answers = [draw(st.sampled_from(list(every(size, options)))) for size in sizes]
    shown = [
        draw(st.sampled_from(sorted(noised(tuple(map(sum, zip(*part, strict=True))), moved))))
        for part in ([answers[block] for block in blocks] for blocks in regions)
    ]
    figures = []
    for _ in range(draw(st.integers(1, 3))):
        chosen = draw(st.sets(st.integers(0, len(regions) - 1), min_size=1))
        weights = draw(st.sampled_from([tuple(range(options)), tuple([0] * (options - 1) + [1])]))
        counts = np.sum([shown[region] for region in chosen], axis=0)
        value = float(counts @ np.array(weights) / counts.sum())
        width = draw(st.sampled_from([0.0, 0.05, 0.3]))
        figures.append(Figure(tuple(chosen), weights, value - width, value + width))
    return Case(sizes, options, figures, regions, moved)


def solve(case: Case, *, whole: bool) -> Bounds:
    return bounds(
        case.sizes,
        case.figures,
        options=case.options,
        noised=case.noised,
        moved=case.moved,
        whole=whole,
    )


@settings(deadline=None, max_examples=60)
@given(cases())
def test_whole_people_are_bounded_exactly_and_parts_of_people_never_closer(case: Case) -> None:
    low, high = every_possible(case)
    exact, loose = solve(case, whole=True), solve(case, whole=False)
    assert exact.least.tolist() == low.tolist()
    assert exact.most.tolist() == high.tolist()
    assert (loose.least <= low + 1e-6).all()
    assert (loose.most >= high - 1e-6).all()
    unanimous = (low == np.array(case.sizes)[:, None]).any(axis=1)
    assert exact.known_blocks.tolist() == unanimous.tolist()
    assert exact.known == np.array(case.sizes)[unanimous].sum()
    possible = [[option for option, most in enumerate(block) if most] for block in high.tolist()]
    assert exact.narrowed_blocks.tolist() == [max(p) - min(p) <= 1 for p in possible]


def test_without_noise_or_clipping_a_unanimous_group_is_known() -> None:
    found = bounds([5, 6], [Figure((0,), FIVE, 5, 5)], options=5, moved=0)
    assert found.known_blocks.tolist() == [True, False]
    assert (found.known, found.narrowed, found.people) == (5, 5, 11)


def test_a_parent_without_its_child_tells_what_the_child_hides() -> None:
    clipped, sister = Figure((0,), FIVE, 4.5, 5), Figure((1,), FIVE, 25 / 6, 25 / 6)
    parent, after_noise = (Figure((0, 1), FIVE, sum_ / 11, sum_ / 11) for sum_ in (50, 49))
    assert bounds([5, 6], [parent, clipped, sister], options=5, moved=0).known == 5
    assert bounds([5, 6], [after_noise, clipped, sister], options=5, moved=2).known == 0


def test_with_noise_nobody_is_known_even_when_every_sum_is_shown_exactly() -> None:
    for value in (1.2, 4.8):  # one of five moved inward: all may have stood at the end, or not
        found = bounds([5], [Figure((0,), FIVE, value, value)], options=5, whole=True)
        assert (found.known, found.narrowed) == (0, 0)


def test_a_group_in_two_neighbouring_answers_is_narrowed_but_not_known() -> None:
    shares = [
        Figure((0,), tuple(float(other == option) for other in range(5)), share, share)
        for option, share in enumerate((0.0, 0.0, 0.0, 0.4, 0.6))
    ]
    found = bounds([5], shares, options=5, moved=0)
    assert (found.known, found.narrowed) == (0, 5)


def test_figures_that_no_answers_give_are_refused() -> None:
    figures = [Figure((0,), FIVE, 2, 2), Figure((0,), FIVE, 4, 4)]
    with pytest.raises(ArgumentError, match="No set of answers"):
        bounds([5], figures, options=5)


def test_with_noise_no_region_stands_at_one_end_alone() -> None:
    nearly_all = Figure((0,), (0.0, 0.0, 0.0, 0.0, 1.0), 0.9, 1.0)
    with pytest.raises(ArgumentError, match="No set of answers"):
        bounds([5], [nearly_all], options=5)
    assert bounds([5], [nearly_all], options=5, moved=0).known == 5


def test_rounding_and_clipping_are_undone() -> None:
    ends = (1.0, 5.0)
    assert unrendered(4.5, "at_least", step=0.1, ends=ends) == (4.5, 5.0)
    assert unrendered(1.5, "at_most", step=0.1, ends=ends) == (1.0, 1.5)
    assert unrendered(3.2, "exact", step=0.1, ends=ends) == pytest.approx((3.15, 3.25))
    assert unrendered(1.0, "exact", step=0.1, ends=ends) == pytest.approx((1.0, 1.05))


def shown_of(found: Plan, answers: NDArray[np.int64], *, careful: bool) -> list[Figure]:
    """Every figure of one item as it would be shown, and as an attacker takes it back.

    ``careful``: with noise, rounding and clipping, as the gate does; else exact.
    """
    scale = Scale("L", ("l1",))
    regions = answers
    if careful:
        names = [[f"c{number}"] for number in range(len(answers))]
        key = NoiseKey(b"0123456789abcdef", "2026", "L", ("l1",))
        regions = perturb(answers[:, np.newaxis], names=names, key=key)[:, 0]
    figures = []
    for members in found.memberships():
        inside = tuple(members.indices.tolist())
        counts = regions[list(inside)].sum(axis=0)
        n, moved = int(counts.sum()), 2 * len(inside)
        figures += [
            _taken_back(inside, FIVE, counts, n, careful, (scale, moved)),
            _taken_back(inside, (0, 0, 0, 1, 1), counts, n, careful, (None, moved)),
        ]
        figures += [
            _taken_back(inside, tuple(np.eye(5)[option]), counts, n, careful, (None, moved))
            for option in range(5)
        ]
    return figures


def _taken_back(
    inside: tuple[int, ...],
    weights: tuple[float, ...],
    counts: NDArray[np.int64],
    n: int,
    careful: bool,
    how: tuple[Scale | None, int],
) -> Figure:
    value = float(counts @ np.array(weights, dtype=float)) / n
    if not careful:
        return Figure(inside, weights, value, value)
    scale, moved = how
    if scale is not None:
        shown = render_mean(value, n, moved, scale)
        low, high = unrendered(shown.value, shown.bound, step=0.1, ends=(1.0, 5.0))
    else:
        shown = render_share(value, n, moved)
        low, high = unrendered(shown.value, shown.bound, step=0.01, ends=(0.0, 1.0))
    return Figure(inside, weights, low, high)


def tried(seed: int, *, careful: bool) -> Bounds:
    """Attack one item in an organisation of about 260 people who agree a lot within teams."""
    rng = np.random.default_rng(seed)
    invented = organisation(rng, at_most=260)
    counts = invented.people.sum(axis=1) * 260 // max(int(invented.people.sum()), 1)
    found = plan(invented.tree, counts)
    sizes = found.sizes[found.sizes > 0]
    likely = rng.dirichlet(np.array([0.1, 0.1, 0.2, 0.5, 0.8]), len(found.sizes))
    answers = np.array([rng.multinomial(n, p) for n, p in zip(found.sizes, likely, strict=True)])
    assert sizes.min() >= 5
    kept = np.flatnonzero(found.sizes > 0)
    place = np.full(len(found.sizes), -1)
    place[kept] = np.arange(len(kept))
    figures = [
        Figure(tuple(int(place[r]) for r in f.regions if place[r] >= 0), f.weights, f.low, f.high)
        for f in shown_of(found, answers, careful=careful)
    ]
    return bounds(sizes, figures, options=5, moved=2 if careful else 0)


def test_figures_of_an_organisation_of_260_people_make_no_answer_known() -> None:
    plain, careful = tried(3, careful=False), tried(3, careful=True)
    assert plain.people == careful.people > 150
    assert plain.known > 0  # the attack bites
    assert careful.known == 0
