"""Figures about everybody together, before they are rounded: for the gate, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.between.icc import icc_from_sums
from binnenuit.mirror.compute.tallies.from_tallies import tallied_alpha, tallied_omega
from binnenuit.mirror.compute.tallies.tallied_groups import tallied_within_sd
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.privacy.releases.whole import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from binnenuit.mirror.model import Scored, Tally
    from binnenuit.privacy.releases.kept import Kept

    Numbers: TypeAlias = NDArray[np.float64]


def whole_values(scale: Scored, everybody: Tally, kept: Kept) -> Mapping[str, float | None]:
    """How reliable is a scale, and how far do groups lie apart?

    Parameters
    ----------
    everybody
        The people behind figures about everybody, by region of ``kept``, with one group of moments.
    kept
        Noised sums of the same regions.

    Returns
    -------
    values
        As ``with_whole`` takes them; None for what is not defined. A scale whose items together
        make up a thing (an index) has no reliability.

    Notes
    -----
    What lies between groups is computed from noised means and from the spread as it is shown; so
    together these undo no noise. Linear in regions.
    """
    spread = tallied_within_sd(everybody).estimate
    seen = None if spread is None else rounded("spread", spread, scale.asked)
    return {**_coefficients(scale, everybody), **_between(everybody, kept, seen), "spread": spread}


def _coefficients(scale: Scored, everybody: Tally) -> dict[str, float | None]:
    if scale.kind is Kind.INDEX:
        return {}
    return {
        "alpha": tallied_alpha(everybody).estimate,
        "omega": tallied_omega(everybody).estimate,
    }


def _between(everybody: Tally, kept: Kept, spread: float | None) -> dict[str, float | None]:
    """Compare noised means of regions with the spread within them."""
    people = _in_order(everybody, kept)
    held = people > 0
    if spread is None or held.sum() < 2:
        return {}
    means, people = _noised_means(kept)[held], people[held]
    within = spread**2 * float(people.sum() - len(people))
    found = icc_from_sums(people, people * means, within + float((people * means**2).sum()))
    return {"icc1": found.icc1, "icc2": found.icc2}


def _in_order(everybody: Tally, kept: Kept) -> NDArray[np.int64]:
    people = dict(zip(everybody.groups, everybody.people.tolist(), strict=True))
    return np.array([people.get(name, 0) for name in kept.names], dtype=np.int64)


def _noised_means(kept: Kept) -> Numbers:
    """Mean of all answers of each region about the middle of the scale; 0 for nobody's."""
    by_option = kept.counts.sum(axis=1)
    values = np.arange(kept.scale.options) - (kept.scale.options - 1) / 2
    means: Numbers = by_option @ values / np.maximum(by_option.sum(axis=1), 1)
    return means
