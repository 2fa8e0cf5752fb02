"""A release held against the ledger: all it shows is written there, for as many people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from binnenuit.findings import Finding
from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.audit.bands import ANY_NUMBER, UNKNOWN, Band
from binnenuit.privacy.audit.whole import people_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from binnenuit.privacy.audit.ledger_file import Entry
    from binnenuit.privacy.audit.release_file import Released, ReleasedGroup

_SCORES: Final = "scores"
_ITEMS: Final = "items"
_BREAKDOWN: Final = "breakdown"
_WHOLE: Final = "whole"
_LARGE: Final = 30


class _Claim(NamedTuple):
    """A set that a release shows, in which kinds of entries it may be, and its people."""

    what: str
    kinds: tuple[str, ...]
    name: str
    people: Band


def check_known(release: Released, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Report what a release shows and its entries in the ledger do not, and other promises.

    Notes
    -----
    A name may stand for other people after each reorganisation: only the entries of the release
    itself count. Linear in groups, and in the sets of those entries.
    """
    own = _own(release, entries)
    if not own:
        yield _not_there(release.file)
        return
    yield from _promises(release, own)
    sizes = _sizes(own)
    unknown: dict[str, dict[str, None]] = {}
    miscounted: dict[str, None] = {}
    for group, claim in _all_claims(release):
        found = [size for kind in claim.kinds for size in sizes.get((kind, claim.name), ())]
        if not found:
            unknown.setdefault(claim.what, {})[claim.name] = None
        elif not any(size in claim.people for size in found):
            miscounted[group if claim.what in {_SCORES, _ITEMS} else claim.name] = None
    yield from (_miscounted(release.file, name) for name in miscounted)
    for what, names in unknown.items():
        said = _unknown(what, listed(sorted(names)))
        yield Finding("privacy.group-not-in-ledger", said, file=release.file)


def _own(release: Released, entries: Sequence[Entry]) -> list[Entry]:
    """Find the entries of a release: from the one after ``previous`` to its last."""
    places = {entry.hash: place for place, entry in enumerate(entries)}
    last = places.get(release.hash)
    first = places.get(release.previous, len(entries)) + 1 if release.previous else 0
    if last is None or first >= len(entries):
        return []
    # What was published before is not written down again: then the last is older than the first.
    written = entries[first : last + 1] if first <= last else (entries[first], entries[last])
    return [e for e in written if (e.round, e.scale) == (release.round, release.scale)]


def _sizes(entries: Sequence[Entry]) -> Mapping[tuple[str, str], list[int]]:
    sizes: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        for name, members in entry.sets.items():
            people = sum(entry.atoms[atom] for atom in members)
            sizes.setdefault((entry.kind, name), []).append(people)
    return sizes


def _all_claims(release: Released) -> Iterator[tuple[str, _Claim]]:
    """Go through everything that is shown, with the group at which it stands."""
    for group in release.groups:
        yield from ((group.name, claim) for claim in _claims(group))
    for name, figure in release.whole.items():
        yield "", _Claim(_WHOLE, (_WHOLE,), name, people_of(figure))


def _claims(group: ReleasedGroup) -> Iterator[_Claim]:
    if group.score_of:
        yield _Claim(_SCORES, (_SCORES,), group.score_of, group.people)
    if group.items_of:
        people = group.people if group.items_of == group.score_of else UNKNOWN
        least = Band(_LARGE if group.large else 0, ANY_NUMBER)
        yield _Claim(_ITEMS, (_ITEMS,), group.items_of, people & least)
    for cell in group.cells:
        kinds = (_BREAKDOWN, f"further {cell.attribute}")
        name = f"{group.score_of or group.name} | {cell.category}"
        yield _Claim(_BREAKDOWN, kinds, name, cell.people)


def _promises(release: Released, own: Sequence[Entry]) -> Iterator[Finding]:
    """Compare what the release promises with what its entries promise."""
    for kind, said in ((_SCORES, release.k), (_ITEMS, release.k_items)):
        written = {entry.k for entry in own if entry.kind == kind}
        if written and said not in written:
            yield Finding(
                "privacy.promise-differs",
                sentence(
                    "This release promises groups of {said} people, and the ledger {written}. One "
                    "of the two was changed; release it again.",
                    said=said,
                    written=min(written),
                ),
                file=release.file,
            )


def _not_there(file: str) -> Finding:
    return Finding(
        "privacy.not-in-ledger",
        sentence(
            "This release is not in the ledger of this folder, so it is not certain what else "
            "was published about the same answers. Put the ledger there that belongs to it."
        ),
        file=file,
    )


def _unknown(what: str, groups: str) -> Sentence:
    if what == _ITEMS:
        return sentence(
            "The ledger does not know of single items of these groups: {groups}. They were not "
            "checked; take them away, or release them again.",
            groups=groups,
        )
    if what == _WHOLE:
        return sentence(
            "The ledger does not know of these figures about everybody together: {groups}. They "
            "were not checked; take them away, or release them again.",
            groups=groups,
        )
    if what == _BREAKDOWN:
        return sentence(
            "The ledger does not know of these breakdowns by category: {groups}. They were not "
            "checked; take them away, or release them again.",
            groups=groups,
        )
    return sentence(
        "These groups show figures that the ledger does not know: {groups}. They were not "
        "checked together with the others; take their figures away, or release them again.",
        groups=groups,
    )


def _miscounted(file: str, group: str) -> Finding:
    return Finding(
        "privacy.band-not-in-ledger",
        sentence(
            "{group} shows another number of people than the ledger does. One of the two "
            "was changed; release it again.",
            group=group,
        ),
        file=file,
    )
