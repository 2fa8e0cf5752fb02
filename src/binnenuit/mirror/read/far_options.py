"""Does a number stand so far from the other options that it may mean no answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from binnenuit.language import Sentence
    from binnenuit.mirror.model import Scored

    Numbers: TypeAlias = NDArray[np.float64]

_FAR: Final = 3
"""Steps from one chosen option to the next: two that nobody chose lie between."""


def far_options(
    scales: Sequence[Scored], columns: Mapping[str, Numbers], file: str
) -> list[Finding]:
    """Report scales with a number beyond a gap, such as 9 beside 1 to 5, or -1 without 0.

    Parameters
    ----------
    scales
        With options taken from what occurs.
    columns
        What occurs in each item; infinite and NaN do not count.
    """
    return [
        Finding("mirror.far-options", _said(scale, far), file=file)
        for scale in scales
        if (far := _far(scale, columns))
    ]


def _far(scale: Scored, columns: Mapping[str, Numbers]) -> list[int]:
    said = np.concatenate([columns[item.code] for item in scale.items])
    chosen = np.unique(said[np.isfinite(said)]).astype(np.int64)
    steps = np.diff(chosen)
    gaps = np.flatnonzero((steps >= _FAR) | ((chosen[:-1] < 0) & (steps > 1)))
    if not len(gaps):
        return []
    parts = np.split(chosen, gaps + 1)
    most = max(range(len(parts)), key=lambda place: len(parts[place]))
    return [int(one) for place, part in enumerate(parts) if place != most for one in part]


def _said(scale: Scored, far: Sequence[int]) -> Sentence:
    return sentence(
        "In {scale}, {far} lies apart from the other answers, and was taken for an answer. If it "
        "stands for no answer, leave it empty.",
        scale=scale.code,
        far=listed(map(str, far), 20),
    )
