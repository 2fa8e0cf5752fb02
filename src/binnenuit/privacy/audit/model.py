"""The words of the auditor: what it attacked, and the smallest group it could lay bare."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """By which attack an answer was found."""

    LAMINAR = "A"
    CUT = "B"
    RANK = "C"
    SUPPORT = "D"


NOTHING_PUBLISHED: Final = 2**62


@dataclass(frozen=True)
class Audit:
    """The fewest people on whose answers a combination of published sums rests.

    Attributes
    ----------
    smallest
        People in the smallest group whose sum can be derived; ``NOTHING_PUBLISHED`` when nothing
        was published. When not ``decided``, the smallest that was found: there may be smaller.
        Levels C and D look no further than ``k``, nor does B where two trees are too tangled: an
        answer of more may then be too high, but no combination rests on fewer than ``k``.
    witness
        The combination that lays it bare: pairs of a published set and its coefficient, the
        largest set first. Empty when nothing was published.
    level
        The attack that gave the answer.
    decided
        Proven: no combination rests on fewer than ``smallest`` people; or, where the attack looked
        no further, on fewer than ``k``.
    k
        Fewest people allowed.
    """

    smallest: int
    witness: tuple[tuple[int, float], ...]
    level: Level
    decided: bool
    k: int

    @property
    def passed(self) -> bool:
        """No combination rests on fewer than ``k`` people, and that is proven."""
        return self.decided and self.smallest >= self.k
