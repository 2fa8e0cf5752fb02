"""How many people a release says there are: ``5-9``, ``250+``, a number, or two numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BAND: Final = re.compile(r"\s*(\d+)\s*(?:(\+)|[-–]\s*(\d+))?\s*")  # noqa: RUF001 - a long dash

ANY_NUMBER: Final = 2**40
_NO_BAND: Final = "no band"


class Band(NamedTuple):
    """At least ``low`` and at most ``high`` people."""

    low: int
    high: int

    def __and__(self, other: Band) -> Band:
        """Combine what two sources say."""
        return Band(max(self.low, other.low), min(self.high, other.high))

    def less(self, others: Iterable[Band]) -> Band:
        """Take others out that are part of these people."""
        parts = list(others)
        low = max(self.low - sum(part.high for part in parts), 0)
        high = max(self.high - sum(part.low for part in parts), 0)
        return Band(low, ANY_NUMBER if self.high == ANY_NUMBER else high)

    def __contains__(self, people: object) -> bool:
        return isinstance(people, int) and self.low <= people <= self.high


NOBODY: Final = Band(0, 0)
UNKNOWN: Final = Band(0, ANY_NUMBER)


def band_of(said: object) -> Band:
    """Read a band; nothing at all is nobody.

    Raises
    ------
    ValueError
        It is no band.
    """
    match said:
        case None | "":
            return NOBODY
        case bool():
            raise ValueError(_NO_BAND, said)
        case int():
            return _checked(said, said)
        case [int(low), int(high)]:
            return _checked(low, high)
        case str() if found := _BAND.fullmatch(said):
            first, plus, last = found.groups()
            return _checked(int(first), ANY_NUMBER if plus else int(last or first))
    raise ValueError(_NO_BAND, said)


def _checked(low: int, high: int) -> Band:
    if not 0 <= low <= high:
        raise ValueError(_NO_BAND, low, high)
    return Band(low, high)
