"""Each set of items of the shared survey data, with R's values beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.mirror.reference import matrix, table, values

from binnenuit.mirror.compute.consistency.scores import reverse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURVEYS: Final = (
    *(f"bfi {scale}" for scale in "ACENO"),
    "bfi A, A1 not reversed",
    "bh1996",
    "bhr2000",
    "sleepstudy",
)


def survey(name: str) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """Return the answers, reversed items turned round, and the entry of the reference values."""
    told = values()
    if name == "bh1996":
        entry = told["bh1996"]["reliability_of_four_scale_scores"]
        return matrix(table("bh1996"), entry["items"]), entry
    if name == "bhr2000":
        entry = told["bhr2000"]["reliability"]
        return matrix(table("bhr2000"), entry["items"]), entry
    if name == "sleepstudy":
        days = table("sleepstudy")["Reaction"].reshape(18, 10)
        return days, told["sleepstudy"]["reliability_days_as_items"]
    if name == "bfi A, A1 not reversed":
        entry = told["bfi"]["reliability_unreversed_A"]
    else:
        entry = told["bfi"]["reliability"][name[-1]]
    return _turned(matrix(table("bfi"), entry["items"]), entry), entry


def _turned(items: NDArray[np.float64], entry: dict[str, Any]) -> NDArray[np.float64]:
    keys = entry.get("keys", [])
    for item in [keys] if isinstance(keys, str) else keys:
        column = entry["items"].index(item)
        items[:, column] = reverse(items[:, column], 1, 6)
    return items
