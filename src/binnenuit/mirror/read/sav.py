"""SPSS files, through pyreadstat, which comes with the extra ``spss``."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from importlib import import_module
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from binnenuit.errors import UnreadableFileError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.read.options import says_dont_know
from binnenuit.tables import CodedTable
from binnenuit.tables.coded import Coder
from binnenuit.tables.header import match as match_headings
from binnenuit.tables.header import unused_columns
from binnenuit.tables.read_coded import ANSWERS_LIMIT_BYTES, plan
from binnenuit.tables.source import content_of
from binnenuit.tables.values import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from binnenuit.tables import Coded, Column

_STARTS: Final = (b"$FL2", b"$FL3")
_DONT_KNOW: Final = "dk"
_KEYS: Final = frozenset({"round", "rated", "rater_team", "rater", "item"})


def is_sav(path: Path) -> bool:
    """Tell an SPSS file by its first bytes; a file that cannot be opened is none."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _STARTS
    except OSError:
        return False


def read_sav(path: Path, layouts: Sequence[Sequence[Column]]) -> CodedTable:
    """Read an SPSS file as columns of words, as `read_coded` reads other tables.

    Returns
    -------
    table
        Values, not their labels; but a value whose label means "don't know" is ``dk``. What the
        user declared as missing is otherwise empty, as is what the system misses. Rows are cases,
        from 1.

    Raises
    ------
    UnreadableFileError
        The extra ``spss`` is not installed, or the file is damaged or larger than 16 GB.
    TableError
        As `read_coded`.

    Notes
    -----
    The columns that are used are in memory as Python values, about 40 bytes each.
    """
    content_of(path, ANSWERS_LIMIT_BYTES)
    names = list(_parsed(path, metadataonly=True)[0])
    chosen = plan(layouts, [match_headings(0, names, columns) for columns in layouts], path.name)
    wanted = {name: names[place] for name, place in chosen.header.positions.items()}
    values, about = _parsed(path, usecols=list(wanted.values()), user_missing=True)
    columns = {}
    declared = 0
    for name, heading in wanted.items():
        words = _Words(about, heading, is_key=name in _KEYS)
        columns[name] = words.column(values[heading])
        declared += words.declared
    rows = np.arange(1, 1 + len(next(iter(values.values()))))
    findings = (*unused_columns(chosen.header, path.name), *_declared(declared, path.name))
    return CodedTable(path.name, chosen.layout, tuple(names), rows, columns, findings, typed=True)


class _Words:
    """Turns the values of one variable into words."""

    def __init__(self, about: Any, heading: str, *, is_key: bool) -> None:
        self.declared = 0
        self._ranges = about.missing_ranges.get(heading, ())
        labels: Mapping[object, str] = about.variable_value_labels.get(heading, {})
        self._not_known = {
            value for value, label in labels.items() if not is_key and says_dont_know(str(label))
        }

    def column(self, values: Sequence[object]) -> Coded:
        coder = Coder()
        seen: dict[object, tuple[str, bool]] = {}
        for value in values:
            if value not in seen:
                seen[value] = self._word(value), self._is_declared(value)
            word, is_declared = seen[value]
            self.declared += is_declared
            coder.add(word)
        return coder.column()

    def _word(self, value: object) -> str:
        if value in self._not_known:
            return _DONT_KNOW
        return "" if self._is_declared(value) else _text(value)

    def _is_declared(self, value: object) -> bool:
        return any(_within(value, ends["lo"], ends["hi"]) for ends in self._ranges)


def _within(value: object, low: object, high: object) -> bool:
    if isinstance(value, str) and isinstance(low, str):
        return value == low
    if isinstance(value, float) and isinstance(low, float) and isinstance(high, float):
        return low <= value <= high
    return False


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() | int():
            return text_of(Decimal(repr(value))) if isfinite(value) else ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case _:
            return text_of(str(value))


def _parsed(path: Path, **how: object) -> tuple[Mapping[str, Sequence[object]], Any]:
    try:
        reader = import_module("pyreadstat")
    except ImportError as error:
        raise UnreadableFileError(
            "mirror.spss-not-installed",
            sentence(
                "SPSS files are read by an extra part, which is not installed. Install it with: "
                "{command}. Or save the file as CSV in SPSS.",
                command='pip install "binnenuit[spss]"',
            ),
            file=path.name,
        ) from error
    try:
        values, about = reader.read_sav(str(path), output_format="dict", **how)
    except (reader.ReadstatError, UnicodeError) as error:
        raise UnreadableFileError(
            "mirror.broken-sav",
            sentence(
                "This looks like an SPSS file but cannot be read; it is damaged or has a password. "
                "Save it again in SPSS, or save it as CSV."
            ),
            file=path.name,
        ) from error
    return values, about


def _declared(count: int, file: str) -> tuple[Finding, ...]:
    if not count:
        return ()
    return (
        Finding(
            "mirror.declared-missing",
            sentence(
                "{count} values are declared missing in the file. They were taken as no answer, "
                "or as “don't know” where their label says so.",
                count=count,
            ),
            file=file,
        ),
    )
