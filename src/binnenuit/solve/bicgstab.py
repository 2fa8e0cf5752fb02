"""BiCGSTAB for many right-hand sides at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.solve.blocks import strips

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.solve.blocks import Floats, Sparse, Strip

    Done = Callable[[Floats, Floats], bool]


def bicgstab(
    links: Sparse, right: Floats, *, norm: np.ufunc, done: Done, iterations: int
) -> Floats:
    """Solve ``(I - links) x = right`` from zero, each column with its own coefficients.

    Parameters
    ----------
    links
        Shape (teams, teams).
    right
        Right-hand sides. Shape (teams, k).
    norm
        ``numpy.maximum`` or ``numpy.add``: how the residual of a column is measured.
    done
        Told the norm of the residual of each column, shape (k,), and ``x``; True ends the work.
    iterations
        At most so many; each costs two passes over the links.

    Returns
    -------
    x
        Approximation without any promise: measure its residual. Shape (teams, k).

    Notes
    -----
    Van der Vorst (1992), https://doi.org/10.1137/0913035. Vectors and inner products are updated
    together, strip by strip, because at a million teams the memory is the limit. Keeps six arrays
    of shape (teams, k).
    """
    state = _State.start(right)
    parts = strips(links, right.shape[1])
    for _ in range(iterations):
        step = state.go_along(parts)
        if done(state.turn(parts, step, norm), state.x):
            break
    return state.x


@dataclass
class _State:
    """The vectors of the iteration, each (teams, k), in the literature x, r, r0, p, v and t."""

    x: Floats
    rest: Floats
    shadow: Floats
    direction: Floats
    moved: Floats
    turned: Floats
    product: Floats

    @classmethod
    def start(cls, right: Floats) -> _State:
        return cls(
            x=np.zeros_like(right),
            rest=right.copy(),
            shadow=right,
            direction=right.copy(),
            moved=np.empty_like(right),
            turned=np.empty_like(right),
            product=_inner(right, right),
        )

    def go_along(self, parts: list[Strip]) -> Floats:
        """Make the step along the direction; the rest becomes what that step leaves."""
        along = np.zeros(len(self.product))
        for rows, strip in parts:
            np.subtract(self.direction[rows], strip @ self.direction, out=self.moved[rows])
            along += _inner(self.shadow[rows], self.moved[rows])
        step = _ratio(self.product, along)
        for rows, _strip in parts:
            self.rest[rows] -= step * self.moved[rows]
        return step

    def turn(self, parts: list[Strip], step: Floats, norm: np.ufunc) -> Floats:
        """Shorten what is left, update everything for the next step and measure the rest."""
        damping, product = self._shorten(parts)
        momentum = _ratio(product, self.product) * _ratio(step, damping)
        self.product = product
        measured = np.zeros(len(product))
        for rows, _strip in parts:
            rest, direction = self.rest[rows], self.direction[rows]
            self.x[rows] += step * direction + damping * rest
            rest -= damping * self.turned[rows]
            measured = norm(measured, norm.reduce(np.abs(rest), axis=0))
            direction -= damping * self.moved[rows]
            direction *= momentum
            direction += rest
        return measured

    def _shorten(self, parts: list[Strip]) -> tuple[Floats, Floats]:
        """Return the damping, and the product of the shadow with the rest that it will leave."""
        crossed, length, ahead, aside = np.zeros((4, len(self.product)))
        for rows, strip in parts:
            rest, shadow = self.rest[rows], self.shadow[rows]
            turned = np.subtract(rest, strip @ self.rest, out=self.turned[rows])
            crossed += _inner(turned, rest)
            length += _inner(turned, turned)
            ahead += _inner(shadow, rest)
            aside += _inner(shadow, turned)
        damping = _ratio(crossed, length)
        return damping, ahead - damping * aside


def _inner(left: Floats, right: Floats) -> Floats:
    products: Floats = np.einsum("ij,ij->j", left, right)
    return products


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide; nothing to divide by means that this column is finished, so its coefficient is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)
