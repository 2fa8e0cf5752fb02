"""What a sample of normal values tells of their spread, as tables of control charts print it."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.special import gammaln

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.float64]

RANGE_OF_TWO: Final = 2.0 / sqrt(pi)
"""d2 for 2: mean difference of two values, in standard deviations; printed as 1.128."""
SPREAD_OF_RANGE: Final = sqrt(2.0 - 4.0 / pi)
"""d3 for 2: standard deviation of that difference; printed as 0.853."""


def mean_of_spread(n: ArrayLike) -> Numbers:
    """Return c4: the mean of a sample's standard deviation, as a share of the true one.

    Parameters
    ----------
    n
        Size of each sample; NaN for less than 2.

    Notes
    -----
    ``sqrt(2 / (n - 1)) gamma(n / 2) / gamma((n - 1) / 2)``; Montgomery (2013), Introduction to
    Statistical Quality Control, seventh edition, appendix VI.
    """
    sizes = np.asarray(n, dtype=np.float64)
    given = np.where(sizes >= 2, sizes, np.nan)
    ratio = gammaln(given / 2.0) - gammaln((given - 1.0) / 2.0)
    found: Numbers = np.sqrt(2.0 / (given - 1.0)) * np.exp(ratio)
    return found


def spread_of_spread(n: ArrayLike) -> Numbers:
    """Return the standard deviation of a sample's standard deviation, as a share of the true one.

    Parameters
    ----------
    n
        Size of each sample; NaN for less than 2.

    Notes
    -----
    ``sqrt(1 - c4^2)``. From it follow B3 and B4 of the printed tables, ``1 -+ 3 sqrt(1 - c4^2) /
    c4``; A3 is ``3 / (c4 sqrt(n))``.
    """
    return np.sqrt(1.0 - mean_of_spread(n) ** 2)
