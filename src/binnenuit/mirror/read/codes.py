"""Keys and codes of a questionnaire: each known, and none to be taken for another."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from binnenuit.language import sentence
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from binnenuit.mirror.read.outline import Entry
    from binnenuit.tables.collector import FindingCollector

RESERVED: Final = ("round", "rated", "rater_team", "rater", "item", "value")
"""Headings of answers, which no item may have as its code."""
_LONGEST_CODE: Final = 60


def check_keys(entry: Entry, known: Sequence[str], collector: FindingCollector) -> None:
    """Report keys that are not used; refuse one that is nearly a known one."""
    for key in entry.keys:
        if key in known:
            continue
        near = get_close_matches(key.casefold(), known, n=1, cutoff=0.75)
        if near:
            raise entry.refused(
                "mirror.misspelt-key",
                sentence(
                    "The key {key} is not known. Write {near} if that is meant, or remove it.",
                    key=key,
                    near=near[0],
                ),
                key,
            )
        collector.add_finding(
            "mirror.unused-key",
            sentence("The key {key} is not used.", key=key),
            entry.row_of(key),
            fault=False,
        )


def check_codes(entries: Iterable[Entry]) -> None:
    """Refuse codes that stand twice, or that a table could not tell apart."""
    rows: dict[str, int] = {}
    for entry in entries:
        code = entry.text("code")
        if not plain(code) or len(code) > _LONGEST_CODE:
            raise entry.refused(
                "mirror.unfit-code",
                sentence(
                    "{code} cannot be a code. Give one with a letter or digit, of at most "
                    "{longest} signs.",
                    code=code,
                    longest=_LONGEST_CODE,
                ),
                "code",
            )
        if plain(code) in rows:
            raise entry.refused(
                "mirror.double-code",
                sentence(
                    "The code {code} stands in row {row} already (capitals, accents and spaces "
                    "make no difference). Give each its own code.",
                    code=code,
                    row=rows[plain(code)],
                ),
                "code",
            )
        rows[plain(code)] = entry.row_of("code")


def check_headings(items: Iterable[Entry]) -> None:
    """Refuse items with the name of another column of the answers."""
    for entry in items:
        if plain(entry.text("code")) in {plain(name) for name in RESERVED}:
            raise entry.refused(
                "mirror.reserved-code",
                sentence(
                    "{code} is the heading of another column of the answers. Give the item "
                    "another code.",
                    code=entry.text("code"),
                ),
                "code",
            )
