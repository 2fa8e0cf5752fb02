"""Check what is summed into a tally; nothing given is changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.compute.tallies.moments import NOWHERE
from binnenuit.mirror.model.tally import MOST_ITEMS, most_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers
    from binnenuit.privacy.answers import Scale


def check_scale(scale: Scale) -> None:
    """Refuse a scale without items, with too many, or with one option."""
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


def check_people(scale: Scale, people: int) -> None:
    """Refuse more valid scores than can be added exactly in 64 bits."""
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


def answers_of(scale: Scale, values: ArrayLike) -> Numbers:
    """Return the answers, NaN for none, when each is an option of the scale."""
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


def places_in(
    names: Sequence[str], places: ArrayLike, rows: int
) -> tuple[tuple[str, ...], Integers]:
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
