"""Which statements Polis lets stand for a group, and for the whole conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.dialogue.compute.compatible_counts import (
    SURE,
    Counts,
    Side,
    one_proportion,
    probability,
    side,
)
from binnenuit.dialogue.model import Representative

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST: Final = 5
HALF: Final = 0.5


def representative(counts: Counts, allowed: NDArray[np.int64]) -> Iterator[Representative]:
    """Choose at most five statements for each group, those that agree first."""
    others = counts.others
    agree = side(counts.agree, counts.total, others.agree, others.total)
    against = side(counts.disagree, counts.total, others.disagree, others.total)
    spoken = counts.agree + counts.disagree > 0
    for group in range(len(counts.total)):
        choice = _Group(group, agree, against)
        best = _best_agreed(choice, [j for j in allowed.tolist() if spoken[group, j]])
        yield from sorted(_chosen(choice, allowed.tolist(), best), key=lambda r: -r.direction)


class _Group:
    """Both sides of one group."""

    def __init__(self, number: int, agree: Side, against: Side) -> None:
        self.number = number
        self.agree = agree
        self.against = against

    def direction(self, statement: int) -> int:
        """Tell on which side the group differs most from the others."""
        place = self.number, statement
        return 1 if self.agree.ratio_test[place] > self.against.ratio_test[place] else -1

    def side(self, statement: int) -> Side:
        return self.agree if self.direction(statement) > 0 else self.against

    def passes(self, statement: int) -> bool:
        place = self.number, statement
        return bool(self.agree.passes[place] or self.against.passes[place])

    def stands(self, statement: int, *, best: bool = False) -> Representative:
        chosen, place = self.side(statement), (self.number, statement)
        return Representative(
            self.number,
            statement,
            self.direction(statement),
            float(chosen.ratio[place]),
            float(chosen.test[place]),
            float(chosen.ratio_test[place]),
            best,
        )


def _chosen(group: _Group, allowed: Sequence[int], best: int | None) -> Iterator[Representative]:
    if best is not None:
        yield group.stands(best, best=True)
    passing = [j for j in allowed if group.passes(j)]
    ordered = sorted(
        (j for j in passing if j != best),
        key=lambda j: -group.side(j).metric[group.number, j],
    )
    yield from (group.stands(j) for j in ordered[: MOST - (best is not None)])
    if not passing and best is None and allowed:
        # As with Polis nobody need have voted: a group is never left without a statement.
        yield group.stands(max(allowed, key=lambda j: _apart(group, j)), best=True)


def _apart(group: _Group, statement: int) -> float:
    place = group.number, statement
    return float(max(group.agree.ratio_test[place], group.against.ratio_test[place]))


def _best_agreed(group: _Group, spoken: Sequence[int]) -> int | None:
    """Go through the statements in order; each must beat the best so far, by that one's measure."""
    best: int | None = None
    agree, number = group.agree, group.number
    plain = agree.share * agree.test
    for statement in spoken:
        place = number, statement
        if best is None:
            more = agree.ratio[place] > 1 and agree.share[place] > HALF
            beats = more or agree.test[place] > SURE
        elif agree.ratio[number, best] > 1:
            beats = agree.metric[place] > agree.metric[number, best]
        else:
            beats = plain[place] > plain[number, best]
        best = statement if beats else best
    return best


def consensus(
    everybody: Counts, allowed: NDArray[np.int64]
) -> tuple[tuple[int, int, float, float], ...]:
    """Choose what the whole conversation agrees with, then what it disagrees with."""
    return (
        *_consensus(everybody.agree[0], everybody.total[0], allowed, 1),
        *_consensus(everybody.disagree[0], everybody.total[0], allowed, -1),
    )


def _consensus(
    some: NDArray[np.float64],
    total: NDArray[np.float64],
    allowed: NDArray[np.int64],
    direction: int,
) -> list[tuple[int, int, float, float]]:
    share, test = probability(some, total), one_proportion(some, total)
    sure = [j for j in allowed.tolist() if share[j] > 0.5 and test[j] > SURE]
    ordered = sorted(sure, key=lambda j: -share[j] * test[j])
    return [(j, direction, float(share[j]), float(test[j])) for j in ordered[:MOST]]
