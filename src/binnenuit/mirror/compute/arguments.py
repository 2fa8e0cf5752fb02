"""Check what a statistic is given; nothing given is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.float64]


def table(values: ArrayLike, what: str = "items") -> Numbers:
    """Return a table of numbers, NaN for missing; one column is made of a plain list.

    Raises
    ------
    ArgumentError
        ``mirror.table``: not one or two dimensions of numbers, or an infinite one.
    """
    given = np.asarray(values)
    if given.ndim == 1:
        given = given[:, np.newaxis]
    return _numbers(given, 2, what)


def column(values: ArrayLike, what: str = "values") -> Numbers:
    """Return a list of numbers, NaN for missing.

    Raises
    ------
    ArgumentError
        ``mirror.table``: as :func:`table`.
    """
    return _numbers(np.asarray(values), 1, what)


def option_count(options: int) -> int:
    """Return the number of answer options, when there are at least two.

    Raises
    ------
    ArgumentError
        ``mirror.options``.
    """
    whole = isinstance(options, int | np.integer) and not isinstance(options, bool)
    if whole and options >= 2:
        return int(options)
    raise ArgumentError(
        "mirror.options",
        sentence(
            "{options} is no number of answer options. Give a whole number from 2.",
            options=options,
        ),
    )


def _numbers(given: NDArray[np.generic], dimensions: int, what: str) -> Numbers:
    if given.ndim == dimensions and np.can_cast(given.dtype, np.float64):
        numbers = given.astype(np.float64, copy=False)
        if not np.isinf(numbers).any():
            return numbers
    raise ArgumentError(
        "mirror.table",
        sentence(
            "{what} is not a table of finite numbers. Give numbers, and NaN where one is missing.",
            what=what,
        ),
    )
