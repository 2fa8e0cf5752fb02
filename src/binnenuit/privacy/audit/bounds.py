"""Level E: what do the figures as they were shown tell for certain about one person's answer?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import LinearConstraint, milp

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.audit.constraints import Figure, constraints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.privacy.audit.constraints import System

__all__ = ["Bounds", "Figure", "bounds", "unrendered"]

_SLACK: Final = 1e-6
MOVED: Final = 2


@dataclass(frozen=True, eq=False)
class Bounds:
    """What an attacker knows for certain about the answers of each block of people.

    Attributes
    ----------
    least, most
        Fewest and most people of each block who can have given each answer. Shape
        (blocks, options).
    known_blocks
        Everybody in the block gave the same answer, and it is known which. Shape (blocks,).
    narrowed_blocks
        Everybody in the block gave one of at most two neighbouring answers. Shape (blocks,).
    known, narrowed
        People in such blocks; who is known is narrowed as well.
    people
        People in all blocks.
    """

    least: NDArray[np.float64]
    most: NDArray[np.float64]
    known_blocks: NDArray[np.bool_]
    narrowed_blocks: NDArray[np.bool_]
    known: int
    narrowed: int
    people: int


def bounds(
    sizes: ArrayLike,
    figures: Sequence[Figure],
    *,
    options: int,
    noised: Sequence[Sequence[int]] | None = None,
    moved: int = MOVED,
    whole: bool = False,
) -> Bounds:
    """Bound how many people of each block can have given each answer.

    The attacker knows how many people are in each block, how noise, rounding and clipping work, and
    every figure. Who is in a block is known too; so somebody's answer is known exactly when
    everybody in the block is known to have given the same one.

    Parameters
    ----------
    sizes
        People in each block who answered, at least 1. Shape (blocks,).
    figures
        What was shown, on the noised regions. One item at a time; or all items of a scale, with a
        block for each region and item, so that scores over several items count as well.
    options
        Number of answer options.
    noised
        Blocks that make up each noised region; by default each block is one.
    moved
        Most answers of a region that noise moves one option, all in one direction, different ones;
        a noised region never stands at one end of the scale alone. 0 when there is no noise.
    whole
        Count whole people only. Exact, where otherwise the bounds may be wider than what can be;
        takes longer.

    Raises
    ------
    ArgumentError
        ``privacy.no-answers-fit``: no answers at all give these figures.

    Notes
    -----
    Two linear programmes (HiGHS) per block and option, each of some ``8 * blocks`` rows.
    """
    people = np.asarray(sizes, dtype=np.int64)
    regions = [[block] for block in range(len(people))] if noised is None else noised
    system = constraints(people, regions, figures, options=options, moved=moved, whole=whole)
    least, most = np.zeros((2, len(people), options))
    for cell in np.ndindex(len(people), options):
        least[cell], most[cell] = _range(system, np.ravel_multi_index(cell, least.shape))
    return _bounds(people, least, most)


def _range(system: System, variable: np.intp) -> tuple[float, float]:
    """Minimise and maximise one count."""
    aim = np.zeros(system.variables)
    aim[variable] = 1.0
    low, high = _solve(system, aim), -_solve(system, -aim)
    return (round(low), round(high)) if system.integral.any() else (low, high)


def _solve(system: System, aim: NDArray[np.float64]) -> float:
    found = milp(
        aim,
        constraints=LinearConstraint(system.matrix, system.low, system.high),
        integrality=system.integral,
    )
    if found.x is None:
        raise ArgumentError(
            "privacy.no-answers-fit",
            sentence(
                "No set of answers can give these figures. Check the sizes, the ranges of the "
                "figures and how many answers the noise moves."
            ),
        )
    return float(found.fun)


def _bounds(
    people: NDArray[np.int64], least: NDArray[np.float64], most: NDArray[np.float64]
) -> Bounds:
    known = np.asarray((least > people[:, None] - 1 + _SLACK).any(axis=1))
    possible = most > 1 - _SLACK
    first = possible.argmax(axis=1)
    last = possible.shape[1] - 1 - possible[:, ::-1].argmax(axis=1)
    narrowed = last - first <= 1
    return Bounds(
        least,
        most,
        known,
        narrowed,
        known=int(people[known].sum()),
        narrowed=int(people[narrowed].sum()),
        people=int(people.sum()),
    )


def unrendered(
    value: float, bound: str, *, step: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Undo rounding and clipping: between which values did the figure stand before?

    Parameters
    ----------
    value
        As it was shown.
    bound
        ``exact``, ``at_most`` or ``at_least``.
    step
        What was rounded to.
    ends
        Lowest and highest value of such a figure.
    """
    if bound == "at_most":
        return ends[0], value
    if bound == "at_least":
        return value, ends[1]
    return max(value - step / 2, ends[0]), min(value + step / 2, ends[1])
