"""Figures about everybody in the published groups of a round together: how reliable a scale is.

They are not sums, so noise does not cover them. What protects people is that each rests on thirty
or more, on one set of people for each scale and round, and is rounded; and that an end of its
range, where it would tell that all agreed, is kept hidden. As they tell about single items, they
rest on people in groups that show single items.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from math import ceil
from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError, ExposureError
from binnenuit.language import listed, sentence
from binnenuit.privacy.figures.rendering import Bound, band
from binnenuit.privacy.figures.seal import disclose
from binnenuit.privacy.ledger.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.privacy.answers import Scale
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import Release

WHOLE: Final = "whole"
FEWEST_OF_WHOLE: Final = 30
SPREAD: Final = "spread"
COEFFICIENTS: Final = ("alpha", "omega", "icc1", "icc2")
STATISTICS: Final = (*COEFFICIENTS, SPREAD)
_HUNDREDTH: Final = 0.01
_HALF: Final = 0.005
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class _Written:
    """A figure as it may be seen."""

    value: float
    bound: Bound
    interval: tuple[float, float]


def new_regions(made: Release) -> dict[str, int]:
    """On which regions do figures about everybody rest, and on how many people in each?

    Those whose single items are shown, in a group or in what is left of one beside smaller groups,
    when all answers there are of this round. So the figures rest on what is derived from groups
    that are shown, and tell of no other sum of people.

    Notes
    -----
    Linear in the places of atoms in groups.
    """
    kept, near = made.kept, _nearest(made)
    inside = [near.get(next(iter(atoms), "")) for atoms in kept.atoms]
    old = {group for group, of in zip(inside, kept.rounds, strict=True) if of != kept.round}
    return {
        name: people
        for name, group, people in zip(kept.names, inside, kept.people.tolist(), strict=True)
        if people and group is not None and group not in old
    }


def _nearest(made: Release) -> dict[str, str]:
    """Find the smallest group around each atom of which single items are shown."""
    items = (entry.publication for entry in made.entries if entry.publication.kind == "items")
    sets = next(items).sets
    largest_first = sorted(sets, key=lambda name: len(sets[name]), reverse=True)
    return {atom: name for name in largest_first for atom in sets[name]}


def rounded(statistic: str, value: float, scale: Scale) -> float:
    """How does one figure about everybody read, as :func:`with_whole` writes it down?

    For figures that are to be computed from it: they must tell no more than it does.
    """
    return _written(statistic, value, scale).value


def with_whole(
    made: Release,
    values: Mapping[str, float | None],
    *,
    regions: Mapping[str, int],
    people: int,
    secret: bytes,
) -> Release:
    """Show, beside the figures of groups, some about everybody in them together.

    Parameters
    ----------
    made
        The release of a scale, not written down yet.
    values
        By name, one of ``STATISTICS``: coefficients, of which a negative one counts as 0, and
        ``spread``, the standard deviation of scores within groups. None for what is not defined;
        that is not shown.
    regions
        People behind the values, by region of ``made.kept``: exactly those of
        :func:`new_regions`.
    people
        Different people among them: fewer than the sum where one person rates several.
    secret
        Key of the noise.

    Returns
    -------
    made
        With ``whole``, and a ledger of one more entry, of kind ``whole``, when anything is shown.
        Coefficients are rounded to 0.01 and kept off 0 and 1 by as much; the spread is rounded to
        0.01, and the outer eighth of its range at each end is one figure.

    Raises
    ------
    ArgumentError
        ``privacy.whole-name``: not one of the statistics; ``privacy.whole-other-people``: the
        values rest on other regions than the release; ``privacy.answers-changed``: other values
        were published.
    ExposureError
        ``privacy.whole-too-few``: fewer than 30 people, or than ``made.kept.k_items``.

    Notes
    -----
    Linear in regions. Why this is safe, and what remains: docs/methods/gate.md.
    """
    kept = made.kept
    fewest = _fewest(kept)
    _check(made, values, regions, people, fewest)
    written = {
        name: _written(name, value, kept.scale)
        for name, value in sorted(values.items())
        if value is not None
    }
    if not written:
        return made
    publication = _publication(kept, regions, written, secret)
    ledger, (entry,) = made.ledger.admit_all([publication])
    whole = {
        name: disclose(
            figure.value,
            band(people, fewest),
            entries=(entry.hash,),
            interval=figure.interval,
            bound=figure.bound,
        )
        for name, figure in written.items()
    }
    return replace(made, whole=whole, entries=(*made.entries, entry), ledger=ledger)


def _publication(
    kept: Kept, regions: Mapping[str, int], written: Mapping[str, _Written], secret: bytes
) -> Publication:
    atoms = {
        atom: people
        for name, region in zip(kept.names, kept.atoms, strict=True)
        if name in regions
        for atom, people in region.items()
    }
    made = blake2b(key=secret, digest_size=32, person=b"whole")
    said = [kept.answers, *((name, figure.value) for name, figure in written.items())]
    made.update(repr(said).encode())
    return Publication(
        round=kept.round,
        scale=kept.scale.code,
        kind=WHOLE,
        k=_fewest(kept),
        promise=kept.promise,
        items=kept.scale.items,
        atoms=atoms,
        sets=dict.fromkeys(written, tuple(atoms)),
        answers=kept.answers,
        by_attribute=made.hexdigest(),
    )


def _written(statistic: str, value: float, scale: Scale) -> _Written:
    """Round a figure, and keep it off the ends of its range."""
    highest = (scale.options - 1) / 2 if statistic == SPREAD else 1.0
    hidden = ceil(highest * 100 / 8) / 100 if statistic == SPREAD else _HUNDREDTH
    if value <= hidden + _ROUNDING:
        return _Written(hidden, Bound.AT_MOST, (0.0, hidden))
    if value >= highest - hidden - _ROUNDING:
        return _Written(highest - hidden, Bound.AT_LEAST, (highest - hidden, highest))
    read = round(value, 2)
    return _Written(
        read, Bound.EXACT, (max(read - _HALF, hidden), min(read + _HALF, highest - hidden))
    )


def _fewest(kept: Kept) -> int:
    return max(FEWEST_OF_WHOLE, kept.k_items)


def _check(
    made: Release,
    values: Mapping[str, float | None],
    regions: Mapping[str, int],
    people: int,
    fewest: int,
) -> None:
    kept = made.kept
    unknown = sorted(set(values) - set(STATISTICS))
    if unknown:
        raise ArgumentError(
            "privacy.whole-name",
            sentence(
                "No figure about everybody together has the name {names}. Give some of: {known}.",
                names=listed(unknown),
                known=listed(STATISTICS),
            ),
        )
    if dict(regions) != new_regions(made) or not 0 <= people <= sum(regions.values()):
        raise ArgumentError(
            "privacy.whole-other-people",
            sentence(
                "The figures about everybody together on {scale} in {round} rest on other people "
                "than the groups that are shown: {people} in {regions}. Compute them on everybody "
                "in the groups that show single items of this round, and on nobody else.",
                scale=kept.scale.code,
                round=kept.round,
                people=people,
                regions=listed(sorted(regions)),
            ),
        )
    if people < fewest:
        raise ExposureError(
            "privacy.whole-too-few",
            sentence(
                "The figures about everybody together on {scale} in {round} rest on {people} "
                "people; at least {fewest} are needed. Leave them out, or wait for more answers.",
                scale=kept.scale.code,
                round=kept.round,
                people=people,
                fewest=fewest,
            ),
        )
