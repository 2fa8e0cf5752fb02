"""Which two sides have a talk about what they bring each other, and in which layer it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.exchange.model import Kind
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import CustomerId, LinkKind, TeamId
from binnenuit.organisation.parties import Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.organisation.model import Organisation, ServiceLink


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


def relations(organisation: Organisation) -> tuple[Relation, ...]:
    """Which relations does an organisation have, and which of them come first?

    Parameters
    ----------
    organisation
        As it stands on one day (``Organisation.on``).

    Returns
    -------
    relations
        Each leader with each of the people led, in the layer of that leader; then each team with
        each team it serves and each known customer who pays it, once a pair, in the layer after
        the one in which the team is led. A team that nobody leads goes by the nearest team above
        that is led; when there is none, by layer 1. Whoever leads somebody through two teams has
        one relation, in the higher layer. Empty for an organisation without people and links.

    Notes
    -----
    Linear in teams, people and links.
    """
    leading = Leading(organisation)
    once: dict[tuple[Party, Party], Relation] = {}
    for each in (*_led(leading), *_served(leading)):
        once.setdefault((each.giver, each.receiver), each)
    return tuple(once.values())


def _led(leading: Leading) -> Iterator[Relation]:
    for led in leading.led:
        giver = Party.person(led.leader)
        for person in led.people:
            yield Relation(Kind.LEADING, giver, Party.person(person), led.layer)


def _served(leading: Leading) -> Iterator[Relation]:
    led_in = _layers(leading)
    for link in leading.organisation.links:
        receiver = _receiver(link, leading.organisation)
        if receiver is not None and link.supplier in led_in:
            kind = Kind.SERVING if link.kind is LinkKind.SERVES else Kind.PAYING
            yield Relation(kind, Party.team(link.supplier), receiver, led_in[link.supplier] + 1)


def _layers(leading: Leading) -> dict[TeamId, int]:
    """Layer in which each team is led, or else the nearest team above it; 0 when nobody leads."""
    own = {led.team: led.layer for led in leading.led}
    organisation = leading.organisation
    found: dict[TeamId, int] = {}
    for team in sorted(organisation.teams, key=lambda team: organisation.depth.get(team.id, 0)):
        above = found.get(team.parent, 0) if team.parent else 0
        found[team.id] = own.get(team.id, above)
    return found


def _receiver(link: ServiceLink, organisation: Organisation) -> Party | None:
    """Who is served: another team, or a customer outside who pays and whose name is known."""
    if link.kind is LinkKind.SERVES:
        team = TeamId(link.customer)
        inside = team in organisation.team_by_id and team != link.supplier
        return Party.team(team) if inside else None
    customer = organisation.customer_by_id.get(CustomerId(link.customer))
    return Party.customer(customer.id) if customer is not None and customer.known else None
