"""Whole clusters drawn anew, as often as there are clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

_TOGETHER: Final = 2_000_000
"""Rounds come together as long as they hold no more weights than these."""


def drawn_weights(clusters: int, rounds: int, generator: np.random.Generator) -> Iterator[Numbers]:
    """Count how often each cluster is drawn, in several rounds at a time.

    Yields
    ------
    weights
        Whole numbers with sum ``clusters`` in each row. Shape (some rounds, clusters).

    Notes
    -----
    Rounds come together because one product of matrices reads the clusters' sums once for all.
    """
    together = max(_TOGETHER // clusters, 1)
    for first in range(0, rounds, together):
        weights = np.empty((min(together, rounds - first), clusters))
        for weight in weights:
            drawn = generator.integers(clusters, size=clusters, dtype=np.int32)
            weight[:] = np.bincount(drawn, minlength=clusters)
        yield weights
