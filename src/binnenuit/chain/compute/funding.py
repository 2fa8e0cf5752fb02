"""Who brings each team its money, and over how many hands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.compute.arguments import amounts, position, positions, shares
from binnenuit.chain.compute.hands import hands
from binnenuit.chain.compute.paths import NOWHERE, Paths
from binnenuit.chain.compute.walks import Walks
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.chain.compute.arguments import Flags, Floats, Matrix


@dataclass(frozen=True, eq=False)
class Funding:
    """Where the money of every team comes from; made by ``funding``.

    For every team, its shares of all customers, ``unknown`` and ``loop`` add up to 1. What is not
    stored below is computed when it is asked for, and kept where it fits; then too an answer that
    cannot be certified is an ``UncertifiedError``.

    Attributes
    ----------
    handovers
        Expected number of steps to where the money comes from, minus one: 0 for a team that is paid
        directly. Unknown money and closed loops count as ends. Infinite for teams that are cut off.
        Shape (teams,).
    cut_off
        No path leads to a customer, whatever the reason. Shape (teams,).
    loops
        Circles of teams that live only on one another, each as team numbers.
    error_bound
        Every share lies within this of the exact solution for the shares given. So does every
        number of hand-overs up to some hundreds; of more than that it lies within this times
        ``handovers + 1``.
    """

    handovers: Floats
    cut_off: Flags
    loops: tuple[tuple[int, ...], ...]
    error_bound: float
    _walks: Walks = field(repr=False, compare=False)

    @property
    def unknown(self) -> Floats:
        """Share of each team's money that in the end is of unknown origin. Shape (teams,).

        Read-only. One solve, kept; none when everything is known.
        """
        return self._walks.unknown

    @property
    def loop(self) -> Floats:
        """Share of each team's money that in the end goes round in a closed loop. Shape (teams,).

        Read-only. One solve, kept; none when there are no loops.
        """
        return self._walks.loop

    def shares(self, customers: int | Sequence[int] | NDArray[np.integer]) -> Floats:
        """Return the share of each team's money that in the end comes from ``customers``.

        Parameters
        ----------
        customers
            Column of ``revenue``, or several.

        Returns
        -------
        shares
            0 to 1, a column for each customer asked for. Shape (teams, k).

        Raises
        ------
        ArgumentError
            ``chain.no-such-position`` for a customer that is not there.
        UncertifiedError
            ``solve.residual`` when the error cannot be bounded as asked.

        Notes
        -----
        One solve for each customer that was not asked for before, eight at a time.
        """
        return self._walks.shares(positions(customers, self._customers))

    def team(self, team: int) -> Floats:
        """Return the share of one team's money that comes from each customer.

        Parameters
        ----------
        team
            Row of ``works_for``.

        Returns
        -------
        shares
            0 to 1; nothing but zeros for a team that is cut off. Shape (customers,).

        Raises
        ------
        ArgumentError
            ``chain.no-such-position`` for a team that is not there.
        UncertifiedError
            ``solve.residual`` when the error cannot be bounded as asked.

        Notes
        -----
        One solve with the transposed links, for all customers together.
        """
        return self._walks.customers_of(position(team, len(self.cut_off), "team"))

    def handovers_of(self, team: int) -> Floats:
        """Return over how many hands one team's money comes from each customer.

        Parameters
        ----------
        team
            Row of ``works_for``.

        Returns
        -------
        handovers
            Expected hand-overs of the money that comes from this customer, 0 when it is paid
            directly; infinite for customers who bring the team nothing. An error of
            ``error_bound`` in the steps counts for more where the share is small: divide by it.
            Shape (customers,).

        Raises
        ------
        ArgumentError
            ``chain.no-such-position`` for a team that is not there.
        UncertifiedError
            ``solve.residual`` when the error cannot be bounded as asked.

        Notes
        -----
        ``(N N R)[team] / (N R)[team] - 1``, the average propagation length of Dietzenbacher, Romero
        & Bosma (2005) seen from the team. Two solves with the transposed links.
        """
        return self._walks.handovers_of(position(team, len(self.cut_off), "team"))

    def top(self, team: int, count: int) -> tuple[NDArray[np.intp], Floats]:
        """Return the ``count`` customers who bring ``team`` most, largest first, and their shares.

        Fewer when fewer bring anything; equal shares in the order of the customers. Errors and cost
        as ``team``.
        """
        brought = self.team(team)
        largest = np.argsort(-brought, kind="stable")[: max(0, count)]
        largest = largest[brought[largest] > 0]
        return largest, brought[largest]

    def path(self, team: int, customer: int) -> tuple[tuple[int, ...], float]:
        """Return the most probable path from ``team`` to ``customer``.

        Parameters
        ----------
        team
            Row of ``works_for``.
        customer
            Column of ``revenue``.

        Returns
        -------
        path, share
            The teams from ``team`` to the last before the customer, and the share of the team's
            money that comes by exactly this path: the product of the shares along it. Divide by
            ``shares`` to see how much of the customer's money takes it. ``()`` and 0 when there is
            no path.

        Raises
        ------
        ArgumentError
            ``chain.no-such-position``.

        Notes
        -----
        Dijkstra's shortest path on minus the logarithm of the shares; teams log teams + links for
        a customer that was not asked for before, else nothing.
        """
        start = position(team, len(self.cut_off), "team")
        end = position(customer, self._customers, "customer")
        return NOWHERE if self.cut_off[start] else self._paths.best(start, end)

    def hands(self, customer: int, money: Floats) -> Floats:
        """Return how much of one euro of ``customer`` each team kept for its own work.

        Parameters
        ----------
        customer
            Column of ``revenue``.
        money
            Money that flows through each team in a period, in any currency. Shape (teams,).

        Returns
        -------
        hands
            Parts of the euro, 0 to 1, adding up to 1; zeros when the customer pays nobody. Shape
            (teams,).

        Raises
        ------
        ArgumentError
            ``chain.amounts``: not one finite amount of at least 0 for each team;
            ``chain.passes-on-too-much``: a team passes on more than it gets.
        UncertifiedError
            ``solve.residual`` when the shares cannot be certified.

        Notes
        -----
        Team j gets ``x_j`` and passes on ``sum_i works_for[i, j] x_i``; of what it keeps, the share
        of this customer is that of all its money. One solve, kept.
        """
        column = position(customer, self._customers, "customer")
        paid = self._paid_by(column)
        walks = self._walks
        return hands(
            walks.given.links, walks.stuck, money, paid, lambda: walks.shares([column])[:, 0]
        )

    def through(self, kept: Floats) -> Floats:
        """Return the money that goes through each team, given what each keeps for its own work.

        Parameters
        ----------
        kept
            Amount of money, work or people, at least 0. Shape (teams,).

        Returns
        -------
        through
            ``x_j = kept_j + sum_i works_for[i, j] x_i``, in the unit of ``kept``. Exact for
            a ``kept`` that differs, all teams together, by at most ``error_bound`` of its sum. What
            goes round in a closed loop has no end: a team that lives on a loop alone gets only what
            it keeps. Shape (teams,).

        Raises
        ------
        ArgumentError
            ``chain.amounts``: not one finite amount of at least 0 for each team.
        UncertifiedError
            ``solve.residual`` when the error cannot be bounded as asked.

        Notes
        -----
        The reciprocal method with the links turned round. One solve with the transposed links.
        """
        return self._walks.through(amounts(kept, len(self.cut_off), "kept"))

    def carried(self, price: Floats) -> Floats:
        """Return the mean price of the customers whose money reaches each team.

        Parameters
        ----------
        price
            What one unit of each customer's money counts for, at least 0. Shape (customers,).

        Returns
        -------
        carried
            ``shares(all) @ price``, without computing all shares; within ``error_bound`` times the
            highest price. Unknown money and loops count for nothing. Shape (teams,).

        Raises
        ------
        ArgumentError
            ``chain.amounts``: not one finite price of at least 0 for each customer.
        UncertifiedError
            ``solve.residual`` when the error cannot be bounded as asked.

        Notes
        -----
        One solve.
        """
        return self._walks.carried(amounts(price, self._customers, "price"))

    @property
    def _customers(self) -> int:
        return int(self._walks.given.revenue.shape[1])

    def _paid_by(self, customer: int) -> Floats:
        paid: Floats = self._walks.given.revenue[:, [customer]].toarray()[:, 0]
        return paid

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self._walks.given.links, self._walks.given.revenue)


def funding(works_for: Matrix, revenue: Matrix, *, tolerance: float = 1e-8) -> Funding:
    """Follow the money of every team back to the customers who pay.

    Parameters
    ----------
    works_for
        Share of team i's money that came from team j, 0 to 1; a team may pay itself. CSR, anything
        that can be turned into it, or a full array. Shape (teams, teams).
    revenue
        Share of team i's money that customer c paid directly, 0 to 1. Shape (teams, customers).
        Rows of both together add up to at most 1; the rest is of unknown origin.
    tolerance
        Largest error of a share.

    Returns
    -------
    funding
        Hand-overs now, the rest when asked for. No teams or no customers is fine: nobody is then
        reached by a customer.

    Raises
    ------
    ArgumentError
        ``chain.tolerance``, or what ``shares`` finds: not matrices of numbers, not square, not the
        same teams, negative or infinite shares, rows that add up to more than 1.
    UncertifiedError
        ``solve.steps`` when the number of steps cannot be certified: teams work so nearly only for
        one another that double precision cannot tell where their money comes from.

    Notes
    -----
    With B = ``works_for``, R = ``revenue`` and N = (I - B)^-1, the steps are ``N 1`` and the shares
    ``N R``: an absorbing Markov chain (Kemeny & Snell, 1960, chapter III), or the reciprocal method
    of cost accounting and Leontief's inverse seen from the other side. The hand-overs to one
    customer are the average propagation length of Dietzenbacher, Romero & Bosma (2005). N exists
    for the teams from which an end can be reached, which a search of the graph decides
    (``existence``); how errors are bounded without N is told in ``binnenuit.solve``.

    Some forty passes over the links: two to three seconds for a million teams with seven links
    each.
    """
    if not 0 < tolerance < 1:
        raise ArgumentError(
            "chain.tolerance",
            sentence(
                "The tolerance is {tolerance}. Give a number between 0 and 1, such as 1e-8.",
                tolerance=tolerance,
            ),
        )
    walks = Walks(shares(works_for, revenue), tolerance)
    return Funding(walks.handovers, walks.cut_off, walks.loops, tolerance, walks)
