"""Tallies on disk: one Parquet file for each closed round and scale, and nobody's answers in it.

A row holds one sum: ``part`` (people, sums, counts; moments.people, moments.squares, moments.pairs,
moments.sums, moments.products), ``group``, ``item`` and ``other`` (numbers from 0: an option, or
the second item; empty where there is none) and ``number``. Sums of 0 have no row, except people.
What was asked, the rounds and the version of this layout stand in the file's metadata.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from glob import escape
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np

from binnenuit.errors import ArgumentError, UnreadableFileError
from binnenuit.language import sentence
from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS, Moments, Tally
from binnenuit.privacy.answers import Scale
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.model.tally import Integers

VERSION: Final = 1
"""Of the layout of the file; what is newer is refused."""

_KEY: Final = "binnenuit_tally"
_MOMENTS: Final = "moments."
_PEOPLE: Final = ("people", _MOMENTS + "people")
_PARTS: Final = (
    *("people", "sums", "counts"),
    *(_MOMENTS + name for name in ("people", "squares", "pairs", "sums", "products")),
)
_NONE: Final = -1
_WRITTEN: Final = """
    SELECT parts.name AS part, names.name AS "group", nullif(item, -1)::INTEGER AS item,
        nullif(other, -1)::INTEGER AS other, number
    FROM sums JOIN parts ON parts.rowid = sums.part JOIN names ON names.rowid = sums.place
    ORDER BY sums.part, sums.place, item, other
"""
_READ: Final = """
    WITH names AS (
        SELECT "group", row_number() OVER (ORDER BY "group") - 1 AS place
        FROM read_parquet($1) WHERE part = $2
    )
    SELECT place, coalesce(item, 0) AS item, coalesce(other, 0) AS other, number
    FROM read_parquet($1) JOIN names USING ("group") WHERE part = $3
"""


def write_tally(path: Path, tally: Tally) -> None:
    """Write a tally, whole or not at all; the same tally always gives the same bytes.

    Raises
    ------
    ArgumentError
        ``mirror.small-moments``: sums of products of fewer than 30 people, which are not kept;
        ``tables.cannot-write``: nothing can be written there.
    """
    _refuse_small(tally)
    about = json.dumps(_about(tally), sort_keys=True)
    with whole_file(path) as beside, duckdb.connect() as connection:
        # One thread, so that rows and pages always fall in the same way.
        connection.execute("SET threads = 1")
        for name, texts in (("parts", _PARTS), ("names", tally.groups + tally.moments.groups)):
            connection.execute(
                f"CREATE TABLE {name} AS SELECT unnest($1::VARCHAR[]) AS name", [list(texts)]
            )
        connection.register("sums", _rows(tally))
        connection.execute(
            f"COPY ({_WRITTEN}) TO {_quoted(str(beside))} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{_KEY}: {_quoted(about)}}})"
        )


def read_tally(path: Path) -> Tally:
    """Read a tally, exactly as it was written.

    Raises
    ------
    UnreadableFileError
        ``mirror.newer-tally``: a newer version wrote it; ``mirror.broken-tally``: it is no tally,
        or damaged.
    """
    try:
        with duckdb.connect() as connection:
            about = _metadata(connection, path)
            if about["version"] != VERSION:
                raise _newer(path, about["version"])
            tally = _tally(connection, path, about)
    except (duckdb.Error, LookupError, TypeError, ValueError) as error:
        raise _broken(path) from error
    if about != _about(tally):
        raise _broken(path)
    return tally


def _refuse_small(tally: Tally) -> None:
    if (tally.moments.people < FEWEST_FOR_MOMENTS).any():
        raise ArgumentError(
            "mirror.small-moments",
            sentence(
                "Sums of products of fewer than {fewest} people are not kept. Drop them first, "
                "with without_small_moments.",
                fewest=FEWEST_FOR_MOMENTS,
            ),
        )


def _about(tally: Tally) -> dict[str, Any]:
    """Say what was asked, and seal it with the names and the sums against a damaged disk."""
    scale = asdict(tally.scale) | {"items": list(tally.scale.items)}
    about = {"version": VERSION, "rounds": list(tally.rounds), "scale": scale}
    digest = sha256(json.dumps([about, tally.groups, tally.moments.groups]).encode())
    for array in (*tally.arrays, *tally.moments.arrays):
        digest.update(array.astype("<i8").tobytes())
    return about | {"digest": digest.hexdigest()}


def _rows(tally: Tally) -> dict[str, Integers]:
    """Put every sum on a row: part, place of the name, item, other, number."""
    rows = []
    for part, array in enumerate((*tally.arrays, *tally.moments.arrays)):
        kept = np.ones_like(array) if _PARTS[part] in _PEOPLE else array
        place, *cells = np.nonzero(kept)
        none = np.full(len(place), _NONE)
        item, other = (*cells, none, none)[:2]
        first = len(tally.groups) if _PARTS[part].startswith(_MOMENTS) else 0
        rows.append((np.full(len(place), part), place + first, item, other, array[kept != 0]))
    columns = map(np.concatenate, zip(*rows, strict=True))
    return dict(zip(("part", "place", "item", "other", "number"), columns, strict=True))


def _metadata(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    found = connection.execute(
        "SELECT decode(value) FROM parquet_kv_metadata($1) WHERE decode(key) = $2",
        [escape(str(path)), _KEY],
    ).fetchall()
    about: dict[str, Any] = json.loads(found[0][0])
    return about


def _tally(connection: duckdb.DuckDBPyConnection, path: Path, about: dict[str, Any]) -> Tally:
    scale = Scale(**about["scale"] | {"items": tuple(about["scale"]["items"])})
    items = len(scale.items)
    shapes: tuple[tuple[int, ...], ...] = ((), (), (items, scale.options))
    shapes += ((), (), (items, items), (items, items), (items, items))
    names = [_names(connection, path, part) for part in _PEOPLE]
    people, sums, counts, *held = (
        _array(connection, path, part, names[part.startswith(_MOMENTS)], shape)
        for part, shape in zip(_PARTS, shapes, strict=True)
    )
    moments = Moments(names[1], *held)
    return Tally(tuple(about["rounds"]), scale, names[0], people, sums, counts, moments)


def _names(connection: duckdb.DuckDBPyConnection, path: Path, part: str) -> tuple[str, ...]:
    query = 'SELECT "group" FROM read_parquet($1) WHERE part = $2 ORDER BY "group"'
    rows = connection.execute(query, [escape(str(path)), part]).fetchall()
    return tuple(name for (name,) in rows)


def _array(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    part: str,
    names: tuple[str, ...],
    shape: tuple[int, ...],
) -> Integers:
    people = _PEOPLE[part.startswith(_MOMENTS)]
    found = connection.execute(_READ, [escape(str(path)), people, part]).fetchnumpy()
    array = np.zeros((len(names), *shape), dtype=np.int64)
    cells = (found["place"], found["item"], found["other"])[: array.ndim]
    array[cells] = found["number"]
    return array


def _quoted(text: str) -> str:
    # DuckDB takes no parameter for the name of a file to write.
    return "'" + text.replace("'", "''") + "'"


def _newer(path: Path, version: object) -> UnreadableFileError:
    return UnreadableFileError(
        "mirror.newer-tally",
        sentence(
            "This file has layout {version}, and known here is {known}. Read it with the version "
            "of the program that wrote it.",
            version=version,
            known=VERSION,
        ),
        file=path.name,
    )


def _broken(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "mirror.broken-tally",
        sentence("This is not a file of tallies, or it is damaged. Take it from a backup."),
        file=path.name,
    )
