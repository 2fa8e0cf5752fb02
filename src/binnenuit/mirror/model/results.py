"""What every statistic tells beside its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.model.reasons import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Estimate:
    """One number, how sure it is, and on what it rests; or the reason why there is none.

    Attributes
    ----------
    estimate
        None when there is a ``reason``.
    interval
        Lower and upper end; None where none is known.
    n
        Rows that it rests on (people, unless said otherwise).
    groups
        Groups that it rests on; 0 where groups play no part.
    dropped
        Rows that were given and left out.
    estimator
        How it was made, in the words of docs/methods/mirror.md; never "ICC" alone.
    reason
        Why there is no estimate; empty when there is one.
    """

    estimate: float | None
    interval: tuple[float, float] | None = None
    n: int = 0
    groups: int = 0
    dropped: int = 0
    estimator: str = ""
    reason: Reason = Reason.NONE


@dataclass(frozen=True, eq=False, kw_only=True)
class Agreement(Estimate):
    """How much people of a group agree, group by group; the estimate is the mean.

    Attributes
    ----------
    by_group
        In the order of group numbers, as R gives it: cut off at 0 where R does; NaN where it is
        not defined. Shape (groups,).
    raw_by_group
        The same, not cut off.
    undefined
        Groups without a value; they are not in the mean.
    """

    by_group: Numbers = field(default_factory=lambda: np.empty(0))
    raw_by_group: Numbers = field(default_factory=lambda: np.empty(0))
    undefined: int = 0
