"""Which statement somebody votes on next; nothing about others can be read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from binnenuit.dialogue.compute.routing import FLOOR, Tally, chances, draw
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.dialogue.model.votes import Votes


class Draw(NamedTuple):
    """A statement that was drawn, and how likely that was."""

    statement: int
    probability: float


def next_statement(
    votes: Votes,
    row: ArrayLike,
    layers: ArrayLike,
    layer: int,
    *,
    random: float,
    floor: float = FLOOR,
) -> Draw | None:
    """Which statement should this person vote on next?

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass and unclear. Shape (people, statements).
    row
        Indices of the statements on which this person voted.
    layers
        Layer of each person in ``votes``; negative when it is not known. Shape (people,).
    layer
        Of this person, who need not have voted yet; negative when it is not known.
    random
        Evenly drawn from 0 up to, but not including, 1.
    floor
        Of an even chance, that every statement keeps: from 0 to 1.

    Returns
    -------
    Draw or None
        Statement and probability, both to be logged; None when this person voted on all.

    Raises
    ------
    ArgumentError
        ``dialogue.random``, ``dialogue.floor``, ``dialogue.layers``: ``random`` or ``floor`` out
        of range, or not one layer for each person.

    Notes
    -----
    What comes next depends on what one more vote tells, not on what was voted: see
    :mod:`binnenuit.dialogue.compute.routing`. Costs a few passes over the votes.
    """
    known = np.asarray(layers, np.int64)
    _check(random, floor, known, people=votes.shape[0])
    seen = np.zeros(votes.shape[1], np.bool_)
    seen[np.asarray(row, np.int64)] = True
    tally = Tally(*(_count(votes, answer) for answer in (1, -1, 0)))
    shown = _shown(votes, known, max(layer, int(known.max(initial=-1))) + 1)
    probable = chances(tally, seen, shown, layer, floor=floor)
    return Draw(*draw(probable, random)) if probable.any() else None


def _count(votes: Votes, answer: int) -> NDArray[np.int64]:
    return np.bincount(votes.indices[votes.data == answer], minlength=votes.shape[1])


def _shown(votes: Votes, layers: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Count the votes of each layer on each statement."""
    statements = votes.shape[1]
    layer = np.repeat(layers, np.diff(votes.indptr))
    known = layer >= 0
    cells = layer[known] * statements + votes.indices[known]
    return np.bincount(cells, minlength=count * statements).reshape(count, statements)


def _check(random: float, floor: float, layers: NDArray[np.int64], *, people: int) -> None:
    if not 0 <= random < 1:
        raise ArgumentError(
            "dialogue.random",
            sentence("{random} is not from 0 up to 1. Draw it evenly.", random=random),
        )
    if not 0 <= floor <= 1:
        raise ArgumentError(
            "dialogue.floor",
            sentence("{floor} is no share of an even chance. Give 0 to 1.", floor=floor),
        )
    if layers.shape != (people,):
        raise ArgumentError(
            "dialogue.layers",
            sentence(
                "{layers} layers were given for {people} people. Give one each, -1 for unknown.",
                layers=layers.size,
                people=people,
            ),
        )
