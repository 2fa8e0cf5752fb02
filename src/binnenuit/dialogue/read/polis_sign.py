"""Does 1 mean agree? Polis itself stores it the other way round; counts beside the votes tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.dialogue.read.polis_votes import Cast

    Numbers = NDArray[np.float64]


class Counted(NamedTuple):
    """How often somebody agreed and disagreed, as another column says; NaN is not said."""

    file: str
    names: Sequence[str]
    places: NDArray[np.int64]
    agrees: Numbers
    disagrees: Numbers


def right_way_up(cast: Cast, counted: Sequence[Counted]) -> tuple[Cast, list[Finding]]:
    """Turn the votes round when the counts say so, and tell it.

    Parameters
    ----------
    counted
        The first of them that tells is believed. ``places`` says for each vote which count it is
        in.

    Notes
    -----
    Sure when the votes differ from the counts at least twice as much one way round as the other.
    """
    for each in counted:
        straight, turned = _misfit(cast.numbers, each), _misfit(-cast.numbers, each)
        if 2 * turned < straight:
            right = replace(cast, numbers=-cast.numbers)
            return right, [_turned(cast, each), *_different(right, each)]
        if 2 * straight < turned:
            return cast, _different(cast, each)
    return cast, [_untold(cast)] if len(cast.numbers) else []


def _misfit(numbers: NDArray[np.int64], counted: Counted) -> float:
    return sum(float(np.abs(each).sum()) for each in _differences(numbers, counted))


def _differences(numbers: NDArray[np.int64], counted: Counted) -> tuple[Numbers, Numbers]:
    size = len(counted.names)
    agrees, disagrees = (
        np.bincount(counted.places[numbers == side], minlength=size) for side in (1, -1)
    )
    return np.nan_to_num(agrees - counted.agrees), np.nan_to_num(disagrees - counted.disagrees)


def _different(cast: Cast, counted: Counted) -> list[Finding]:
    agrees, disagrees = _differences(cast.numbers, counted)
    # Counts are of every time somebody voted; a table holds the last time only.
    other = (agrees != 0) | (disagrees != 0) if cast.is_log else (agrees > 0) | (disagrees > 0)
    if not other.any():
        return []
    return [
        Finding(
            "dialogue.other-counts",
            sentence(
                "{count} counts of who agrees and disagrees are other than the votes in {votes} "
                "come to; the votes were used. They are those of: {names}.",
                count=int(other.sum()),
                votes=cast.file,
                names=listed(counted.names[place] for place in np.flatnonzero(other).tolist()),
            ),
            file=counted.file,
        )
    ]


def _turned(cast: Cast, counted: Counted) -> Finding:
    return Finding(
        "dialogue.sign-turned",
        sentence(
            "Here -1 stands for agree, as the counts in {counts} show. All votes were turned "
            "round, so that 1 is agree.",
            counts=counted.file,
        ),
        file=cast.file,
    )


def _untold(cast: Cast) -> Finding:
    return Finding(
        "dialogue.sign-untold",
        sentence(
            "No counts beside the votes tell whether 1 means agree or disagree here; it was taken "
            "as agree. Look at a statement of which you know what people think of it."
        ),
        file=cast.file,
    )
