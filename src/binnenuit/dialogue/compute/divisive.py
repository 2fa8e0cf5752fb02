"""How divided is everybody on each statement? Of use where there are no groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.counts import checked_counts
from binnenuit.dialogue.compute.tallies import tallied

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.dialogue.model.votes import Votes


def divided(votes: Votes) -> NDArray[np.float64]:
    """Are people at both ends, or together?

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass. Shape (people, statements).

    Returns
    -------
    numpy.ndarray
        From 0, where all say the same, over 0.5, where agreeing, passing and disagreeing are
        equally frequent, to 1, where half agree, half disagree and nobody passes. NaN where
        nobody voted. It describes those who voted: of two votes it tells little.
        Shape (statements,).

    Notes
    -----
    (1 - A) / 2 with A the agreement of van der Eijk [1]_ on three ordered options.

    References
    ----------
    .. [1] van der Eijk, C. (2001). Measuring agreement in ordered rating scales. Quality and
       Quantity, 35(3), 325-341. https://doi.org/10.1023/A:1010374114305
    """
    agree, disagree, total = tallied(votes, np.zeros(votes.shape[0], np.int64), 1)
    return divided_of_counts(agree, disagree, total).ravel()


def divided_of_counts(
    agree: ArrayLike, disagree: ArrayLike, total: ArrayLike
) -> NDArray[np.float64]:
    """Return the same by group, from counts.

    Parameters
    ----------
    agree, disagree, total
        Votes; who passed is in ``total`` only. Whole numbers of shape (groups, statements).

    Returns
    -------
    numpy.ndarray
        As :func:`divided`. Shape (groups, statements).

    Raises
    ------
    ArgumentError
        ``dialogue.counts``.
    """
    counts = checked_counts(agree, disagree, total)
    passed = counts.total - counts.agree - counts.disagree
    low, middle, high = np.sort([counts.agree, counts.disagree, passed], axis=0)
    two = np.where(low == passed, -1.0, 0.5)  # the two ends without the middle: opposed
    # where the two lower counts are equal, `middle - low` is 0 and `two` does not matter
    agreement = (high - middle) + two * 2 * (middle - low)
    with np.errstate(invalid="ignore"):
        return np.asarray((1.0 - agreement / counts.total) / 2, dtype=np.float64)
