"""How far an interval reaches, given how sure it should be."""

from __future__ import annotations

from scipy.special import ndtri

from binnenuit.mirror.compute.confidence import checked_level


def tail(level: float) -> float:
    """Return the chance of lying beyond one end of an interval, 0 to 0.5.

    Raises
    ------
    ArgumentError
        ``mirror.level``: not between 0 and 1.
    """
    return (1.0 - checked_level(level)) / 2.0


def normal_quantile(level: float) -> float:
    """Return how many standard errors an interval reaches to each side, as 1.96 for 0.95.

    Raises
    ------
    ArgumentError
        ``mirror.level``: not between 0 and 1.
    """
    return -float(ndtri(tail(level)))
