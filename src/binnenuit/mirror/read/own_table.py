"""An analyst's own table: one row for each person, items in columns; no gate stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.findings import Reading
    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit.tables import DecimalMark

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class OwnTable:
    """Numbers of people in groups, as the table gives them: reversed items are not turned round.

    Attributes
    ----------
    scales
        Whose items are columns here.
    columns
        Headings of all columns that hold numbers, those of the items among them.
    values
        NaN where there is none. Shape (rows, columns).
    dont_know
        "Don't know" was said; ``values`` is NaN there. Shape (rows, columns).
    groups
        Number in ``group_names``; -1 for who is in none. Shape (rows,).
    group_names
        Ascending; empty when the table has no groups.
    """

    scales: tuple[Scored, ...]
    columns: tuple[str, ...]
    values: Numbers
    dont_know: Flags
    groups: Integers
    group_names: tuple[str, ...]

    def items(self, scale: Scored) -> Numbers:
        """Return the answers to the items of a scale. Shape (rows, items)."""
        return self.values[:, [self.columns.index(item.code) for item in scale.items]]


def read_own_table(
    path: Path,
    questionnaire: Questionnaire | None = None,
    *,
    group: str = "",
    decimal_mark: DecimalMark | None = None,
) -> Reading[OwnTable]:
    """Read a wide table of any kind; without a questionnaire, scales are found by their names."""
    raise NotImplementedError
