"""One organisation's chain as it may be shown; each part is computed when somebody asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from binnenuit.chain.compute.solved import SolvedChain, solve
from binnenuit.chain.disclose.findings import chain_findings
from binnenuit.chain.disclose.hands import hands, share_of_all
from binnenuit.chain.disclose.ladder import ladder, ladders
from binnenuit.chain.disclose.payers import payers
from binnenuit.chain.disclose.shares import SMALLEST, customer_share, descending, money
from binnenuit.chain.disclose.words import Flow, Hands, Ladder, Share, UnknownMoney

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal

    from scipy.sparse import csr_array

    from binnenuit.chain.model import Books
    from binnenuit.findings import Finding
    from binnenuit.organisation.model import CustomerId, Organisation, TeamId
    from binnenuit.organisation.paying import PaidBy


def chain(
    organisation: Organisation,
    books: Sequence[Books] = (),
    *,
    revenue_accounts: Collection[str] | None = None,
    amounts: bool = False,
) -> ChainPicture:
    """Follow the money of ``organisation`` from the customers who pay to every team.

    Parameters
    ----------
    organisation
        As it stands on the day asked about (``Organisation.on``). Without teams, the cost centres
        of the books are taken for teams.
    books
        What accounting files say; may be empty.
    revenue_accounts
        Codes of the accounts confirmed as revenue; None takes those proposed by the readers.
    amounts
        Whether amounts of money may be shown.

    Raises
    ------
    BooksError
        Amounts are in more than one currency.

    Notes
    -----
    Reading is linear in teams, links and postings; the first ladder solves the chain once.
    """
    return ChainPicture(
        solve(organisation, books, revenue_accounts=revenue_accounts), amounts=amounts
    )


class ChainPicture:
    """Everything that may be shown of one organisation's chain; made by :func:`chain`.

    Attributes
    ----------
    organisation
        With the teams and customers that only the books knew.
    teams
        Ids of all teams, in the order of the organisation.
    currency
        Of every amount; empty when the files name none.
    """

    def __init__(self, solved: SolvedChain, *, amounts: bool) -> None:
        self._chain = solved
        self._amounts = amounts
        self.organisation: Organisation = solved.organisation
        self.teams: tuple[TeamId, ...] = solved.graph.teams
        self.currency = solved.currency

    def ladder(self, team: TeamId) -> Ladder:
        """For whom does ``team`` work? KeyError for a team that is not there."""
        return ladder(self._chain, team, amounts=self._amounts)

    def ladders(self, *, at_most: int) -> Iterator[Ladder]:
        """For whom does every team work? Far quicker than to ask for each ladder by itself.

        Each holds its ``at_most`` largest customers, without hand-overs for each of them; what the
        other customers bring is in ``others``. One solve for each customer.
        """
        return ladders(self._chain, amounts=self._amounts, at_most=at_most)

    def hands(self, customer: str, *, at_most: int | None = None) -> Hands:
        """Whose hands does the money of ``customer`` pass? KeyError for an unknown customer.

        With ``at_most``, only the teams that keep most; what the other teams keep is in ``others``.
        """
        return hands(self._chain, customer, amounts=self._amounts, at_most=at_most)

    def payers(self, among: Collection[CustomerId], *, at_most: int) -> tuple[PaidBy, ...]:
        """Who pays each team directly? The ``at_most`` largest of each, without amounts.

        Only customers of ``among`` who pay and are known by name. Linear in links; solves nothing.
        """
        return tuple(payers(self._chain, among, at_most=at_most))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader must know about this chain."""
        return chain_findings(self._chain)

    @property
    def revenue(self) -> Decimal | None:
        """All money from outside; None when it may not be shown or none is known."""
        return money(self._chain.revenue or None, amounts=self._amounts)

    @property
    def unknown_customer_share(self) -> float:
        """Share of all revenue of which nobody knows who paid it, 0 to 1."""
        return self._of_revenue(self._chain.attribution.without_customer)

    @property
    def unknown_team_share(self) -> float:
        """Share of all revenue of which nobody knows which team earned it, 0 to 1."""
        return self._of_revenue(self._chain.attribution.without_team)

    @cached_property
    def customers(self) -> tuple[Share, ...]:
        """Everyone who brings money, as a share of all revenue, largest first."""
        return tuple(
            customer_share(self._chain, column, share_of_all(self._chain, column))
            for column in descending(self._chain.weight)
        )

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Money over every link, as a share of all money that is followed, largest first."""
        between, direct = self._chain.links
        total = float(direct.sum()) or 1.0
        customers = self._chain.graph.customers
        flows = [
            *_flows(direct, total, customers, self.teams, from_customer=True),
            *_flows(between, total, self.teams, self.teams, from_customer=False),
        ]
        return tuple(sorted(flows, key=lambda flow: (-flow.share, flow.source, flow.target)))

    @cached_property
    def unknown(self) -> tuple[UnknownMoney, ...]:
        """Revenue without a team or without a customer, largest first."""
        return tuple(
            UnknownMoney(
                lacks=gap.lacks,
                dimension=gap.dimension,
                code=gap.code,
                name=self._code_names.get((gap.dimension.value, gap.code), ""),
                share=self._of_revenue(gap.cents),
                amount=money(gap.cents, amounts=self._amounts),
                lines=gap.lines,
            )
            for gap in self._chain.attribution.gaps
        )

    @cached_property
    def _code_names(self) -> dict[tuple[str, str], str]:
        codes = ((c.dimension.value, c.code, c.name) for b in self._chain.books for c in b.codes)
        accounts = (("account", a.code, a.name) for b in self._chain.books for a in b.accounts)
        return {(dimension, code): name for dimension, code, name in (*accounts, *codes)}

    def _of_revenue(self, cents: float) -> float:
        return max(cents, 0.0) / self._chain.revenue if self._chain.revenue else 0.0


def _flows(
    cents: csr_array,
    total: float,
    sources: Sequence[str],
    targets: Sequence[TeamId],
    *,
    from_customer: bool,
) -> Iterable[Flow]:
    cells = cents.tocoo()
    for target, source, amount in zip(*cells.coords, cells.data.tolist(), strict=True):
        if amount > SMALLEST * total:
            yield Flow(sources[int(source)], targets[int(target)], amount / total, from_customer)
