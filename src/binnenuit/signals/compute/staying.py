"""Who came and went since the week whose figure stands, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.releases.carried import Wave

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit.privacy.releases.kept import Kept


@dataclass(frozen=True)
class Seats:
    """Who counted in which class of one week.

    Attributes
    ----------
    monday
        First day of the week.
    classes
        People by name of their class; who counted in none is not in it.
    """

    monday: date
    classes: Mapping[str, AbstractSet[PersonId]]


def wave(kept: Kept, names: tuple[str, ...], now: Seats, earlier: Mapping[str, Seats]) -> Wave:
    """Compare each class with the week whose figure stands there.

    Parameters
    ----------
    kept
        Of the week before about the same symptom.
    names
        Classes of this week.
    now
        Who counts where this week.
    earlier
        The same by round, for every round in ``kept.rounds``.

    Returns
    -------
    wave
        A class that was not there before has nobody who stayed. Days run from the end of one week
        to the end of the other, so they do not depend on when somebody looked.

    Notes
    -----
    Linear in people.
    """
    stands = {
        name: of for classes, of in zip(kept.classes, kept.rounds, strict=True) for name in classes
    }
    nobody: AbstractSet[PersonId] = frozenset()
    moved, staying, days = [], [], []
    for name in names:
        then = earlier[stands[name]] if name in stands else now
        before = then.classes.get(name, nobody) if name in stands else nobody
        here = now.classes.get(name, nobody)
        moved.append(len(here ^ before))
        staying.append(len(here & before))
        days.append((now.monday - then.monday).days)
    return Wave(kept, *(fixed(np.array(each, dtype=np.int64)) for each in (moved, staying, days)))
