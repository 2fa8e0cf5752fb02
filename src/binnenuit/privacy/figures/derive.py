"""Figures computed from figures that may be seen: what anybody could compute, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.figures.seal import disclose, withhold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from binnenuit.privacy.figures.disclosed import Disclosed

Interval: TypeAlias = "tuple[float, float] | None"


def difference(figure: Disclosed[float], other: Disclosed[float]) -> Disclosed[float]:
    """How much higher is one figure than another? See :func:`combination`."""
    return combination((figure, other), (1.0, -1.0))


def combination(
    figures: Sequence[Disclosed[float]], coefficients: Sequence[float]
) -> Disclosed[float]:
    """Add up figures, each times its coefficient.

    Parameters
    ----------
    coefficients
        One for each figure, finite.

    Returns
    -------
    figure
        Withheld when one of the figures is. Otherwise with the smallest band of people among them,
        all their ledger entries, and between the lowest and the highest that their intervals allow
        (no interval when one of them has none). At most or at least, when every clipped figure
        pulls that way; when they pull both ways, the middle of the interval.

    Raises
    ------
    ArgumentError
        There are no figures, or not one finite coefficient for each (``privacy.coefficients``).
    """
    weights = np.asarray(coefficients, dtype=float)
    if not figures or weights.shape != (len(figures),) or not np.isfinite(weights).all():
        raise ArgumentError(
            "privacy.coefficients",
            sentence(
                "The coefficients {coefficients} do not fit the number of figures ({figures}). "
                "Give at least one figure, and for each a finite number.",
                figures=len(figures),
                coefficients=coefficients,
            ),
        )
    withheld = _withheld(figures)
    if withheld is not None:
        return withheld
    interval = _combined(figures, weights)
    pulls = _pulls(figures, weights)
    if len(pulls) > 1 and interval is not None:
        return _derived(figures, (interval[0] + interval[1]) / 2, interval, Bound.EXACT)
    bound = pulls.pop() if len(pulls) == 1 else Bound.EXACT
    return _derived(figures, float(weights @ _values(figures)), interval, bound)


def derive(
    function: Callable[[NDArray[np.float64], NDArray[np.float64]], tuple[float, Interval]],
    figures: Sequence[Disclosed[float]],
) -> Disclosed[float]:
    """Compute one figure from others; withheld when one of them is.

    Parameters
    ----------
    function
        Takes the values, shape (figures,), and their intervals, shape (figures, 2) with NaN for
        a figure without one; gives the value and its interval, or None for no interval. It may use
        nothing about people but what it is given: figures in, figure out.
    figures
        At least one.

    Returns
    -------
    figure
        With the smallest band of people among the figures and all their ledger entries.

    Raises
    ------
    ArgumentError
        There are no figures, or the function gives a value that is not finite
        (``privacy.not-derived``).
    """
    withheld = _withheld(figures)
    if withheld is not None:
        return withheld
    value, interval = function(_values(figures), _intervals(figures)) if figures else (np.nan, None)
    if not np.isfinite(value):
        raise _not_derived(len(figures))
    return _derived(figures, float(value), interval, Bound.EXACT)


def derive_each(
    function: Callable[
        [NDArray[np.float64], NDArray[np.float64]],
        tuple[NDArray[np.float64], NDArray[np.float64]],
    ],
    figures: Sequence[Disclosed[float]],
) -> tuple[Disclosed[float], ...]:
    """Compute a figure for each of the figures that are shown, from all of them together.

    For shrunken means and the like. What is withheld takes no part and stays withheld.

    Parameters
    ----------
    function
        Takes values, shape (shown,), and intervals, shape (shown, 2); gives both in the same
        shapes, NaN for an interval that is not known. Not called when no figure is shown.

    Returns
    -------
    figures
        One for each that was given. Each has its own band of people, and the ledger entries of all
        that took part, since all of them are in it.

    Raises
    ------
    ArgumentError
        The function gives other shapes, or values that are not finite (``privacy.not-derived``).
    """
    shown = [figure for figure in figures if figure.is_shown]
    if not shown:
        return tuple(figures)
    values, intervals = function(_values(shown), _intervals(shown))
    if values.shape != (len(shown),) or not np.isfinite(values).all():
        raise _not_derived(len(shown))
    if intervals.shape != (len(shown), 2):
        raise _not_derived(len(shown))
    entries = _entries(shown)
    made = (
        disclose(
            value,
            figure.n_band,
            entries=entries,
            state=figure.state,
            interval=None if np.isnan(low + high) else (low, high),
        )
        for figure, value, (low, high) in zip(
            shown, values.tolist(), intervals.tolist(), strict=True
        )
    )
    return tuple(next(made) if figure.is_shown else figure for figure in figures)


def _withheld(figures: Sequence[Disclosed[float]]) -> Disclosed[float] | None:
    """Withhold for the reason of the first figure that is withheld; None when all are shown."""
    states = [figure.state for figure in figures if not figure.is_shown]
    return withhold(states[0], entries=_entries(figures)) if states else None


def _derived(
    figures: Sequence[Disclosed[float]], value: float, interval: Interval, bound: Bound
) -> Disclosed[float]:
    smallest = min((figure.n_band for figure in figures), key=_fewest)
    return disclose(value, smallest, entries=_entries(figures), interval=interval, bound=bound)


def _values(figures: Sequence[Disclosed[float]]) -> NDArray[np.float64]:
    return np.array([figure.value for figure in figures], dtype=np.float64)


def _intervals(figures: Sequence[Disclosed[float]]) -> NDArray[np.float64]:
    unknown = (np.nan, np.nan)
    return np.array([figure.interval or unknown for figure in figures]).reshape(-1, 2)


def _combined(figures: Sequence[Disclosed[float]], weights: NDArray[np.float64]) -> Interval:
    """Take each interval at its lowest for the one end, and at its highest for the other."""
    if any(figure.interval is None for figure in figures):
        return None
    ends = weights[:, None] * _intervals(figures)
    return float(ends.min(axis=1).sum()), float(ends.max(axis=1).sum())


def _pulls(figures: Sequence[Disclosed[float]], weights: NDArray[np.float64]) -> set[Bound]:
    """Tell which way the clipped figures pull; a negative coefficient turns them round."""
    turned = {Bound.AT_MOST: Bound.AT_LEAST, Bound.AT_LEAST: Bound.AT_MOST}
    return {
        figure.bound if weight > 0 else turned[figure.bound]
        for figure, weight in zip(figures, weights.tolist(), strict=True)
        if figure.bound is not Bound.EXACT and weight
    }


def _entries(figures: Sequence[Disclosed[float]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for figure in figures for entry in figure.entries))


def _fewest(band: str) -> int:
    """Return the fewest people of a band: 5 of ``5-9``, 250 of ``250+``."""
    return int(band.rstrip("+").split("-")[0])


def _not_derived(figures: int) -> ArgumentError:
    return ArgumentError(
        "privacy.not-derived",
        sentence(
            "No figure follows from the figures given ({figures}): the function gave no finite "
            "number for them. Leave out the figures that it cannot use.",
            figures=figures,
        ),
    )
