"""How sure a person belongs to each group: a mixture of clouds of one shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import eigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.spectrum import Places

SURE = 0.9
_TURNS = 100
_FAR = 3.5  # medians; the bound of Iglewicz and Hoaglin 1993 for outliers


@dataclass(frozen=True, eq=False)
class Mixture:
    """Clouds of one shape, each with its own middle and share.

    Attributes
    ----------
    middles
        Shape (groups, axes).
    shares
        Sum to 1. Shape (groups,).
    shape
        Covariance within each cloud. Shape (axes, axes).
    evidence
        Bayesian information criterion, less is better.
    """

    middles: NDArray[np.float64]
    shares: NDArray[np.float64]
    shape: NDArray[np.float64]
    evidence: float


def drawn_in(points: NDArray[np.float64], usual: float | None = None) -> NDArray[np.float64]:
    """Draw in who stands further out than 3.5 times the usual distance, to that distance.

    One person who votes as nobody else does then cannot make a group, nor pull at one.
    """
    away = np.sqrt((points**2).sum(axis=1))
    reach = _FAR * (usual_distance(points) if usual is None else usual)
    shorter = np.minimum(1.0, reach / np.maximum(away, 1e-300))
    return np.asarray(points * shorter[:, None], dtype=np.float64)


def usual_distance(points: NDArray[np.float64]) -> float:
    """Return the median distance to the middle of the axes."""
    return float(np.median(np.sqrt((points**2).sum(axis=1)))) if len(points) else 0.0


def fitted(points: NDArray[np.float64], first: NDArray[np.int64], count: int) -> Mixture:
    """Fit clouds of one shape by expectation and maximisation (Dempster et al. 1977).

    Parameters
    ----------
    points
        Shape (people, axes); at least one person in each group.
    first
        Group of each person to begin with. Shape (people,).
    count
        Number of clouds.

    Returns
    -------
    Mixture
        At most 100 turns, each of people x groups x axes.
    """
    people, number = points.shape
    across = np.ascontiguousarray(points.T)
    belongs = np.equal(np.arange(count)[:, None], first).astype(np.float64)
    before = -np.inf
    for _ in range(_TURNS):
        mixture = _estimated(across, belongs)
        logarithms = _logarithms(across, mixture)
        top = logarithms.max(axis=0)
        belongs = np.exp(logarithms - top)
        total = belongs.sum(axis=0)
        belongs /= total
        now = float((top + np.log(total)).sum())
        if now - before < 1e-6 * people:
            break
        before = now
    free = count * number + count - 1 + number * (number + 1) / 2
    evidence = float(np.log(people)) * free - 2 * now
    return Mixture(mixture.middles, mixture.shares, mixture.shape, evidence)


def membership(where: Places, mixture: Mixture, usual: float) -> NDArray[np.float64]:
    """Say how sure each person belongs to each group; rows sum to 1.

    Who voted little is drawn towards the middle: for him the clouds lie as much nearer to it, and
    are as wide as the noise of his place. So he is nowhere sure, rather than surely in the group
    that happens to lie in the middle.

    Parameters
    ----------
    where
        Places of people, and how well they are known.
    mixture
        Clouds fitted to such places.
    usual
        Distance beyond 3.5 times which people are drawn in, as when the clouds were fitted.
    """
    known = np.maximum(where.known, 1e-9)
    typical = float(np.mean(known[known > 1e-9])) if (known > 1e-9).any() else 1.0
    noise = np.diag(where.width) * typical * (1 - typical)
    true, basis = eigh(mixture.shape - noise, np.diag(where.width))
    nearer = known / typical
    wide = nearer[:, None] ** 2 * np.maximum(true, 0) + (known * (1 - known))[:, None]
    points = drawn_in(where.mean, usual) @ basis
    apart = points[:, None, :] - nearer[:, None, None] * (mixture.middles @ basis)
    squares = (apart**2 / np.maximum(wide, 1e-9)[:, None, :]).sum(axis=2)
    logarithms = np.log(np.maximum(mixture.shares, 1e-300)) - squares / 2
    belongs: NDArray[np.float64] = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    belongs /= belongs.sum(axis=1, keepdims=True)
    return belongs


def _estimated(across: NDArray[np.float64], belongs: NDArray[np.float64]) -> Mixture:
    """Estimate clouds; people are columns here, which is several times as quick."""
    weights = np.maximum(belongs.sum(axis=1), 1e-9)
    middles = (belongs @ across.T) / weights[:, None]
    shape = (across @ across.T - (middles.T * weights) @ middles) / across.shape[1]
    shape += np.eye(len(shape)) * (1e-9 + 1e-6 * np.trace(shape))
    return Mixture(middles, weights / weights.sum(), shape, 0.0)


def _logarithms(across: NDArray[np.float64], mixture: Mixture) -> NDArray[np.float64]:
    """Return the log density of people in clouds, with its share. Shape (groups, people)."""
    root = np.linalg.cholesky(mixture.shape)
    inverse = np.linalg.inv(root)
    white, middles = inverse @ across, mixture.middles @ inverse.T
    constant = np.log(np.diag(root)).sum() + len(across) / 2 * np.log(2 * np.pi)
    own = np.log(mixture.shares) - (middles**2).sum(axis=1) / 2 - constant
    logarithms: NDArray[np.float64] = middles @ white
    logarithms += own[:, None]
    logarithms -= (white**2).sum(axis=0) / 2
    return logarithms
