"""The words that all rooms share: teams in layers, people, customers, and who works for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

TeamId = NewType("TeamId", str)
PersonId = NewType("PersonId", str)
CustomerId = NewType("CustomerId", str)


@dataclass(frozen=True)
class Period:
    """From ``start`` (inclusive) to ``end`` (exclusive); None is open."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


ALWAYS = Period()


@dataclass(frozen=True)
class Team:
    """People who work together, with one leader; directors and the chief executive are teams too.

    Attributes
    ----------
    parent
        The team above; None for the top.
    leader
        Person who leads the team; None when nobody does or it is not known.
    layer
        Name of the layer, free text; empty when the depth in the tree is all that is known.
    cost_centre
        Code under which the books know this team; empty when they do not.
    """

    id: TeamId
    name: str
    parent: TeamId | None = None
    leader: PersonId | None = None
    layer: str = ""
    cost_centre: str = ""
    period: Period = ALWAYS


@dataclass(frozen=True)
class Membership:
    """One person in one team during a period."""

    person: PersonId
    team: TeamId
    name: str = ""
    email: str = ""
    language: str = ""
    period: Period = ALWAYS


@dataclass(frozen=True)
class Customer:
    """Someone outside: who brings money is a customer, who only uses the product is a consumer.

    Attributes
    ----------
    pays
        Brings money. Only then is it a customer in the sense of the chain.
    consumes
        Uses the product; None when it is not known.
    known
        False for buyers whose names nobody knows (a counter, a web shop without accounts):
        their money is shown as anonymous revenue.
    """

    id: CustomerId
    name: str
    pays: bool = True
    consumes: bool | None = None
    known: bool = True


class LinkKind(StrEnum):
    """What a link says: the supplier works for the customer, or the customer pays the supplier."""

    SERVES = "serves"
    PAYS = "pays"


class Basis(StrEnum):
    """How a link came to be known."""

    NAMED = "named"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    BOOKED = "booked"
    IMPORTED = "imported"


@dataclass(frozen=True)
class ServiceLink:
    """The supplier, a team, works for the customer, a team or an outsider.

    Attributes
    ----------
    work_share
        For ``serves``: share of the supplier's work, 0 to 1; None when not said.
    amount
        For ``pays``: money a year in ``currency``, at least 0; None for ``serves``.
    """

    supplier: TeamId
    customer: TeamId | CustomerId
    kind: LinkKind
    work_share: float | None = None
    amount: Decimal | None = None
    currency: str = ""
    basis: Basis = Basis.IMPORTED
    period: Period = ALWAYS


class Dimension(StrEnum):
    """By which kind of code the books tell teams (or internal customers) apart."""

    COST_CENTRE = "cost_centre"
    PROJECT = "project"
    PRODUCT = "product"
    ACCOUNT = "account"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class CodeMapping:
    """A code in the books belongs to a team, or says who paid where the books name nobody.

    Attributes
    ----------
    dimension
        Kind of code. ``customer``: this relation of the books is one of our own teams.
    team
        The team that earned the money; or a customer id (ids share one namespace): who paid it.
    """

    dimension: Dimension
    code: str
    team: TeamId | CustomerId


@dataclass(frozen=True)
class Organisation:
    """Everything known about who is there and who works for whom, over all time.

    Lookups are made once and kept; cost linear in the number of teams, people and links.

    Attributes
    ----------
    vacancies
        The team of each place that is there but that nobody fills.
    """

    teams: tuple[Team, ...] = ()
    people: tuple[Membership, ...] = ()
    customers: tuple[Customer, ...] = ()
    links: tuple[ServiceLink, ...] = ()
    mapping: tuple[CodeMapping, ...] = ()
    vacancies: tuple[TeamId, ...] = ()

    def on(self, day: date) -> Organisation:
        """Return the organisation as it stood on ``day``.

        A team whose team above is not there is a top of its own; a link to or from a team that is
        not there does not count.
        """
        there = {team.id for team in self.teams if team.period.contains(day)}
        gone = set(self.team_by_id) - there
        return replace(
            self,
            teams=tuple(
                replace(team, parent=None) if team.parent in gone else team
                for team in self.teams
                if team.period.contains(day)
            ),
            people=tuple(member for member in self.people if member.period.contains(day)),
            links=tuple(
                link
                for link in self.links
                if link.period.contains(day) and gone.isdisjoint((link.supplier, link.customer))
            ),
        )

    @cached_property
    def team_by_id(self) -> dict[TeamId, Team]:
        """Every team by its id."""
        return {team.id: team for team in self.teams}

    @cached_property
    def customer_by_id(self) -> dict[CustomerId, Customer]:
        """Every customer by its id."""
        return {customer.id: customer for customer in self.customers}

    @cached_property
    def children(self) -> dict[TeamId | None, tuple[Team, ...]]:
        """Teams directly below each team, in the order given; under None the top."""
        below: dict[TeamId | None, list[Team]] = {}
        for team in self.teams:
            below.setdefault(team.parent, []).append(team)
        return {parent: tuple(teams) for parent, teams in below.items()}

    @cached_property
    def headcount(self) -> dict[TeamId, int]:
        """Number of people who are a member of each team itself, its sub-teams not counted."""
        counts = dict.fromkeys(self.team_by_id, 0)
        for member in self.people:
            counts[member.team] = counts.get(member.team, 0) + 1
        return counts

    @cached_property
    def depth(self) -> dict[TeamId, int]:
        """Layer of each team, counted from the top: 0, 1, 2 ..."""
        depths: dict[TeamId, int] = {}
        layer = self.children.get(None, ())
        level = 0
        while layer:
            depths.update((team.id, level) for team in layer)
            layer = tuple(
                child
                for team in layer
                for child in self.children.get(team.id, ())
                if child.id not in depths  # over the years teams may have changed places
            )
            level += 1
        return depths
