"""Releases about the same answers, without their ledger: what do the bands of people prove?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.audit.bands import ANY_NUMBER, NOBODY, UNKNOWN, Band
from binnenuit.privacy.audit.forest import NOWHERE, layers
from binnenuit.privacy.audit.words import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from binnenuit.privacy.audit.forest import Integers
    from binnenuit.privacy.audit.model import Audit
    from binnenuit.privacy.audit.release_file import Released, ReleasedGroup

    Sets = csr_array[np.int64]

_NO_SET: Final = ""


@dataclass(frozen=True)
class Family:
    """Published sets of one kind in one release.

    Attributes
    ----------
    k
        Fewest people promised in any sum of this kind.
    near
        Smallest set around each group; empty for none. Length nodes.
    above
        Smallest set around each set; empty for none.
    people, rest
        People in each set, and those of them who are in no smaller set, where the release says so.
    """

    k: int
    near: tuple[str, ...]
    above: Mapping[str, str]
    people: Mapping[str, Band]
    rest: Mapping[str, Band]

    def chain(self, name: str) -> Iterator[str]:
        """Name a set and all sets around it."""
        while name != _NO_SET:
            yield name
            name = self.above[name]


def audit_bands(releases: Sequence[Released]) -> list[Verdict]:
    """Attack releases of one round and scale that have the same groups, all together.

    Returns
    -------
    verdicts
        One for each number of people that was promised: sums of scores, and of single items. What
        the bands do not prove is in doubt, and has not passed.

    Notes
    -----
    Safe when even the fewest people that the bands allow are enough; laid bare when even the most
    are not. Linear in groups and sets where the sets form a tree.
    """
    families = [family for release in releases for family in _families(release)]
    regions = list(dict.fromkeys(zip(*(family.near for family in families), strict=True)))
    regions = [region for region in regions if any(region)]
    bands = _bands(families, regions)
    promised = {family.k for family in families if family.above} or {releases[0].k}
    verdicts = [
        _verdict(releases[0], _sets(families, regions, k), bands, k) for k in sorted(promised)
    ]
    impossible = list(dict.fromkeys(name for family in families for name in _impossible(family)))
    return [_contradicted(verdict, impossible) for verdict in verdicts] if impossible else verdicts


def _impossible(family: Family) -> Iterator[str]:
    """Name the sets whose bands no numbers of people can fit, with what is in them."""
    inside: dict[str, list[Band]] = {}
    for name in TopologicalSorter(_inwards(family)).static_order():
        said = family.people.get(name, UNKNOWN)
        parts = [*inside.get(name, ()), family.rest.get(name, UNKNOWN)]
        low = max(said.low, sum(part.low for part in parts))
        high = min(said.high, sum(part.high for part in parts))
        if low > high:
            yield name
            low, high = said
        inside.setdefault(family.above[name], []).append(Band(low, high))


def _inwards(family: Family) -> dict[str, list[str]]:
    """List for each set the next smaller sets in it."""
    inwards: dict[str, list[str]] = {name: [] for name in family.above}
    for name, outside in family.above.items():
        if outside != _NO_SET:
            inwards[outside].append(name)
    return inwards


def _contradicted(verdict: Verdict, names: Sequence[str]) -> Verdict:
    said = sentence(
        "The numbers of people of {groups} cannot be right: the groups inside, and whoever is in "
        "none of them, do not add up to it. Put the release there as it was written.",
        groups=listed(names),
    )
    return replace(verdict, audit=replace(verdict.audit, decided=False), doubt=said)


def _families(release: Released) -> Iterator[Family]:
    groups = sorted(release.groups, key=lambda group: group.name)
    tree = _tree(groups)
    people = {group.score_of: group.people for group in groups if group.score_of}
    rest = {g.score_of: g.rest for g in groups if g.score_of and g.rest is not None}
    yield Family(release.k, *_around([group.score_of for group in groups], tree), people, rest)
    yield Family(release.k_items, *_around([group.items_of for group in groups], tree), {}, {})


def _tree(groups: Sequence[ReleasedGroup]) -> Integers:
    place = {group.name: number for number, group in enumerate(groups)}
    parents = (place.get(group.parent, NOWHERE) for group in groups)
    return np.fromiter(parents, dtype=np.int64, count=len(groups))


def _around(own: Sequence[str], tree: Integers) -> tuple[tuple[str, ...], dict[str, str]]:
    """Find the smallest set around each group, and around each set."""
    near, above = list(own), {}
    for node in (int(node) for layer in layers(tree) for node in layer):
        outside = _NO_SET if tree[node] == NOWHERE else near[tree[node]]
        if own[node]:
            above[own[node]] = outside
        else:
            near[node] = outside
    return tuple(near), above


def _bands(families: Sequence[Family], regions: Sequence[tuple[str, ...]]) -> list[Band]:
    """Tell of each region what all families together say about its people."""
    known = _known(families, regions)
    largest_first = sorted(known, key=len, reverse=True)
    around: list[frozenset[int]] = [frozenset()] * len(regions)
    for places in largest_first:
        for place in places:
            around[place] = places
    return [
        _band(place, places, known, largest_first) if places else UNKNOWN
        for place, places in enumerate(around)
    ]


def _known(
    families: Sequence[Family], regions: Sequence[tuple[str, ...]]
) -> dict[frozenset[int], Band]:
    """Find the sets of regions of which the number of people is told in a band."""
    known: dict[frozenset[int], Band] = {}
    for number, family in enumerate(families):
        inside: dict[str, list[int]] = {}
        rest: dict[str, list[int]] = {}
        for place, region in enumerate(regions):
            rest.setdefault(region[number], []).append(place)
            for name in family.chain(region[number]):
                inside.setdefault(name, []).append(place)
        for bands, held in ((family.people, inside), (family.rest, rest)):
            for name, band in bands.items():
                places = frozenset(held.get(name, ()))
                known[places] = known.get(places, UNKNOWN) & band
    return known


def _band(
    place: int,
    around: frozenset[int],
    known: Mapping[frozenset[int], Band],
    largest_first: Sequence[frozenset[int]],
) -> Band:
    """Subtract, from the smallest set around a region, the largest sets in it beside the region."""
    if len(around) == 1:
        return known[around]
    left, parts = around - {place}, []
    for places in largest_first:
        if places and places <= left:
            parts.append(known[places])
            left -= places
    return Band(0, known[around].high) if left else known[around].less(parts)


def _verdict(
    release: Released, published: tuple[tuple[str, ...], Sets], bands: Sequence[Band], k: int
) -> Verdict:
    names, sets = published
    audit, certain = _judge(sets, bands, k)
    doubt = None if certain else _doubt(audit, names, sets, bands)
    return Verdict("release", release.round, release.scale, audit, names, doubt)


def _sets(
    families: Sequence[Family], regions: Sequence[tuple[str, ...]], k: int
) -> tuple[tuple[str, ...], Sets]:
    """Write down which regions make up each published set that promises ``k`` or more."""
    rows: dict[tuple[int, str], list[int]] = {}
    for place, region in enumerate(regions):
        for number, family in enumerate(families):
            for name in family.chain(region[number]) if family.k >= k else ():
                rows.setdefault((number, name), []).append(place)
    ends = np.cumsum([0, *map(len, rows.values())])
    columns = np.array([place for places in rows.values() for place in places], dtype=np.int64)
    ones = np.ones(len(columns), dtype=np.int64)
    sets = csr_array((ones, columns, ends), shape=(len(rows), len(regions)))
    return tuple(name for _, name in rows), sets


def _judge(sets: Sets, bands: Sequence[Band], k: int) -> tuple[Audit, bool]:
    """Attack the fewest people the bands allow, then the most; tell whether that is certain."""
    fewest = np.array([min(max(band.low, 1), band.high) for band in bands], dtype=np.int64)
    safe = attack(sets, fewest, k=k)
    if safe.passed and not any(band.low == 0 < band.high for band in bands):
        return safe, True
    found = attack(sets, np.array([band.high for band in bands], dtype=np.int64), k=k)
    if found.smallest < k and _people(found, sets, bands).low > 0:
        return found, True
    return replace(safe, decided=False), False


def _people(audit: Audit, sets: Sets, bands: Sequence[Band]) -> Band:
    """Tell how many people a combination rests on."""
    factors = np.zeros(sets.shape[0])
    for number, factor in audit.witness:
        factors[number] = factor
    weights = np.asarray(sets.T @ factors)
    held = [bands[place] for place in np.flatnonzero(np.abs(weights) > 0.5).tolist()]
    high = min(sum(band.high for band in held), ANY_NUMBER)
    return Band(sum(band.low for band in held), high) if held else NOBODY


def _doubt(audit: Audit, names: Sequence[str], sets: Sets, bands: Sequence[Band]) -> Sentence:
    people = _people(audit, sets, bands)
    plus = [names[number] for number, factor in audit.witness if factor > 0]
    minus = [names[number] for number, factor in audit.witness if factor < 0]
    what = _what(listed(plus), listed(minus))
    if people.low >= audit.k:
        return sentence(
            "No group of fewer than {k} people was found, but it is not proven that there is none. "
            "The ledger of the release (.binnenuit/ledger.jsonl) may decide it, or the field "
            "rest_band.",
            k=audit.k,
        )
    if people.high == ANY_NUMBER:
        return sentence(
            "{what}: the release does not tell on how many people that rests. Its ledger "
            "(.binnenuit/ledger.jsonl) would decide it, or the field rest_band.",
            what=what,
        )
    return sentence(
        "{what}: that rests on {people} people, which may be fewer than {k}. The ledger of the "
        "release (.binnenuit/ledger.jsonl) would decide it, or the field rest_band.",
        what=what,
        people=_number(people),
        k=audit.k,
    )


def _what(plus: str, minus: str) -> Sentence:
    if not minus:
        return Sentence("{plus}", {"plus": plus})
    return sentence("{plus} without {minus}", plus=plus, minus=minus)


def _number(people: Band) -> Sentence:
    if people.low == people.high:
        return Sentence("{people}", {"people": people.low})
    return sentence("{low} to {high}", low=people.low, high=people.high)
