"""Who stood behind which figure of a picture: sealed, for the pictures after it, until closing."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.disclose.picture_sets import Shown
from binnenuit.dialogue.disclose.pictures import Cell
from binnenuit_web.dialogue.services.sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.dialogue.disclose.picture_sets import People
    from binnenuit_web.dialogue.models import Picture


@dataclass
class Members:
    """What a picture was made of, so that it can be ended after a crash and compared with later.

    Attributes
    ----------
    hands
        Everybody who voted, and who stood in an earlier picture of this question. Rows below.
    voters
        How many of them vote now.
    people
        Everybody in the organisation.
    groups
        Name of the group of each hand, empty for none.
    sizes
        People in each group, by its name; empty without groups.
    sets
        For each statement what may be shown: key, who is in it, of which picture the figure is, and
        its key there.
    cells
        Counts of what is shown for the first time: first exact, and after the gate noised.
    tells
        For each statement the groups that it tells apart from the others.
    names
        Of places.
    """

    hands: list[str]
    voters: int
    people: int
    groups: list[str]
    sizes: dict[str, int]
    sets: dict[int, list[Shown]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    tells: dict[int, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def sealed(members: Members, key: bytes) -> bytes:
    """Seal it with the key of the question."""
    told = {
        **vars(members),
        "sets": {
            number: [[each.key, _packed(each.people), each.picture, each.figure] for each in sets]
            for number, sets in members.sets.items()
        },
        "cells": [[cell.statement, cell.key, cell.counts] for cell in members.cells],
    }
    return seal(key, json.dumps(told).encode())


def opened(picture: Picture, key: bytes) -> Members:
    """Open what ``sealed`` made."""
    told = json.loads(unseal(key, picture.members or b""))
    length = len(told["hands"])
    told["sets"] = {
        int(number): [
            Shown(each, _unpacked(packed, length), number_of, figure)
            for each, packed, number_of, figure in sets
        ]
        for number, sets in told["sets"].items()
    }
    told["cells"] = [Cell(number, each, tuple(counts)) for number, each, counts in told["cells"]]
    told["tells"] = {int(number): groups for number, groups in told["tells"].items()}
    return Members(**told)


def shown_before(earlier: Mapping[int, Members], hands: Sequence[str]) -> dict[int, list[Shown]]:
    """List what was shown for the first time in earlier pictures, over the rows of now."""
    row_of = {hand: row for row, hand in enumerate(hands)}
    found: dict[int, list[Shown]] = {}
    for number, members in sorted(earlier.items()):
        rows = np.array([row_of[hand] for hand in members.hands], dtype=np.int64)
        for statement, sets in members.sets.items():
            for each in sets:
                if (each.picture, each.figure) == (number, each.key):
                    people = np.zeros(len(hands), dtype=np.bool_)
                    people[rows[each.people]] = True
                    found.setdefault(statement, []).append(
                        Shown(each.key, people, number, each.key)
                    )
    return found


def _packed(people: People) -> str:
    return b64encode(np.packbits(people).tobytes()).decode()


def _unpacked(packed: str, length: int) -> People:
    bits = np.frombuffer(b64decode(packed), dtype=np.uint8)
    return np.unpackbits(bits, count=length).astype(np.bool_)
