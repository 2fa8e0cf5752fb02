"""How many took part, as figures that may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.privacy.figures.seal import disclose, withhold
from binnenuit.privacy.model import State
from binnenuit.privacy.rounds.participation import participation

if TYPE_CHECKING:
    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.model import Integers
    from binnenuit.privacy.rounds.moments import Opening
    from binnenuit.privacy.rounds.participation import Response


def response(opening: Opening, took_part: Integers) -> dict[str, Disclosed[Response]]:
    """How many of those invited took part, by class of the opening?

    Parameters
    ----------
    opening
        What was fixed when the round opened.
    took_part
        People of each class who took part, also when all they answered is "don't know". Shape
        (classes,).

    Returns
    -------
    response
        A band of percents for each class of ten invited and more, and only when it cannot be taken
        apart into fewer; it is withheld for the others. It is about who took part, not about
        answers, so it is not in the ledger.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.more-than-invited``.

    Notes
    -----
    Ask once, when the round has closed. One plan, as ``participation``.
    """
    bands = participation(opening.plan, took_part)
    people = opening.plan.people.tolist()
    return {
        name: withhold(_reason(invited, opening.k_items))
        if band is None
        else disclose(band, band.invited_band, entries=())
        for name, invited, band in zip(opening.names, people, bands, strict=True)
    }


def _reason(invited: int, fewest: int) -> State:
    return State.SMALL if invited < fewest else State.PROTECTS
