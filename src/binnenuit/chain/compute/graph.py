"""From links, books and layers to one sparse graph: for each team, where its money comes from."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from binnenuit.organisation.model import Basis, CustomerId, LinkKind, TeamId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from binnenuit.chain.compute.attribution import Attribution
    from binnenuit.organisation.model import Organisation, ServiceLink

Node = TeamId | CustomerId

# How firmly a row stands, as the concentration of a Dirichlet distribution: with 10 a share
# of one half has a standard deviation of 0.15, with 40 of 0.08. Booked and imported rows stand.
EVIDENCE: Final[Mapping[Basis, float]] = {
    Basis.NAMED: 10.0,
    Basis.CONFIRMED: 40.0,
    Basis.OBJECTED: 10.0,
    Basis.BOOKED: math.inf,
    Basis.IMPORTED: math.inf,
}


@dataclass(frozen=True)
class Row:
    """Where one team's money comes from.

    Attributes
    ----------
    parts
        Share by customer or team; together at most 1, the rest is not known.
    basis
        How each part came to be known.
    money
        Cents that reach the team; None when its row rests on shares of work.
    lives_below
        It has no links of its own and lives on what the teams below it bring.
    """

    parts: Mapping[Node, float]
    basis: Mapping[Node, Basis]
    money: int | None = None
    evidence: float = math.inf
    lives_below: bool = False


NOTHING: Final = Row({}, {})
"""The row of a team that has neither links nor money; the very object, for a link to which the
other side objected leaves a row without parts too."""


@dataclass(frozen=True)
class Graph:
    """One organisation as a sparse graph, rows in the order of ``teams``.

    Attributes
    ----------
    works_for
        Share of team i's money that came from team j. CSR (teams, teams).
    revenue
        Share of team i's money that customer c paid directly. CSR (teams, customers).
    money
        Cents that reach each team, NaN where not known. Shape (teams,).
    evidence
        Concentration of each row, inf for rows that are certain. Shape (teams,).
    people
        People in each team itself. Shape (teams,).
    """

    teams: tuple[TeamId, ...]
    customers: tuple[CustomerId, ...]
    rows: Mapping[TeamId, Row]
    works_for: csr_array
    revenue: csr_array
    money: NDArray[np.float64]
    evidence: NDArray[np.float64]
    people: NDArray[np.float64]


def build(organisation: Organisation, attribution: Attribution) -> Graph:
    """Lay the chain as one sparse graph.

    Notes
    -----
    For each team, in this order: shares of work that it named (objected ones stay unknown), money
    booked or paid for what is left of its work, and for a team with neither, the teams below it.
    Linear in teams and links.
    """
    rows = dict(_rows(organisation, attribution))
    _live_below(organisation, rows)
    teams = tuple(team.id for team in organisation.teams)
    customers = _customers(organisation, rows)
    index: dict[Node, int] = {team: i for i, team in enumerate(teams)}
    payers: dict[Node, int] = {customer: i for i, customer in enumerate(customers)}
    return Graph(
        teams=teams,
        customers=customers,
        rows=rows,
        works_for=_matrix(rows, teams, index),
        revenue=_matrix(rows, teams, payers),
        money=np.array(
            [math.nan if rows[team].money is None else rows[team].money for team in teams],
            dtype=np.float64,
        ),
        evidence=np.array([rows[team].evidence for team in teams], dtype=np.float64),
        people=np.array([organisation.headcount.get(team, 0) for team in teams], dtype=np.float64),
    )


def _rows(organisation: Organisation, attribution: Attribution) -> Iterable[tuple[TeamId, Row]]:
    served: dict[TeamId, list[ServiceLink]] = defaultdict(list)
    for link in organisation.links:
        if link.kind is LinkKind.SERVES:
            served[link.supplier].append(link)
    received = _received(organisation, attribution)
    for team in organisation.teams:
        booked = received.get(team.id, {})
        missing = max(attribution.no_customer.get(team.id, 0), 0)
        missing += max(attribution.charged_by_unknown.get(team.id, 0), 0)
        if served[team.id]:
            yield team.id, _row_of_work(organisation, served[team.id], booked, missing)
        else:
            yield team.id, _row_of_money(booked, missing)


def _received(
    organisation: Organisation, attribution: Attribution
) -> dict[TeamId, dict[Node, tuple[int, Basis]]]:
    """Sum, per team, what each customer and each other team paid it, cents."""
    sums: dict[TeamId, dict[Node, tuple[int, Basis]]] = defaultdict(dict)

    def add(team: TeamId, payer: Node, cents: int, basis: Basis) -> None:
        sums[team][payer] = (sums[team].get(payer, (0, basis))[0] + cents, basis)

    for (team, customer), cents in attribution.earned.items():
        add(team, customer, cents, Basis.BOOKED)
    for (payee, payer), cents in attribution.charged.items():
        add(payee, payer, cents, Basis.BOOKED)
    for link in organisation.links:
        if link.kind is LinkKind.PAYS and link.amount is not None:
            add(link.supplier, link.customer, round(link.amount * 100), link.basis)
    # Who got back more than he paid brought nothing this year; a share cannot be negative.
    return {
        team: {payer: paid for payer, paid in payers.items() if paid[0] > 0}
        for team, payers in sums.items()
    }


def _row_of_money(booked: Mapping[Node, tuple[int, Basis]], missing: int) -> Row:
    total = sum(cents for cents, _ in booked.values()) + missing
    if total <= 0:
        return NOTHING
    return Row(
        parts={payer: cents / total for payer, (cents, _) in booked.items()},
        basis={payer: basis for payer, (_, basis) in booked.items()},
        money=total,
    )


def _row_of_work(
    organisation: Organisation,
    links: list[ServiceLink],
    booked: Mapping[Node, tuple[int, Basis]],
    missing: int,
) -> Row:
    shares = work_shares(links)
    parts: dict[Node, float] = defaultdict(float)
    basis: dict[Node, Basis] = {}
    for link, share in zip(links, shares, strict=True):
        if link.basis is not Basis.OBJECTED and pays(organisation, link.customer):
            parts[link.customer] += share
            basis[link.customer] = link.basis
    evidence = min(EVIDENCE[link.basis] for link in links)
    rest = max(1.0 - sum(shares), 0.0)
    money = _row_of_money(booked, missing)
    for payer, share in money.parts.items():
        if rest * share > 0:
            parts[payer] += rest * share
            basis.setdefault(payer, money.basis[payer])
    return Row(parts=dict(parts), basis=basis, evidence=evidence)


def work_shares(links: list[ServiceLink]) -> list[float]:
    """Give every link its share of work; links named without one share what is left equally."""
    said = [link.work_share for link in links]
    unsaid = sum(share is None for share in said)
    left = max(1.0 - sum(share for share in said if share is not None), 0.0)
    return [left / unsaid if share is None else share for share in said]


def pays(organisation: Organisation, node: Node) -> bool:
    """Tell whether ``node`` can bring money: a team, or an outsider who pays."""
    customer = organisation.customer_by_id.get(CustomerId(node))
    return customer is None or customer.pays


def _live_below(organisation: Organisation, rows: dict[TeamId, Row]) -> None:
    """Let managing teams without links of their own live on what the teams below them bring."""
    people = _subtree_people(organisation)
    for team in organisation.teams:
        below = organisation.children.get(team.id, ())
        if rows[team.id] is not NOTHING or not below:
            continue
        weights = _weights(
            [rows[child.id].money for child in below], [people[child.id] for child in below]
        )
        total = sum(weights)
        rows[team.id] = Row(
            parts={
                child.id: weight / total
                for child, weight in zip(below, weights, strict=True)
                if weight
            },
            basis={child.id: Basis.IMPORTED for child in below},
            lives_below=True,
        )


def _weights(money: list[int | None], people: list[int]) -> list[int]:
    """Weigh by money when it is known for every team below, else by people, else each team once."""
    known = [cents for cents in money if cents]
    if len(known) == len(money):
        return known
    return people if any(people) else [1] * len(people)


def _subtree_people(organisation: Organisation) -> dict[TeamId, int]:
    people = dict(organisation.headcount)
    for team in sorted(organisation.teams, key=lambda team: -organisation.depth.get(team.id, 0)):
        if team.parent is not None:
            people[team.parent] = people.get(team.parent, 0) + people.get(team.id, 0)
    return people


def _customers(organisation: Organisation, rows: Mapping[TeamId, Row]) -> tuple[CustomerId, ...]:
    """List who pays: those the organisation names, then whoever else brings money, by id."""
    named = [customer.id for customer in organisation.customers if customer.pays]
    seen = {node for row in rows.values() for node in row.parts}
    others = seen - set(named) - set(organisation.team_by_id)
    return (*named, *(CustomerId(node) for node in sorted(others)))


def _matrix(
    rows: Mapping[TeamId, Row], teams: tuple[TeamId, ...], columns: Mapping[Node, int]
) -> csr_array:
    entries = [
        (i, columns[node], share)
        for i, team in enumerate(teams)
        for node, share in rows[team].parts.items()
        if node in columns
    ]
    cells = np.array(entries, dtype=np.float64).reshape(-1, 3)
    at = (cells[:, 0].astype(np.intp), cells[:, 1].astype(np.intp))
    return csr_array((cells[:, 2], at), shape=(len(teams), len(columns)))
