"""Which points of a series stand out, one by one or together."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]


class Rule(StrEnum):
    """What makes a point stand out (Western Electric 1956; Nelson 1984).

    In a series in which nothing changes the first alone flags a point after 370 on average, the
    default two after 153, the four together after 92 (Champ & Woodall 1987, Technometrics 29, 393).
    """

    BEYOND_LIMITS = "beyond-limits"
    EIGHT_ON_ONE_SIDE = "eight-on-one-side"
    TWO_OF_THREE = "two-of-three"
    FOUR_OF_FIVE = "four-of-five"


DEFAULT: Final = (Rule.BEYOND_LIMITS, Rule.EIGHT_ON_ONE_SIDE)
"""Each rule more adds false alarms."""

_RUNS: Final = {
    Rule.BEYOND_LIMITS: (3.0, 1, 1),
    Rule.EIGHT_ON_ONE_SIDE: (0.0, 8, 8),
    Rule.TWO_OF_THREE: (2.0, 2, 3),
    Rule.FOUR_OF_FIVE: (1.0, 4, 5),
}
"""How many standard deviations out, how many points, of how many in a row."""


def run_rules(z: Numbers, rules: Collection[Rule] = DEFAULT) -> Mapping[Rule, Flags]:
    """Which points stand out, by which rule?

    Parameters
    ----------
    z
        Distance of each point from the centre, in standard deviations; NaN where there is none.
        Shape (periods,).
    rules
        Beyond three standard deviations; eight in a row on one side; two of three in a row beyond
        two standard deviations on one side; four of five beyond one.

    Returns
    -------
    flags
        By rule. The point that completes a pattern is flagged, and each later one that still does;
        a point on the centre line is on neither side. Shape (periods,).

    Notes
    -----
    A period without a point is passed over, so those before and after it stand in a row.
    """
    held = ~np.isnan(z)
    flags = {}
    for rule in rules:
        flags[rule] = np.zeros(len(z), dtype=np.bool_)
        flags[rule][held] = _above(z[held], rule) | _above(-z[held], rule)
    return flags


def _above(z: Numbers, rule: Rule) -> Flags:
    """Flag a point that is out itself, with enough of those just before it."""
    out, needed, among = _RUNS[rule]
    beyond = z > out
    counted = np.concatenate([[0], np.cumsum(beyond)])
    ends = np.arange(1, len(z) + 1)
    recent = counted[ends] - counted[np.maximum(ends - among, 0)]
    flagged: Flags = beyond & (recent >= needed)
    return flagged
