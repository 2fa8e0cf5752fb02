"""What do groups put together by lot reach, of the same sizes and from the same people?

A null variance supposes how people answer who have nothing in common; this takes it from the
answers themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.within import complete
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.model import Agreement

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_TAIL = 0.05
"""Share of groups by lot beyond either bound, by convention."""


class Statistic(Protocol):
    """Agreement of groups, with everything but items and groups filled in."""

    def __call__(self, items: ArrayLike, groups: ArrayLike, /) -> Agreement:
        """Measure it."""
        ...


@dataclass(frozen=True, eq=False, kw_only=True)
class Baseline(Estimate):
    """What groups by lot reach; the estimate is the mean over rounds of the mean statistic.

    Attributes
    ----------
    interval
        In which the mean statistic lay in the middle ``level`` of the rounds.
    actual
        Mean statistic of the groups that were given; None where it has none.
    rounds
        How often lots were drawn.
    sizes
        Sizes of groups with a value, ascending. Shape (sizes,).
    by_size, low_by_size, high_by_size
        Of single groups by lot of that size: mean, and 5th and 95th percentile. Shape (sizes,).
    share_above, share_below
        Of the groups that were given and have a value: above the 95th and below the 5th percentile
        of groups by lot of their size; by lot, about 0.05 of them. Where the statistic tells of
        distance, as AD does, below is the side of agreement.
    """

    actual: float | None = None
    rounds: int = 0
    sizes: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    by_size: Numbers = field(default_factory=lambda: np.empty(0))
    low_by_size: Numbers = field(default_factory=lambda: np.empty(0))
    high_by_size: Numbers = field(default_factory=lambda: np.empty(0))
    share_above: float | None = None
    share_below: float | None = None


def random_group_baseline(
    statistic: Statistic,
    items: ArrayLike,
    groups: ArrayLike,
    *,
    rounds: int = 200,
    seed: int | np.random.Generator = 0,
    level: float = 0.95,
) -> Baseline:
    """How much would groups agree by lot, of the same sizes and from the same people?

    Parameters
    ----------
    statistic
        Called with items and groups, such as ``partial(rwg_j, options=5)``.
    items
        One item, or several; a row with a missing answer (NaN) is dropped before any lot is drawn.
        Shape (people,) or (people, items), as ``statistic`` takes it.
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).
    rounds
        How often lots are drawn, at least 1.
    seed
        Of the lots: the same seed, the same lots.
    level
        Of the interval, between 0 and 1.

    Returns
    -------
    baseline
        No estimate where ``statistic`` has none for the groups that were given, for its reason.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.level``, ``mirror.lots``; and those of
        ``statistic``.

    Notes
    -----
    Random group resampling, Bliese & Halverson (2002): people change places between groups, whole
    rows at a time. Takes ``rounds`` times what ``statistic`` takes, and ``8 * rounds * groups``
    bytes.
    """
    _check_lots(rounds)
    level = checked_level(level)
    rows = complete(table(items), groups)
    answers = rows.items[:, 0] if np.ndim(items) == 1 else rows.items
    actual = statistic(answers, rows.grouping.of)
    if actual.reason:
        return _without(actual, rounds, rows.given)
    generator = np.random.default_rng(seed)
    lots = np.array(
        [
            statistic(answers, generator.permutation(rows.grouping.of)).by_group
            for _ in range(rounds)
        ]
    )
    people = rows.base.people
    return _baseline(actual, lots, people[people > 0], rows.given, level)


def _baseline(
    actual: Agreement, lots: Numbers, people: Integers, given: int, level: float
) -> Baseline:
    means = _means(lots)
    if not means.size:
        return _without(actual, len(lots), given, Reason.OUTSIDE_RANGE)
    defined = ~np.isnan(actual.by_group)
    sizes, place = np.unique(people[defined], return_inverse=True)
    mean, low, high = np.array([_of_size(lots[:, people == size]) for size in sizes]).T
    ends = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Baseline(
        estimate=float(means.mean()),
        interval=(float(ends[0]), float(ends[1])),
        n=actual.n,
        groups=actual.groups,
        dropped=given - actual.n,
        estimator=f"groups by lot, {actual.estimator}",
        actual=actual.estimate,
        rounds=len(lots),
        sizes=sizes,
        by_size=mean,
        low_by_size=low,
        high_by_size=high,
        share_above=_share_above(actual.by_group[defined], high[place]),
        share_below=_share_above(-actual.by_group[defined], -low[place]),
    )


def _means(lots: Numbers) -> Numbers:
    """Average each round over its groups with a value; a round without any is left out."""
    defined = ~np.isnan(lots)
    count = defined.sum(axis=1)
    sums = np.where(defined, lots, 0.0).sum(axis=1)
    means: Numbers = sums[count > 0] / count[count > 0]
    return means


def _of_size(lots: Numbers) -> tuple[float, float, float]:
    """Return mean and bounds of groups by lot of one size; NaN where none of them has a value."""
    values = lots[~np.isnan(lots)]
    if not values.size:
        return np.nan, np.nan, np.nan
    low, high = np.quantile(values, [_TAIL, 1 - _TAIL])
    return float(values.mean()), float(low), float(high)


def _share_above(values: Numbers, bounds: Numbers) -> float | None:
    known = ~np.isnan(bounds)
    # The same answers in another order may differ by rounding: that is not above.
    above = (values > bounds) & ~np.isclose(values, bounds, rtol=1e-9, atol=1e-12)
    return float(above[known].mean()) if known.any() else None


def _without(actual: Agreement, rounds: int, given: int, reason: Reason = Reason.NONE) -> Baseline:
    return Baseline(
        estimate=None,
        n=actual.n,
        groups=actual.groups,
        dropped=given - actual.n,
        estimator=f"groups by lot, {actual.estimator}",
        reason=reason or actual.reason,
        actual=actual.estimate,
        rounds=rounds,
    )


def _check_lots(rounds: int) -> None:
    if rounds < 1:
        raise ArgumentError(
            "mirror.lots",
            sentence("Lots cannot be drawn {rounds} times. Draw them once or more.", rounds=rounds),
        )
