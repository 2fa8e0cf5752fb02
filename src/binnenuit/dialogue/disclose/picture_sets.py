"""Which sets of people show a figure under one statement, beside all that was shown before.

Membership decides and nothing else: who voted on it, who stands in which group, layer, department.
What each of them voted is not looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import Level, attack
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels

    People = NDArray[np.bool_]

EVERYBODY: Final = "everybody"
BETWEEN: Final = "between"
GROUP: Final = "group"
AND: Final = "|"
"""Stands between the names of places that are shown as one; the gate keeps “ + ” for itself."""
NOWHERE: Final = "-"
"""Stands for people who are in no place."""
_NOBODY: Final = -1


@dataclass(frozen=True, eq=False)
class Family:
    """One way in which people are told apart.

    Attributes
    ----------
    kind
        ``GROUP`` for groups of opinion; any other word for places that are known beforehand.
    names
        Of each group or place, without colon and bar. Length places.
    labels
        Group or place of each person, -1 for none. Shape (people,).
    nearest
        For groups: the group to which each person is nearest, also of who is in none. Where fewer
        than ten are in between, they count with it: left over, they would be laid bare, and no
        group could show a figure. None: nobody leans. Shape (people,).
    """

    kind: str
    names: tuple[str, ...]
    labels: Labels
    nearest: Labels | None = None


@dataclass(frozen=True, eq=False)
class Shown:
    """One set of people that shows a figure under one statement.

    Attributes
    ----------
    key
        ``EVERYBODY``, ``BETWEEN``, or kind and name: ``group:0``, ``layer:2|3``.
    people
        Who is in it. Shape (people,).
    picture, figure
        Number of the picture in which these people got their figure, and its key there.
    """

    key: str
    people: People
    picture: int
    figure: str


def choose_sets(
    voters: People,
    families: Sequence[Family],
    earlier: Sequence[Shown],
    *,
    picture: int,
    k: int = SMALLEST_GROUP_OF_ITEM,
) -> tuple[Shown, ...]:
    """Which sets show a figure under one statement in this picture?

    Parameters
    ----------
    voters
        Who has voted on it now; pass and unclear count. Shape (people,).
    families
        The richest first; each may be left out by itself.
    earlier
        Every set that showed a figure under this statement in any earlier picture, oldest first.
    picture
        Number of this picture.
    k
        Fewest people in any sum that follows from all that was ever shown; at least 10 for single
        statements.

    Returns
    -------
    sets
        What may be shown now. A set with exactly the people of another one has the figure of that
        one, be it of an earlier picture, and gets no fresh one. Empty when nothing may be shown;
        what an earlier picture said then stays.

    Notes
    -----
    Greedy: everybody first, then each family as a whole, and where a family does not pass, each of
    its sets by itself. What is taken is kept, so an early picture can stand in the way of a later
    one, and the order of families is the order of what they are worth. Groups are tried as they
    were found; then with fewer than ten people in between counted where they are nearest; then with
    everybody where he counted before. Where everybody cannot be
    shown anew, because only a few have voted since, families are tried on those who stood in the
    latest figure about everybody. Each step asks the auditor (see ``is_safe``) about everything
    that was ever shown together.
    """
    choice = _Choice(earlier, picture, k)
    people = voters.copy()
    if not choice.try_all([(EVERYBODY, people)]):
        before = [each.people for each in earlier if each.key == EVERYBODY]
        if not before or (before[-1] & ~voters).any():
            return ()
        people = before[-1]
        choice.try_all([(EVERYBODY, people)])
    for family in families:
        *others, last = _ways(family, people, earlier, k)
        if not any(choice.try_all([*_sets(way, people, k)], whole=True) for way in others):
            choice.try_all([*_sets(last, people, k)])
    return tuple(choice.taken)


class _Choice:
    """What was taken so far, beside all that was shown before."""

    def __init__(self, earlier: Sequence[Shown], picture: int, k: int) -> None:
        self.picture, self.k = picture, k
        self.out = [each.people for each in earlier]
        self.known = {each.people.tobytes(): each for each in earlier}
        self.taken: list[Shown] = []

    def try_all(self, sets: Sequence[tuple[str, People]], *, whole: bool = False) -> bool:
        """Take all of them; or, unless ``whole``, each that can be taken by itself."""
        if self._take(sets):
            return True
        if not whole and len(sets) > 1:
            for each in sets:
                self._take([each])
        return False

    def _take(self, sets: Sequence[tuple[str, People]]) -> bool:
        fresh = [people for _, people in sets if people.tobytes() not in self.known]
        if any(people.sum() < self.k for people in fresh):
            return False
        if fresh and not is_safe([*self.out, *fresh], self.k):
            return False
        self.out += fresh
        for key, people in sets:
            new = Shown(key, people, self.picture, key)
            made = self.known.setdefault(people.tobytes(), new)
            self.taken.append(Shown(key, people, made.picture, made.figure))
        return True


def is_safe(sets: Sequence[People], k: int) -> bool:
    """Prove that nothing that follows from these sums rests on fewer than ``k`` people.

    Notes
    -----
    A set that others make up is left out first, and one that holds others becomes what is left of
    it: neither changes what follows. Then exact where the sets form one or two trees (level B).
    Else every one or two blocks are looked at (level C), and more of them count as laid bare unless
    the three lightest hold ``k`` people. What is not proven counts as unsafe. Milliseconds.
    """
    memberships, sizes = _blocks(_taken_apart(sets))
    if sizes.min(initial=k) >= k:
        return True  # whatever follows, it rests on one whole block at least
    try:
        return attack(memberships, sizes, k=k, level=Level.CUT).passed
    except ArgumentError:
        if np.sort(sizes)[:3].sum() < k:
            return False  # level C would prove nothing
        return attack(memberships, sizes, k=k, level=Level.RANK).passed


def _taken_apart(sets: Sequence[People]) -> list[People]:
    """Take from each set, the largest first, smaller ones that lie in it and beside one another.

    Subtracting some sets from another leaves the same combinations, as they themselves stay.
    """
    order = sorted(range(len(sets)), key=lambda number: (-int(sets[number].sum()), number))
    left = []
    for place, number in enumerate(order):
        rest = sets[number]
        for other in order[place + 1 :]:
            if not (sets[other] & ~rest).any():
                rest = rest & ~sets[other]
        left.append(rest)
    return [rest for rest in left if rest.any()]


def _blocks(sets: Sequence[People]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Join people who are in exactly the same sets, and leave out who is in none."""
    if not sets:
        return np.zeros((0, 0), dtype=np.int64), np.zeros(0, dtype=np.int64)
    table = np.array(sets, dtype=np.bool_)
    packed = np.ascontiguousarray(np.packbits(table, axis=0).T)
    codes = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, sizes = np.unique(codes, return_index=True, return_counts=True)
    held = table[:, first].any(axis=0)
    return table[:, first[held]].astype(np.int64), sizes[held]


def _sets(family: Family, voters: People, k: int) -> Iterator[tuple[str, People]]:
    """Give the sets of a family that have ``k`` people."""
    if family.kind == GROUP:
        named = [*enumerate(f"{GROUP}:{name}" for name in family.names), (_NOBODY, BETWEEN)]
        every = ((key, voters & (family.labels == number)) for number, key in named)
        yield from ((key, people) for key, people in every if people.sum() >= k)
        return
    for places in _together(family, voters, k):
        names = (family.names[place] if place != _NOBODY else NOWHERE for place in places)
        key = f"{family.kind}:{AND.join(names)}"
        yield key, voters & np.isin(family.labels, places)


def _together(family: Family, voters: People, k: int) -> list[list[int]]:
    """Take places that are too small together, with the smallest others until they have ``k``.

    Nobody is left over, or whoever subtracts all places from everybody would find them. Empty when
    all people would stand in one set.
    """
    here, sizes = np.unique(family.labels[voters], return_counts=True)
    order = sorted(zip(sizes.tolist(), here.tolist(), strict=True))
    few: list[int] = []
    people = 0
    while order and (order[0][0] < k or _NOBODY in {place for _, place in order} or 0 < people < k):
        at = next((n for n, (_, place) in enumerate(order) if place == _NOBODY), 0)
        size, place = order.pop(at)
        few.append(place)
        people += size
    found = [[place] for _, place in order] + ([sorted(few)] if few else [])
    return sorted(found) if len(found) > 1 else []


def _ways(family: Family, voters: People, earlier: Sequence[Shown], k: int) -> list[Family]:
    """In which ways may people be told apart? The best one first."""
    if family.kind != GROUP:
        return [family]
    others = (_leaning(family, voters, k), _staying(family, voters, earlier))
    return [family, *(way for way in others if way is not None)]


def _leaning(family: Family, voters: People, k: int) -> Family | None:
    """Count who is in between where he is nearest, when there are too few of them for a figure."""
    between = voters & (family.labels == _NOBODY)
    if family.nearest is None or not 0 < between.sum() < k:
        return None
    return Family(family.kind, family.names, np.where(between, family.nearest, family.labels))


def _staying(family: Family, voters: People, earlier: Sequence[Shown]) -> Family | None:
    """Let who once counted in a group under this statement stay there; None without such groups.

    Groups are found anew in every picture, and a few people then stand elsewhere. Their moving
    would lay them bare, and a statement would never show its groups again.
    """
    number = {f"{GROUP}:{name}": place for place, name in enumerate(family.names)}
    labels, is_known = family.labels.copy(), False
    for each in earlier:
        if each.key in number or each.key == BETWEEN:
            labels[each.people] = number.get(each.key, _NOBODY)
            is_known = True
    if not is_known:
        return None
    return Family(family.kind, family.names, np.where(voters, labels, _NOBODY))
