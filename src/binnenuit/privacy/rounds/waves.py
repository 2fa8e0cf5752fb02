"""When somebody joins or leaves between two rounds: which groups keep their previous figure.

The difference of two sums of a group holds the answer of who joined, hidden by the changed answers
of those who stayed and by the noise. ``joiner_recovery`` measures how well it is hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.arguments import fixed, people_in
from binnenuit.privacy.figures.noise import MOST_MOVED, NoiseKey, perturb
from binnenuit.privacy.figures.rendering import render_mean
from binnenuit.privacy.model import SMALLEST_GROUP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy.model import Flags, Integers

MOST_CHANGED: Final = 2
"""One or two who joined or left can be singled out; more hide one another."""
FEWEST_AFTER_CHANGE: Final = 12
"""From here on a joiner is hidden well enough even where everybody answers and few change."""
QUARTER_DAYS: Final = 85
FEWEST_STAYING: Final = 12
"""Fewest who stayed, for rounds that follow one another faster than a quarter."""
_LIKELY: Final = np.array([0.05, 0.15, 0.30, 0.35, 0.15])
"""How often each option of 1 to 5 is chosen in the simulation: mean 3.4, deviation 1.07."""
_VALUES: Final = np.arange(1, 6)
_ALIKE: Final = 0.5
"""Correlation between two items of the simulated scale."""

UNCHANGED: Final = sentence(
    "Unchanged until the next round: so few people joined or left that a new figure would give "
    "away their answers."
)


def keeps_previous(
    people: Integers, moved: Integers, staying: Integers, days_since: int | Integers
) -> Flags:
    """Which regions keep the figure of an earlier round, to protect who joined or left?

    Parameters
    ----------
    people
        People in each region now. Shape (regions,).
    moved
        Joiners and leavers since the round whose figure stands there now, which is not always the
        last round: a region that kept its figure goes on counting. Shape (regions,).
    staying
        People in the region in both rounds. Shape (regions,).
    days_since
        Days between the closing of that round and of this one, at least 0; one number for all
        regions, or shape (regions,).

    Returns
    -------
    keeps
        True where one or two people moved and fewer than 12 are there now, and, when less than 85
        days have passed, where fewer than 12 stayed. Shape (regions,).

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.days-since``.

    Notes
    -----
    Membership and dates decide, never answers. Linear in the regions.
    """
    shape = np.shape(people)[:1]
    now, changed = people_in(people, shape, "people"), people_in(moved, shape, "moved")
    stayed = people_in(staying, shape, "staying")
    days = days_in(days_since, shape)
    singled_out = (changed >= 1) & (changed <= MOST_CHANGED) & (now < FEWEST_AFTER_CHANGE)
    too_soon = (days < QUARTER_DAYS) & (stayed < FEWEST_STAYING)
    return fixed(singled_out | too_soon)


def days_in(days_since: int | Integers, shape: tuple[int, ...]) -> Integers:
    """Return the days as a read-only array, when they are at least 0.

    Raises
    ------
    ArgumentError
        ``privacy.days-since``; ``privacy.counts``: not one number, nor one for each.
    """
    days = np.asarray(days_since)
    if days.min(initial=0) < 0:
        raise ArgumentError(
            "privacy.days-since",
            sentence(
                "The earlier round closed after this one ({days} days). Give the rounds in the "
                "order of their closing.",
                days=-int(days.min()),
            ),
        )
    return people_in(days if days.ndim else np.full(shape, days), shape, "days_since")


def joiner_recovery(
    rng: np.random.Generator,
    *,
    people: int = 8,
    items: int = 4,
    retest: float = 0.73,
    response: float = 1.0,
    noised: bool = True,
    repeats: int = 10_000,
) -> float:
    """How much of a joiner's answer does the difference of two published sums give away?

    Parameters
    ----------
    rng
        Source of the simulated answers and of the secrets of the noise.
    people
        People in the group in the second round: one joiner, the others stayed. At least 6.
    items
        Items whose means are averaged into the published score, at least 1.
    retest
        Correlation between the answers of the same person in the two rounds, 0 to 1.
    response
        Share of those who stayed that answers in each round, each time by chance; above 0. The
        joiner answers in the second.
    noised
        Whether the noise is on; rounding and clipping always are.
    repeats
        Simulated groups, at least 2.

    Returns
    -------
    recovered
        Squared correlation between the joiner's score and the difference, over the groups that are
        published in both rounds (at least 5 answers): 0 nothing, 1 everything.

    Notes
    -----
    The attacker knows the exact number of answers in both rounds, turns the published means back
    into sums, and takes away the usual mean for each answer more. Options 1 to 5 are chosen in 5,
    15, 30, 35 and 15 % of the answers, items correlate 0.5; who stayed gives all answers again
    with probability ``retest`` and new ones otherwise, so that items and score have that
    correlation. Without noise the result is near ``1 / (1 + 2 (people - 1) (1 - retest))``.

    With 8 people of whom 80 % answer: one item 0.13, 0.11, 0.09 for a retest of 0.88, 0.73, 0.54;
    four items 0.18, 0.14, 0.11; six items 0.19, 0.15, 0.12. When everybody answers and the retest
    is 0.88 the noise of the items averages out over a scale: 0.23 and 0.26 for four and six items
    at 8 people, 0.18 and 0.20 at 12, which is why fewer keep their figure. (60,000 groups; about
    half a second for 10,000 groups and 6 items.)
    """
    stay = people - 1
    first = _answers(rng, (repeats, stay), items)
    same = rng.random((repeats, stay, 1)) < retest
    again = np.where(same, first, _answers(rng, (repeats, stay), items))
    joiner = _answers(rng, (repeats, 1), items)
    second = np.concatenate([again, joiner], axis=1)
    answer = rng.random((2, repeats, people)) < response
    answer[1, :, stay] = True
    secret = rng.bytes(32) if noised else b""
    before = _published(first, answer[0, :, :stay], NoiseKey(secret, "first", "", _codes(items)))
    after = _published(second, answer[1], NoiseKey(secret, "second", "", _codes(items)))
    seen = np.isfinite(before) & np.isfinite(after)
    score = joiner.mean(axis=(1, 2))
    return float(np.corrcoef((after - before)[seen], score[seen])[0, 1] ** 2)


def _codes(items: int) -> tuple[str, ...]:
    return tuple(map(str, range(items)))


def _answers(rng: np.random.Generator, people: tuple[int, int], items: int) -> Integers:
    """Draw answers, as option numbers from 0. Shape (groups, people, items)."""
    own = rng.choice(len(_LIKELY), p=_LIKELY, size=(*people, items))
    common = rng.choice(len(_LIKELY), p=_LIKELY, size=(*people, 1))
    # Two items are alike when both take the common answer.
    return np.where(rng.random(own.shape) < np.sqrt(_ALIKE), common, own)


def _published(answers: Integers, given: Flags, key: NoiseKey) -> NDArray[np.float64]:
    """Sum of each group as its published mean gives it away, less the usual mean for each answer.

    NaN where nothing is published. Shape (groups,).
    """
    at_option = answers[..., np.newaxis] == np.arange(len(_LIKELY))
    counts = (at_option & given[..., np.newaxis, np.newaxis]).sum(axis=1)
    if key.secret:
        counts = perturb(counts, names=[(str(group),) for group in range(len(counts))], key=key)
    n = given.sum(axis=1)
    scale = Scale(key.scale, key.items)
    with np.errstate(invalid="ignore"):
        means = (counts @ _VALUES).mean(axis=1) / n
    shown = [
        render_mean(mean, people, MOST_MOVED, scale).value if people >= SMALLEST_GROUP else np.nan
        for mean, people in zip(means.tolist(), n.tolist(), strict=True)
    ]
    surplus: NDArray[np.float64] = n * (np.array(shown) - _LIKELY @ _VALUES)
    return surplus
