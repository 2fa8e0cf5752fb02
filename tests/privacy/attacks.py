"""What an outsider sees of a release, as sets of people; from what is shown, not from the ledger.

The sets are laid over the teams as they were invented, not over the classes of the gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.audit import attack
from binnenuit.privacy.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit.privacy.ledger.ledger import Ledger
    from binnenuit.privacy.releases.released import Group, Place
    from binnenuit.privacy.rounds.moments import Opening


@dataclass(frozen=True)
class Seen:
    """Sets of people behind figures, as flags over teams and categories."""

    scores: list[np.ndarray]
    items: list[np.ndarray]
    cells: list[np.ndarray]


def seen(opening: Opening, groups: Iterable[Group], categories: int) -> Seen:
    """Lay every figure that a reader finds over the teams and categories behind it."""
    below = _below(opening.groups.tree)
    number = {name: place for place, name in enumerate(opening.groups.names)}
    scores: dict[str, np.ndarray] = {}
    items: dict[str, np.ndarray] = {}
    by_category: dict[str, set[str]] = {}
    for group in groups:
        inside = below[number[group.name]]
        _stand(scores, group.place, inside)
        _stand(items, group.place_of_items, inside)
        for figures in group.breakdown.values():
            by_category.setdefault(group.place.figure_of, set()).update(figures)
    everybody = np.ones(categories, dtype=bool)
    return Seen(
        [np.outer(inside, everybody) for inside in scores.values()],
        [np.outer(inside, everybody) for inside in items.values()],
        [
            np.outer(scores[name], _category(opening, category))
            for name, found in by_category.items()
            for category in sorted(found)
        ],
    )


def _stand(members: dict[str, np.ndarray], place: Place, inside: np.ndarray) -> None:
    if place.state in {State.SHOWN, State.MERGED}:
        held = members.setdefault(place.figure_of, np.zeros(len(inside), dtype=bool))
        held |= inside


def _below(tree: np.ndarray) -> np.ndarray:
    """Tell which nodes are in or below each node. Shape (nodes, nodes)."""
    inside = np.eye(len(tree), dtype=bool)
    for node in range(len(tree)):
        above = tree[node]
        while above >= 0:
            inside[above, node] = True
            above = tree[above]
    return inside


def _category(opening: Opening, name: str) -> np.ndarray:
    merged = opening.categories[opening.category_names.index(name)]
    flags = np.zeros(len(opening.attribute.categories), dtype=bool)
    flags[list(merged)] = True
    return flags


def smallest_in(ledger: Ledger, k: int = 5) -> int:
    """Attack everything in the ledger together that may rest on no fewer than ``k`` people."""
    publications = [each.publication for each in ledger.entries if each.publication.k >= k]
    atoms = {atom: n for each in publications for atom, n in each.atoms.items()}
    place = {atom: number for number, atom in enumerate(atoms)}
    sets = [members for each in publications for members in each.sets.values()]
    matrix = np.zeros((len(sets), len(atoms)), dtype=np.int64)
    for row, members in enumerate(sets):
        matrix[row, [place[atom] for atom in members]] = 1
    if not sets:
        return k
    audit = attack(matrix, np.array(list(atoms.values())), k=k)
    assert audit.decided
    return audit.smallest
