"""How much money goes through each team, and over which link: measured, or estimated by people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from binnenuit.chain.compute.attribution import Attribution
    from binnenuit.chain.compute.funding import Funding
    from binnenuit.chain.compute.graph import Graph
    from binnenuit.organisation.model import CustomerId, Organisation


@dataclass(frozen=True)
class MoneyFlow:
    """Money along the chain.

    Attributes
    ----------
    through
        What goes through each team, cents when measured, else in people's work. Shape (teams,).
    price
        Cents that one unit of ``through`` stands for, per customer. Shape (customers,).
    attributed
        Cents of each customer that reached a known team, 0 when not known. (customers,).
    unattributed
        Cents of each customer of which the team is not known. Shape (customers,).
    estimated
        Money between teams was not booked: the number of people stands in for it.
    """

    through: NDArray[np.float64]
    price: NDArray[np.float64]
    attributed: NDArray[np.float64]
    unattributed: NDArray[np.float64]
    estimated: bool

    @property
    def customer_money(self) -> NDArray[np.float64]:
        """Cents that each customer brings, 0 when not known. Shape (customers,)."""
        return self.attributed + self.unattributed


def flow(
    organisation: Organisation, graph: Graph, attribution: Attribution, funding: Funding
) -> MoneyFlow:
    """Tell how much money goes through each team on its way inward.

    Notes
    -----
    Where every team's income is booked, that is what goes through it. Elsewhere a team needs money
    for its own people and for what it passes on to the teams that serve it, so
    ``x = (I - B')^-1 people``; each customer's booked money is then divided along that flow. One
    transposed solve.
    """
    attributed, unattributed = _customer_money(organisation, graph, attribution)
    measured = np.nan_to_num(graph.money)
    estimated = not _all_booked(graph) or bool(passes_on_too_much(graph).any())
    through = funding.through(_kept(graph)) if estimated else _fitting(graph, funding, measured)
    work = graph.revenue.T @ through
    price = np.divide(attributed, work, out=np.zeros_like(work), where=work > 0)
    known = (attributed > 0) & (work > 0)
    usual = attributed[known].sum() / work[known].sum() if known.any() else 1.0
    price[(attributed + unattributed) <= 0] = usual
    return MoneyFlow(through, price, attributed, unattributed, estimated)


def link_money(graph: Graph, funding: Funding, money: MoneyFlow) -> tuple[csr_array, csr_array]:
    """Divide the customers' money over the links it takes.

    Returns
    -------
    between, direct
        Cents that team i gets from team j, CSR (teams, teams), and from customer c, CSR (teams,
        customers). Money that ends in a loop or is unknown is in neither.
    """
    carried = funding.carried(money.price)
    between = graph.works_for.multiply(money.through[:, None]).multiply(carried[None, :])
    direct = graph.revenue.multiply(money.through[:, None]).multiply(money.price[None, :])
    return between.tocsr(), direct.tocsr()


def _kept(graph: Graph) -> NDArray[np.float64]:
    """Count what each team keeps for its own work: its people; one each when none are known."""
    return graph.people if graph.people.any() else np.ones(len(graph.teams))


def _all_booked(graph: Graph) -> bool:
    return all(
        row.money is not None or row.lives_below or not row.parts for row in graph.rows.values()
    ) and bool(np.nansum(graph.money) > 0)


def passes_on_too_much(graph: Graph) -> NDArray[np.bool_]:
    """Tell which teams pass on more than they get, by more than amounts in whole cents explain."""
    measured = np.nan_to_num(graph.money)
    links = graph.works_for
    rounded = np.diff(links.indptr) + np.bincount(links.indices, minlength=links.shape[0])
    over = links.T @ measured - measured
    return np.asarray((over > 1 + rounded + measured * 1e-9) & ~np.isnan(graph.money))


def _fitting(graph: Graph, funding: Funding, measured: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift cents where amounts in whole cents make a team pass on a little more than it gets."""
    kept = measured - graph.works_for.T @ measured
    return measured if (kept >= 0).all() else funding.through(np.maximum(kept, 0.0))


def _customer_money(
    organisation: Organisation, graph: Graph, attribution: Attribution
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    index: dict[CustomerId, int] = {customer: i for i, customer in enumerate(graph.customers)}
    attributed = np.zeros(len(index))
    unattributed = np.zeros(len(index))
    for (_, customer), cents in attribution.earned.items():
        if customer in index:
            attributed[index[customer]] += cents
    for customer, cents in attribution.no_team.items():
        if customer in index:
            unattributed[index[customer]] += cents
    outside: dict[str, int] = {str(customer): i for customer, i in index.items()}
    for link in organisation.links:
        if link.amount is not None and link.customer in outside:
            attributed[outside[link.customer]] += float(link.amount) * 100
    return np.maximum(attributed, 0), np.maximum(unattributed, 0)
