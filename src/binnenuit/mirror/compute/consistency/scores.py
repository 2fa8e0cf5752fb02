"""From answers to a score for each person: items turned round, then averaged."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.model.results import Numbers


def reverse(items: ArrayLike, lowest: float, highest: float) -> Numbers:
    """Turn answers round, so that the highest becomes the lowest.

    Parameters
    ----------
    items
        Answers to items that were asked the other way round, NaN for missing. Shape (people,) or
        (people, items).
    lowest, highest
        Bounds of the questionnaire: what could be answered, whether or not anybody did.

    Returns
    -------
    turned
        ``lowest + highest - answer``; NaN stays NaN. Shape as given.

    Raises
    ------
    ArgumentError
        ``mirror.bounds``: the lowest is not below the highest; ``mirror.outside-bounds``: an
        answer lies outside them; ``mirror.table``: not a table of numbers.

    Notes
    -----
    The bounds come from the questionnaire, never from the answers: where nobody chose the
    highest option, the observed one would turn everything to one too low. Linear in answers.
    """
    if not lowest < highest:
        raise ArgumentError(
            "mirror.bounds",
            sentence(
                "The lowest answer, {lowest}, is not below the highest, {highest}. Give the "
                "bounds of the questionnaire.",
                lowest=lowest,
                highest=highest,
            ),
        )
    given = table(items)
    _check_within(given, lowest, highest)
    turned: Numbers = (lowest + highest - given).reshape(np.shape(items))
    return turned


def scores(items: ArrayLike, *, share: float = 0.5) -> Numbers:
    """Give each person the mean of the items they answered.

    Parameters
    ----------
    items
        Answers, reversed items turned round, NaN for missing. Shape (people, items).
    share
        Share of the items that somebody must have answered, from 0 to 1; with 0 one answer is
        enough.

    Returns
    -------
    scores
        In the unit of the answers; NaN for who answered too few. Shape (people,).

    Raises
    ------
    ArgumentError
        ``mirror.share``: not from 0 to 1; ``mirror.table``: not a table of numbers.

    Notes
    -----
    Linear in answers.
    """
    if not 0 <= share <= 1:
        raise ArgumentError(
            "mirror.share",
            sentence(
                "{share} is no share of the items. Give one from 0 to 1, such as 0.5.", share=share
            ),
        )
    given = table(items)
    answered = np.count_nonzero(~np.isnan(given), axis=1)
    # 0.55 * 20 is a little over 11 in floating point: 12 would be asked without the allowance.
    needed = max(ceil(share * given.shape[1] - 1e-9), 1)
    sums = np.nansum(given, axis=1)
    with np.errstate(invalid="ignore"):
        means: Numbers = np.where(answered >= needed, sums / answered, np.nan)
    return means


def _check_within(given: Numbers, lowest: float, highest: float) -> None:
    outside = np.argwhere((given < lowest) | (given > highest))
    if len(outside):
        row, column = (int(place) for place in outside[0])
        raise ArgumentError(
            "mirror.outside-bounds",
            sentence(
                "{value} in row {row} and column {column}, counted from 0, lies outside {lowest} "
                "to {highest}. Correct the answer, or give the bounds of the questionnaire.",
                value=float(given[row, column]),
                row=row,
                column=column,
                lowest=lowest,
                highest=highest,
            ),
        )
