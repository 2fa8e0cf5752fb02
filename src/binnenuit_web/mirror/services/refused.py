"""What earlier rounds hold a new one to: weeks between figures, and never fewer people in one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from binnenuit_web.mirror.models import Layer

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.models import Round

__all__ = [
    "BETWEEN",
    "LowerError",
    "NotNowError",
    "NotReadyError",
    "TooSoonError",
    "agreed_in",
    "demand_allowed",
]

BETWEEN: Final = timedelta(days=28)
"""Each round has noise of its own: the mean of many in a row would tell the answers behind it."""


class NotNowError(Exception):
    """It cannot be done as things stand now; somebody else did something meanwhile."""


class NotReadyError(NotNowError):
    """People did not vote on their readiness yet, and nobody said to begin without that."""


class TooSoonError(NotNowError):
    """Figures were shown only just now; a round may begin from the day ``from_on``."""

    def __init__(self, from_on: date) -> None:
        super().__init__(from_on)
        self.from_on = from_on


class LowerError(NotNowError):
    """Figures of an earlier round told of no fewer than ``k`` people; that was agreed to."""

    def __init__(self, name: str, k: int) -> None:
        super().__init__(name, k)
        self.name, self.k = name, k


def agreed_in() -> Round | None:
    """The round with the highest k of which figures were shown, the first of these."""
    rounds = [layer.round for layer in _shown()]
    return max(rounds, key=lambda row: (row.k, -row.pk), default=None)


def demand_allowed(k: int, today: date) -> None:
    """Refuse a round with a lower k than an earlier one, or within four weeks of its figures.

    A round of which no figure was shown holds nobody to anything.
    """
    earlier = agreed_in()
    if earlier is not None and k < earlier.k:
        raise LowerError(earlier.name, earlier.k)
    days = [layer.shown_on for layer in _shown() if layer.shown_on is not None]
    if days and today < max(days) + BETWEEN:
        raise TooSoonError(max(days) + BETWEEN)


def _shown() -> list[Layer]:
    """Layers of which a figure was shown: with a scale that the gate did not refuse."""
    rows = Layer.objects.exclude(shown_on=None).select_related("round")
    return [row for row in rows if "" in row.shown.values()]
