"""Rows that belong to groups, as sums per group need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_DENSE = 4
"""Numbers up to so many times the rows are counted in place instead of sorted."""


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups counted from 0.

    Attributes
    ----------
    numbers
        The numbers that were given, ascending. Shape (groups,).
    of
        Place in ``numbers`` of each row; -1 for a row in no group. Shape (rows,).
    """

    numbers: Integers
    of: Integers

    def __len__(self) -> int:
        return len(self.numbers)

    def sizes(self) -> Integers:
        """Rows of each group. Shape (groups,)."""
        return np.bincount(self.of[self.of >= 0], minlength=len(self))

    def sums(self, values: Numbers) -> Numbers:
        """Add up values per group; rows in no group are left out. Shape (groups,)."""
        held = self.of >= 0
        of, weights = (self.of, values) if held.all() else (self.of[held], values[held])
        added: Numbers = np.bincount(of, weights=weights, minlength=len(self)).astype(np.float64)
        return added


def grouping(groups: ArrayLike, rows: int) -> Grouping:
    """Count groups from 0, in the order of their numbers.

    Parameters
    ----------
    groups
        Whole numbers; a negative one is no group. Shape (rows,).

    Raises
    ------
    ArgumentError
        ``mirror.groups``: not one whole number for each row.

    Notes
    -----
    Linear in rows when the numbers are about as small as there are rows; otherwise it sorts.
    """
    given = (
        np.ma.filled(groups, -1) if isinstance(groups, np.ma.MaskedArray) else np.asarray(groups)
    )
    whole = given.ndim == 1 and (not given.size or np.issubdtype(given.dtype, np.integer))
    if not whole or len(given) != rows:
        raise ArgumentError(
            "mirror.groups",
            sentence(
                "The groups are not a list of {rows} whole numbers, but {kind} of shape {shape}. "
                "Give the number of the group for each row, and -1 where there is none; "
                "numpy.unique(names, return_inverse=True)[1] makes numbers of names.",
                rows=rows,
                kind=str(given.dtype),
                shape=str(given.shape),
            ),
        )
    numbers = given.astype(np.int64, copy=False)
    highest = int(numbers.max(initial=-1))
    if highest >= _DENSE * max(rows, 1):
        return _sorted(numbers)
    present = np.zeros(highest + 2, dtype=np.bool_)
    present[numbers[numbers >= 0]] = True
    place = np.cumsum(present) - 1
    # Any negative number is no group, such as the -9 of other programs.
    of = np.where(numbers >= 0, place[np.maximum(numbers, 0)], -1)
    return Grouping(np.flatnonzero(present), of)


def _sorted(numbers: Integers) -> Grouping:
    held = numbers >= 0
    names, place = np.unique(numbers[held], return_inverse=True)
    of = np.full(len(numbers), -1)
    of[held] = place
    return Grouping(names, of)
