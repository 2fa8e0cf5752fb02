"""What may be shown of the chain: ladders, hands, flows and what is still unknown.

Shares are parts of a whole, 0 to 1. Amounts of money are there only when they were asked for;
whoever may not see the books gets a picture in which they do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from binnenuit.organisation.model import Basis, Dimension, TeamId


class Status(StrEnum):
    """Whether a team's money can be followed to people outside who pay."""

    SERVED = "served"
    PARTLY = "partly"
    CUT_OFF = "cut_off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Share:
    """A part of somebody's money.

    Attributes
    ----------
    id, name
        Customer or team.
    share
        0 to 1.
    low, high
        The 5th and 95th percentile when the links behind it are rough; None when they are firm.
    handovers
        On a ladder: over how many hands this customer's money comes; None elsewhere.
    """

    id: str
    name: str
    share: float
    low: float | None = None
    high: float | None = None
    is_customer: bool = False
    anonymous: bool = False
    basis: Basis | None = None
    handovers: float | None = None


@dataclass(frozen=True)
class Step:
    """One rung of the ladder from a team to the customer who pays.

    Attributes
    ----------
    share
        Share of the money of the rung before that comes over this rung; 1 for the first.
    """

    id: str
    name: str
    share: float
    people: int | None
    is_customer: bool = False
    anonymous: bool = False


@dataclass(frozen=True)
class Ladder:
    """For whom does this team work?

    Attributes
    ----------
    money
        Money that reaches the team, in the time that the books tell of (a year where only links
        say so); None when not known or not to be shown.
    handovers
        Expected number of teams between this team and the customer; None when it is cut off.
    customers
        Who brings the money, largest first; with ``others``, ``unknown`` and ``loop`` they add up
        to 1.
    others
        What customers bring who are not in the list, because only the largest were asked for.
    loop_teams
        Names of the teams in the closed circle that keeps the money inside; empty without one.
    works_for
        Whom the team itself said, or the books say, it works for.
    lives_below
        The team has no links of its own and lives on what the teams below it bring.
    path, path_share
        The most likely way to a customer, and the part of this customer's money that takes it.
    """

    team: TeamId
    name: str
    people: int
    status: Status
    money: Decimal | None
    handovers: float | None
    handovers_low: float | None
    handovers_high: float | None
    customers: tuple[Share, ...]
    unknown: float
    loop: float
    loop_teams: tuple[str, ...]
    works_for: tuple[Share, ...]
    lives_below: bool
    path: tuple[Step, ...]
    path_share: float
    others: float = 0.0


@dataclass(frozen=True)
class Hands:
    """Through whose hands did one euro of this customer go, and what did each team keep?

    Attributes
    ----------
    hands
        Teams with the part of the euro each kept, largest first; with ``others`` and ``unknown``
        they make 1.
    others
        What teams kept that are not in the list, because only the largest were asked for.
    share
        What this customer brings, as a share of all revenue (of all work when no money is known).
    estimated
        Between teams no money was booked; the number of people stands in for it.
    """

    customer: str
    name: str
    anonymous: bool
    money: Decimal | None
    share: float
    hands: tuple[Share, ...]
    unknown: float
    estimated: bool
    others: float = 0.0


@dataclass(frozen=True)
class Flow:
    """Money from ``source`` (customer or team) to ``target`` (team), as a share of all revenue."""

    source: str
    target: str
    share: float
    from_customer: bool


@dataclass(frozen=True)
class UnknownMoney:
    """Revenue of which the books do not say which team earned it, or who paid.

    Attributes
    ----------
    lacks
        ``team`` or ``customer``.
    dimension, code, name
        The best code that the books give: assign this one and the money is known.
    share
        Share of all revenue.
    """

    lacks: str
    dimension: Dimension
    code: str
    name: str
    share: float
    amount: Decimal | None
    lines: int
