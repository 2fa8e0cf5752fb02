"""The ledger of everything that was ever published, attacked as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.findings import Finding, Reading
from binnenuit.language import Sentence, sentence
from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.audit.blocks import memberships
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.audit.words import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from binnenuit.privacy.audit.ledger_file import Entry
    from binnenuit.privacy.audit.model import Audit


def audit_ledger(entries: Sequence[Entry]) -> Reading[tuple[Verdict, ...]]:
    """Attack all entries that share people, together.

    Returns
    -------
    reading
        A verdict for each number of people that was promised about the same answers: all sets that
        promise at least so many are attacked with that number. Findings where entries give the same
        people different numbers.

    Notes
    -----
    Exact where the sets form one or two trees; elsewhere, what is not decided has not passed.
    """
    sizes, findings = _sizes(entries)
    verdicts = (
        _verdict([entry for entry in together if entry.k >= k], sizes, k)
        for together in _together(entries)
        for k in sorted({entry.k for entry in together})
    )
    return Reading(tuple(verdicts), tuple(findings))


def _sizes(entries: Iterable[Entry]) -> tuple[dict[str, int], list[Finding]]:
    """Return the people of every atom; where entries disagree, the fewest."""
    sizes: dict[str, int] = {}
    different: dict[str, None] = {}
    for entry in entries:
        for atom, people in entry.atoms.items():
            if sizes.setdefault(atom, people) != people:
                different[atom] = None
                sizes[atom] = min(sizes[atom], people)
    return sizes, [_disagreement(atom) for atom in different]


def _disagreement(atom: str) -> Finding:
    return Finding(
        "privacy.sizes-differ",
        sentence(
            "The ledger gives “{atom}” different numbers of people. The same people have one "
            "number; what was published on the others cannot be right.",
            atom=atom,
        ),
        file=LEDGER,
    )


def _together(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Group the entries that are about the same answers: one round and scale, or common people."""
    parts: list[tuple[set[object], list[Entry]]] = []
    for entry in entries:
        marks: set[object] = {(entry.round, entry.scale), *entry.atoms}
        found, parts = _split(parts, marks)
        group = [*(other for _, others in found for other in others), entry]
        parts.append((marks.union(*(seen for seen, _ in found)), group))
    return [group for _, group in parts]


def _split(
    parts: list[tuple[set[object], list[Entry]]], marks: set[object]
) -> tuple[list[tuple[set[object], list[Entry]]], list[tuple[set[object], list[Entry]]]]:
    """Divide what was found so far into what has a mark in common and what has none."""
    meets = [not marks.isdisjoint(seen) for seen, _ in parts]
    common = [part for part, meet in zip(parts, meets, strict=True) if meet]
    return common, [part for part, meet in zip(parts, meets, strict=True) if not meet]


def _verdict(entries: Sequence[Entry], sizes: Mapping[str, int], k: int) -> Verdict:
    names = tuple(_names(entries))
    atoms = dict.fromkeys(atom for entry in entries for atom in entry.atoms)
    sets = (members for entry in entries for members in entry.sets.values())
    matrix, people = memberships(sets, {atom: sizes[atom] for atom in atoms})
    audit = attack(matrix, people, k=k)
    rounds = ", ".join(dict.fromkeys(entry.round for entry in entries))
    scales = ", ".join(dict.fromkeys(entry.scale for entry in entries))
    return Verdict("release", rounds, scales, audit, names, _doubt(audit))


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    """Name each set, with its round where several rounds are attacked together."""
    several = len({entry.round for entry in entries}) > 1
    for entry in entries:
        for name in entry.sets:
            yield f"{name} ({entry.round})" if several else name


def _doubt(audit: Audit) -> Sentence | None:
    if audit.decided or audit.smallest < audit.k:
        return None
    return sentence(
        "No group of fewer than {k} people was found, but it is not proven that there is none: too "
        "many breakdowns cross one another. Publish fewer of them together.",
        k=audit.k,
    )
