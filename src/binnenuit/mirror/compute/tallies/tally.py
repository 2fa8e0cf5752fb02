"""From rows to tallies, and from tallies to one: whole numbers that add up in any order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.tallies.moments import NOWHERE, moments, stretches
from binnenuit.mirror.compute.tallies.tallied_rows import (
    answers_of,
    check_people,
    check_scale,
    places_in,
)
from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS, Moments, Tally, unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers
    from binnenuit.privacy.answers import Scale


def tally(
    scale: Scale,
    values: ArrayLike,
    places: ArrayLike,
    groups: Sequence[str],
    *,
    rounds: Sequence[str],
    moment_places: ArrayLike | None = None,
    moment_groups: Sequence[str] = (),
) -> Tally:
    """Sum the answers per group, so that no row per person need be kept.

    The answers of a group of one or two can still be told from their sums: groups are chosen by the
    gate, and tallies of smaller parts are for adding.

    Parameters
    ----------
    scale
        What was asked.
    values
        One row for each person and round, reversed items turned round; NaN for no answer. Who
        answered fewer items than ``scale.needed`` has no valid score and is counted nowhere.
        Shape (rows, items).
    places
        Number in ``groups`` of each row; -1 for none, then the row is counted in the moments only.
        Shape (rows,).
    groups
        Names, all different, in any order; one without rows is kept with zeros.
    rounds
        Names of the rounds in which these answers were given.
    moment_places, moment_groups
        The same, for the sums of products: groups of 30 people or more. Smaller ones may be parts
        of such a group, to be added; :func:`without_small_moments` drops what stays small.

    Raises
    ------
    ArgumentError
        ``mirror.tally-scale``: no items, more than 16, or fewer than 2 options;
        ``mirror.tally-items``: not one column for each item; ``mirror.tally-value``: an answer that
        is no option; ``mirror.tally-places``: not one place for each row; ``mirror.tally-groups``:
        a name comes twice; ``mirror.tally-too-many``: the sums would not fit in 64 bits.

    Notes
    -----
    A score is the mean of the items that somebody answered. Times ``unit``, the least common
    multiple of ``needed``, ..., ``items``, it is a whole number. Linear in rows x items.
    """
    check_scale(scale)
    given = answers_of(scale, values)
    nowhere = np.full(len(given), NOWHERE)
    names, spots = places_in(groups, places, len(given))
    moment_names, moment_spots = places_in(
        moment_groups, nowhere if moment_places is None else moment_places, len(given)
    )
    valid = (~np.isnan(given)).sum(axis=1) >= scale.needed
    check_people(scale, int(valid.sum()))
    given, spots, moment_spots = given[valid], spots[valid], moment_spots[valid]
    scores, by = _scores(scale, given), stretches(spots, len(names))
    return Tally(
        rounds=tuple(sorted(set(rounds))),
        scale=scale,
        groups=names,
        people=by.sizes(),
        sums=by.sums(scores),
        counts=_counts(scale, given, spots, len(names)),
        moments=moments(scale, given, scores, moment_spots, moment_names),
    )


def empty(scale: Scale) -> Tally:
    """Give the tally of no answers: added to another one it changes nothing."""
    return tally(scale, np.empty((0, len(scale.items))), np.empty(0, dtype=np.int64), (), rounds=())


def add(*tallies: Tally) -> Tally:
    """Add tallies of one scale: of files, teams, rounds or machines, in any order.

    Parameters
    ----------
    tallies
        Of the same scale. Groups of the same name become one, and so do rounds; whoever answers in
        several rounds counts once in each.

    Raises
    ------
    ArgumentError
        ``mirror.no-tallies``: none given; ``mirror.other-scale``: of different scales;
        ``mirror.tally-too-many``: the sums would not fit in 64 bits.
    """
    scale = _same_scale(tallies)
    parts = [one.moments for one in tallies]
    check_people(scale, sum(int(one.people.sum()) for one in tallies))
    check_people(scale, sum(int(part.people.sum()) for part in parts))
    names = _united([one.groups for one in tallies])
    moment_names = _united([part.groups for part in parts])
    people, sums, counts = _added(
        names, [one.groups for one in tallies], [one.arrays for one in tallies]
    )
    held = _added(moment_names, [part.groups for part in parts], [part.arrays for part in parts])
    rounds = _united([one.rounds for one in tallies])
    return Tally(rounds, scale, names, people, sums, counts, Moments(moment_names, *held))


def without_small_moments(given: Tally) -> Tally:
    """Drop the sums of products of groups of fewer than 30 people with a valid score."""
    part = given.moments
    kept = np.flatnonzero(part.people >= FEWEST_FOR_MOMENTS)
    names = tuple(part.groups[number] for number in kept)
    return replace(given, moments=Moments(names, *(array[kept] for array in part.arrays)))


def _scores(scale: Scale, answers: Numbers) -> Integers:
    """Score everybody, times the unit of the scale. Shape (people,)."""
    answered = (~np.isnan(answers)).sum(axis=1)
    summed = np.nansum(answers, axis=1).astype(np.int64)
    scores: Integers = summed * (unit(scale) // answered)
    return scores


def _counts(scale: Scale, answers: Numbers, places: Integers, groups: int) -> Integers:
    row, item = np.nonzero(~np.isnan(answers) & (places != NOWHERE)[:, np.newaxis])
    option = answers[row, item].astype(np.int64) - scale.lowest
    shape = (groups, len(scale.items), scale.options)
    cell = (places[row] * shape[1] + item) * shape[2] + option
    return np.bincount(cell, minlength=groups * shape[1] * shape[2]).reshape(shape)


def _same_scale(tallies: Sequence[Tally]) -> Scale:
    if not tallies:
        raise ArgumentError(
            "mirror.no-tallies",
            sentence("There is nothing to add. Give at least one tally."),
        )
    scale = tallies[0].scale
    for other in tallies[1:]:
        if other.scale != scale:
            raise ArgumentError(
                "mirror.other-scale",
                sentence(
                    "Tallies of {first} and of {other} were given, with other items or options. "
                    "Add those of one scale.",
                    first=scale.code,
                    other=other.scale.code,
                ),
            )
    return scale


def _united(names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*names)))


def _added(
    names: tuple[str, ...],
    groups: Sequence[tuple[str, ...]],
    arrays: Sequence[tuple[Integers, ...]],
) -> Iterator[Integers]:
    """Add the first arrays, the second ones, and so on, each row to the group of its name."""
    place = {name: number for number, name in enumerate(names)}
    rows = [np.array([place[name] for name in own], dtype=np.int64) for own in groups]
    for alike in zip(*arrays, strict=True):
        total = np.zeros((len(names), *alike[0].shape[1:]), dtype=np.int64)
        for own, array in zip(rows, alike, strict=True):
            total[own] += array
        yield total
