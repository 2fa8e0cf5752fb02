"""The figures of a release themselves: none may tell that a whole group agreed at an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.privacy.audit.release_file import Released, ReleasedGroup

FEWEST: Final = 5
FEWEST_ITEMS: Final = 10
_MEANS: Final = frozenset({"score", "mean", "items", "breakdown", "further"})
_SHARES: Final = frozenset({"shares", "histogram"})
_OTHER: Final = frozenset({"favourable", "interval"})
_ROUNDING: Final = 1e-9


def check_figures(release: Released) -> Iterator[Finding]:
    """Report what is wrong with a release by itself, whatever the ledger says.

    Notes
    -----
    A promise of too few people; a figure where none should stand; two figures of one group; and
    figures at an end of the scale: a mean exactly at the lowest or highest option, or everybody at
    one of them in a histogram, tells the answer of each person in the group. Linear in the figures.
    """
    yield from _promises(release)
    for group in release.groups:
        if _is_withheld(group):
            yield _withheld(release.file, group.name)
        for path, said in _ends(group, release.lowest, release.highest):
            yield _at_end(release.file, group.name, path, said)
    for name in _differing(release):
        yield _differ(release.file, name)


def _promises(release: Released) -> Iterator[Finding]:
    if release.k < FEWEST:
        said = sentence(
            "This release promises groups of {k} people. In groups of fewer than {fewest}, "
            "people guess who said what; ask for {fewest} or more.",
            k=release.k,
            fewest=FEWEST,
        )
        yield Finding("privacy.promise-too-low", said, file=release.file)
    if release.k_items < FEWEST_ITEMS:
        said = sentence(
            "This release promises single items of groups of {k} people. A single item tells more "
            "about each of them than a score; ask for {fewest} or more.",
            k=release.k_items,
            fewest=FEWEST_ITEMS,
        )
        yield Finding("privacy.promise-too-low", said, file=release.file)


def _is_withheld(group: ReleasedGroup) -> bool:
    """Tell whether a group shows figures though it says that they are withheld."""
    hidden = group.figures if not group.score_of else {}
    hidden_items = group.figures.get("items") if not group.items_of else None
    return any(_tells(value) for part in (hidden, hidden_items) for _, value in _walk(part, ()))


def _tells(value: object) -> bool:
    if isinstance(value, dict):
        return any(value.get(field) is not None for field in ("value", "low", "high", "interval"))
    return value not in (None, "", [])


def _differing(release: Released) -> list[str]:
    """Name the groups that have one figure at one place, and another at another."""
    seen: dict[tuple[str, str], object] = {}
    differing: dict[str, None] = {}
    for group in release.groups:
        scores = {kind: figure for kind, figure in group.figures.items() if kind != "items"}
        for key, told in (
            (("score", group.score_of), scores),
            (("people", group.score_of), (group.people, group.rest)),
            (("items", group.items_of), group.figures.get("items")),
        ):
            if key[1] and told and seen.setdefault(key, told) != told:
                differing[key[1]] = None
    return list(differing)


def _ends(group: ReleasedGroup, lowest: float, highest: float) -> Iterator[tuple[str, Sentence]]:
    """Find the figures that stand at an end of the scale."""
    for path, value in _walk(group.figures, ()):
        if isinstance(value, list) and _SHARES & set(path):
            if _tells_everybody(value):
                yield "/".join(path), Sentence("100 %")
        elif _MEANS & set(path) and not (_SHARES | _OTHER) & set(path):
            end = _end(value, lowest, highest)
            if end is not None:
                yield "/".join(path), Sentence("{number:g}", {"number": end})
        elif "interval" in path:
            end = _end({"interval": value}, lowest, highest)
            if end is not None:
                yield "/".join(path), Sentence("{number:g}", {"number": end})


def _end(value: object, lowest: float, highest: float) -> float | None:
    """Tell at which end a mean stands, by itself or by its interval; None for neither."""
    number, (low, high) = _number(value), _span(value)
    if number == highest or (low is not None and low >= highest - _ROUNDING):
        return highest
    if number == lowest or (high is not None and high <= lowest + _ROUNDING):
        return lowest
    return None


def _tells_everybody(shares: list[object]) -> bool:
    """Tell whether a histogram says that everybody stands at its first or at its last option."""
    if len(shares) < 2:
        return False
    numbers = [_number(share) or 0.0 for share in shares]
    everybody = 1.0 if max(numbers) <= 1 else 100.0
    highs = [_span(share)[1] for share in shares]
    most = [n if high is None else high for n, high in zip(numbers, highs, strict=True)]
    for option, others in ((0, most[1:]), (-1, most[:-1])):
        low = _span(shares[option])[0]
        if numbers[option] == everybody or (low is not None and low >= everybody - _ROUNDING):
            return True
        if not any(others) and numbers[option] > 0:
            return True
    return False


def _span(value: object) -> tuple[float | None, float | None]:
    """Read within which bounds a figure lies, as far as it says."""
    if not isinstance(value, dict):
        return None, None
    interval = value.get("interval")
    if isinstance(interval, list) and len(interval) == 2:
        return _number(interval[0]), _number(interval[1])
    return _number(value.get("low")), _number(value.get("high"))


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


def _withheld(file: str, group: str) -> Finding:
    return Finding(
        "privacy.withheld-figure",
        sentence(
            "{group} shows a figure, and says that it is withheld. Take the figure away, or "
            "release it again.",
            group=group,
        ),
        file=file,
    )


def _differ(file: str, group: str) -> Finding:
    return Finding(
        "privacy.figures-differ",
        sentence(
            "There are different figures of {group} in one release. A group has one figure, so at "
            "least one of them is of other people; release it again.",
            group=group,
        ),
        file=file,
    )
