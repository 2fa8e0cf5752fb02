"""Direct solves, where they are sure to be cheap: small systems, and long narrow ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import eye_array
from scipy.sparse.csgraph import reverse_cuthill_mckee
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Callable

    from scipy.sparse.linalg import SuperLU

    from binnenuit.solve.blocks import Floats, Sparse

    Direct = Callable[[Floats], Floats]

MOST_FILL = 30_000_000
"""Numbers in the factors of a narrow system; 12 bytes each."""


def dense(links: Sparse) -> Direct:
    """Factor ``I - links`` as a full matrix: teams squared numbers, teams cubed work."""
    # LAPACK itself, because the wrappers warn of a singular matrix where we want to go on.
    factors, exchanged, _ = lapack.dgetrf(np.eye(links.shape[0]) - links.toarray())

    def solve(right: Floats) -> Floats:
        x: Floats = lapack.dgetrs(factors, exchanged, right)[0]
        return np.ascontiguousarray(x)

    return solve


def narrow(links: Sparse) -> Direct | None:
    """Factor ``I - links`` when renumbering brings all links near the diagonal, else None.

    Notes
    -----
    Reverse Cuthill-McKee. Every row of ``I - links``, or every column when it is the transpose,
    is dominated by its diagonal, so it can be factored without exchanging rows, and then no factor
    reaches beyond the band: the memory is known beforehand.
    """
    teams = links.shape[0]
    order = reverse_cuthill_mckee(links)
    place = np.empty(teams, dtype=np.int64)
    place[order] = np.arange(teams)
    rows = np.repeat(np.arange(teams), np.diff(links.indptr))
    width = int(np.abs(place[rows] - place[links.indices]).max(initial=0))
    if teams * (2 * width + 1) > MOST_FILL:
        return None
    factors = _factored((eye_array(teams, format="csr") - links)[order][:, order])
    if factors is None:
        return None
    return lambda right: np.ascontiguousarray(factors.solve(right[order])[place])


def _factored(system: Sparse) -> SuperLU | None:
    options = {"SymmetricMode": True}
    try:
        return splu(system.tocsc(), permc_spec="NATURAL", diag_pivot_thresh=0.0, options=options)
    except RuntimeError:  # exactly singular in double precision
        return None
