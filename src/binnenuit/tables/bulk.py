"""Parquet, and plain CSV files too large to go through row by row: by column, through DuckDB."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from glob import escape
from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence
from binnenuit.tables.coded import Coded, coded, used
from binnenuit.tables.neutral import original
from binnenuit.tables.values import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.tables.delimited import DelimitedText
    from binnenuit.tables.header import Header

_BLOCK_BYTES: Final = 1 << 20
_BLANK_LINES: Final = (b"\n\n", b"\n\r", b"\r\r")
_WITH_FRACTION: Final = ("FLOAT", "DOUBLE", "DECIMAL")
# Answers of people are never left on a disk on the way, and nothing is fetched.
_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its first bytes."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def parquet_headings(path: Path) -> dict[str, str]:
    """Return the type of each column by its name.

    Raises
    ------
    UnreadableFileError
        The file is no Parquet file, or is cut short.
    """
    try:
        with duckdb.connect(config=_SETTINGS) as connection:
            told = connection.execute(
                "DESCRIBE SELECT * FROM read_parquet($1)", [escape(str(path))]
            ).fetchall()
    except duckdb.Error as error:
        raise _broken(path) from error
    return {str(column[0]): str(column[1]) for column in told}


def bulk_parquet(path: Path, header: Header, types: Mapping[str, str]) -> dict[str, Coded]:
    """Read the columns of a Parquet file; numbers as they are written without empty decimals.

    Raises
    ------
    UnreadableFileError
        The file is cut short or damaged.
    """
    names = list(types)
    wanted = {name: names[place] for name, place in header.positions.items()}
    source = f"read_parquet({_literal(escape(str(path)))})"
    clean = [
        _number_text if types[heading].startswith(_WITH_FRACTION) else _text
        for heading in wanted.values()
    ]
    try:
        columns = _columns(source, [_name(heading) for heading in wanted.values()], clean)
    except duckdb.Error as error:
        raise _broken(path) from error
    return dict(zip(wanted, columns, strict=True))


def bulk_csv(
    text: DelimitedText, header: Header
) -> tuple[dict[str, Coded], NDArray[np.int64]] | None:
    """Read the columns of a CSV file and the numbers of their rows.

    Returns
    -------
    columns and rows
        None where it is not certain that they are what reading row by row gives: text that is not
        UTF-8, blank lines between rows, rows of another width, or quotation marks that do not pair.

    Notes
    -----
    DuckDB goes through the file twice: for the words, then for their numbers. Memory: one to four
    bytes for each row and column, and each different word once.
    """
    if not text.encoding.startswith("utf-8") or has_blank_lines(text.path):
        return None
    places = list(header.positions.values())
    if not places:
        return None
    source = _csv(text, len(header.headings))
    try:
        columns = _columns(source, [f"c{place}" for place in places], [_text] * len(places))
    except duckdb.Error:
        return None
    rows = np.arange(1, 1 + len(columns[0].codes))
    empty = np.logical_and.reduce([_is_empty(column) for column in columns])
    if empty.any() and len(places) < len(header.headings):
        return None
    kept = ~empty & (rows > header.number)
    below = [used(Coded(column.words, column.codes[kept])) for column in columns]
    return dict(zip(header.positions, below, strict=True)), rows[kept]


def has_blank_lines(path: Path) -> bool:
    """Tell whether lines without anything stand above or between others; those below do no harm."""
    carried = b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            seen = carried + block
            held = seen.rstrip(b"\r\n")
            if any(blank in held for blank in _BLANK_LINES):
                return True
            carried = held[-1:] + seen[len(held) :]
    return False


def _columns(
    source: str, names: Sequence[str], clean: Sequence[Callable[[str], str]]
) -> list[Coded]:
    places = range(len(names))
    with duckdb.connect(config=_SETTINGS) as connection:
        texts = [f"coalesce({name}::VARCHAR, '') AS c{i}" for i, name in enumerate(names)]
        connection.execute(f"CREATE TEMP VIEW source AS {_select(texts, source)}")
        lists = [f"list_sort(list(DISTINCT c{i})) AS c{i}" for i in places]
        connection.execute(f"CREATE TEMP TABLE words AS {_select(lists, 'source')}")
        words = connection.execute("SELECT * FROM words").fetchone()
        if words is None or words[0] is None:
            return [Coded((), np.empty(0, dtype=np.uint8)) for _ in places]
        for i in places:
            each = _select([f"unnest(c{i})"], "words")
            connection.execute(f"CREATE TYPE e{i} AS ENUM ({each})")
        codes = [f"enum_code(c{i}::e{i}) AS c{i}" for i in places]
        found = connection.execute(_select(codes, "source")).fetchnumpy()
    return [
        coded([clean[i](word) for word in words[i]], np.asarray(found[f"c{i}"])) for i in places
    ]


def _select(expressions: Sequence[str], source: str) -> str:
    return f"SELECT {', '.join(expressions)} FROM {source}"  # noqa: S608 (names quoted)


def _csv(text: DelimitedText, width: int) -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    return (
        f"read_csv({_literal(escape(str(text.path)))}, columns = {{{columns}}}, header = false, "
        f"auto_detect = false, delim = {_literal(text.delimiter)}, quote = '\"', escape = '\"', "
        "strict_mode = true, null_padding = false)"
    )


def _is_empty(column: Coded) -> NDArray[np.bool_]:
    if column.words[:1] != ("",):  # words ascend
        return np.zeros(len(column.codes), dtype=np.bool_)
    empty: NDArray[np.bool_] = column.codes == 0
    return empty


def _text(word: str) -> str:
    # As text_of, which asks of every word first what kind of cell it is.
    return original(word.strip())


def _number_text(word: str) -> str:
    try:
        number = Decimal(word)
    except InvalidOperation:
        return _text(word)
    if number.is_nan():
        return ""
    return text_of(number) if number.is_finite() else word


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _broken(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "tables.broken-parquet",
        sentence("This is not a readable Parquet file. Write it again."),
        file=path.name,
    )
