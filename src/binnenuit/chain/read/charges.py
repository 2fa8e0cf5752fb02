"""Money that cost centres charge one another: seen in the books, never revenue, never spread."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from binnenuit.chain.model import Cents, Charge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.read.customers import Part


class Charges:
    """Sums internal charges per pair of cost centres.

    A transaction is an internal charge when all its lines lie on profit-and-loss accounts, carry a
    cost centre and no customer, and net to zero while the cost centres do not: what is debited
    pays, what is credited is paid.
    """

    def __init__(self) -> None:
        self.tangled = 0
        self.tangled_cents = 0
        self._sums: dict[tuple[str, str], list[int]] = {}

    def take(self, parts: Sequence[Part]) -> bool:
        """Tell whether ``parts``, all lines of a transaction, are a charge, and if so keep it."""
        net: defaultdict[str, int] = defaultdict(int)
        for part in parts:
            if not part.codes.cost_centre or part.customer:
                return False
            net[part.codes.cost_centre] += part.cents
        if sum(net.values()) != 0:
            return False
        payers = {centre: -cents for centre, cents in net.items() if cents < 0}
        payees = {centre: cents for centre, cents in net.items() if cents > 0}
        if not payers:
            return False
        self._keep(payers, payees)
        return True

    def _keep(self, payers: dict[str, int], payees: dict[str, int]) -> None:
        if len(payees) == 1:
            [payee] = payees
            for payer, cents in payers.items():
                self._add(payer, payee, cents)
        elif len(payers) == 1:
            [payer] = payers
            for payee, cents in payees.items():
                self._add(payer, payee, cents)
        else:  # who paid whom is not in the books
            self.tangled += 1
            self.tangled_cents += sum(payees.values())

    def _add(self, payer: str, payee: str, cents: int) -> None:
        total = self._sums.setdefault((payer, payee), [0, 0])
        total[0] += cents
        total[1] += 1

    def charges(self) -> tuple[Charge, ...]:
        """Return the sums, sorted by payer and payee."""
        return tuple(
            Charge(payer, payee, Cents(cents), lines)
            for (payer, payee), (cents, lines) in sorted(self._sums.items())
        )
