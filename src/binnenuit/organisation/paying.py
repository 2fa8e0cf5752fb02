"""Which customers outside pay a team directly: from the links, and from what the books show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.organisation.model import CustomerId, LinkKind, TeamId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from binnenuit.organisation.model import Organisation, ServiceLink


@dataclass(frozen=True)
class PaidBy:
    """One customer who pays one team directly, as the chain found it; without any amount.

    Attributes
    ----------
    rank
        1 for the customer who pays this team most, 2 for the next one, and so on.
    """

    team: TeamId
    customer: CustomerId
    rank: int


def paying_customers(
    organisation: Organisation, payers: Iterable[PaidBy] = ()
) -> Mapping[TeamId, tuple[CustomerId, ...]]:
    """Which customers outside, known by name, pay each team directly?

    Parameters
    ----------
    organisation
        As it stands on one day (``Organisation.on``).
    payers
        Who pays which team as the books show it; may be empty, and may name teams or customers
        that are not there (any more): those are left out.

    Returns
    -------
    customers
        By team, each customer once: those of its links first, then those of ``payers`` by rank.
        A link counts when it says that the customer pays, or that the team works for a customer
        who pays. Teams without such customers are not in it.

    Notes
    -----
    Linear in links and payers, but for sorting the payers.
    """
    found: dict[TeamId, dict[CustomerId, None]] = {}
    for team, customer in (*_linked(organisation), *_told(organisation, payers)):
        found.setdefault(team, {})[customer] = None
    return {team: tuple(customers) for team, customers in found.items()}


def _linked(organisation: Organisation) -> Iterator[tuple[TeamId, CustomerId]]:
    for link in organisation.links:
        if link.supplier in organisation.team_by_id and _is_from_who_pays(link, organisation):
            yield link.supplier, CustomerId(link.customer)


def _is_from_who_pays(link: ServiceLink, organisation: Organisation) -> bool:
    customer = organisation.customer_by_id.get(CustomerId(link.customer))
    if customer is None or not customer.known:
        return False
    return link.kind is LinkKind.PAYS or customer.pays


def _told(
    organisation: Organisation, payers: Iterable[PaidBy]
) -> Iterator[tuple[TeamId, CustomerId]]:
    for each in sorted(payers, key=lambda payer: payer.rank):
        customer = organisation.customer_by_id.get(each.customer)
        there = customer is not None and customer.known and customer.pays
        if there and each.team in organisation.team_by_id:
            yield each.team, each.customer
