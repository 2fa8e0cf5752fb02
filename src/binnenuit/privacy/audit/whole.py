"""Figures about everybody in a release together: on enough people, and none at its very end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.privacy.audit.bands import ANY_NUMBER, NOBODY, Band, band_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from binnenuit.privacy.audit.release_file import Released

FEWEST_OF_WHOLE: Final = 30
SPREAD: Final = "spread"


def check_whole(release: Released) -> Iterator[Finding]:
    """Report figures about everybody that rest on too few people, or tell that all agreed.

    Notes
    -----
    No spread at all within groups, with the means of the groups, tells the answer of everybody; a
    coefficient of 0 or 1 may say the same. Linear in these figures.
    """
    for name, figure in release.whole.items():
        if people_of(figure).low < FEWEST_OF_WHOLE:
            yield _too_few(release.file, name)
        if _is_at_end(name, figure, release):
            yield _at_end(release.file, name)


def people_of(figure: object) -> Band:
    """How many people must be behind a figure at least; nobody when it does not say."""
    said = figure.get("n_band") if isinstance(figure, dict) else None
    try:
        band = band_of(said)
    except ValueError:
        return NOBODY
    return Band(band.low, ANY_NUMBER)  # who rates several is counted once here, not in the ledger


def _is_at_end(name: str, figure: object, release: Released) -> bool:
    record: Mapping[str, Any] = figure if isinstance(figure, dict) else {"value": figure}
    highest = (release.highest - release.lowest) / 2 if name == SPREAD else 1.0
    low, value, high = (_number(record.get(field)) for field in ("low", "value", "high"))
    ends = (value is not None and not 0 < value < highest, high == 0, low == highest)
    return any(ends)


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _too_few(file: str, name: str) -> Finding:
    return Finding(
        "privacy.whole-of-few",
        sentence(
            "{name}, about everybody in the groups together, does not say that it rests on "
            "{fewest} people or more. Take the figure away, or release it again.",
            name=name,
            fewest=FEWEST_OF_WHOLE,
        ),
        file=file,
    )


def _at_end(file: str, name: str) -> Finding:
    return Finding(
        "privacy.figure-at-end",
        sentence(
            "{name}, about everybody in the groups together, stands at the very end of its range: "
            "that may tell that all of a group gave the same answer. Show an end as “at most” or "
            "“at least”.",
            name=name,
        ),
        file=file,
    )
