"""How sure Cronbach's alpha is, in the two ways of the literature."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import fdtri

from binnenuit.mirror.compute.quantiles import normal_quantile, tail

if TYPE_CHECKING:
    from binnenuit.mirror.model.results import Numbers

FEWEST: Final = 3
"""Fewest people for an interval."""


def alpha_ci(alpha: float, n: int, items: int, level: float = 0.95) -> tuple[float, float] | None:
    """Tell between which values Cronbach's alpha lies, as Feldt does.

    Parameters
    ----------
    alpha
        At most 1; may be negative.
    n
        People.
    items
        Items of the scale.
    level
        Share of such intervals that hold the true value.

    Returns
    -------
    interval
        Lower and upper end; None under 3 people or 2 items, where it is not defined.

    Raises
    ------
    ArgumentError
        ``mirror.level``: the level is not between 0 and 1.

    Notes
    -----
    ``1 - (1 - alpha) F`` with the quantiles of F on n - 1 and (n - 1)(k - 1) degrees of freedom;
    Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11. It takes items to be
    equally reliable and normal. Constant time.
    """
    beyond = tail(level)
    if n < FEWEST or items < 2:
        return None
    low, high = fdtri(n - 1, (n - 1) * (items - 1), [beyond, 1 - beyond]).tolist()
    unexplained = 1 - alpha
    return 1 - unexplained * high, 1 - unexplained * low


def alpha_standard_error(covariance: Numbers, n: int) -> float | None:
    """Tell how far Cronbach's alpha lies from the truth as a rule, as Duhachek and Iacobucci do.

    Parameters
    ----------
    covariance
        Of the items, with a total above 0. Shape (items, items).
    n
        People; under 3 there is no answer.

    Notes
    -----
    ``ASE^2 = 2 k^2 / ((k-1)^2 t^3 n) * (t (tr C^2 + tr^2 C) - 2 tr C * 1'C^2 1)``, t the sum of
    C; Duhachek & Iacobucci (2004), Journal of Applied Psychology 89, equation 2. It takes
    answers to be normal, but not items to be equally reliable. Square in items.
    """
    if n < FEWEST:
        return None
    items = len(covariance)
    total, own = float(covariance.sum()), float(np.trace(covariance))
    squares = float((covariance**2).sum())
    rows = covariance.sum(axis=0)
    inner = total * (squares + own**2) - 2 * own * float(rows @ rows)
    return sqrt(max(2 * items**2 / ((items - 1) ** 2 * total**3) * inner, 0.0) / n)


def around(estimate: float, standard_error: float, level: float) -> tuple[float, float]:
    """Give the interval of a normal estimate; its ends may leave the range from 0 to 1."""
    reach = normal_quantile(level) * standard_error
    return estimate - reach, estimate + reach
