"""Whether teams differ more than chance would have them, and how far limits then move out."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

Adjustment: TypeAlias = Literal["none", "additive", "multiplicative"]

WINSORISED: Final = 0.1
"""Share of the teams at each end that count as the next one, so that outliers do not widen
limits."""


@dataclass(frozen=True)
class Dispersion:
    """How much more teams differ than chance would have them.

    Attributes
    ----------
    phi
        Mean of the squared z-scores, drawn in at both ends; about 1 or less without more than
        chance.
    between_variance
        Variance of teams beyond chance that gives this phi; 0 when it is not above 1.
    beyond_chance
        phi lies more than two standard errors above 1.
    """

    phi: float
    between_variance: float
    beyond_chance: bool


def dispersion(z: Numbers, variances: Numbers, winsorised: float = WINSORISED) -> Dispersion:
    """How much more do teams differ than chance would have them?

    Parameters
    ----------
    z
        Distance of each of two or more teams from the target, in standard errors.
    variances
        Of each team's figure by chance alone.
    winsorised
        Share of the teams at each end that count as the next one; from 0, below 0.5.

    Raises
    ------
    ArgumentError
        ``mirror.winsorised``.

    Notes
    -----
    ``phi = sum z^2 / I`` after z beyond the 10th and 90th percentiles are set to those; ``tau2 = (I
    phi - (I - 1)) / (sum w - sum w^2 / sum w)`` with ``w = 1 / variance`` (Spiegelhalter 2005,
    Qual. Saf. Health Care 14, 347; moments as DerSimonian & Laird 1986). Two standard errors of phi
    are ``2 sqrt(2 / I)``. Drawing z in keeps outliers from hiding themselves, and errs towards no
    adjustment: by chance alone phi is 0.68 and not 1, and of teams that differ normally, additive
    limits of 95 % leave out 11 to 12 % and those of 99.8 % leave out 1.2 to 1.5 %. With
    ``winsorised`` 0 phi is 1 and the limits hold what they say, but outliers widen them.
    """
    _check(winsorised)
    low, high = np.quantile(z, [winsorised, 1.0 - winsorised])
    teams = len(z)
    phi = float((np.clip(z, low, high) ** 2).mean())
    weights = 1.0 / variances
    scale = float(weights.sum() - (weights @ weights) / weights.sum())
    between = max((teams * phi - (teams - 1)) / scale, 0.0)
    return Dispersion(phi, between, phi > 1.0 + 2.0 * sqrt(2.0 / teams))


def widened(variances: Numbers, found: Dispersion | None, adjustment: Adjustment) -> Numbers:
    """Return the standard deviation of each team's figure when teams differ beyond chance."""
    if found is None or adjustment == "none":
        return np.sqrt(variances)
    if adjustment == "multiplicative":
        return np.sqrt(variances * max(found.phi, 1.0))
    return np.sqrt(variances + found.between_variance)


def _check(winsorised: float) -> None:
    if not 0.0 <= winsorised < 0.5:
        raise ArgumentError(
            "mirror.winsorised",
            sentence(
                "{share} of the teams at each end cannot be drawn in. Give a share below "
                "0.5, such as 0.1, or 0.",
                share=winsorised,
            ),
        )
