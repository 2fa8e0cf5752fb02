"""What a reader must know about a chain: who is cut off, what is unknown, what was assumed."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.compute.graph import NOTHING
from binnenuit.chain.compute.money import passes_on_too_much
from binnenuit.chain.disclose.shares import SMALLEST, node_name
from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.organisation.model import Basis, LinkKind, TeamId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from binnenuit.chain.compute.solved import SolvedChain
    from binnenuit.organisation.model import Organisation

ABOUT_A_YEAR = (360, 372)


def chain_findings(chain: SolvedChain) -> tuple[Finding, ...]:
    """Collect everything to know about ``chain``; each kind at most once, the worst first."""
    return (
        *chain.findings,
        *_same_days(chain),
        *_part_of_a_year(chain),
        *_nobody(chain),
        *_loops(chain),
        *_without_links(chain),
        *_budgets(chain),
        *_objected(chain),
        *_unknown_money(chain),
        *_loose_charges(chain),
        *_passing_on_too_much(chain),
        *_paid_after_all(chain),
        *_refunds(chain),
        *_unsaid_shares(chain),
    )


def _same_days(chain: SolvedChain) -> Iterator[Finding]:
    dated = sorted(
        ((book.start, book.end, book.source) for book in chain.books if book.start and book.end),
    )
    overlapping = [
        (before[2], after[2]) for before, after in pairwise(dated) if after[0] <= before[1]
    ]
    if overlapping:
        yield Finding(
            "chain.same-days",
            sentence(
                "These books tell of the same days and are added: {files}. If they hold the same "
                "sales, leave one out.",
                files=", ".join(dict.fromkeys(name for pair in overlapping for name in pair)),
            ),
        )


def _part_of_a_year(chain: SolvedChain) -> Iterator[Finding]:
    """Yearly amounts of links and books of another length do not weigh the same."""
    days = [(book.end - book.start).days for book in chain.books if book.start and book.end]
    odd = [length for length in days if not ABOUT_A_YEAR[0] <= length <= ABOUT_A_YEAR[1]]
    if odd and any(link.amount is not None for link in chain.organisation.links):
        yield Finding(
            "chain.part-of-year",
            sentence(
                "Some books tell of {days} days, while links give amounts of a year; both are "
                "added as they stand. Use books of a whole year, or amounts of the same days.",
                days=odd[0] + 1,
            ),
        )


def _nobody(chain: SolvedChain) -> Iterator[Finding]:
    if not chain.graph.teams:
        yield Finding(
            "chain.nobody",
            sentence("There are no teams, so there is nobody to follow money to. Add teams.csv."),
        )


def _loops(chain: SolvedChain) -> Iterator[Finding]:
    for circle in chain.funding.loops:
        yield Finding(
            "chain.loop",
            sentence(
                "These teams only work for one another, so no customer reaches them: {teams}. Ask "
                "for whom their work is in the end.",
                teams=_names(chain, (chain.graph.teams[row] for row in circle)),
            ),
        )


def _without_links(chain: SolvedChain) -> Iterator[Finding]:
    silent = [team for team, row in chain.graph.rows.items() if row is NOTHING]
    if silent:
        yield Finding(
            "chain.no-links",
            sentence(
                "Nobody has said for whom these teams work: {teams}. Let them name up to five "
                "teams or customers.",
                teams=_names(chain, silent),
            ),
        )


def _budgets(chain: SolvedChain) -> Iterator[Finding]:
    paid = [
        link.supplier
        for link in chain.organisation.links
        if link.kind is LinkKind.PAYS and link.customer in _above(chain.organisation, link.supplier)
    ]
    if paid:
        yield Finding(
            "chain.budget",
            sentence(
                "Money from a team above goes to: {teams}. A budget handed down is no customer: "
                "say whom that budget serves.",
                teams=_names(chain, dict.fromkeys(paid)),
            ),
        )


def _above(organisation: Organisation, team: TeamId) -> set[str]:
    above: set[str] = set()
    at = organisation.team_by_id.get(team)
    while at is not None and at.parent is not None and at.parent not in above:
        above.add(at.parent)
        at = organisation.team_by_id.get(at.parent)
    return above


def _objected(chain: SolvedChain) -> Iterator[Finding]:
    links = [
        f"{node_name(chain, link.supplier)} > {node_name(chain, link.customer)}"
        for link in chain.organisation.links
        if link.basis is Basis.OBJECTED
    ]
    if links:
        yield Finding(
            "chain.objected",
            sentence(
                "The other side objected: {links}. That share counts as unknown until the two have "
                "talked.",
                links=listed(links),
            ),
        )


def _unknown_money(chain: SolvedChain) -> Iterator[Finding]:
    total = chain.revenue
    if not total:
        return
    team = chain.attribution.without_team / total
    if team > SMALLEST:
        yield Finding(
            "chain.unknown-team",
            sentence(
                "The books do not say which team earned {percent}% of the revenue. Tie its codes "
                "to teams.",
                percent=_percent(team),
            ),
        )
    customer = chain.attribution.without_customer / total
    if customer > SMALLEST:
        yield Finding(
            "chain.unknown-customer",
            sentence(
                "The books do not say who paid {percent}% of the revenue.",
                percent=_percent(customer),
            ),
        )


def _loose_charges(chain: SolvedChain) -> Iterator[Finding]:
    attribution = chain.attribution
    loose = attribution.charged_to_unknown + sum(attribution.charged_by_unknown.values())
    total = loose + sum(attribution.charged.values())
    if 0 < loose <= total:
        yield Finding(
            "chain.unknown-charges",
            sentence(
                "Of {percent} % of what is charged inside, one of the two teams is not known. Tie "
                "its codes to teams.",
                percent=_percent(loose / total),
            ),
        )


def _passing_on_too_much(chain: SolvedChain) -> Iterator[Finding]:
    rows = np.flatnonzero(passes_on_too_much(chain.graph))
    if rows.size:
        yield Finding(
            "chain.passes-on-more",
            sentence(
                "According to the amounts these teams pass on more than they get: {teams}. So what "
                "each team keeps is estimated by its people. Check the amounts.",
                teams=_names(chain, (chain.graph.teams[row] for row in rows)),
            ),
        )


def _paid_after_all(chain: SolvedChain) -> Iterator[Finding]:
    paid = {customer for (_, customer) in chain.attribution.earned}
    paid.update(chain.attribution.no_team)
    known = chain.organisation.customer_by_id
    after_all = sorted(payer for payer in paid if payer in known and not known[payer].pays)
    if after_all:
        yield Finding(
            "chain.paid-after-all",
            sentence(
                "These do not pay according to the customers, and paid according to the books: "
                "{customers}. What they paid is counted. Correct the customers, or tie the money "
                "to who did pay.",
                customers=_names(chain, after_all),
            ),
        )


def _refunds(chain: SolvedChain) -> Iterator[Finding]:
    refunded = {customer for (_, customer), cents in chain.attribution.earned.items() if cents < 0}
    if refunded:
        yield Finding(
            "chain.refunds",
            sentence(
                "From some team these customers got back more than they paid it, so they brought "
                "that team no money: {customers}.",
                customers=_names(chain, sorted(refunded)),
            ),
        )


def _unsaid_shares(chain: SolvedChain) -> Iterator[Finding]:
    unsaid = {
        link.supplier
        for link in chain.organisation.links
        if link.kind is LinkKind.SERVES and link.work_share is None
    }
    if unsaid:
        yield Finding(
            "chain.equal-shares",
            sentence(
                "Named without a share of the work, so what they named counts equally until they "
                "say more: {teams}.",
                teams=_names(chain, sorted(unsaid)),
            ),
        )


def _names(chain: SolvedChain, nodes: Iterable[str]) -> str:
    return listed([node_name(chain, node) for node in nodes])


def _percent(share: float) -> float:
    """Round up, so that what is there is never said to be nothing."""
    return math.ceil(share * 1000) / 10
