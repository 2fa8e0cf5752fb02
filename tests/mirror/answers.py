"""Small invented answers, and what psych makes of some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ = np.nan
WITH_GAPS: Final = np.array(
    [
        [4, 3, 5, 4],
        [2, 2, 1, 3],
        [5, 5, 4, _],
        [3, 4, _, 3],
        [1, 2, 2, 2],
        [4, _, 5, 5],
        [3, 3, 3, 2],
        [2, 1, 2, 4],
        [4, 2, 3, 5],
        [5, 4, 4, 3],
        [1, 3, 2, 1],
        [3, 5, 4, 2],
    ]
)
WITH_GAPS.setflags(write=False)

# psych 2.2.9, R 4.2.2: alpha(WITH_GAPS), use = "pairwise".
PSYCH: Final = {
    "raw_alpha": 0.769045669164,
    "std.alpha": 0.7637596051892,
    "average_r": 0.4469773138811,
    "median_r": 0.5602212370739,
    "ase": 0.1132969483564,
    "lower": 0.4428769733650,
    "upper": 0.9254340287395,
    "mean": 3.180555555556,
    "sd": 1.067088773804,
}
PSYCH_ITEMS: Final = {
    "n": [12, 11, 11, 11],
    "raw.r": [0.9310094955896, 0.6782892823331, 0.9036184736566, 0.6145729535059],
    "r.drop": [0.9083287729573, 0.3447185296447, 0.8851560248684, 0.2625529045585],
    "mean": [3.083333333333, 3.090909090909, 3.181818181818, 3.090909090909],
    "sd": [1.378954368902, 1.300349603341, 1.328019715078, 1.300349603341],
    "raw_alpha": [0.5063719115735, 0.8232291001914, 0.5297718419588, 0.8594209318246],
}


def people(count: int, items: int, *, seed: int) -> NDArray[np.float64]:
    """Invent answers from 1 to 5 that share a cause."""
    random = np.random.default_rng(seed)
    mood = random.normal(size=(count, 1))
    answers = 3 + mood + random.normal(size=(count, items))
    rounded: NDArray[np.float64] = np.clip(np.round(answers), 1, 5)
    return rounded
