"""The attack: on how few people does any combination of published sums rest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.audit.blocks import blocks
from binnenuit.privacy.audit.cut import minimum_cut
from binnenuit.privacy.audit.elimination import MOST_CELLS
from binnenuit.privacy.audit.families import combination, graph, two_families
from binnenuit.privacy.audit.laminar import family, smallest_region
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED, Audit, Level
from binnenuit.privacy.audit.rank import rank_attack
from binnenuit.privacy.audit.support import support_attack
from binnenuit.privacy.audit.witness import resting_on, values

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.privacy.audit.blocks import Blocks, Integers, Matrix


def attack(memberships: Matrix, sizes: ArrayLike, *, k: int, level: Level | None = None) -> Audit:
    """Find the fewest people on whom a non-zero combination of published sums rests.

    Parameters
    ----------
    memberships
        Which regions make up each published set: 0 and 1, or whole weights (then only levels C and
        D apply); sparse or dense, not changed. Shape (sets, regions).
    sizes
        People in each region, at least 0. Shape (regions,).
    k
        Fewest people allowed, at least 1.
    level
        Attack in this way only. By default: A when the sets form a tree, else B when they form two
        trees, else C, and D when C proves nothing and few enough blocks are small.

    Returns
    -------
    audit
        Proven when ``audit.decided``; what is not decided has not passed.

    Raises
    ------
    ArgumentError
        ``privacy.no-memberships``, ``privacy.no-sizes``, ``privacy.no-such-level``: the sets do not
        form the one or two trees that ``level`` A or B needs.

    Notes
    -----
    Regions without people or in no set are left out and equal regions are joined, so the answer is
    about people, not about how they are written down. Level A sorts the memberships once; B takes
    a second for 100,000 people in twelve categories; C and D together take seconds for 2,000 people
    and are not tried beyond 25 million sets times blocks.
    """
    given = blocks(memberships, sizes)
    if not given.rows.size:
        return Audit(NOTHING_PUBLISHED, (), Level.LAMINAR, decided=True, k=k)
    audit = _exact(given, k, level)
    if audit is not None:
        return audit
    if level in {Level.LAMINAR, Level.CUT}:
        raise ArgumentError(
            "privacy.no-such-level",
            sentence(
                "The published sets do not fit level {level}. Leave the level out: a level that "
                "fits is then chosen.",
                level=level.value,
            ),
        )
    return _searched(given, k, level)


def _exact(given: Blocks, k: int, level: Level | None) -> Audit | None:
    """Attack by level A or B, when the sets allow it and the caller does not ask for another."""
    if given.plain and level in {None, Level.LAMINAR}:
        tree = family(given.memberships, given.people)
        if tree is not None:
            smallest, found = smallest_region(given, tree)
            return Audit(smallest, witness(given, found), Level.LAMINAR, decided=True, k=k)
    if given.plain and level in {None, Level.CUT}:
        trees = two_families(given)
        if trees is not None:
            cut = minimum_cut(graph(given, trees), k)
            found = combination(trees, cut.side)
            proven = cut.at_least >= min(cut.weight, k)
            return Audit(cut.weight, witness(given, found), Level.CUT, decided=proven, k=k)
    return None


def _searched(given: Blocks, k: int, level: Level | None) -> Audit:
    """Attack by level C, and by D when that is asked for or C proves nothing."""
    if given.memberships.shape[0] * given.memberships.shape[1] > MOST_CELLS:
        return _too_large(given, k)
    exposed, used = rank_attack(given, k), Level.RANK
    if level is Level.SUPPORT or (level is None and not exposed.decided):
        exposed, used = support_attack(given, exposed, k), Level.SUPPORT
    found = resting_on(given, exposed.support)
    if found is None:  # only modulo the prime: it counts, but there is nothing to show for it
        return Audit(exposed.smallest, (), used, decided=False, k=k)
    smallest = int(given.sizes @ (values(given, found) != 0))
    return Audit(smallest, witness(given, found), used, decided=exposed.decided, k=k)


def _too_large(given: Blocks, k: int) -> Audit:
    smallest = int(np.argmin(given.people))
    found = (np.arange(len(given.rows)) == smallest).astype(np.int64)
    return Audit(int(given.people[smallest]), witness(given, found), Level.RANK, decided=False, k=k)


def witness(given: Blocks, coefficients: Integers) -> tuple[tuple[int, float], ...]:
    """List the sets of a combination, the largest first and with a positive coefficient."""
    there = np.flatnonzero(coefficients)
    there = there[np.argsort(-given.people[there], kind="stable")]
    signed = (coefficients[there] * np.sign(coefficients[there[:1]])).astype(np.float64)
    return tuple(zip(given.rows[there].tolist(), signed.tolist(), strict=True))
