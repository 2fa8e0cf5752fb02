"""A hierarchy of units with published numbers of respondents, and the attack on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.audit.forest import NOWHERE, nearest
from binnenuit.privacy.audit.usual import laid_bare
from binnenuit.privacy.audit.words import Verdict, remains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from binnenuit.language import Sentence
    from binnenuit.privacy.audit.forest import Flags, Integers
    from binnenuit.privacy.audit.model import Audit

MOST_LISTED: Final = 5


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """What was published about one period: units in a tree, with their numbers of respondents.

    Attributes
    ----------
    period
        As it stands in the table; empty when there is only one.
    units
        Name of each unit. Length nodes.
    tree
        Unit above each unit, -1 for a top. Shape (nodes,).
    shown
        Its figure was published. Shape (nodes,).
    counts
        Respondents of each published unit who are in no published unit below it; 0 for a withheld
        unit, whose people are with the nearest published unit above it. Shape (nodes,).
    doubt
        Why these numbers cannot be right, when units add up to more than the unit above them.
    """

    period: str
    units: tuple[str, ...]
    tree: Integers
    shown: Flags
    counts: Integers
    doubt: Sentence | None = None


def holder(tree: Integers, shown: Flags) -> Integers:
    """Find for each node the nearest shown node above it; -1 for none. Shape (nodes,)."""
    return np.append(nearest(tree, shown), NOWHERE)[tree]


def tops_apart(hierarchies: Iterable[Hierarchy], file: str) -> list[Finding]:
    """Say of a table with several tops that nobody is taken to be in two of them.

    Two tables about the same people, each with a top of its own, can be subtracted from one
    another; who is in both is nowhere in the table, so that attack cannot be made.
    """
    for hierarchy in hierarchies:
        tops = np.flatnonzero(hierarchy.tree == NOWHERE).tolist()
        if len(tops) > 1:
            said = sentence(
                "The tops {tops} were audited as if nobody is in two of them. When they are two "
                "views of the same people, more can be derived than is told here.",
                tops=listed([hierarchy.units[top] for top in tops], MOST_LISTED),
            )
            return [Finding("privacy.several-tops", said, file=file)]
    return []


def audit_hierarchy(hierarchy: Hierarchy, *, k: int) -> Verdict:
    """Attack what was published about one period.

    Parameters
    ----------
    k
        Fewest people on whom a figure may rest.

    Returns
    -------
    verdict
        Not passed as long as the numbers contradict one another.

    Notes
    -----
    Level A, exact; 100,000 units in about a second.
    """
    sets = np.flatnonzero(hierarchy.shown)
    audit = attack(_memberships(hierarchy), hierarchy.counts[sets], k=k)
    names = tuple(hierarchy.units[unit] for unit in sets)
    also = tuple(islice(_others(hierarchy, k, audit), MOST_LISTED))
    bare = laid_bare(hierarchy.counts[sets], k)
    return Verdict("published", hierarchy.period, "", audit, names, hierarchy.doubt, also, bare)


def _memberships(hierarchy: Hierarchy) -> csr_array[np.int64]:
    """Put each published unit into itself and into every published unit above it."""
    number = np.append(np.cumsum(hierarchy.shown) - 1, NOWHERE)
    above = number[holder(hierarchy.tree, hierarchy.shown)][hierarchy.shown]
    inside = outside = np.arange(len(above))
    rows, columns = [outside], [inside]
    while inside.size:
        up = above[outside]
        inside, outside = inside[up != NOWHERE], up[up != NOWHERE]
        rows.append(outside)
        columns.append(inside)
    places = (np.concatenate(rows), np.concatenate(columns))
    return csr_array((np.ones(len(places[0]), dtype=np.int64), places), shape=(len(above),) * 2)


def _others(hierarchy: Hierarchy, k: int, audit: Audit) -> Iterator[Sentence]:
    """Say of further units, the smallest rest first, what remains of them below ``k``."""
    sets, above = np.flatnonzero(hierarchy.shown), holder(hierarchy.tree, hierarchy.shown)
    small = sets[(hierarchy.counts[sets] > 0) & (hierarchy.counts[sets] < k)]
    told = [sets[number] for number, _ in audit.witness[:1]]
    for unit in small[np.argsort(hierarchy.counts[small], kind="stable")]:
        if unit not in told:
            parts = [hierarchy.units[part] for part in sets[above[sets] == unit]]
            yield remains(hierarchy.units[unit], parts, int(hierarchy.counts[unit]))
