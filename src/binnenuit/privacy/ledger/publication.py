"""What is about to be published, as the ledger and the auditor see it: people, and no answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Publication:
    """Which people are behind which group that shows a figure.

    Attributes
    ----------
    round, scale
        What was asked, and when.
    kind
        Which figures: ``scores``, ``items``, ``breakdown``, ``further`` with an attribute, or
        ``whole``: figures about everybody together, of which the sets have the names.
    k
        Fewest people on whom any sum that follows from these figures may rest.
    promise
        Fewest people in any sum, as promised when the round opened; at most ``k``.
    items
        Codes of the items that the scale consists of.
    atoms
        Distinct people behind each indivisible group, at least 1.
    sets
        Each group that shows a figure, as the names of its atoms; each atom at most once.
    answers
        Digest of the answers behind it under the secret key of the noise; tells nothing to whoever
        lacks the key. Empty when it does not matter.
    by_attribute
        Digest of the same answers by a further attribute, or of the figures about everybody
        together, under the same key; empty for every other kind.
    """

    round: str
    scale: str
    kind: str
    k: int
    promise: int
    items: tuple[str, ...]
    atoms: Mapping[str, int]
    sets: Mapping[str, tuple[str, ...]]
    answers: str = ""
    by_attribute: str = ""

    def contradiction(self) -> str:
        """Name an atom or a set that cannot be as it is written; empty when all is well."""
        for atom, people in self.atoms.items():
            if type(people) is not int or people < 1:
                return atom
        for name, members in self.sets.items():
            if not members or len(set(members)) < len(members):
                return name
            if not self.atoms.keys() >= set(members):
                return name
        return ""
