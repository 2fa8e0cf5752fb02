"""A sparse matrix cut into strips of rows: the work on one strip stays in the fast memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scipy.sparse import csr_array

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Sparse = csr_array[Any]

NUMBERS_PER_STRIP = 32_768


class Strip(NamedTuple):
    """Consecutive rows of a matrix, sharing its memory."""

    rows: slice
    links: Sparse


def strips(links: Sparse, columns: int) -> list[Strip]:
    """Cut ``links`` into strips for work on ``columns`` right-hand sides at once."""
    height = max(1, NUMBERS_PER_STRIP // max(1, columns))
    starts = range(0, links.shape[0], height)
    return [_strip(links, start, min(start + height, links.shape[0])) for start in starts]


def _strip(links: Sparse, start: int, end: int) -> Strip:
    first, last = links.indptr[start], links.indptr[end]
    parts = (
        links.data[first:last],
        links.indices[first:last],
        links.indptr[start : end + 1] - first,
    )
    return Strip(slice(start, end), csr_array(parts, shape=(end - start, links.shape[1])))
