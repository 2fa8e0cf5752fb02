"""What one person sends: answers about his own side and about teams he dealt with, and no name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.model import TeamId

DONT_KNOW: Final = "dk"


class Part(StrEnum):
    """Which questions a ballot holds.

    ``FULL`` is everything; ``ABOVE`` only the questions about who leads ``Ballot.team``, asked of
    the layer below those whom he leads; ``CUSTOMER`` what somebody who pays is asked.
    """

    FULL = "full"
    ABOVE = "above"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Row:
    """Answers about one team, or the leader of one.

    Attributes
    ----------
    rated
        The team; of whom it is asked there follows from the scale of each item.
    answers
        By item code: the value of an option, or ``DONT_KNOW``. What was skipped is not in it.
    """

    rated: TeamId
    answers: Mapping[str, int | str]


@dataclass(frozen=True)
class Ballot:
    """One ballot. Nothing in it tells who sent it, when, or in which order.

    Attributes
    ----------
    team
        Where it counts: the team whose leader is asked about, or the team that faces the customer.
    rows
        The first about ``team``, the others about the teams one dealt with.
    """

    team: TeamId
    part: Part = Part.FULL
    rows: tuple[Row, ...] = field(default=())
