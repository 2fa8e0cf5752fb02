"""Check what a statistic is given; nothing given is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.language import Sentence

    Numbers: TypeAlias = NDArray[np.float64]


def table(values: ArrayLike, what: str = "items") -> Numbers:
    """Return a table of numbers, NaN for missing; one column is made of a plain list.

    Raises
    ------
    ArgumentError
        ``mirror.table``: not one or two dimensions of numbers, or an infinite one.
    """
    given = _array(values, what)
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
    return _numbers(_array(values, what), 1, what)


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


def _array(values: ArrayLike, what: str) -> NDArray[np.generic]:
    if isinstance(values, np.ma.MaskedArray):
        return np.ma.filled(values.astype(np.float64), np.nan)
    try:
        return np.asarray(values)
    except ValueError as error:  # rows of different lengths
        raise _unfit(what, sentence("rows of different lengths")) from error


def _numbers(given: NDArray[np.generic], dimensions: int, what: str) -> Numbers:
    if given.ndim != dimensions or not np.can_cast(given.dtype, np.float64):
        kind = sentence("{kind} of shape {shape}", kind=str(given.dtype), shape=str(given.shape))
        raise _not_one_list(what, kind) if dimensions == 1 else _unfit(what, kind)
    numbers = given.astype(np.float64, copy=False)
    if np.isinf(numbers).any():
        raise _unfit(what, sentence("an infinite number"))
    return numbers


def _not_one_list(what: str, found: Sentence) -> ArgumentError:
    return ArgumentError(
        "mirror.table",
        sentence(
            "{what} is not one list of finite numbers: it holds {found}. Give one number for each "
            "row, and NaN where it is missing.",
            what=what,
            found=found,
        ),
    )


def _unfit(what: str, found: Sentence) -> ArgumentError:
    return ArgumentError(
        "mirror.table",
        sentence(
            "{what} is not a table of finite numbers: it holds {found}. Give numbers, and NaN "
            "where one is missing; of a pandas table, to_numpy(float, na_value=float('nan')).",
            what=what,
            found=found,
        ),
    )
