"""The figures of a release themselves: none may tell that a whole group agreed at an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.privacy.audit.release_file import Released, ReleasedGroup

FEWEST: Final = 5
_MEANS: Final = frozenset({"score", "mean", "items", "breakdown", "further"})
_SHARES: Final = frozenset({"shares", "histogram"})
_OTHER: Final = frozenset({"favourable", "interval"})


def check_figures(release: Released) -> Iterator[Finding]:
    """Report a promise of fewer than five people, and figures at an end of the scale.

    Notes
    -----
    A mean exactly at the lowest or highest option, or everybody at one of them in a histogram,
    tells the answer of each person in the group. Linear in the figures.
    """
    if release.k < FEWEST:
        yield Finding(
            "privacy.promise-too-low",
            sentence(
                "This release promises groups of {k} people. In groups of fewer than {fewest}, "
                "people guess who said what; ask for {fewest} or more.",
                k=release.k,
                fewest=FEWEST,
            ),
            file=release.file,
        )
    for group in release.groups:
        for path, said in _ends(group, release.lowest, release.highest):
            yield _at_end(release.file, group.name, path, said)


def _ends(group: ReleasedGroup, lowest: float, highest: float) -> Iterator[tuple[str, Sentence]]:
    """Find the figures that stand at an end of the scale."""
    for path, value in _walk(group.figures if group.score_of or group.items_of else {}, ()):
        if isinstance(value, list) and _SHARES & set(path):
            shares = [_number(share) for share in value]
            if len(shares) > 1 and {shares[0], shares[-1]} & {1.0, 100.0}:
                yield "/".join(path), Sentence("100 %")
        elif _MEANS & set(path) and not (_SHARES | _OTHER) & set(path):
            number = _number(value)
            if number is not None and number in {lowest, highest}:
                yield "/".join(path), Sentence("{number:g}", {"number": number})


def _walk(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Go through figures of any shape; a figure is a number, a list, or has a ``value``."""
    if isinstance(value, dict) and "value" not in value:
        for name, inside in value.items():
            yield from _walk(inside, (*path, str(name)))
    elif value is not None:
        yield path, value


def _number(value: object) -> float | None:
    given: Any = value.get("value") if isinstance(value, dict) else value
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return float(given) if is_number else None


def _at_end(file: str, group: str, figure: str, value: Sentence) -> Finding:
    return Finding(
        "privacy.figure-at-end",
        sentence(
            "{group} shows {value} for {figure}, the very end of the scale: whoever sees it knows "
            "the answer of everybody in the group. Show an end as “at most” or “at least”.",
            group=group,
            value=value,
            figure=figure,
        ),
        file=file,
    )
