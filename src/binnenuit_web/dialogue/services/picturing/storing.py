"""What is stored of a picture: figures that came through the gate, each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from binnenuit.dialogue.disclose.picture_sets import BETWEEN, GROUP
from binnenuit.dialogue.disclose.pictures import Cell
from binnenuit.dialogue.model import Carries
from binnenuit.privacy.figures.rendering import band
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit_web.dialogue.models import Picture
    from binnenuit_web.dialogue.services.picturing.members import Members

    Sets = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Stored:
    """All statements of one picture.

    Attributes
    ----------
    sets
        For each statement what is seen of each set of people, by its key: ``picture`` and
        ``figure``, the number of the picture in which it was shown first and its key there; ``on``,
        its day; ``people`` and ``shares``.
    before
        What the picture before said.
    """

    number: int
    members: Members
    sets: Mapping[int, Sets]
    before: Mapping[str, Any]

    def cells(self, counts: Mapping[int, Sequence[Cell]]) -> list[Cell]:
        """Give the noised counts behind all that is seen, from those of every picture."""
        found = {
            (picture, cell.name): cell.counts for picture, cells in counts.items() for cell in cells
        }
        return [
            Cell(number, key, found[told["picture"], f"{number}/{told['figure']}"])
            for number, sets in self.sets.items()
            for key, told in sets.items()
        ]

    def record(self, states: Mapping[int, Carries], voters: str) -> dict[str, Any]:
        """Write it down."""
        sizes = self.members.sizes
        return {
            "voters": voters,
            "groups": {name: band(n, SMALLEST_GROUP_OF_ITEM) for name, n in sizes.items()},
            "names": self.members.names,
            "statements": {
                str(number): {
                    "state": self._state(number, states).value,
                    "sets": sets,
                    "tells": self.members.tells.get(number, []),
                }
                for number, sets in self.sets.items()
            },
        }

    def _state(self, number: int, states: Mapping[int, Carries]) -> Carries:
        """What is said now; where nothing could be shown anew, what was said before.

        Else what changed would tell how many people groups have now, as no figure did change.
        """
        is_new = any(told["picture"] == self.number for told in self.sets[number].values())
        told = self.before.get(str(number))
        if is_new or told is None:
            return states.get(number, Carries.NOT_ENOUGH)
        return Carries(told["state"])


def stored(
    picture: Picture,
    members: Members,
    figures: Mapping[str, Mapping[str, Any]],
    earlier: Sequence[Picture],
) -> Stored:
    """Put together what is new, what keeps an earlier figure, and what an earlier picture said."""
    told = {each.number: each.shown["statements"] for each in earlier}
    before = told[max(told)] if told else {}
    day = picture.made_on.isoformat()
    every: dict[int, Sets] = {}
    for number in sorted(members.sets.keys() | {int(each) for each in before}):
        sets: Sets = {}
        for each in members.sets.get(number, ()):
            at = {"picture": each.picture, "figure": each.figure}
            if each.picture == picture.number:
                sets[each.key] = {**at, "on": day, **figures[f"{number}/{each.figure}"]}
            else:
                sets[each.key] = told[each.picture][str(number)]["sets"][each.figure]
        every[number] = {**_staying(sets, before.get(str(number)), members), **sets}
    return Stored(picture.number, members, every, before)


def _staying(sets: Sets, before: Mapping[str, Any] | None, members: Members) -> Sets:
    """Keep what the picture before said of places and groups of which nothing else is said now."""
    kinds = {_kind(key) for key in sets}
    groups = {f"{GROUP}:{name}" for name in members.sizes}
    return {
        key: told
        for key, told in (before["sets"] if before else {}).items()
        if _kind(key) not in kinds or key in groups
    }


def _kind(key: str) -> str:
    kind = key.partition(":")[0]
    return GROUP if kind == BETWEEN else kind
