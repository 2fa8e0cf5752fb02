"""The ladder of one team: who pays, along which way, how many hand-overs away."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.disclose.brought import rest, to_all, to_one
from binnenuit.chain.disclose.shares import SMALLEST, customer_share, money, node_name
from binnenuit.chain.disclose.words import Ladder, Share, Status, Step
from binnenuit.organisation.model import CustomerId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.chain.compute.solved import SolvedChain
    from binnenuit.chain.disclose.brought import Brought
    from binnenuit.organisation.model import TeamId


def ladder(chain: SolvedChain, team: TeamId, *, amounts: bool) -> Ladder:
    """For whom does ``team`` work? KeyError for a team that is not there."""
    row = chain.team_index[team]
    return _ladder(chain, row, to_one(chain, row), amounts=amounts)


def ladders(chain: SolvedChain, *, amounts: bool, at_most: int) -> Iterator[Ladder]:
    """Yield the ladder of every team, with its largest customers and no hand-overs by customer."""
    for row, brought in enumerate(to_all(chain, at_most)):
        yield _ladder(chain, row, brought, amounts=amounts)


def _ladder(chain: SolvedChain, row: int, brought: Brought, *, amounts: bool) -> Ladder:
    team, funding = chain.graph.teams[row], chain.funding
    path, path_share = _path(chain, row, brought)
    low, high = _handover_range(chain, row)
    links = chain.graph.rows[team]
    return Ladder(
        team=team,
        name=node_name(chain, team),
        people=chain.organisation.headcount.get(team, 0),
        status=_status(chain, row, brought.served),
        money=money(links.money, amounts=amounts),
        handovers=_finite(funding.handovers[row]),
        handovers_low=low,
        handovers_high=high,
        customers=_customers(chain, row, brought),
        unknown=float(funding.unknown[row]),
        loop=float(funding.loop[row]),
        loop_teams=_loop_teams(chain, row),
        works_for=_works_for(chain, team),
        lives_below=links.lives_below,
        path=path,
        path_share=path_share,
        others=rest(brought),
    )


def _customers(chain: SolvedChain, row: int, brought: Brought) -> tuple[Share, ...]:
    shown = tuple(
        customer_share(chain, column, share, team=row)
        for column, share in zip(brought.columns, brought.shares, strict=True)
    )
    handovers = brought.handovers
    if handovers is None:
        return shown
    return tuple(
        replace(share, handovers=float(handovers[column]))
        for column, share in zip(brought.columns, shown, strict=True)
    )


def _status(chain: SolvedChain, row: int, served: float) -> Status:
    if chain.funding.cut_off[row]:
        return Status.CUT_OFF if chain.funding.loop[row] > SMALLEST else Status.UNKNOWN
    return Status.SERVED if served > 1 - SMALLEST else Status.PARTLY


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _handover_range(chain: SolvedChain, row: int) -> tuple[float | None, float | None]:
    if not chain.ranged or chain.funding.cut_off[row]:
        return None, None
    low, high = chain.ranges.handovers_low[row], chain.ranges.handovers_high[row]
    return (float(low), float(high)) if high - low > 0.05 else (None, None)


def _works_for(chain: SolvedChain, team: TeamId) -> tuple[Share, ...]:
    row = chain.graph.rows[team]
    customers = chain.organisation.customer_by_id
    parts = sorted(row.parts.items(), key=lambda part: (-part[1], part[0]))
    return tuple(
        Share(
            id=node,
            name=node_name(chain, node),
            share=share,
            is_customer=node in chain.customer_index,
            anonymous=node in customers and not customers[CustomerId(node)].known,
            basis=row.basis[node],
        )
        for node, share in parts
    )


def _loop_teams(chain: SolvedChain, row: int) -> tuple[str, ...]:
    """Name the teams of the first closed circle that this team's money ends in."""
    if chain.funding.loop[row] <= SMALLEST:
        return ()
    circle = chain.funding.loops[chain.first_loop[row]]
    return tuple(node_name(chain, chain.graph.teams[member]) for member in circle)


def _path(chain: SolvedChain, row: int, brought: Brought) -> tuple[tuple[Step, ...], float]:
    """Climb the most likely way to the customer who brings most."""
    if not brought.columns:
        return (), 0.0
    column = brought.columns[0]
    rows, share = chain.funding.path(row, column)
    steps = [_step(chain, rows[0], 1.0)]
    for below, above in pairwise(rows):
        steps.append(_step(chain, above, float(chain.graph.works_for[below, above])))
    payer = customer_share(chain, column, float(chain.graph.revenue[rows[-1], column]))
    steps.append(
        Step(payer.id, payer.name, payer.share, None, is_customer=True, anonymous=payer.anonymous)
    )
    return tuple(steps), share / brought.shares[0]


def _step(chain: SolvedChain, row: int, share: float) -> Step:
    team = chain.graph.teams[row]
    people = chain.organisation.headcount.get(team, 0)
    return Step(team, node_name(chain, team), share, people)
