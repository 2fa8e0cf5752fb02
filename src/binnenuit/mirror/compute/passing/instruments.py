"""The slope in large circles: two-stage least squares with the wave before as instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.passing.interval import Slope, slope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.mirror.compute.passing.cells import Cells, Lag
    from binnenuit.mirror.compute.passing.given import Given, Numbers

WEAK: Final = 10.0
"""An F of the instruments below this is weak by convention (Staiger & Stock 1997)."""


def instrumented(
    given: Given, found: Sequence[Lag], cells: Sequence[Cells], seed: int
) -> Slope | None:
    """Estimate the slope from what the wave before foretells of the lag; None when it is too weak.

    Notes
    -----
    Instruments ``W y`` and ``W^2 y`` of the wave before, within cells. Rating error of another wave
    is another error, so that no reliability is needed. They are valid only when what is a team's
    own does not last from wave to wave, or lasts without reaching its suppliers. Linear in links.
    """
    later = [each for each in cells if each.wave > 0]
    if not later:
        return None
    lag = np.concatenate([each.lag for each in later])
    score = np.concatenate([each.score for each in later])
    instruments = np.concatenate([_before(given, found[each.wave - 1], each) for each in later])
    foretold = instruments @ np.linalg.lstsq(instruments, lag, rcond=None)[0]
    if _strength(lag, foretold) < WEAK:
        return None
    branch = np.concatenate([each.branch for each in later])
    of = grouping(branch, len(branch))
    return slope(of.sums(foretold * score), of.sums(foretold * lag), seed)


def _before(given: Given, lag: Lag, cells: Cells) -> Numbers:
    """Return the instruments less the means of their cells; 0 stands for what is not known."""
    both = np.column_stack([lag.lag, given.links @ lag.lag])[cells.teams]
    of = grouping(cells.branch, len(cells.branch))
    means = np.column_stack([of.sums(column) for column in both.T])
    centred: Numbers = both - (means / of.sizes()[:, np.newaxis])[of.of]
    return centred


def _strength(lag: Numbers, foretold: Numbers) -> float:
    """Return the F of the two instruments together."""
    explained = float(foretold @ foretold)
    left = float(lag @ lag) - explained
    rows = len(lag) - 2
    return explained / 2 / (left / rows) if left > 0 and rows > 0 else 0.0
