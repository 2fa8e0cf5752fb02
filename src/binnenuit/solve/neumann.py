"""The sum over all paths, by length: slow where paths are long, but nothing can break down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from binnenuit.solve.bicgstab import Done
    from binnenuit.solve.blocks import Floats, Sparse


def neumann(links: Sparse, right: Floats, *, norm: np.ufunc, done: Done, sweeps: int) -> Floats:
    """Add up ``right + links right + links^2 right + ...``; shapes and arguments as ``bicgstab``.

    Notes
    -----
    What the sum still lacks is exactly the solution for the next term: that term is the residual.
    One pass over the links a sweep; a path of n teams needs n sweeps.
    """
    x = np.zeros_like(right)
    term = right
    for _ in range(sweeps):
        x += term
        term = links @ term
        if done(norm.reduce(np.abs(term), axis=0), x):
            break
    return x
