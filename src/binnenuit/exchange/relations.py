"""Which two sides have a talk about what they bring each other, and in which layer it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.exchange.model import Kind
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import LinkKind, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.organisation.paying import paying_customers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from binnenuit.organisation.model import Organisation
    from binnenuit.organisation.paying import PaidBy


@dataclass(frozen=True)
class Relation:
    """Two sides: ``giver`` serves, ``receiver`` is the customer.

    Attributes
    ----------
    layer
        1 for the talks with which everything begins, 2 for those that open next, and so on.
    """

    kind: Kind
    giver: Party
    receiver: Party
    layer: int


def relations(organisation: Organisation, payers: Iterable[PaidBy] = ()) -> tuple[Relation, ...]:
    """Which relations does an organisation have, and which of them come first?

    Parameters
    ----------
    organisation
        As it stands on one day (``Organisation.on``).
    payers
        Who pays which team as the books show it; may be empty.

    Returns
    -------
    relations
        Each leader with each of the people led, in the layer of that leader; then each team with
        each known customer who pays it (``paying_customers``) and each team it serves, once a pair,
        in the layer after the one in which the team is led. A team that nobody leads goes by the
        nearest team above that is led; when there is none, by layer 1. Whoever leads somebody
        through two teams has one relation, in the higher layer. Empty for an organisation without
        people and links.

    Notes
    -----
    Linear in teams, people, links and payers.
    """
    leading = Leading(organisation)
    once: dict[tuple[Party, Party], Relation] = {}
    for each in (*_led(leading), *_of_teams(leading, payers)):
        once.setdefault((each.giver, each.receiver), each)
    return tuple(once.values())


def _led(leading: Leading) -> Iterator[Relation]:
    for led in leading.led:
        giver = Party.person(led.leader)
        for person in led.people:
            yield Relation(Kind.LEADING, giver, Party.person(person), led.layer)


def _of_teams(leading: Leading, payers: Iterable[PaidBy]) -> Iterator[Relation]:
    led_in = _layers(leading)
    for kind, team, receiver in (*_paid(leading, payers), *_serving(leading)):
        yield Relation(kind, Party.team(team), receiver, led_in[team] + 1)


def _paid(leading: Leading, payers: Iterable[PaidBy]) -> Iterator[tuple[Kind, TeamId, Party]]:
    for team, customers in paying_customers(leading.organisation, payers).items():
        for customer in customers:
            yield Kind.PAYING, team, Party.customer(customer)


def _serving(leading: Leading) -> Iterator[tuple[Kind, TeamId, Party]]:
    there = leading.organisation.team_by_id
    for link in leading.organisation.links:
        team = TeamId(link.customer)
        is_between = team in there and link.supplier in there and team != link.supplier
        if link.kind is LinkKind.SERVES and is_between:
            yield Kind.SERVING, link.supplier, Party.team(team)


def _layers(leading: Leading) -> dict[TeamId, int]:
    """Layer in which each team is led, or else the nearest team above it; 0 when nobody leads."""
    own = {led.team: led.layer for led in leading.led}
    organisation = leading.organisation
    found: dict[TeamId, int] = {}
    for team in sorted(organisation.teams, key=lambda team: organisation.depth.get(team.id, 0)):
        above = found.get(team.parent, 0) if team.parent else 0
        found[team.id] = own.get(team.id, above)
    return found
