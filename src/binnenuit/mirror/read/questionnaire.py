"""questionnaire.yaml: what is asked, checked before anybody answers it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from binnenuit.findings import Reading
from binnenuit.language import sentence
from binnenuit.mirror.model.questionnaire import (
    About,
    Item,
    Kind,
    Questionnaire,
    Scored,
    Words,
)
from binnenuit.mirror.read.codes import check_codes, check_headings, check_keys
from binnenuit.mirror.read.languages import texts_of
from binnenuit.mirror.read.outline import read_outline
from binnenuit.tables.collector import FindingCollector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from binnenuit.mirror.read.outline import Entry

Word = TypeVar("Word", bound=StrEnum)

MOST_OPTIONS: Final = 101
_FURTHEST: Final = 1_000
_OPTIONS: Final = 5
_TOP: Final = ("version", "scales", "items")
_SCALE: Final = ("code", "name", "kind", "about", "words")
_ITEM: Final = (
    *("code", "scale", "text", "own_text"),
    *("reversed", "pulse", "options", "lowest"),
)


def read_questionnaire(path: Path) -> Reading[Questionnaire]:
    """Read the scales and items that are asked.

    Parameters
    ----------
    path
        YAML with ``version``, ``scales`` (code, name, kind, about, words) and ``items`` (code,
        scale, text, own_text, reversed, pulse, options, lowest). Texts are given by language.
        Without ``words`` one answers how often, without ``own_text`` a leader does not answer
        about himself, without ``reversed`` or ``pulse`` an item is not, without ``options`` it has
        5, without ``lowest`` the first of them is 1.

    Returns
    -------
    reading
        The questionnaire, and findings: a text that lacks a language (then the other one stands
        there too), and keys that are not used.

    Raises
    ------
    UnreadableFileError
        Not there, empty, over a megabyte, no YAML, or with aliases.
    TableError
        A key or the items of a scale are missing, a code stands twice or could be taken for
        another one, a scale is unknown, or the options within a scale differ. With the line.
    """
    top = read_outline(path)
    collector = FindingCollector(path.name)
    check_keys(top, _TOP, collector)
    scales, items = top.entries("scales"), top.entries("items")
    _demand_some(top, "scales", scales)
    _demand_some(top, "items", items)
    for entry in scales:
        check_keys(entry, _SCALE, collector)
    for entry in items:
        check_keys(entry, _ITEM, collector)
    check_codes(scales)
    check_codes(items)
    check_headings(items)
    of_scale = _items_of_scale(scales, items)
    made = tuple(_scale(entry, of_scale[entry.text("code")], collector) for entry in scales)
    return Reading(Questionnaire(top.text("version"), made), collector.findings())


def _demand_some(top: Entry, key: str, entries: Sequence[Entry]) -> None:
    if not entries:
        raise top.refused(
            "mirror.nothing-asked",
            sentence("The questionnaire has no {key}. Write a list of them below {key}:.", key=key),
            key,
        )


def _items_of_scale(scales: Iterable[Entry], items: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {entry.text("code"): [] for entry in scales}
    for item in items:
        scale = item.text("scale")
        if scale not in found:
            raise item.refused(
                "mirror.unknown-scale",
                sentence(
                    "There is no scale {scale}. Use one of: {known}.",
                    scale=scale,
                    known=", ".join(found),
                ),
                "scale",
            )
        found[scale].append(item)
    return found


def _scale(entry: Entry, items: Sequence[Entry], collector: FindingCollector) -> Scored:
    code = entry.text("code")
    if not items:
        raise entry.refused(
            "mirror.scale-without-items",
            sentence(
                "The scale {scale} has no items. Add items that name it, or remove it.", scale=code
            ),
        )
    lowest, options = _bounds(items)
    return Scored(
        code=code,
        name=texts_of(entry, "name", collector),
        kind=_word(entry, "kind", Kind),
        about=_word(entry, "about", About),
        items=tuple(_item(item, collector) for item in items),
        lowest=lowest,
        options=options,
        words=_word(entry, "words", Words) if entry.has("words") else Words.FREQUENCY,
    )


def _item(entry: Entry, collector: FindingCollector) -> Item:
    return Item(
        entry.text("code"),
        texts_of(entry, "text", collector),
        entry.flag("reversed"),
        texts_of(entry, "own_text", collector) if entry.has("own_text") else {},
        entry.flag("pulse"),
    )


def _bounds(items: Sequence[Entry]) -> tuple[int, int]:
    first = _bounds_of(items[0])
    for item in items[1:]:
        if _bounds_of(item) != first:
            raise item.refused(
                "mirror.options-differ",
                sentence(
                    "{item} runs from {low} to {high}, and {first}, of the same scale, from "
                    "{first_low} to {first_high}. Give all items of a scale the same options.",
                    item=item.text("code"),
                    **dict(zip(("low", "high"), _ends(_bounds_of(item)), strict=True)),
                    first=items[0].text("code"),
                    **dict(zip(("first_low", "first_high"), _ends(first), strict=True)),
                ),
                "options",
            )
    return first


def _ends(bounds: tuple[int, int]) -> tuple[int, int]:
    lowest, options = bounds
    return lowest, lowest + options - 1


def _bounds_of(item: Entry) -> tuple[int, int]:
    lowest, options = item.number("lowest", 1), item.number("options", _OPTIONS)
    if not 2 <= options <= MOST_OPTIONS:
        raise item.refused(
            "mirror.option-count",
            sentence(
                "{options} answer options are not possible. Give a number from 2 to {most}.",
                options=options,
                most=MOST_OPTIONS,
            ),
            "options",
        )
    if abs(lowest) > _FURTHEST:
        raise item.refused(
            "mirror.lowest-option",
            sentence(
                "The lowest option is {lowest}. Give a number from -{furthest} to {furthest}.",
                lowest=lowest,
                furthest=_FURTHEST,
            ),
            "lowest",
        )
    return lowest, options


def _word(entry: Entry, key: str, words: type[Word]) -> Word:
    text = entry.text(key)
    try:
        return words(text.casefold())
    except ValueError as error:
        raise entry.refused(
            "mirror.unknown-word",
            sentence(
                "{key} is {word}. Use one of: {allowed}.",
                key=key,
                word=f"“{text}”",
                allowed=", ".join(words),
            ),
            key,
        ) from error
