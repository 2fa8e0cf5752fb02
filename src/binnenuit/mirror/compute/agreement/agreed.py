"""What is told of the agreement of groups, whichever way it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.model import Agreement, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.within import Base

    Numbers: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]


def agreed(base: Base, by_group: Numbers, raw: Numbers, estimator: str) -> Agreement:
    """Average over the groups with a value, and count the others.

    Notes
    -----
    ``n`` counts people in groups with a value, and ``dropped`` all others that were given, whether
    an answer is missing, they are in no group, or their group has no value.
    """
    defined = ~np.isnan(by_group)
    reason = _reason(base, defined)
    n = int(base.people[defined].sum())
    return Agreement(
        estimate=None if reason else float(by_group[defined].mean()),
        n=n,
        groups=int(defined.sum()),
        dropped=base.given - n,
        estimator=estimator,
        reason=reason,
        by_group=by_group,
        raw_by_group=raw,
        undefined=int((~defined).sum()),
    )


def _reason(base: Base, defined: Flags) -> Reason:
    if defined.any():
        return Reason.NONE
    if not base.items:
        return Reason.TOO_FEW_ITEMS
    if not base.people.any():
        return Reason.NO_ANSWERS
    return Reason.OUTSIDE_RANGE if (base.people >= 2).any() else Reason.ONE_PERSON_GROUPS
