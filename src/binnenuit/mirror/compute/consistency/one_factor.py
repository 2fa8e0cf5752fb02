"""One common cause behind all items, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from binnenuit.mirror.compute.consistency.covariances import correlations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.mirror.model.results import Numbers

_STEPS: Final = 200
_HALVINGS: Final = 40
_NEAR: Final = 16
"""Items, most alike first, of which each is tried as nearly the factor itself."""
_SETTLED: Final = 1e-7
"""Largest slope at a minimum, in correlations."""
_FLAT: Final = 1e-8
"""Least curvature of a minimum that is one point and not a line, in correlations."""
_ROUNDING: Final = 1e-13


@dataclass(frozen=True, eq=False)
class OneFactor:
    """The fit of the model in which each item is a loading times one factor, and its own part.

    Attributes
    ----------
    loadings
        Their sum is not negative: which end of the factor is high is a choice. Shape (items,).
    uniquenesses
        Variance of each item's own part; nothing keeps it from being negative. Shape (items,).
    discrepancy
        0 where the model fits exactly.
    information
        Expected second derivatives of the discrepancy, by loadings and then uniquenesses. Shape
        (2 * items, 2 * items).
    settled
        The slope became 0.
    identified
        No other loadings fit as well.
    """

    loadings: Numbers
    uniquenesses: Numbers
    discrepancy: float
    information: Numbers
    settled: bool
    identified: bool


def one_factor(covariance: Numbers) -> OneFactor:
    """Fit one factor to the covariances of three items or more.

    Parameters
    ----------
    covariance
        Positive definite. Shape (items, items).

    Notes
    -----
    Minimises ``log |L| + tr(S L^-1) - log |S| - k`` with ``L = l l' + diag(u)``, in correlations,
    by Newton's method with exact second derivatives from up to 17 starts; the lowest end counts.
    Joreskog (1967), Psychometrika 32, but without his bounds: behind them a negative uniqueness
    would hide. Cubic in items, some five to ten steps for each start.
    """
    shared = correlations(covariance)
    ends = [_descended(shared, start) for start in _starts(shared)]
    best = min(ends, key=lambda end: _discrepancy(shared, end))
    slope, curvature, expected = _derivatives(shared, best)
    items = len(shared)
    deviations = np.sqrt(np.diag(covariance))
    sign = -1.0 if best[:items] @ deviations < 0 else 1.0
    scale = np.concatenate([sign * deviations, deviations**2])
    return OneFactor(
        loadings=best[:items] * scale[:items],
        uniquenesses=best[items:] * scale[items:],
        discrepancy=_discrepancy(shared, best) - float(np.linalg.slogdet(shared)[1]) - items,
        information=expected / np.outer(scale, scale),
        settled=bool(np.abs(slope).max() < _SETTLED),
        identified=bool(np.linalg.eigvalsh(curvature)[0] > _FLAT),
    )


def _starts(shared: Numbers) -> Iterator[Numbers]:
    """Guess the factor: what all items share (Joreskog 1967), or nearly what one of them says.

    Without the second kind two items that nearly say the same could hide behind a worse fit.
    """
    items = len(shared)
    own = (1 - 1 / (2 * items)) / np.diag(np.linalg.inv(shared))
    roots = np.sqrt(own)
    values, vectors = np.linalg.eigh(shared / np.outer(roots, roots))
    yield _start(roots * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.1)))
    closest = np.abs(shared - np.eye(items)).max(axis=0)
    for item in np.argsort(-closest, kind="stable")[:_NEAR]:
        yield _start(0.9 * shared[item])


def _start(loadings: Numbers) -> Numbers:
    return np.concatenate([loadings, np.maximum(1 - loadings**2, 0.1)])


def _descended(shared: Numbers, start: Numbers) -> Numbers:
    at, value = start, _discrepancy(shared, start)
    for _ in range(_STEPS):
        slope, curvature, _expected = _derivatives(shared, at)
        there, reached = _lower(shared, at, _step(slope, curvature), value)
        gained = value - reached
        at, value = there, reached
        # The step that gained so little was a whole one of Newton's: what is left is its square.
        if gained < _ROUNDING:
            break
    return at


def _step(slope: Numbers, curvature: Numbers) -> Numbers:
    """Go where the slope would be 0; along a direction that curves down, go down."""
    try:
        downhill: Numbers = -cho_solve(cho_factor(curvature, lower=True), slope)
    except LinAlgError:
        values, vectors = np.linalg.eigh(curvature)
        downhill = -vectors @ ((vectors.T @ slope) / np.maximum(np.abs(values), _FLAT))
    return downhill


def _lower(shared: Numbers, at: Numbers, step: Numbers, value: float) -> tuple[Numbers, float]:
    """Halve a step until it does not lead up, or stay."""
    for halvings in range(_HALVINGS):
        there = at + step / 2**halvings
        reached = _discrepancy(shared, there)
        if reached <= value + _ROUNDING:
            return there, reached
    return at, value


def _discrepancy(shared: Numbers, at: Numbers) -> float:
    """Compute what is minimised, but for a constant; infinite where the model is no covariance."""
    try:
        factor = cho_factor(_implied(at), lower=True)
    except LinAlgError:
        return np.inf
    determinant = 2 * float(np.log(np.diag(factor[0])).sum())
    return determinant + float(np.trace(cho_solve(factor, shared)))


def _derivatives(shared: Numbers, at: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Compute the slope, the curvature and the curvature that the model itself expects.

    With ``A = L^-1``, ``B = A S A``: the slope by a loading is ``2 (A - B) l``, by a uniqueness
    the diagonal of ``A - B``.
    """
    items = len(shared)
    loadings = at[:items]
    inverse: Numbers = np.linalg.inv(_implied(at)).astype(np.float64)
    seen: Numbers = inverse @ shared @ inverse
    left = inverse - seen
    slope = np.concatenate([2 * left @ loadings, np.diag(left)])
    observed = _curvature(2 * seen - inverse, inverse, loadings)
    observed[:items, :items] += 2 * left
    return slope, observed, _curvature(inverse, inverse, loadings)


def _curvature(outer: Numbers, inner: Numbers, loadings: Numbers) -> Numbers:
    """Compute ``tr(C dL A dL)`` for each pair of parameters, C the outer and A the inner."""
    by_outer, by_inner = outer @ loadings, inner @ loadings
    crossed = np.outer(by_outer, by_inner)
    twice = crossed + crossed.T
    twice += outer * (loadings @ by_inner) + inner * (loadings @ by_outer)
    mixed = outer * by_inner + inner * by_outer
    both: Numbers = np.block([[twice, mixed], [mixed.T, outer * inner]])
    return both


def _implied(at: Numbers) -> Numbers:
    items = len(at) // 2
    implied: Numbers = np.outer(at[:items], at[:items]) + np.diag(at[items:])
    return implied
