"""Keep breakdowns, the largest first, as long as nothing too small can be derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from binnenuit.privacy.model import Flags, Integers, Plan
    from binnenuit.privacy.planning.blocks import Blocks


class Choice:
    """Candidates in the order in which they are tried, and the auditor who tries them.

    Parameters
    ----------
    plan
        Which sets are published.
    blocks
        Its people by region and category.
    held
        People per published set and category. Shape (sets, categories).
    order
        Numbers of the published sets that may be broken down, each after all that hold it.
    k
        Fewest people on whom any derivable figure may rest.
    """

    def __init__(
        self, plan: Plan, blocks: Blocks, held: Integers, order: Integers, *, k: int
    ) -> None:
        self._above = plan.above.tolist()
        self._blocks = blocks
        self._held = held
        self._order = order
        self._cells = blocks.cells(order)
        self._k = k

    def kept(self) -> Flags:
        """Tell which published sets trying one by one would break down. Shape (sets,)."""
        kept = np.zeros(len(self._order), dtype=np.bool_)
        start = 0
        while start < len(self._order):
            hopeful = self._with_room(kept, start)
            start = self._first_refused(hopeful, start)
            kept[:start] = hopeful[:start]
            start += 1
        sets = np.zeros(len(self._above), dtype=np.bool_)
        sets[self._order[kept]] = True
        return sets

    def _with_room(self, kept: Flags, start: int) -> Flags:
        """Leave out, from ``start``, what would leave too few people in a cell above it.

        They would fail in any case, and most that fail do so here: without this each costs a cut.
        """
        hopeful = kept.copy()
        rest: dict[int, Integers] = {}
        for position, number in enumerate(self._order.tolist()):
            if position < start and not kept[position]:
                continue
            holder = self._above[number]
            while holder != NOWHERE and holder not in rest:
                holder = self._above[holder]
            own = self._held[number]
            left = own if holder == NOWHERE else rest[holder] - own
            hopeful[position] = bool(((left == 0) | (left >= self._k)).all())
            if hopeful[position]:
                rest[holder], rest[number] = left, own
        return hopeful

    def _first_refused(self, hopeful: Flags, start: int) -> int:
        """Find the first hopeful candidate that fails after those before it; or their number.

        A cut can only become smaller when sets are added: so all is tried first, then halves.
        """
        tried = np.flatnonzero(hopeful)
        passes, fails = int(np.count_nonzero(hopeful[:start])), len(tried) + 1
        until = len(tried)
        while passes + 1 < fails:
            fails_at = self._fails_at(tried[:until])
            if fails_at is None:
                passes = until
            else:
                fails = fails_at + 1
            until = (passes + fails) // 2
        return int(tried[passes]) if passes < len(tried) else len(self._order)

    def _fails_at(self, tried: Integers) -> int | None:
        """Attack these candidates together; None when they pass, else one by which they fail."""
        categories = self._blocks.categories
        rows = (tried[:, np.newaxis] * categories + np.arange(categories)).ravel()
        joint = csr_array(vstack([self._blocks.sets, self._cells[rows]]))
        audit = attack(joint, self._blocks.sizes, k=self._k)
        if audit.passed:
            return None
        if not audit.decided:
            return len(tried) - 1
        # The combination that was found needs no candidate after the last that is in it.
        sets = len(self._above)
        return max((row - sets) // categories for row, _ in audit.witness)
