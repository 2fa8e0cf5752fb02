"""Tell whether factors can be told apart at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.mirror.compute.groups import Grouping
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

_ALIKE: Final = 1e-10


def why_not(factors: Sequence[Grouping]) -> Reason:
    """Say why the variances of these factors cannot be told apart; empty when they can.

    Notes
    -----
    Each factor says which rows go together; so does the residual, each row with itself alone.
    Where one of these tables of rows by rows, less its row and column means, is a sum of the
    others, several choices of variances fit equally well.
    """
    rows = len(factors[0].of)
    counts = [len(factor) for factor in factors]
    if min(counts) == 1:
        return Reason.TOO_FEW_GROUPS
    if max(counts) == rows:
        return Reason.ONE_PERSON_GROUPS
    alone = np.arange(rows)
    overlap = _overlap([*factors, Grouping(alone, alone)], rows)
    size = np.sqrt(np.diag(overlap))
    alike = np.linalg.eigvalsh(overlap / np.outer(size, size))
    return Reason.NOT_IDENTIFIED if alike.min() < _ALIKE else Reason.NONE


def _overlap(factors: Sequence[Grouping], rows: int) -> Numbers:
    """Multiply the centred tables with one another, entry by entry, and add up."""
    sizes = [factor.sizes().astype(np.float64) for factor in factors]
    held = np.array([float(size @ size) for size in sizes])
    overlap: Numbers = np.outer(held, held) / rows**2
    for one in range(len(factors)):
        for two in range(one + 1):
            places = (factors[one].of, factors[two].of)
            shape = (len(factors[one]), len(factors[two]))
            met = csr_array((np.ones(rows), places), shape)
            both = float(sizes[one] @ np.asarray(met @ sizes[two]))
            overlap[one, two] += float(met.data @ met.data) - 2.0 * both / rows
            overlap[two, one] = overlap[one, two]
    return overlap
