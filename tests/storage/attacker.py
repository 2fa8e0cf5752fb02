"""Whoever runs the server, with all its files: tries to find out whose ballot is whose.

Knows in which order people answered. Looks where ballots stand in each file, in which order a
database gives them, and what stands beside what.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from binnenuit_web.mirror.services.box.sealing import NotOpenedError, unseal
from tests.web.mirror.numbered import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

DATABASE: Final = "binnenuit.sqlite3"
_PAGE: Final = 4096
_QUERIES: Final = (
    "SELECT id FROM mirror_ballot",
    "SELECT id FROM mirror_ballot ORDER BY id",
    "SELECT id FROM mirror_ballot ORDER BY length(sealed), id",
    "SELECT id FROM mirror_ballot ORDER BY rowid",
)


@dataclass(frozen=True)
class Copy:
    """A copy of all files of a data directory, and what its database says."""

    folder: Path

    def __post_init__(self) -> None:
        shutil.copytree(self.folder, self._opened)

    @property
    def _opened(self) -> Path:
        """The database for questions: whoever opens it also empties its log."""
        return self.folder.with_name(f"{self.folder.name}-opened")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._opened / DATABASE)) as database:
            return database.execute(query).fetchall()

    def files(self) -> dict[str, bytes]:
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for file in self.folder.rglob("*")
            if file.is_file()
        }

    def holding(self, *what: bytes) -> set[str]:
        """Files in which any of this stands."""
        return {name for name, text in self.files().items() if any(each in text for each in what)}

    def keys(self) -> list[bytes]:
        """Everything that could be a private key, wherever it stands in the database."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        values = (
            value
            for (table,) in tables
            for row in self.rows(f'SELECT * FROM "{table}"')  # noqa: S608  our own file
            for value in row
        )
        return [value for value in values if isinstance(value, bytes) and len(value) == 32]

    def ballots(self) -> dict[str, bytes]:
        return dict(self.rows("SELECT id, sealed FROM mirror_ballot"))


def opened(ballots: Mapping[str, bytes], keys: Iterable[bytes]) -> dict[str, int]:
    """Whose each ballot is, of those that open with one of the keys."""
    found = {}
    for key in keys:
        for id_, sealed in ballots.items():
            with suppress(NotOpenedError):
                found[id_] = _number(json.loads(unseal(key, sealed)))
    return found


def orders(copy: Copy) -> dict[str, list[str]]:
    """Ballots in every order in which they can be found: by query, and by place in each file."""
    found = {}
    for query in _QUERIES:
        with suppress(sqlite3.OperationalError):  # there is no rowid
            found[query] = [id_ for (id_,) in copy.rows(query)]
    for (name, kind), places in _places(copy).items():
        found[f"{name}, {kind}"] = sorted(places, key=places.__getitem__)
    return found


def by_order(answered: Sequence[int], order: Sequence[str], whose: Mapping[str, int]) -> int:
    """How many ballots are joined by saying: the first one here is of who answered first."""
    return max(
        sum(whose[id_] == person for id_, person in zip(way, answered, strict=False))
        for way in (order, order[::-1])
    )


def side_by_side(answered: Sequence[int], copy: Copy, whose: Mapping[str, int]) -> float:
    """Of two ballots on one page of a file, how often their order there tells who was first.

    A half is guessing; the worst file counts, and both directions.
    """
    worst = 0.5
    turn = {person: number for number, person in enumerate(answered)}
    for places in _places(copy).values():
        pairs = [
            (places[one] < places[other]) == (turn[whose[one]] < turn[whose[other]])
            for one, other in combinations(places, 2)
            if places[one] // _PAGE == places[other] // _PAGE
        ]
        if len(pairs) > 60:
            share = sum(pairs) / len(pairs)
            worst = max(worst, share, 1 - share)
    return worst


def _places(copy: Copy) -> dict[tuple[str, str], dict[str, int]]:
    """Where each ballot stands in each file, the first and the last time: its key, and its text."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    ballots = copy.ballots()
    for name, text in copy.files().items():
        for id_, sealed in ballots.items():
            for kind, what in (("key", id_.encode()), ("text", sealed[:32])):
                for way, place in (("first", text.find(what)), ("last", text.rfind(what))):
                    if place >= 0:
                        found.setdefault((name, f"{way} {kind}"), {})[id_] = place
    return found


def _number(told: Mapping[str, Any]) -> int:
    given = told["rows"][0]["answers"]
    return sum((int(given[item]) - 1) * 5**place for place, item in enumerate(ITEMS))
