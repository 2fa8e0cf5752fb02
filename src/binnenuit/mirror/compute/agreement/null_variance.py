"""How far answers lie apart when people have nothing in common: the null of agreement."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import option_count

if TYPE_CHECKING:
    from collections.abc import Mapping

SLIGHTLY_SKEWED: Final[Mapping[int, float]] = {
    5: 1.34,
    6: 1.85,
    7: 2.90,
    8: 3.47,
    9: 5.66,
    10: 6.30,
    11: 7.31,
}
"""Variance by number of options, as ``skewed_variance`` gives it."""


def uniform_variance(options: int) -> float:
    """How far do answers lie apart when each option is as likely as any other?

    Parameters
    ----------
    options
        Number of answer options, from 2.

    Returns
    -------
    variance
        In squared steps between options: 2 for 5 options, 35/12 for 6.

    Notes
    -----
    ``(A^2 - 1) / 12``; James, Demaree & Wolf (1984). People seldom use all options alike, so this
    null is a lenient one: see :func:`skewed_variance` and ``random_group_baseline``.
    """
    return (option_count(options) ** 2 - 1) / 12


def skewed_variance(options: int) -> float:
    """How far do answers lie apart when people who know nothing still lean a little to one side?

    Parameters
    ----------
    options
        Number of answer options, 5 to 11.

    Returns
    -------
    variance
        In squared steps between options, for ``null_variance``.

    Raises
    ------
    ArgumentError
        ``mirror.skewed``: the table has no such number of options.

    Notes
    -----
    The slightly skewed null of LeBreton & Senter (2008), table 2, to its two decimals; read from
    the table in the first author's R package WGA. For 5 options it is the variance of the shares
    .05, .15, .20, .35 and .25. No formula for the other numbers of options is known to us.
    """
    if option_count(options) in SLIGHTLY_SKEWED:
        return SLIGHTLY_SKEWED[int(options)]
    raise ArgumentError(
        "mirror.skewed",
        sentence(
            "The table of slightly skewed answers has 5 to 11 options, not {options}. Give a "
            "variance as null_variance.",
            options=options,
        ),
    )


def chosen_variance(options: int, null_variance: float | None) -> float:
    """Return the null variance that was given, or else that of uniform answers.

    Raises
    ------
    ArgumentError
        ``mirror.null-variance``: not above 0.
    """
    uniform = uniform_variance(options)
    if null_variance is None:
        return uniform
    if isfinite(null_variance) and null_variance > 0:
        return float(null_variance)
    raise ArgumentError(
        "mirror.null-variance",
        sentence(
            "A null variance of {given} cannot be. Give a number above 0, or leave it out for "
            "answers that choose each option alike.",
            given=null_variance,
        ),
    )
