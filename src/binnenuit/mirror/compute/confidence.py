"""Check how sure an interval is asked to be."""

from __future__ import annotations

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence


def checked_level(level: float) -> float:
    """Return the share of intervals that are to hold the true value, between 0 and 1.

    Raises
    ------
    ArgumentError
        ``mirror.level``: not between 0 and 1.
    """
    if 0 < level < 1:
        return float(level)
    raise ArgumentError(
        "mirror.level",
        sentence("{level} is no level of an interval. Give one such as 0.95.", level=level),
    )
