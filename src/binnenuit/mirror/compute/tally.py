"""From rows to tallies, and from tallies to one: whole numbers that add up in any order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.compute.moments import NOWHERE, moments, stretches
from binnenuit.mirror.model.tally import (
    FEWEST_FOR_MOMENTS,
    MOST_ITEMS,
    Moments,
    Tally,
    most_people,
    unit,
)

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
    """Sum the answers per group; afterwards nobody's answers can be told from them.

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
        ``mirror.tally-value``: an answer that is no option; ``mirror.tally-places``: not one place
        for each row; ``mirror.tally-groups``: a name comes twice; ``mirror.tally-too-many``: the
        sums would not fit in 64 bits.

    Notes
    -----
    A score is the mean of the items that somebody answered. Times ``unit``, the least common
    multiple of ``needed``, ..., ``items``, it is a whole number. Linear in rows x items.
    """
    _check_scale(scale)
    given = _answers(scale, values)
    nowhere = np.full(len(given), NOWHERE)
    names, spots = _named(groups, places, len(given))
    moment_names, moment_spots = _named(
        moment_groups, nowhere if moment_places is None else moment_places, len(given)
    )
    valid = (~np.isnan(given)).sum(axis=1) >= scale.needed
    _check_people(scale, int(valid.sum()))
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
    _check_people(scale, sum(int(one.people.sum()) for one in tallies))
    _check_people(scale, sum(int(part.people.sum()) for part in parts))
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


def _answers(scale: Scale, values: ArrayLike) -> Numbers:
    given = table(values, "values")
    options = np.isnan(given) | np.isin(given, scale.lowest + np.arange(scale.options))
    if given.shape[1] != len(scale.items):
        raise ArgumentError(
            "mirror.tally-items",
            sentence(
                "{columns} columns were given for the {items} items of scale {scale}. Give one "
                "column for each item, in their order.",
                columns=given.shape[1],
                items=len(scale.items),
                scale=scale.code,
            ),
        )
    if options.all():
        return given
    row, item = np.argwhere(~options)[0]
    raise ArgumentError(
        "mirror.tally-value",
        sentence(
            "Row {row} answers {value} to item {item}, which is no option. Give a whole number "
            "from {lowest} to {highest}, or NaN for no answer.",
            row=int(row),
            value=float(given[row, item]),
            item=scale.items[item],
            lowest=scale.lowest,
            highest=scale.lowest + scale.options - 1,
        ),
    )


def _named(names: Sequence[str], places: ArrayLike, rows: int) -> tuple[tuple[str, ...], Integers]:
    """Put the names in ascending order, and the places with them."""
    given = np.asarray(places)
    whole = given.shape == (rows,) and (not rows or np.issubdtype(given.dtype, np.integer))
    if not whole or not ((given >= NOWHERE) & (given < len(names))).all():
        raise ArgumentError(
            "mirror.tally-places",
            sentence(
                "The places are not {rows} whole numbers below {groups}. Give the number of the "
                "group for each row, and -1 for none.",
                rows=rows,
                groups=len(names),
            ),
        )
    order = sorted(range(len(names)), key=names.__getitem__)
    _all_different(ascending := tuple(names[number] for number in order))
    # One place more, for rows in no group.
    rank = np.full(len(names) + 1, NOWHERE)
    rank[order] = np.arange(len(names))
    return ascending, rank[given.astype(np.int64)]


def _all_different(ascending: tuple[str, ...]) -> None:
    for name, following in pairwise(ascending):
        if name == following:
            raise ArgumentError(
                "mirror.tally-groups",
                sentence(
                    "Group {group} was given twice. Give each group once, and its number for each "
                    "row.",
                    group=name,
                ),
            )


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


def _check_scale(scale: Scale) -> None:
    if 1 <= len(scale.items) <= MOST_ITEMS and scale.options >= 2:
        return
    raise ArgumentError(
        "mirror.tally-scale",
        sentence(
            "Scale {scale} has {items} items on {options} options. Give 1 to {most} items and at "
            "least 2 options, so that sums of squares stay exact.",
            scale=scale.code,
            items=len(scale.items),
            options=scale.options,
            most=MOST_ITEMS,
        ),
    )


def _check_people(scale: Scale, people: int) -> None:
    if people <= most_people(scale):
        return
    raise ArgumentError(
        "mirror.tally-too-many",
        sentence(
            "{people} valid scores on scale {scale} are more than can be added exactly; at most "
            "{most} can. Keep the rounds apart.",
            people=people,
            scale=scale.code,
            most=most_people(scale),
        ),
    )
