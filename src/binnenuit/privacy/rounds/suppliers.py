"""Figures about a supplier: one for each, standing alone, because raters overlap.

The same person may rate several suppliers, so a sum over suppliers would count people double: there
is nothing above a supplier. A breakdown by rater team goes through ``break_down``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Groups
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.model import Integers


def supplier_groups(suppliers: Sequence[str]) -> Groups:
    """Put each supplier in a group of its own, with nothing above it.

    Parameters
    ----------
    suppliers
        Ids, all different. Length suppliers.

    Returns
    -------
    groups
        As many trees of one node as suppliers. A plan of them shows each supplier with at least
        ``k`` distinct raters, and hides no supplier to protect another.

    Raises
    ------
    ArgumentError
        ``privacy.supplier-twice``.

    Notes
    -----
    Who rates two suppliers gives two different answers, so the sums of two suppliers never hold the
    same answer and cannot be taken apart by each other. Linear in the suppliers.
    """
    seen: set[str] = set()
    for supplier in suppliers:
        if supplier in seen:
            raise ArgumentError(
                "privacy.supplier-twice",
                sentence(
                    "Supplier {supplier} is listed twice. Put all who rate it in one group.",
                    supplier=supplier,
                ),
            )
        seen.add(supplier)
    return Groups(tuple(suppliers), fixed(np.full(len(suppliers), NOWHERE)))


def distinct_raters(
    rated: Integers, team: Integers, rater: Integers, *, suppliers: int, teams: int
) -> Integers:
    """How many different people rated each supplier, by their team?

    Parameters
    ----------
    rated
        Supplier number of each rating with a valid score. Shape (ratings,).
    team
        Number of the rater's team. Shape (ratings,).
    rater
        Number of the rater. Shape (ratings,).
    suppliers, teams
        How many there are.

    Returns
    -------
    raters
        Who rated a supplier more than once counts once, in the team listed first. The row sums are
        the counts for a plan of ``supplier_groups``, the rows the people for ``break_down``. Shape
        (suppliers, teams).

    Raises
    ------
    ArgumentError
        ``privacy.ratings``: lists of different lengths, or a number that does not exist.

    Notes
    -----
    Sorts the ratings once.
    """
    rows = _ratings(rated, team, rater, suppliers=suppliers, teams=teams)
    pairs = np.stack([rows[0], rows[2]], axis=1)
    first = np.unique(pairs, axis=0, return_index=True)[1] if pairs.size else np.arange(0)
    counted = np.zeros((suppliers, teams), dtype=np.int64)
    np.add.at(counted, (rows[0][first], rows[1][first]), 1)
    return fixed(counted)


def _ratings(
    rated: Integers, team: Integers, rater: Integers, *, suppliers: int, teams: int
) -> tuple[Integers, Integers, Integers]:
    rows = [np.asarray(numbers) for numbers in (rated, team, rater)]
    if (
        all(row.shape == (len(rows[0]),) and np.issubdtype(row.dtype, np.integer) for row in rows)
        and _all_from(rows[0], suppliers)
        and _all_from(rows[1], teams)
    ):
        return rows[0], rows[1], rows[2]
    raise ArgumentError(
        "privacy.ratings",
        sentence(
            "The ratings do not have a supplier below {suppliers}, a team below {teams} and a "
            "rater each. Give three lists of whole numbers of the same length, counted from 0.",
            suppliers=suppliers,
            teams=teams,
        ),
    )


def _all_from(numbers: Integers, size: int) -> bool:
    return bool(((numbers >= 0) & (numbers < size)).all())
