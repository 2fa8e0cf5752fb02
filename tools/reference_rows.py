"""Our public functions asked what R was asked, value beside value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from tools.reference_groups import agreement_rows, icc_rows
from tools.reference_items import reliability_rows
from tools.reference_models import intercept_rows, within_between_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tools.reference_cases import Case
    from tools.reference_told import Row, Told

    Kind: TypeAlias = Callable[[Case, Told], Iterator[Row]]

_KINDS: Final[dict[str, Kind]] = {
    "reliability": reliability_rows,
    "agreement": agreement_rows,
    "icc": icc_rows,
    "intercept": intercept_rows,
    "within-between": within_between_rows,
}


def rows(case: Case, told: Told) -> Iterator[Row]:
    """Set everything that R told about one case against ours; what R did not tell is left out."""
    return _KINDS[case.kind](case, told)
