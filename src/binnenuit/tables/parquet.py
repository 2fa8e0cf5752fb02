"""Parquet files through DuckDB: what was read once is kept by column and read again fast."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_MOST_DIGITS: Final = 38
_TYPES: Final[Mapping[str, set[type]]] = {
    "BOOLEAN": {bool},
    "BIGINT": {int},
    "DOUBLE": {int, float},
    "DATE": {date},
    "TIMESTAMP": {datetime},
}


def write_parquet(path: Path, columns: Mapping[str, Sequence[object]]) -> None:
    """Write columns of equal length; the kind of each is that of its values.

    Parameters
    ----------
    columns
        Values by column name: text, whole numbers, numbers, decimals, dates, yes/no; None is
        empty. A column with nothing but None is text.
    """
    selected = [
        f"CAST(CASE WHEN {name} <> '' THEN {name}[2:] END AS {_type_of(values)}) AS {name}"
        for name, values in ((_name(name), values) for name, values in columns.items())
    ]
    arrays = {name: _array(values) for name, values in columns.items()} or {"none": _array([])}
    with whole_file(path) as beside, duckdb.connect() as connection:
        connection.register("records", arrays)
        query = f"SELECT {', '.join(selected) or '*'} FROM records"  # noqa: S608 (names quoted)
        connection.execute(f"COPY ({query}) TO {_quoted(beside)} (FORMAT parquet)")


def read_parquet(path: Path) -> list[dict[str, object]]:
    """Read all rows of a Parquet file, one dictionary a row.

    Raises
    ------
    UnreadableFileError
        The file is not there or is no Parquet file.
    """
    try:
        with duckdb.connect() as connection:
            result = connection.execute(f"SELECT * FROM read_parquet({_quoted(path)})")  # noqa: S608
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    except duckdb.Error as error:
        raise UnreadableFileError(
            "tables.broken-parquet",
            sentence("This is not a readable Parquet file. Write it again."),
            file=path.name,
        ) from error


def _array(values: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    # All as text with a letter in front, and empty for None: DuckDB decides the kind of other
    # objects by a sample of the rows, and rounds decimals that the sample did not show.
    array = np.empty(len(values), dtype=object)
    array[:] = ["" if value is None else f"={value}" for value in values]
    return array


def _type_of(values: Sequence[object]) -> str:
    kinds = {type(value) for value in values} - {type(None)}
    for name, fitting in _TYPES.items():
        if kinds and kinds <= fitting:
            return name
    if kinds and kinds <= {Decimal, int}:
        return _decimal_type([Decimal(str(value)) for value in values if value is not None])
    return "VARCHAR"


def _decimal_type(numbers: Sequence[Decimal]) -> str:
    scale = max(max(0, -int(number.as_tuple().exponent)) for number in numbers)
    whole = max(number.adjusted() + 1 for number in numbers)
    digits = max(whole, 1) + scale
    return f"DECIMAL({digits}, {scale})" if digits <= _MOST_DIGITS else "VARCHAR"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(path: Path) -> str:
    # DuckDB takes no parameter for the name of a file to write.
    return "'" + str(path).replace("'", "''") + "'"
