"""What R told, as one flat table of numbers, and one comparison with ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Flat: TypeAlias = Mapping[str, float | str]

CLOSED: Final = 1e-9
FIXED: Final = 1e-6
LME4: Final = 1e-5
LAVAAN: Final = 2e-6
"""Loadings of lavaan hold some six digits: it stops where the slope is small."""


@dataclass(frozen=True)
class Row:
    """One value, or several of one call, in R and here.

    Attributes
    ----------
    place
        Where the values stand among those of R.
    statistic, call
        What it is, and how R was asked.
    theirs, ours
        In the same order; NaN where it is not defined.
    tolerance
        Largest relative difference allowed.
    against
        Size that differences are measured against; 0 for each value's own.
    """

    place: str
    statistic: str
    call: str
    theirs: Numbers
    ours: Numbers
    tolerance: float
    against: float = 0.0

    @property
    def difference(self) -> float:
        """Largest relative difference; of a 0 in R, relative to the largest value of the row."""
        if self.theirs.shape != self.ours.shape or self._undefined_elsewhere():
            return np.inf
        apart = np.nan_to_num(np.abs(self.ours - self.theirs))
        sizes = np.nan_to_num(np.abs(self.theirs))
        sizes[sizes == 0] = sizes.max(initial=0.0) or 1.0
        return float((apart / (self.against or sizes)).max(initial=0.0))

    @property
    def holds(self) -> bool:
        """Whether they agree as far as R's digits mean something."""
        return self.difference <= self.tolerance

    def _undefined_elsewhere(self) -> bool:
        return bool((np.isnan(self.theirs) != np.isnan(self.ours)).any())


@dataclass(frozen=True)
class Told:
    """Everything that R told below one place; what is looked at is remembered in ``used``."""

    values: Flat
    place: str
    used: set[str] = field(default_factory=set)

    def names(self, name: str) -> tuple[str, ...]:
        """List what stands directly below a name, in R's order."""
        start = f"{self.place}/{name}/"
        below = (key[len(start) :].split("/")[0] for key in self.values if key.startswith(start))
        return tuple(dict.fromkeys(below))

    def text(self, name: str) -> str:
        """Return a word of R's, such as a call; empty where there is none."""
        return str(self.values.get(f"{self.place}/{name}", ""))

    def has(self, name: str) -> bool:
        """Tell whether R told of it."""
        return any(True for _ in self._keys(name))

    def numbers(self, *names: str) -> Numbers:
        """Return all numbers at these names and below them, and remember that they were used."""
        keys = [key for name in names for key in self._keys(name)]
        self.used.update(keys)
        return np.array([float(self.values[key]) for key in keys])

    def row(
        self,
        statistic: str,
        call: str,
        names: Sequence[str],
        ours: Any,
        tolerance: float,
        *,
        against: float = 0.0,
    ) -> Row:
        """Set all that R told under some names against ours; None is what is not defined."""
        theirs, own = self.numbers(*names), np.asarray(ours, dtype=np.float64).ravel()
        return Row(self.place, statistic, call, theirs, own, tolerance, against)

    def _keys(self, name: str) -> Iterator[str]:
        exact = f"{self.place}/{name}"
        for key, value in self.values.items():
            if (key == exact or key.startswith(exact + "/")) and not isinstance(value, str):
                yield key


def flat(nested: Any, place: str = "") -> dict[str, float | str]:
    """Lay nested values out as one table; nothing (JSON's null) becomes NaN, yes and no 1 and 0."""
    if isinstance(nested, dict | list):
        parts = nested.items() if isinstance(nested, dict) else enumerate(nested)
        found: dict[str, float | str] = {}
        for name, part in parts:
            found |= flat(part, f"{place}/{name}" if place else str(name))
        return found
    if isinstance(nested, str):
        return {place: nested}
    return {place: float("nan") if nested is None else float(nested)}
