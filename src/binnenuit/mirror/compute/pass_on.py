"""How much of a leader's or supplier's score goes together with the score of those it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.mirror.compute.passing.result import PassOn, Verdict
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from scipy.sparse import sparray, spmatrix

__all__ = ["PassOn", "Verdict", "pass_on"]


def pass_on(  # noqa: PLR0913 - all of it is asked of the reader, and named where it is used
    scores: ArrayLike,
    previous: ArrayLike | None = None,
    *,
    links: sparray | spmatrix,
    branches: ArrayLike | None = None,
    reliability: ArrayLike | None = None,
    raters: sparray | spmatrix | tuple[sparray | spmatrix, sparray | spmatrix] | None = None,
    randomised: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> PassOn:
    """How much of a supplier's score goes together with the scores of the teams it serves?"""
    del scores, previous, links, branches, reliability, raters, randomised, level, seed
    return PassOn(estimate=None, reason=Reason.NO_ANSWERS)
