"""A closed round in another organisation: the same noised regions, in other groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.errors import ArgumentError
from binnenuit.language import listed, sentence
from binnenuit.privacy.model import NOWHERE, State
from binnenuit.privacy.releases.grouping import Layout
from binnenuit.privacy.releases.parts import Part
from binnenuit.privacy.releases.shown import groups_of, show
from binnenuit.privacy.rounds.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from binnenuit.privacy.ledger.ledger import Entry, Ledger
    from binnenuit.privacy.model import Flags, Integers
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import Group

Sparse: TypeAlias = "csr_array[np.int64]"


@dataclass(frozen=True, eq=False)
class Regrouped:
    """Figures of a closed round in other groups.

    Attributes
    ----------
    groups
        One for each that was asked for, in that order.
    entries
        What the ledger says of it: of the scores and the items.
    ledger
        Everything that was ever published, this included.
    """

    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    ledger: Ledger


def regroup(
    kept: Kept, groups: Mapping[str, Collection[str]], *, ledger: Ledger, items: bool = False
) -> Regrouped:
    """Show the answers of a closed round in other groups, as far as all of it is safe.

    Parameters
    ----------
    kept
        What the release kept.
    groups
        For each new group the classes of the opening that are in it now, as named in
        ``kept.classes``: whole regions, because nothing smaller was kept.
    ledger
        Everything that was published, the release of this round included.
    items
        Whether single items are shown too, in the groups that are large enough; often refused,
        because two organisations of the same people divide them into few of ten.

    Returns
    -------
    regrouped
        All groups that were asked for. Their noise is that of the release.

    Raises
    ------
    ArgumentError
        ``privacy.not-kept``: a class of which nothing was kept, or no class at all;
        ``privacy.no-union``: part of a region.
    ExposureError
        Beside what was published these groups would lay bare too few people. Nothing is published:
        ask for fewer groups, or without items.

    Notes
    -----
    What is kept are regions of ``k`` people and more, so every combination of scores of old and new
    groups rests on whole regions and passes; items are what can be refused. The attack is made all
    the same: two trees by a minimum cut.
    """
    names = tuple(groups)
    memberships = _memberships(kept, groups)
    whole = _part(kept, "scores", kept.k, names, memberships)
    large = (whole.people >= kept.k_items) & _complete(kept, memberships) & items
    chosen = tuple(name for name, is_large in zip(names, large.tolist(), strict=True) if is_large)
    single = _part(kept, "items", kept.k_items, chosen, csr_array(memberships[large]))
    parts = (whole, single)
    after, entries = ledger.admit_all([part.publication(kept) for part in parts])
    shown = show(
        kept, _layout(whole, names, whole.people > 0), _layout(single, names, large), (), entries
    )
    return Regrouped(groups_of(shown), entries, after)


def _complete(kept: Kept, memberships: Sparse) -> Flags:
    """Tell in which groups everybody answered every item, so that people stand for answers."""
    skipped = (kept.counts.sum(axis=2) < kept.people[:, np.newaxis]).any(axis=1)
    complete: Flags = np.asarray(memberships @ skipped.astype(np.int64)) == 0
    return complete


def _memberships(kept: Kept, groups: Mapping[str, Collection[str]]) -> Sparse:
    region_of = {name: number for number, names in enumerate(kept.classes) for name in names}
    rows = []
    for name, classes in groups.items():
        unknown = sorted(set(classes) - region_of.keys())
        if not classes:
            raise _no_classes(name)
        if unknown:
            raise _not_kept(name, unknown)
        regions = sorted({region_of[each] for each in classes})
        divided = {each for region in regions for each in kept.classes[region]} - set(classes)
        if divided:
            raise _no_union(name, sorted(divided))
        rows.append(regions)
    columns = [region for regions in rows for region in regions]
    ends = np.cumsum([0, *map(len, rows)])
    ones = np.ones(len(columns), dtype=np.int64)
    return csr_array((ones, columns, ends), shape=(len(rows), len(kept.names)), dtype=np.int64)


def _part(kept: Kept, kind: str, k: int, names: tuple[str, ...], memberships: Sparse) -> Part:
    above, rest = _nested(memberships, kept.people)
    noised, most = kept.counts, kept.most_moved
    return Part(kind, k, names, memberships, kept.atoms, kept.people, noised, most, above, rest)


def _nested(memberships: Sparse, people: Integers) -> tuple[Integers, Integers]:
    """Find the smallest group that holds each group wholly, and who is in no smaller one."""
    total = np.asarray(memberships @ people)
    shared = (memberships @ csr_array(memberships * people).T).tocoo()
    above = np.full(len(total), NOWHERE, dtype=np.int64)
    rest = memberships.toarray() > 0
    inside = (shared.data == total[shared.row]) & (total[shared.row] < total[shared.col])
    # The largest holder first, so that the smallest is written last.
    pairs = np.column_stack([shared.row, shared.col])[inside]
    for inner, outer in pairs[np.argsort(-total[pairs[:, 1]], kind="stable")].tolist():
        above[inner] = outer
        rest[outer] &= ~(memberships[[inner]].toarray()[0] > 0)
    return above, rest @ people


def _layout(part: Part, names: tuple[str, ...], there: Flags) -> Layout:
    """Let every group stand for itself; without a figure, it is small."""
    shown = sentence("The figure of this group is shown.")
    small = sentence("Withheld because small: fewer than {k} people count here.", k=part.k)
    numbers = np.where(there, np.cumsum(there) - 1, NOWHERE).tolist()
    standing = tuple(
        Standing(name, State.SMALL, NOWHERE, small)
        if number == NOWHERE
        else Standing(name, State.SHOWN, number, shown)
        for name, number in zip(names, numbers, strict=True)
    )
    parents = dict(zip(part.names, part.parents, strict=True))
    return Layout(part, names, tuple(parents.get(name) for name in names), standing)


def _not_kept(group: str, classes: list[str]) -> ArgumentError:
    return ArgumentError(
        "privacy.not-kept",
        sentence(
            "Of the new group {group} no answers were kept for: {classes}. Leave out whoever is in "
            "no figure of this round.",
            group=group,
            classes=listed(classes),
        ),
    )


def _no_classes(group: str) -> ArgumentError:
    return ArgumentError(
        "privacy.not-kept",
        sentence(
            "The new group {group} has no classes, so no answers were kept for it. Give each group "
            "at least one class.",
            group=group,
        ),
    )


def _no_union(group: str, classes: list[str]) -> ArgumentError:
    return ArgumentError(
        "privacy.no-union",
        sentence(
            "The new group {group} would divide people whose answers are kept only as one sum. "
            "Also take in {classes}, or leave out the classes they were summed with.",
            group=group,
            classes=listed(classes),
        ),
    )
