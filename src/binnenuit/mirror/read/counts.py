"""Count many answers in a Parquet file, one wave at a time, without a row per answer in memory."""

from __future__ import annotations

from contextlib import contextmanager
from glob import escape
from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np

from binnenuit.errors import TableError, UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from binnenuit.mirror.model.tally import Integers

_WAVES: Final = "SELECT DISTINCT wave FROM read_parquet($1) ORDER BY wave"
_COLUMNS: Final = "DESCRIBE SELECT * FROM read_parquet($1)"
_WHOLE: Final = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
}
_SMALL: Final = 2**31
"""Cells that can be numbered in 4 bytes, which halves what is handed over."""
_CELLS: Final = """
    SELECT CASE
        WHEN team BETWEEN 0 AND $teams - 1 AND item BETWEEN 0 AND $items - 1
            AND value BETWEEN $lowest AND $lowest + $options - 1
        THEN (team::{kind} * $items + item) * $options + (value - $lowest)
        ELSE -1 END::{kind} AS cell
    FROM read_parquet($path) WHERE wave = $wave AND value IS NOT NULL
"""


def waves_in(path: Path) -> tuple[object, ...]:
    """Which waves are in the file? Ascending.

    Raises
    ------
    UnreadableFileError
        ``tables.broken-parquet``: the file is not there or is no Parquet file.
    TableError
        ``mirror.counted-columns``: a column is missing, or ``team``, ``item`` or ``value`` holds no
        whole numbers.
    """
    with _opened(path, threads=1) as connection:
        found = connection.execute(_WAVES, [escape(str(path))]).fetchall()
        return tuple(wave for (wave,) in found)


def count_answers(
    path: Path,
    wave: object,
    *,
    teams: int,
    items: int,
    options: int,
    lowest: int = 1,
    threads: int = 1,
) -> Integers:
    """How often was each option of each item chosen in each team, in one wave?

    Parameters
    ----------
    path
        Parquet with a row for each answer: ``wave``, of any kind; ``team`` and ``item``, numbers
        from 0; ``value``, a whole number, empty for no answer.
    wave
        As it stands in the file; one that is not there has no answers.
    teams, items, options, lowest
        How many there are, and the value of the first option.
    threads
        Of DuckDB; waves may also be counted beside one another, one thread each.

    Returns
    -------
    counts
        Shape (teams, items, options).

    Raises
    ------
    UnreadableFileError, TableError
        As :func:`waves_in`; ``mirror.counted-value``: a number is outside its bounds.

    Notes
    -----
    DuckDB reads only the pages of the wave where the file is sorted by wave. The answers of one
    wave stand in memory as one number each: 4 bytes an answer, and 8 a cell for the counts.
    """
    cells = teams * items * options
    query = _CELLS.format(kind="INTEGER" if cells < _SMALL else "BIGINT")
    given = {"path": escape(str(path)), "wave": wave, "teams": teams, "items": items}
    with _opened(path, threads=threads) as connection:
        found = connection.execute(query, given | {"options": options, "lowest": lowest})
        cell = found.fetchnumpy()["cell"]
    if cell.min(initial=0) < 0:
        raise _outside(path, wave)
    return np.bincount(cell, minlength=cells).reshape(teams, items, options)


@contextmanager
def _opened(path: Path, *, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            _check_columns(connection, path)
            yield connection
        except duckdb.Error as error:
            raise UnreadableFileError(
                "tables.broken-parquet",
                sentence("This is not a readable Parquet file. Write it again."),
                file=path.name,
            ) from error


def _check_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    found = connection.execute(_COLUMNS, [escape(str(path))]).fetchall()
    kinds = {name: kind for name, kind, *_ in found}
    if "wave" in kinds and all(kinds.get(name) in _WHOLE for name in ("team", "item", "value")):
        return
    raise TableError(
        "mirror.counted-columns",
        sentence(
            "The columns wave, team, item and value are needed, the last three with whole numbers. "
            "Number the teams and items from 0."
        ),
        file=path.name,
    )


def _outside(path: Path, wave: object) -> TableError:
    return TableError(
        "mirror.counted-value",
        sentence(
            "In wave {wave} a team, item or value is outside its bounds. Number the teams and "
            "items from 0, and give as many of them, and of options, as there are.",
            wave=wave,
        ),
        file=path.name,
    )
