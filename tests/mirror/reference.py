"""Survey data beside this checkout, and what R makes of it; its licence keeps it out of here."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SURVEY = Path(__file__).resolve().parents[3] / "shared" / "data" / "survey"


def values() -> dict[str, Any]:
    """Return reference_values.json; skip the test where it is not."""
    return _parsed(_beside("reference_values.json"))


def table(name: str) -> dict[str, NDArray[np.float64]]:
    """Return the columns of ``name``.csv (bfi, bh1996, bhr2000, sleepstudy), NaN for an empty cell.

    Skips the test where the file is not. The columns are read-only and shared between tests.
    """
    return _columns(_beside(f"{name}.csv"))


def matrix(columns: Mapping[str, NDArray[np.float64]], names: Sequence[str]) -> NDArray[np.float64]:
    """Put columns side by side. Shape (people, names)."""
    return np.column_stack([columns[name] for name in names])


def _beside(name: str) -> Path:
    path = SURVEY / name
    if not path.exists():
        pytest.skip("shared/data/survey and its reference values are not beside this checkout")
    return path


@cache
def _parsed(path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed


@cache
def _columns(path: Path) -> dict[str, NDArray[np.float64]]:
    lines = path.read_text(encoding="utf-8").replace('"', "").splitlines()
    rows = [[float(cell) if cell else np.nan for cell in line.split(",")] for line in lines[1:]]
    columns = dict(zip(lines[0].split(","), np.array(rows).T.copy(), strict=True))
    for column in columns.values():
        column.setflags(write=False)
    return columns
