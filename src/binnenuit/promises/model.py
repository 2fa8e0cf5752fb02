"""What can happen to a promise, and how it then stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Happening(StrEnum):
    """What happened to a promise: the giver makes, changes, withdraws or reports it done.

    Whether it was kept is said by the receiving side alone.
    """

    MADE = "made"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    DONE = "done"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


class State(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    CHANGED = "changed"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Happened:
    """One event in the life of a promise.

    Attributes
    ----------
    what, due
        Promised from now on; only when it is made or changed, empty and None otherwise.
    reason
        Why it was changed, withdrawn or not kept; may be empty.
    through_link
        Said by somebody who opened the link of a team or a customer: nobody knows who it was.
    """

    happening: Happening
    on: date
    what: str = ""
    due: date | None = None
    reason: str = ""
    through_link: bool = False


@dataclass(frozen=True)
class Standing:
    """How a promise stands on one day.

    Attributes
    ----------
    what, due
        As they stand now, after every change.
    made_on
        The day on which it was first made.
    asks_giver
        Past its day, and the giver is asked once, kindly: nobody else sees that yet.
    is_overdue
        Past its day and past the days in which the giver was asked: everyone sees that.
    asks_receiver
        The giver says that it was done; the receiving side has not said whether it was kept.
    said_not_kept
        The receiving side said last that it was not kept; the promise stays open.
    history
        Everything that happened, oldest first.
    """

    state: State
    what: str
    due: date
    made_on: date
    asks_giver: bool
    is_overdue: bool
    asks_receiver: bool
    said_not_kept: bool
    history: tuple[Happened, ...]
