"""One organisation's chain, solved: everything that the disclosure step draws from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.chain.compute.attribution import Attribution, attribute
from binnenuit.chain.compute.existence import first_reached
from binnenuit.chain.compute.funding import Funding, funding
from binnenuit.chain.compute.graph import Graph, build
from binnenuit.chain.compute.money import MoneyFlow, flow, link_money
from binnenuit.chain.compute.ranges import Ranges, ranges
from binnenuit.chain.compute.relations import check_currency, with_books

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from binnenuit.chain.model import Books
    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation, TeamId

# Ranges are resampled for this many of the largest customers and up to this many teams: a page
# shows fewer customers, and beyond it 200 draws would keep a reader waiting.
RANGED_CUSTOMERS: Final = 24
RANGED_TEAMS: Final = 2_000
SEED: Final = 20_261_121


@dataclass(frozen=True)
class SolvedChain:
    """The chain of one organisation; each part is computed on first use and kept.

    Attributes
    ----------
    organisation
        With the teams and customers that only the books knew.
    findings
        What had to be assumed to read the organisation and the books together.
    """

    organisation: Organisation
    books: tuple[Books, ...]
    currency: str
    graph: Graph
    attribution: Attribution
    findings: tuple[Finding, ...]

    @cached_property
    def funding(self) -> Funding:
        """Who brings whose money."""
        return funding(self.graph.works_for, self.graph.revenue)

    @cached_property
    def money(self) -> MoneyFlow:
        """Money through each team, measured or estimated."""
        return flow(self.organisation, self.graph, self.attribution, self.funding)

    @cached_property
    def links(self) -> tuple[csr_array, csr_array]:
        """Cents over each link: between teams, and from customers."""
        return link_money(self.graph, self.funding, self.money)

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """What each customer brings: cents where any are known, else work. Shape (customers,)."""
        money = self.money.customer_money
        return money if money.any() else self.graph.revenue.T @ self.money.through

    @cached_property
    def team_index(self) -> dict[TeamId, int]:
        """Row of each team."""
        return {team: i for i, team in enumerate(self.graph.teams)}

    @cached_property
    def first_loop(self) -> NDArray[np.intp]:
        """The first closed circle that each team's money can end in; -1 for none."""
        return first_reached(self.graph.works_for, self.funding.loops)

    @cached_property
    def customer_index(self) -> dict[str, int]:
        """Column of each customer."""
        return {str(customer): i for i, customer in enumerate(self.graph.customers)}

    @cached_property
    def revenue(self) -> int:
        """All money from outside, cents, booked and named in links; no internal charges."""
        attributed, unknown = self.money.customer_money, self.attribution.without_customer
        return round(float(attributed.sum())) + max(unknown, 0)

    @cached_property
    def ranged(self) -> dict[int, int]:
        """Position among the resampled customers, by column; empty when every row is firm."""
        rough = bool(np.isfinite(self.graph.evidence).any())
        if not rough or len(self.graph.teams) > RANGED_TEAMS:
            return {}
        largest = np.argsort(-self.weight, kind="stable")[:RANGED_CUSTOMERS]
        return {int(customer): place for place, customer in enumerate(largest)}

    @cached_property
    def ranges(self) -> Ranges:
        """Between what shares and hand-overs lie when the rough links are drawn again."""
        return ranges(
            self.graph.works_for,
            self.graph.revenue,
            self.graph.evidence,
            customers=list(self.ranged),
            generator=np.random.default_rng(SEED),
        )


def solve(
    organisation: Organisation,
    books: Sequence[Books],
    *,
    revenue_accounts: Collection[str] | None,
) -> SolvedChain:
    """Lay the chain of ``organisation`` and ``books``: :func:`binnenuit.chain.disclose.chain`."""
    complete, findings = with_books(organisation, books)
    attribution = attribute(complete, books, revenue_accounts=revenue_accounts)
    return SolvedChain(
        organisation=complete,
        books=tuple(books),
        currency=check_currency(complete, books),
        graph=build(complete, attribution),
        attribution=attribution,
        findings=findings,
    )
