"""Groups of opinion for one picture, each with a name that it keeps from picture to picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.compute.distinguishing import distinguishing
from binnenuit.dialogue.compute.groups import find_groups
from binnenuit.dialogue.compute.labels import overlap
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.dialogue.model.votes import Labels, Votes

LEVEL: Final = 0.01
_SAME: Final = 0.5


@dataclass(frozen=True, eq=False)
class NamedGroups:
    """Groups of opinion; who is in which is for ``choose_sets``, and is never shown.

    Attributes
    ----------
    names
        Of each group: numbers in words, never given to another group again. Empty when there are
        none.
    labels
        Group of each person, -1 for none. Shape (people,).
    nearest
        The group to which each person is nearest; the largest for who voted too little to be
        placed. As ``labels`` without groups. Shape (people,).
    tells
        By column of a statement, the names of the groups that it tells apart from all others.
    """

    names: tuple[str, ...]
    labels: Labels
    nearest: Labels
    tells: Mapping[int, tuple[str, ...]]

    @property
    def sizes(self) -> dict[str, int]:
        """People in each group, by its name; with who is in between, where those are too few."""
        few = (self.labels < 0).sum() < SMALLEST_GROUP_OF_ITEM
        labels = self.nearest if few else self.labels
        return {name: int((labels == at).sum()) for at, name in enumerate(self.names)}


def find_named_groups(
    votes: Votes,
    *,
    before: Sequence[str] = (),
    used: Sequence[str] = (),
    smallest: int = SMALLEST_GROUP_OF_ITEM,
) -> NamedGroups:
    """Find the groups of one picture, and call them as in the picture before.

    Parameters
    ----------
    votes
        As in ``Conversation``. Shape (people, statements).
    before
        Name of the group of each person in the picture before, empty for none; or nothing when
        there is none. Length people.
    used
        Every name that was ever given under this question.
    smallest
        Fewest people in a group.

    Returns
    -------
    groups
        A group has the name of an earlier one when of those who were placed both times more than
        half of both together are in both (Jaccard index); else a new one.

    Notes
    -----
    As ``find_groups`` and ``distinguishing``. Groups rest on votes, so who is in which does as
    well; see docs/decisions/0012-pictures.md for what follows from that.
    """
    found = find_groups(votes, smallest=smallest, level=LEVEL)
    if not found.count:
        return NamedGroups((), found.labels, found.labels, {})
    names = _names(found.labels, found.count, before, used)
    tells = distinguishing(votes, found.labels).distinguishes
    told = {
        column: tuple(names[group] for group in np.flatnonzero(tells[:, column]).tolist())
        for column in np.flatnonzero(tells.any(axis=0)).tolist()
    }
    return NamedGroups(names, found.labels, fixed(found.membership.argmax(axis=1)), told)


def _names(
    labels: Labels, count: int, before: Sequence[str], used: Sequence[str]
) -> tuple[str, ...]:
    first = max((int(name) for name in used), default=-1) + 1
    fresh = iter(range(first, first + count))
    same = _same(labels, before) if before else {}
    return tuple(same[label] if label in same else str(next(fresh)) for label in range(count))


def _same(labels: Labels, before: Sequence[str]) -> dict[int, str]:
    names = sorted({name for name in before if name})
    number = {name: at for at, name in enumerate(names)}
    old = fixed(np.array([number.get(name, -1) for name in before], dtype=np.int64))
    both = (old >= 0) & (labels >= 0)
    alike = overlap(labels[both], old[both])
    return {new: names[there] for new, there in np.argwhere(alike > _SAME).tolist()}
