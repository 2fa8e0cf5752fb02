"""The ladder of one team: who pays, along which way, how many hand-overs away."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.disclose.shares import (
    SMALLEST,
    customer_share,
    descending,
    money,
    node_name,
)
from binnenuit.chain.disclose.words import Ladder, Share, Status, Step
from binnenuit.organisation.model import CustomerId

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.chain.compute.solved import SolvedChain
    from binnenuit.organisation.model import TeamId


def ladder(chain: SolvedChain, team: TeamId, *, amounts: bool) -> Ladder:
    """For whom does ``team`` work? KeyError for a team that is not there."""
    row, funding = chain.team_index[team], chain.funding
    shares = np.asarray(funding.team(row))
    path, path_share = _path(chain, row, shares)
    low, high = _handover_range(chain, row)
    links = chain.graph.rows[team]
    return Ladder(
        team=team,
        name=node_name(chain, team),
        people=chain.organisation.headcount.get(team, 0),
        status=_status(chain, row, float(shares.sum())),
        money=money(links.money, amounts=amounts),
        handovers=_finite(funding.handovers[row]),
        handovers_low=low,
        handovers_high=high,
        customers=_customers(chain, row, shares),
        unknown=float(funding.unknown[row]),
        loop=float(funding.loop[row]),
        loop_teams=_loop_teams(chain, row),
        works_for=_works_for(chain, team),
        lives_below=links.lives_below,
        path=path,
        path_share=path_share,
    )


def _customers(chain: SolvedChain, row: int, shares: NDArray[np.float64]) -> tuple[Share, ...]:
    handovers = chain.funding.handovers_of(row)
    return tuple(
        replace(
            customer_share(chain, column, float(shares[column]), team=row),
            handovers=float(handovers[column]),
        )
        for column in descending(shares)
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
    reached = _reached(chain, row)
    circle = next((loop for loop in chain.funding.loops if reached.intersection(loop)), ())
    return tuple(node_name(chain, chain.graph.teams[member]) for member in circle)


def _reached(chain: SolvedChain, row: int) -> set[int]:
    links = chain.graph.works_for
    reached, waiting = {row}, [row]
    while waiting:
        at = waiting.pop()
        new = set(links.indices[links.indptr[at] : links.indptr[at + 1]].tolist()) - reached
        reached |= new
        waiting.extend(new)
    return reached


def _path(
    chain: SolvedChain, row: int, shares: NDArray[np.float64]
) -> tuple[tuple[Step, ...], float]:
    """Climb the most likely way to the customer who brings most."""
    if not shares.size or shares.max() <= SMALLEST:
        return (), 0.0
    column = int(np.argmax(shares))
    rows, share = chain.funding.path(row, column)
    steps = [_step(chain, rows[0], 1.0)]
    for below, above in pairwise(rows):
        steps.append(_step(chain, above, float(chain.graph.works_for[below, above])))
    payer = customer_share(chain, column, float(chain.graph.revenue[rows[-1], column]))
    steps.append(
        Step(payer.id, payer.name, payer.share, None, is_customer=True, anonymous=payer.anonymous)
    )
    return tuple(steps), float(share / shares[column])


def _step(chain: SolvedChain, row: int, share: float) -> Step:
    team = chain.graph.teams[row]
    people = chain.organisation.headcount.get(team, 0)
    return Step(team, node_name(chain, team), share, people)
