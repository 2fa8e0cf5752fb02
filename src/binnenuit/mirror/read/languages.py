"""Texts by language: where one lacks, another stands there instead, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.language import LANGUAGES, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.mirror.read.outline import Entry
    from binnenuit.tables.collector import FindingCollector


def texts_of(entry: Entry, key: str, collector: FindingCollector) -> Mapping[str, str]:
    """Return a text in every language of the product, and in those given besides.

    Raises
    ------
    TableError
        There is no text at all.
    """
    by_language = entry.texts(key)
    if by_language is None:
        return _for_all(entry, key, collector)
    said = {name: by_language.text(name) for name in by_language.keys if by_language.has(name)}
    if not said:
        raise entry.missing(key)
    other = next(name for name in (*LANGUAGES, *said) if name in said)
    missing = [name for name in LANGUAGES if name not in said]
    if missing:
        found = sentence(
            "{code} has no {key} in {languages}; the text in {other} stands there instead.",
            code=entry.text("code"),
            key=key,
            languages=", ".join(missing),
            other=other,
        )
        collector.add_finding("mirror.missing-language", found, entry.row_of(key), fault=False)
    return {**dict.fromkeys(LANGUAGES, said[other]), **said}


def _for_all(entry: Entry, key: str, collector: FindingCollector) -> Mapping[str, str]:
    found = sentence(
        "{code} has one {key} for all languages. Give it by language: {languages}.",
        code=entry.text("code"),
        key=key,
        languages=", ".join(LANGUAGES),
    )
    collector.add_finding("mirror.missing-language", found, entry.row_of(key), fault=False)
    return dict.fromkeys(LANGUAGES, entry.text(key))
