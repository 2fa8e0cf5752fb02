"""Groups that show one kind of figure, over the regions that their people fall apart into."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from binnenuit.privacy.figures.rendering import band
from binnenuit.privacy.ledger.publication import Publication
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.planning.items import plan_items
from binnenuit.privacy.rounds.moments import set_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.rounds.moments import Closing


@dataclass(frozen=True, eq=False)
class Part:
    """Published groups, and the noised regions of which every figure about them is a sum.

    Attributes
    ----------
    kind
        Which figures, as in the ledger.
    k
        Fewest people on whom a sum may rest.
    names
        Published groups, all different.
    memberships
        Which regions make up each group. Shape (groups, regions).
    atoms
        People per atom of the ledger. Length regions.
    regions
        Distinct people in each region. Shape (regions,).
    noised
        Noised answers of each region. Shape (regions, items, options).
    most_moved
        Most answers to one item that noise moved, in each region. Shape (regions,).
    above
        Smallest of the groups that holds each group, -1 for none. Shape (groups,).
    rest
        Distinct people of each group who are in no smaller one. Shape (groups,).
    by_attribute
        Digest of the answers by a further attribute; empty for every other kind.
    """

    kind: str
    k: int
    names: tuple[str, ...]
    memberships: csr_array[np.int64]
    atoms: Sequence[Mapping[str, int]]
    regions: Integers
    noised: Integers
    most_moved: Integers
    above: Integers
    rest: Integers
    by_attribute: str = ""

    @cached_property
    def bands(self) -> tuple[str, ...]:
        """How many people are in each group, as roughly as may be known."""
        return tuple(band(people, self.k) for people in self.people.tolist())

    @cached_property
    def rest_bands(self) -> tuple[str | None, ...]:
        """How many people of each group are in no smaller one; None for nobody."""
        return tuple(band(people, self.k) if people else None for people in self.rest.tolist())

    @cached_property
    def parents(self) -> tuple[str | None, ...]:
        """Name of the smallest of the groups that holds each group; None for none."""
        return tuple(self.names[n] if n != NOWHERE else None for n in self.above.tolist())

    @cached_property
    def people(self) -> Integers:
        """Distinct people in each group. Shape (groups,)."""
        return np.asarray(self.memberships @ self.regions)

    @cached_property
    def moved(self) -> Integers:
        """Most answers to one item that noise moved, in each group. Shape (groups,)."""
        return np.asarray(self.memberships @ self.most_moved)

    @cached_property
    def counts(self) -> Integers:
        """Noised answers of each group. Shape (groups, items, options)."""
        _, items, options = self.noised.shape
        flat = self.memberships @ self.noised.reshape(len(self.noised), items * options)
        return np.asarray(flat).reshape(len(self.names), items, options)

    def publication(self, kept: Kept) -> Publication:
        """Write down who is behind each group, for the ledger."""
        sets = {
            name: tuple(atom for region in regions for atom in self.atoms[region])
            for name, regions in zip(self.names, _rows(self.memberships), strict=True)
        }
        used = np.unique(self.memberships.indices).tolist()
        atoms = {atom: people for region in used for atom, people in self.atoms[region].items()}
        return Publication(
            round=kept.round,
            scale=kept.scale.code,
            kind=self.kind,
            k=self.k,
            promise=kept.promise,
            items=kept.scale.items,
            atoms=atoms,
            sets=sets,
            answers=kept.answers,
            by_attribute=self.by_attribute,
        )


def scores(kept: Kept, plan: Plan) -> Part:
    """Every published set of the plan, for the score on the scale."""
    return Part(
        "scores",
        kept.k,
        kept.names,
        plan.memberships(),
        kept.atoms,
        kept.people,
        kept.counts,
        kept.most_moved,
        plan.above,
        kept.people,
    )


def item_plan(kept: Kept, plan: Plan, closing: Closing) -> Plan:
    """Choose where single items are shown, on who answered them; on what is kept.

    Answers that are carried over from an earlier round are planned as they are.
    """
    weights = closing.opening.weights
    return plan_items(
        plan,
        kept.people,
        kept.counts.sum(axis=2),
        k=kept.k_items,
        weights=[weights[list(nodes)].max() for nodes in plan.sets],
        merge=closing.opening.merge,
    )


def items(kept: Kept, single: Plan) -> Part:
    """Every published set of the plan for single items, over the regions of the scale's plan."""
    wider = _wider(single)
    return Part(
        "items",
        kept.k_items,
        set_names(single, kept.names),
        csr_array(single.memberships() @ wider),
        kept.atoms,
        kept.people,
        kept.counts,
        kept.most_moved,
        single.above,
        np.asarray(wider @ kept.people),
    )


def _wider(single: Plan) -> csr_array[np.int64]:
    """Tell in which region for items each region of the scale's plan lies, if in any."""
    inside = np.flatnonzero(single.regions != NOWHERE)
    ones = np.ones(len(inside), dtype=np.int64)
    shape = (len(single.sets), len(single.regions))
    return csr_array((ones, (single.regions[inside], inside)), shape=shape)


def _rows(memberships: csr_array[np.int64]) -> list[list[int]]:
    """List the regions of each group, ascending."""
    tidy = csr_array(memberships, copy=True)
    tidy.sort_indices()
    columns, ends = tidy.indices.tolist(), tidy.indptr.tolist()
    return [columns[start:end] for start, end in pairwise(ends)]
