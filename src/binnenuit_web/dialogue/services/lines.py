"""One line of the log of votes, and what a hand says after all of its lines."""

from __future__ import annotations

from enum import StrEnum
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.model import Vote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

_LINE: Final = Struct(">IIBd")
_LINES: Final = np.dtype(
    [("serial", ">u4"), ("number", ">u4"), ("happened", "u1"), ("probability", ">f8")]
)


class Happened(StrEnum):
    """What a line tells; the words of a vote, and ``drawn``."""

    DRAWN = "drawn"
    AGREE = Vote.AGREE.value
    DISAGREE = Vote.DISAGREE.value
    PASS = Vote.PASS.value
    UNCLEAR = Vote.UNCLEAR.value
    NONE = Vote.NONE.value


_CODES: Final = tuple(Happened)  # stored by place: add at the end only


class Line(NamedTuple):
    """One line of one hand.

    Attributes
    ----------
    serial
        How many lines of this hand came before.
    probability
        With which the statement was drawn; 0 for what was not a draw.
    """

    serial: int
    number: int
    happened: Happened
    probability: float = 0.0


def to_bytes(line: Line) -> bytes:
    """Write a line as it is sealed."""
    code = _CODES.index(line.happened)
    return _LINE.pack(line.serial, line.number, code, line.probability)


def from_bytes(stored: bytes) -> Line:
    """Read back a line."""
    serial, number, code, probability = _LINE.unpack(stored)
    return Line(serial, number, _CODES[code], probability)


def table_of(stored: Iterable[bytes]) -> NDArray[np.void]:
    """Read back many lines at once; ``happened`` is the place in ``Happened``."""
    return np.frombuffer(b"".join(stored), dtype=_LINES)


def code_of(happened: Happened) -> int:
    """How a table says what happened."""
    return _CODES.index(happened)


def standing(lines: Sequence[Line]) -> dict[int, Vote]:
    """What a hand says of each statement after all its lines, in the order in which it was said."""
    said: dict[int, Vote] = {}
    for line in lines:
        if line.happened is Happened.DRAWN:
            continue
        said.pop(line.number, None)
        if line.happened is not Happened.NONE:
            said[line.number] = Vote(line.happened.value)
    return said


def last_standing(lines: Sequence[Line]) -> int | None:
    """The statement that was voted on last; None when nothing stands."""
    return next(reversed(standing(lines)), None)


def pending(lines: Sequence[Line], left: Collection[int]) -> int | None:
    """The statement that was drawn, or whose vote was taken back, and that waits for an answer."""
    waiting = (
        line.number
        for line in reversed(lines)
        if line.happened in {Happened.DRAWN, Happened.NONE} and line.number in left
    )
    return next(waiting, None)
