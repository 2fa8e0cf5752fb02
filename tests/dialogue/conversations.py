"""Conversations to find groups in: the shared ones, and made ones whose groups are known."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from tests.dialogue.polis_data import shared

from binnenuit.dialogue.read import read_polis

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes

BULGARIA = "bg2050-volunteers"
BREXIT = "brexit-consensus"
AUSTRIA = "austria-climate.5twd2jsnkf.2022-08-08"


@cache
def accepted(name: str) -> tuple[Votes, Labels]:
    """Votes of a shared conversation on statements that were not refused; published groups."""
    conversation = read_polis(shared(name)).value
    kept = [n for n, told in enumerate(conversation.statements) if told.accepted is not False]
    assert conversation.published is not None
    return csr_array(conversation.votes[:, kept]), conversation.published


def made(chances: NDArray[np.float64], share: float, seed: int) -> Votes:
    """Draw votes: ``chances`` to agree, shape (people, statements); ``share`` of them is cast."""
    lots = np.random.default_rng(seed)
    cast = lots.random(chances.shape) < share
    said = np.where(lots.random(chances.shape) < chances, 1, -1).astype(np.int8)
    people, statements = np.nonzero(cast)
    ends = np.concatenate([[0], cast.sum(axis=1).cumsum()]).astype(np.int32)
    return csr_array((said[people, statements], statements.astype(np.int32), ends), chances.shape)


def opposed(
    sizes: tuple[int, ...], statements: int, share: float = 0.8, seed: int = 0
) -> tuple[Votes, Labels]:
    """Groups that agree (85 %) or disagree on most statements, each in its own way."""
    lots = np.random.default_rng([seed, 1])
    groups = np.repeat(np.arange(len(sizes)), sizes)
    sides = lots.random((len(sizes), statements)) < 0.5
    if len(sizes) == 2:
        sides[1] = ~sides[0]
    common = lots.random(statements) < 0.4
    chances = np.where(sides, 0.85, 0.15)
    chances[:, common] = lots.uniform(0.2, 0.9, common.sum())
    return made(chances[groups], share, seed), groups


def of_one_mind(people: int, statements: int, share: float = 0.8, seed: int = 0) -> Votes:
    """Everybody has the same chance to agree with a statement."""
    chances = np.random.default_rng([seed, 2]).uniform(0.1, 0.9, statements)
    return made(np.tile(chances, (people, 1)), share, seed)


def gradual(people: int, statements: int, share: float = 0.8, seed: int = 0) -> Votes:
    """People spread evenly along one axis, most of them in its middle."""
    lots = np.random.default_rng([seed, 3])
    stands = np.outer(lots.normal(size=people), lots.normal(0, 0.6, statements))
    return made(1 / (1 + np.exp(-stands - lots.normal(0, 0.8, statements))), share, seed)
