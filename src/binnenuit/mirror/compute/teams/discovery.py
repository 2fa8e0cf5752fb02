"""Many teams looked at together: how many flags may be chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.methods import check_method
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]

Method: TypeAlias = Literal["bh", "by"]

_ESTIMATOR: Final = {"bh": "Benjamini-Hochberg", "by": "Benjamini-Yekutieli"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Discoveries(Estimate):
    """Which of many tests stand out; the estimate is how many, ``n`` how many there were.

    Attributes
    ----------
    flagged
        In the order given; False where there is no p-value. Shape (tests,).
    adjusted
        Least rate at which each would be flagged, 0 to 1; NaN where there is no p-value.
        Shape (tests,).
    rate
        What share of the flags may be chance, on average.
    threshold
        Largest p-value that is flagged; None when none is.
    """

    flagged: Flags = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    adjusted: Numbers = field(default_factory=lambda: np.empty(0))
    rate: float = 0.05
    threshold: float | None = None


def false_discovery(
    p_values: ArrayLike, *, rate: float = 0.05, method: Method = "bh"
) -> Discoveries:
    """Which of these tests stand out, when at most ``rate`` of the flags may be chance?

    Parameters
    ----------
    p_values
        Of one family: all teams of one round and one indicator; NaN where there was no test.
        Shape (tests,).
    rate
        Share of flags that may be chance, on average; 0 to 1. 0.05 and 0.10 are conventions.
    method
        ``bh`` holds when tests are independent or go together (teams of one branch usually do),
        ``by`` whatever hangs together with what, at the price of fewer flags.

    Returns
    -------
    discoveries
        One family for each call: several calls are several families, each with its own rate.

    Raises
    ------
    ArgumentError
        ``mirror.table``; ``mirror.p-values``: one is not between 0 and 1; ``mirror.rate``: the rate
        is not between 0 and 1; ``mirror.method``.

    Notes
    -----
    ``adjusted_(i) = min over j >= i of c m p_(j) / j`` for the sorted p-values, with c = 1
    (Benjamini & Hochberg 1995, section 3) or ``c = sum 1 / j`` (Benjamini & Yekutieli 2001, theorem
    1.3). One sort.
    """
    given = _checked(column(p_values, "p_values"))
    _check_rate(rate)
    check_method(method, _ESTIMATOR)
    held = ~np.isnan(given)
    adjusted = np.full(len(given), np.nan)
    adjusted[held] = _adjusted(given[held], method)
    flagged = held & (np.nan_to_num(adjusted, nan=1.0) <= rate)
    return Discoveries(
        estimate=float(flagged.sum()) if held.any() else None,
        n=int(held.sum()),
        dropped=int((~held).sum()),
        estimator=_ESTIMATOR[method],
        reason=Reason.NONE if held.any() else Reason.NO_ANSWERS,
        flagged=flagged,
        adjusted=adjusted,
        rate=rate,
        threshold=float(given[flagged].max()) if flagged.any() else None,
    )


def _adjusted(p_values: Numbers, method: Method) -> Numbers:
    tests = len(p_values)
    ranks = np.arange(1, tests + 1)
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * tests / ranks
    if method == "by":
        scaled *= (1.0 / ranks).sum()
    adjusted = np.empty(tests)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _checked(given: Numbers) -> Numbers:
    outside = given[(given < 0) | (given > 1)]
    if not len(outside):
        return given
    raise ArgumentError(
        "mirror.p-values",
        sentence(
            "{p} is no p-value. Give numbers between 0 and 1, and NaN where there was no test.",
            p=float(outside[0]),
        ),
    )


def _check_rate(rate: float) -> None:
    if not 0.0 < rate < 1.0:
        raise ArgumentError(
            "mirror.rate",
            sentence(
                "{rate} is no share of flags that may be chance. Give one such as 0.05.", rate=rate
            ),
        )
