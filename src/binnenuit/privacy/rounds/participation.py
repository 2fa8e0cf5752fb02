"""How many took part: roughly, and only in groups of ten or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.arguments import not_more, people_in
from binnenuit.privacy.figures.rendering import band
from binnenuit.privacy.planning.plan import plan

if TYPE_CHECKING:
    from binnenuit.privacy.model import Integers, Plan

FEWEST_INVITED: Final = 10
_STEPS: Final = (5, 10, 20, 25)
"""Widths of a band in percents; each divides 100, and the widest is 2.5 people of ten."""
_MORE_THAN: Final = 2
"""People in the width of a band, so that every band holds two numbers of people."""


@dataclass(frozen=True)
class Response:
    """How many of those invited took part, as may be seen.

    Attributes
    ----------
    low, high
        Whole percents between which the response lies, the ends included.
    invited_band
        How many were invited, such as ``10-19``.
    """

    low: int
    high: int
    invited_band: str

    @property
    def words(self) -> str:
        """The band as a reader sees it: ``95-100 %``."""
        return f"{self.low}-{self.high} %"

    def __str__(self) -> str:
        return self.words


def participation(opened: Plan, took_part: Integers) -> tuple[Response | None, ...]:
    """In which groups may be said how many took part, and how is it said?

    Parameters
    ----------
    opened
        The plan of the opening, made on those invited.
    took_part
        People in the region of each published set who took part, also when all they answered is
        "don't know". Shape (sets,).

    Returns
    -------
    responses
        For each published set that a plan at 10 within the opening shows, its response in a band;
        None for the others. Bands are as narrow as they can be with more than two people: 5 % wide
        above 40 invited, 10 % above 20, 20 % above 10, and 25 % at 10. So every band holds two
        numbers of people, and the lowest and the highest hold three: by itself a band never tells
        that nobody, one, all but one or everybody took part. Length sets.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.more-than-invited``.

    Notes
    -----
    To be asked once, when the round has closed. The bands of a group and of what is below it can be
    subtracted from one another, and in small groups an exact number may follow from them; the plan
    at 10 sees to it that it is a number of about 10 invited or more. Cost as ``plan``.
    """
    given = people_in(took_part, opened.sizes.shape, "took_part")
    not_more(given, opened.sizes)
    least = max(FEWEST_INVITED, opened.k)
    shown = set(plan(opened.tree, opened.counts, k=least, within=opened).sets)
    there = np.asarray(opened.memberships() @ given).tolist()
    return tuple(
        _response(part, invited) if nodes in shown else None
        for part, invited, nodes in zip(there, opened.people.tolist(), opened.sets, strict=True)
    )


def _response(part: int, invited: int) -> Response:
    step = next(step for step in _STEPS if step * invited > 100 * _MORE_THAN)
    # In whole numbers: a share of exactly 95 % must not fall below 95 by rounding.
    low = min(100 * part // (step * invited) * step, 100 - step)
    # The edge of the lowest band belongs to it, as that of the highest does: both hold three.
    if 100 * part <= step * invited:
        low = 0
    return Response(low, low + step, band(invited, FEWEST_INVITED))
