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
_STEP: Final = 5
_WIDE_BELOW: Final = 20
"""Below this many invited, one person is more than a step."""
_WIDE: Final = 10


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
        For each published set that a plan at 10 within the opening shows, its response in a band of
        5 %; None for the others. The highest band is 95-100 % and the lowest 0-5 %; below 20
        invited they are 90-100 and 0-10 %. So a band never tells that everybody but one took part,
        nor that everybody or nobody did. Length sets.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.more-than-invited``.

    Notes
    -----
    To be asked once, when the round has closed. In groups of ten to thirty a band holds only one or
    two numbers, so bands can be subtracted from one another: the plan at 10 sees to it that what is
    left is again about 10 people or more. Cost as ``plan``.
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
    edge = _WIDE if invited < _WIDE_BELOW else _STEP
    known = band(invited, FEWEST_INVITED)
    # In whole numbers: a share of exactly 95 % must not fall below 95 by rounding.
    if 100 * part >= (100 - edge) * invited:
        return Response(100 - edge, 100, known)
    if 100 * part <= edge * invited:
        return Response(0, edge, known)
    low = 100 * part // invited // _STEP * _STEP
    return Response(low, low + _STEP, known)
