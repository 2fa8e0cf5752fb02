"""Which rows look as if nobody thought about them: copied, on one string, too fast, at random?

A flag is a reason to look, never a verdict: nothing is left out by it. The rules are strict, so
that a conversation in which everybody has a mind of his own gets no flags; much that is careless
stays unseen. Passing, however often, is never careless.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import binom

from binnenuit.dialogue.compute.likeness import expected, fit
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Votes
    from binnenuit.language import Sentence

    Whole: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

LEVEL: Final = 0.01
LEAST: Final = 20
"""Votes (in common, in a string, with a time, or clear) below which nothing is said."""
OPINIONS: Final = 10
"""Of the votes in common, those that agree or disagree, at least: two who pass are no copies."""
FASTEST: Final = 1_000
"""Milliseconds; nobody reads a statement and answers in less."""
ALONG: Final = 0.75
"""Of clear votes: who goes along less often than this, beyond chance, is flagged. In the shared
conversations half of the people go along in 0.94 or more, one in twenty in less than 0.75 to 0.86.
"""
_BLOCK: Final = 2**21
"""Pairs held at a time."""


class Careless(StrEnum):
    """Why a row is flagged."""

    COPIED = "copied"
    STRAIGHT = "straight"
    FAST = "fast"
    AGAINST = "against"


@dataclass(frozen=True)
class Flag:
    """A row to look at.

    Attributes
    ----------
    person
        Row.
    kind
        Which rule.
    reason
        What was seen.
    other
        Row that it is alike to; None for other rules.
    """

    person: int
    kind: Careless
    reason: Sentence
    other: int | None = None


def flags(votes: Votes, times: Whole | None = None, *, level: float = LEVEL) -> tuple[Flag, ...]:
    """Which rows should somebody look at, and why?

    Parameters
    ----------
    votes
        1, -1 and a stored 0 for pass and unclear. Rows sorted. Shape (people, statements).
    times
        Milliseconds of each vote, in the order of ``votes.data``; negative where it is not known.
        Without times nobody is too fast, and votes count as cast in the order of the statements.
    level
        Flags of one rule that a whole conversation may have by chance, between 0 and 1.

    Returns
    -------
    tuple of Flag
        By rule, then by row. Empty when nobody voted on :data:`LEAST` statements.

    Raises
    ------
    ArgumentError
        ``dialogue.times``: not one time for each vote.

    Notes
    -----
    Chance is judged by how people who vote alike answered, not by everybody: who belongs to a small
    group of opinion is no careless voter. Somebody who thinks as nobody else does can still be
    flagged as ``AGAINST``. Pairs are compared all with all, in blocks: seconds for 5,000 people,
    minutes for 100,000. After A. W. Meade and S. B. Craig, "Identifying careless responses in
    survey data", Psychological Methods 17 (2012).
    """
    if times is not None and len(times) != votes.nnz:
        raise ArgumentError(
            "dialogue.times",
            sentence(
                "{times} times were given for {votes} votes. Give one for each, -1 for unknown.",
                times=len(times),
                votes=votes.nnz,
            ),
        )
    if not votes.nnz:
        return ()
    likely = expected(votes)
    found = _copied(votes, likely, level), _straight(votes, likely, times, level)
    return tuple(chain(*found, _fast(votes, times), _against(votes, level)))


def _copied(votes: Votes, likely: Numbers, level: float) -> Iterator[Flag]:
    """Flag both of two rows that answer all they share alike, when chance would not."""
    told = np.log(likely[np.arange(votes.nnz), votes.data + 1])
    pairs, compared = _identical(votes)
    for first, second, shared in pairs:
        alike = max(_shared_sum(votes, told, *pair) for pair in ((first, second), (second, first)))
        if alike + np.log(compared) > np.log(level):
            continue
        for person, other in ((first, second), (second, first)):
            reason = sentence(
                "The same answer as row {other} to each of the {shared} statements that both "
                "voted on.",
                other=other,
                shared=shared,
            )
            yield Flag(person, Careless.COPIED, reason, other)


def _identical(votes: Votes) -> tuple[list[tuple[int, int, int]], int]:
    """Return pairs without any different answer, and how many pairs share enough to tell."""
    ones = np.ones(votes.nnz, np.float32)
    voted = csr_array((ones, votes.indices, votes.indptr), shape=votes.shape)
    signed = csr_array((votes.data.astype(np.float32), *_layout(votes)), shape=votes.shape)
    passed = csr_array(((votes.data == 0).astype(np.float32), *_layout(votes)), shape=votes.shape)
    pairs, compared, step = [], 0, max(1, _BLOCK // votes.shape[0])
    for start in range(0, votes.shape[0], step):
        rows = slice(start, start + step)
        shared = (voted[rows] @ voted.T).toarray()
        later = np.arange(votes.shape[0]) > np.arange(start, start + len(shared))[:, np.newaxis]
        enough = (shared >= LEAST) & later
        compared += int(enough.sum())
        if not enough.any():
            continue
        opinions = (signed[rows] @ signed.T).toarray()
        same = opinions + (passed[rows] @ passed.T).toarray()
        for one, other in zip(*np.nonzero(enough & (same == shared)), strict=True):
            if opinions[one, other] >= OPINIONS:
                pairs.append((start + int(one), int(other), int(shared[one, other])))
    return pairs, compared


def _shared_sum(votes: Votes, told: Numbers, person: int, other: int) -> float:
    """Add what is told of one person over the statements that another voted on as well."""
    row, beside = (slice(*votes.indptr[one : one + 2]) for one in (person, other))
    return float(told[row][np.isin(votes.indices[row], votes.indices[beside])].sum())


def _straight(votes: Votes, likely: Numbers, times: Whole | None, level: float) -> Iterator[Flag]:
    """Flag who gives one answer in a string that people alike would hardly give."""
    decided = likely[:, [0, 2]] / likely[:, [0, 2]].sum(axis=1, keepdims=True)
    told = np.log(decided[np.arange(votes.nnz), (votes.data + 1) // 2])
    for person, row in _rows(votes):
        order = np.arange(row.start, row.stop)
        if times is not None:
            order = order[np.argsort(times[row], kind="stable")]
        order = order[votes.data[order] != 0]
        if len(order) < LEAST:
            continue
        begins = np.flatnonzero(np.diff(votes.data[order], prepend=2))
        sums = np.add.reduceat(told[order], begins)
        lengths = np.diff(begins, append=len(order))
        worst = int(np.argmin(np.where(lengths >= LEAST, sums, 0)))
        if lengths[worst] < LEAST or sums[worst] + np.log(votes.nnz) > np.log(level):
            continue
        agrees = votes.data[order[begins[worst]]] > 0
        yield Flag(person, Careless.STRAIGHT, _string(int(lengths[worst]), agrees=agrees))


def _string(length: int, *, agrees: bool) -> Sentence:
    if agrees:
        return sentence("Agrees {length} times in a row.", length=length)
    return sentence("Disagrees {length} times in a row.", length=length)


def _fast(votes: Votes, times: Whole | None) -> Iterator[Flag]:
    """Flag who took less than it takes to read, in half of the votes or more."""
    if times is None:
        return
    for person, row in _rows(votes):
        known = np.sort(times[row][times[row] >= 0])
        if len(known) > LEAST and (took := float(np.median(np.diff(known)))) < FASTEST:
            reason = sentence(
                "Half of {votes} votes came within {seconds} seconds of the one before.",
                votes=len(known),
                seconds=round(took / 1_000, 2),
            )
            yield Flag(person, Careless.FAST, reason)


def _against(votes: Votes, level: float) -> Iterator[Flag]:
    """Flag who hardly goes along with people who otherwise vote alike, where those are clear."""
    fits = fit(votes)
    enough = fits.clear >= LEAST
    chance = binom.cdf(fits.along, fits.clear, ALONG)
    for person in np.flatnonzero(enough & (chance * max(enough.sum(), 1) <= level)).tolist():
        reason = sentence(
            "Goes along {along} of {clear} times where people who otherwise vote alike are clear. "
            "So does who votes at random, and who thinks as nobody else.",
            along=int(fits.along[person]),
            clear=int(fits.clear[person]),
        )
        yield Flag(person, Careless.AGAINST, reason)


def _rows(votes: Votes) -> Iterator[tuple[int, slice]]:
    """Yield who voted on enough, with where these votes are."""
    for person in np.flatnonzero(np.diff(votes.indptr) >= LEAST).tolist():
        yield person, slice(int(votes.indptr[person]), int(votes.indptr[person + 1]))


def _layout(votes: Votes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return votes.indices, votes.indptr
