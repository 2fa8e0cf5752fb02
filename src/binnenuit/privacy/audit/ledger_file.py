"""Read the ledger of what was published, and check its chain; written apart from what wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import LedgerError
from binnenuit.findings import Finding, Reading
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LEDGER: Final = ".binnenuit/ledger.jsonl"
FEWEST: Final = {"items": 10, "whole": 30}
"""Fewest people that an entry of a kind may promise; of any other kind `FEWEST_OF_ALL`."""
FEWEST_OF_ALL: Final = 5


@dataclass(frozen=True)
class Entry:
    """One publication, as the ledger tells it.

    Attributes
    ----------
    round, scale
        What was asked, and when.
    kind
        Which figures: scores, items, breakdown, or the whole.
    k
        Fewest people that was promised.
    atoms
        People behind each indivisible group.
    sets
        Each published group as the names of its atoms.
    hash
        As the ledger says it.
    """

    round: str
    scale: str
    kind: str
    k: int
    atoms: Mapping[str, int]
    sets: Mapping[str, tuple[str, ...]]
    hash: str


def read_ledger(path: Path) -> Reading[tuple[Entry, ...]]:
    """Read ``ledger.jsonl``: one JSON object per line, each tied to the line before it.

    Returns
    -------
    reading
        All entries, and a finding for each that was changed, does not follow the one before,
        promises too few people or is about nobody.

    Raises
    ------
    LedgerError
        A line is no entry, or an entry contradicts itself.

    Notes
    -----
    The hash of an entry is SHA-256 of its JSON without ``hash``, keys sorted, no blanks, UTF-8.
    Linear in the size of the file.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    previous = ""
    for row, record in _records(path):
        findings.extend(_faults(record, previous, path.name, row))
        previous = str(record["hash"])
        entry = _entry(record, path.name, row)
        findings.extend(_weak(entry, path.name, row))
        entries.append(entry)
    return Reading(tuple(entries), tuple(findings))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8", errors="surrogatepass").split("\n")
    except (OSError, ValueError) as error:
        raise _no_entry(path.name, 1) from error
    for row, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _no_entry(path.name, row) from error
            if not isinstance(record, dict) or "hash" not in record:
                raise _no_entry(path.name, row)
            yield row, record


def _faults(record: Mapping[str, Any], previous: str, file: str, row: int) -> Iterator[Finding]:
    if record.get("previous") != previous:
        yield Finding(
            "privacy.chain-broken",
            sentence(
                "This entry of the ledger does not follow the one before it: entries were left "
                "out, put in between or put in another order."
            ),
            file=file,
            row=row,
        )
    if record["hash"] != hash_of(record):
        yield Finding(
            "privacy.chain-changed",
            sentence(
                "This entry of the ledger was changed after it was written: its hash does not fit."
            ),
            file=file,
            row=row,
        )


def _weak(entry: Entry, file: str, row: int) -> Iterator[Finding]:
    """Report what the gate would never write down: too low a promise, and groups of nobody."""
    fewest = FEWEST.get(entry.kind, FEWEST_OF_ALL)
    if entry.k < fewest:
        yield Finding(
            "privacy.promise-too-low",
            sentence(
                "This entry of the ledger promises groups of {k} people, and figures of this kind "
                "({kind}) need {fewest} or more.",
                k=entry.k,
                kind=entry.kind,
                fewest=fewest,
            ),
            file=file,
            row=row,
        )
    nobody = [name for name, people in entry.atoms.items() if not people]
    nobody += [name for name, members in entry.sets.items() if not members]
    if nobody:
        yield Finding(
            "privacy.nobody-in-ledger",
            sentence(
                "This entry of the ledger says that there is nobody in {groups}. A figure is about "
                "people, so the number was changed; put the ledger back from a backup.",
                groups=listed(nobody),
            ),
            file=file,
            row=row,
        )


def hash_of(record: Mapping[str, Any]) -> str:
    """Compute the hash that belongs to an entry."""
    kept = {name: value for name, value in record.items() if name != "hash"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _entry(record: Mapping[str, Any], file: str, row: int) -> Entry:
    try:
        atoms = {str(name): _people(people) for name, people in record["atoms"].items()}
        sets = {str(name): _members(names, atoms) for name, names in record["sets"].items()}
        return Entry(
            round=str(record["round"]),
            scale=str(record["scale"]),
            kind=str(record["kind"]),
            k=_people(record["k"]),
            atoms=atoms,
            sets=sets,
            hash=str(record["hash"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_entry(file, row) from error


def _people(number: object) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(number)
    return number


def _members(names: Sequence[str], atoms: Mapping[str, int]) -> tuple[str, ...]:
    if isinstance(names, str) or len(set(names)) < len(names) or not atoms.keys() >= set(names):
        raise ValueError(names)
    return tuple(names)


def _no_entry(file: str, row: int) -> LedgerError:
    return LedgerError(
        "privacy.no-ledger-entry",
        sentence(
            "This line is no entry of a ledger. Put the ledger back from a backup; what it no "
            "longer tells cannot be audited."
        ),
        file=file,
        row=row,
    )
