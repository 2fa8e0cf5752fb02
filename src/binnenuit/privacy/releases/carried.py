"""Between two rounds: regions where too few people came or went keep their previous answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.arguments import fixed, people_in
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.releases.kept import summed
from binnenuit.privacy.rounds.waves import days_in, keeps_previous

if TYPE_CHECKING:
    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.releases.kept import Kept


@dataclass(frozen=True, eq=False)
class Wave:
    """The round before, and who came and went since.

    Attributes
    ----------
    kept
        What the release of the same scale in the round before kept.
    moved
        Joiners and leavers in each class now, since the round whose answers stand there
        (``kept.rounds``), which is not always the last. Shape (classes,).
    staying
        People in each class both then and now. Shape (classes,).
    days_since
        Days between the closing of that round and of this one, at least 0: one number for all
        classes, or, where rounds follow one another so fast that their answers stand for several
        rounds, shape (classes,).
    """

    kept: Kept
    moved: Integers
    staying: Integers
    days_since: int | Integers


def carry(kept: Kept, plan: Plan, wave: Wave | None) -> Kept:
    """Put the previous answers in the place of new ones, where new ones would tell who joined.

    Parameters
    ----------
    kept
        The regions of this round.
    plan
        Their plan.
    wave
        The round before; None for a first round.

    Returns
    -------
    kept
        A region that keeps its answers keeps its people and its atoms as well, so that the ledger
        sees the same sum twice. A region that was not there before, of the same classes, has
        nothing to keep.

    Raises
    ------
    ArgumentError
        ``privacy.other-scale``: the round before asked something else; ``privacy.counts``,
        ``privacy.days-since``.

    Notes
    -----
    Linear in classes and regions. The rule is that of ``keeps_previous``.
    """
    if wave is None:
        return kept
    if wave.kept.scale != kept.scale:
        raise _other_scale(kept, wave.kept)
    earlier = {classes: place for place, classes in enumerate(wave.kept.classes) if classes}
    keeps = _keeps(plan, wave)
    pairs = [
        (region, earlier[classes])
        for region, classes in enumerate(kept.classes)
        if keeps[region] and classes in earlier
    ]
    return _replaced(kept, wave.kept, dict(pairs))


def unchanged(kept: Kept) -> Integers:
    """Which regions hold answers of an earlier round? Their numbers, ascending."""
    return np.array([n for n, of in enumerate(kept.rounds) if of != kept.round], dtype=np.int64)


def _keeps(plan: Plan, wave: Wave) -> list[bool]:
    classes = (len(plan.regions),)
    moved = people_in(wave.moved, classes, "moved")
    staying = people_in(wave.staying, classes, "staying")
    regions, number = plan.regions, len(plan.sets)
    keeps = keeps_previous(
        plan.sizes,
        summed(regions, moved, number),
        summed(regions, staying, number),
        _fewest_days(plan, wave.days_since),
    )
    return [bool(keep) for keep in keeps]


def _fewest_days(plan: Plan, days_since: int | Integers) -> Integers:
    """Days since the latest of the answers that stand in each region; many for nobody's."""
    days = days_in(days_since, (len(plan.regions),))
    fewest = np.full(len(plan.sets), days.max(initial=0))
    held = plan.regions != NOWHERE
    np.minimum.at(fewest, plan.regions[held], days[held])
    return fixed(fewest)


def _replaced(kept: Kept, earlier: Kept, place: dict[int, int]) -> Kept:
    here, there = list(place), list(place.values())
    people, counts, moved = kept.people.copy(), kept.counts.copy(), kept.most_moved.copy()
    people[here], counts[here] = earlier.people[there], earlier.counts[there]
    moved[here] = earlier.most_moved[there]
    atoms, rounds = list(kept.atoms), list(kept.rounds)
    for region, source in place.items():
        atoms[region], rounds[region] = earlier.atoms[source], earlier.rounds[source]
    return replace(
        kept,
        people=fixed(people),
        counts=fixed(counts),
        most_moved=fixed(moved),
        atoms=tuple(atoms),
        rounds=tuple(rounds),
    )


def _other_scale(kept: Kept, earlier: Kept) -> ArgumentError:
    return ArgumentError(
        "privacy.other-scale",
        sentence(
            "The earlier round asked other items or options about {earlier} than this one about "
            "{scale}. Give what the release of the same scale kept, or no earlier round.",
            earlier=earlier.scale.code,
            scale=kept.scale.code,
        ),
    )
