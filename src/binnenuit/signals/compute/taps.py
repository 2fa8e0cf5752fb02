"""From counts of taps to the sums that the gate takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.answers import Tallies
from binnenuit.privacy.arguments import fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.privacy.model import Integers


def tallies(people: Integers, happened: Mapping[int, int]) -> Tallies:
    """Sum one symptom by class: to how many did it not happen, and to how many did it?

    Parameters
    ----------
    people
        People of each class. Everybody takes part: not tapping says that it did not happen. Shape
        (classes,).
    happened
        By class, to how many people it happened at least once; a class that is not in it had none.

    Returns
    -------
    tallies
        Never more than there are people: whoever came through the link of a team may have tapped
        beside his own account.

    Notes
    -----
    Linear in the classes.
    """
    yes = np.zeros(len(people), dtype=np.int64)
    for number, count in happened.items():
        yes[number] = count
    yes = np.minimum(yes, people)
    counts = np.stack([people - yes, yes], axis=1)[:, np.newaxis, np.newaxis, :]
    return Tallies(fixed(people[:, np.newaxis].copy()), fixed(counts))
