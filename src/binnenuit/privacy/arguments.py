"""Check what the gate is given; nothing given is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.model import NOWHERE, SMALLEST_GROUP

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.privacy.model import Integers, Plan

Kind = TypeVar("Kind", bound=np.generic)


def threshold(k: int | np.integer) -> int:
    """Return ``k``, when it is a whole number that is not below the smallest group."""
    whole = isinstance(k, int | np.integer) and not isinstance(k, bool)
    if whole and k >= SMALLEST_GROUP:
        return int(k)
    raise ArgumentError(
        "privacy.k-too-low",
        sentence(
            "Groups of {k} people are asked for. The smallest group may be raised, but never goes "
            "below {least}: give a whole number from {least}.",
            k=k,
            least=SMALLEST_GROUP,
        ),
    )


def parents(tree: ArrayLike) -> Integers:
    """Return the parents as a read-only copy, when each is a node or -1."""
    given = np.asarray(tree)
    if given.ndim == 1 and _whole(given) and ((given >= NOWHERE) & (given < len(given))).all():
        return fixed(given.astype(np.int64))
    raise ArgumentError(
        "privacy.tree",
        sentence(
            "The tree is not a list of parents. Give for each node the number of the node above "
            "it, counted from 0, and -1 for a top."
        ),
    )


def people_in(counts: ArrayLike, shape: tuple[int, ...], what: str = "counts") -> Integers:
    """Return the numbers of people as a read-only copy, when whole and at least 0."""
    given = np.asarray(counts)
    if given.shape == shape and _whole(given):
        numbers = given.astype(np.int64)
        if (numbers >= 0).all():
            return fixed(numbers)
    raise ArgumentError(
        "privacy.counts",
        sentence(
            "{what} is not a table of {shape} whole numbers of people. Give a number of at least 0 "
            "for each.",
            what=what,
            shape=" x ".join(map(str, shape)),
        ),
    )


def not_more(took_part: Integers, invited: Integers) -> None:
    """Refuse more people in a published set than were invited there."""
    if (took_part > invited).any():
        number = int(np.argmax(took_part > invited))
        raise ArgumentError(
            "privacy.more-than-invited",
            sentence(
                "In published set {number}, {part} people took part and {invited} were invited. "
                "Count each person once, in the class of the invitation.",
                number=number,
                part=int(took_part[number]),
                invited=int(invited[number]),
            ),
        )


def worth(weights: ArrayLike, nodes: int) -> NDArray[np.float64]:
    """Return the weights as a read-only copy, when finite and at least 0."""
    given = np.asarray(weights)
    number = np.issubdtype(given.dtype, np.number) and np.can_cast(given.dtype, np.float64)
    if given.shape == (nodes,) and number and (given >= 0).all() and _finite(given):
        return fixed(given.astype(np.float64))
    raise ArgumentError(
        "privacy.weights",
        sentence(
            "The weights are not a list of {nodes} numbers of at least 0. Give for each node what "
            "it is worth to show it.",
            nodes=nodes,
        ),
    )


def same_people(within: Plan, tree: Integers, counts: Integers) -> None:
    """Refuse an earlier plan about another tree or other people."""
    if np.array_equal(within.tree, tree) and np.array_equal(within.counts, counts):
        return
    raise ArgumentError(
        "privacy.within-other-people",
        sentence(
            "The earlier plan was made for another tree or for other numbers of people. Make both "
            "plans on the same ones."
        ),
    )


def fixed(values: NDArray[Kind]) -> NDArray[Kind]:
    """Make an array of our own read-only."""
    values.flags.writeable = False
    return values


def _whole(given: NDArray[np.generic]) -> bool:
    return not given.size or np.issubdtype(given.dtype, np.integer)


def _finite(given: NDArray[np.generic]) -> bool:
    with np.errstate(over="ignore"):
        return bool(np.isfinite(cast("NDArray[np.float64]", given).sum()))
