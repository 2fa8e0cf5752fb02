"""Who is in which class of a round: who answered, or else who was invited, or only how many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from binnenuit.mirror.disclose.seats import Seats, fingerprints
from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from binnenuit.mirror.model import Ratings
    from binnenuit.mirror.model.ratings import Integers
    from binnenuit.organisation.model import PersonId
    from binnenuit.privacy import Opening


class Seating(Protocol):
    """Tells who is where, as far as that is known."""

    def __call__(self, opening: Opening, classes: Integers, secret: bytes) -> Seats:
        """Seat people; ``classes`` of each rating that counts, -1 for the others."""
        ...


@dataclass(frozen=True, eq=False)
class WhoAnswered:
    """It is known who gave each rating, so each class holds who gave a valid score."""

    scale: str
    ratings: Ratings
    closed: date | None

    def __call__(self, opening: Opening, classes: Integers, secret: bytes) -> Seats:
        """Seat those who answered."""
        held = np.flatnonzero(classes != NOWHERE)
        raters = [self.ratings.raters[number] for number in self.ratings.rater[held].tolist()]
        names = (opening.names[number] for number in classes[held].tolist())
        return Seats(self.closed, _seated(names, fingerprints(raters, self.scale, secret)))


@dataclass(frozen=True, eq=False)
class WhoWasInvited:
    """Ballots name nobody, so each class holds those who were invited, and how many answered.

    Attributes
    ----------
    groups
        Group of the opening in which each person was invited.
    """

    scale: str
    groups: Mapping[PersonId, str]
    closed: date | None

    def __call__(self, opening: Opening, classes: Integers, secret: bytes) -> Seats:
        """Seat those invited; who is in no class could not be asked."""
        class_of = dict(zip(opening.groups.names, opening.plan.regions.tolist(), strict=True))
        asked = [person for person, group in self.groups.items() if class_of[group] != NOWHERE]
        names = (opening.names[class_of[self.groups[person]]] for person in asked)
        seated = _seated(names, fingerprints(asked, self.scale, secret))
        return Seats(self.closed, seated, _numbers(opening, classes))


@dataclass(frozen=True)
class HowMany:
    """Nobody knows who may have answered, as about a supplier: only how many did."""

    closed: date | None

    def __call__(self, opening: Opening, classes: Integers, secret: bytes) -> Seats:  # noqa: ARG002
        """Seat nobody."""
        return Seats(self.closed, {}, _numbers(opening, classes))


def _seated(classes: Iterable[str], people: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, person in zip(classes, people, strict=True):
        found[name].add(person)
    return {name: frozenset(seated) for name, seated in found.items()}


def _numbers(opening: Opening, classes: Integers) -> dict[str, int]:
    answered = np.bincount(classes[classes != NOWHERE], minlength=len(opening.names)).tolist()
    return {name: people for name, people in zip(opening.names, answered, strict=True) if people}
