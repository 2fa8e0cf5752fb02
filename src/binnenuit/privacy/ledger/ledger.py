"""What was ever published, written down: nothing is taken back, and nothing is added unattacked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from binnenuit.errors import LedgerError
from binnenuit.language import sentence
from binnenuit.privacy.ledger.admission import check_admission
from binnenuit.privacy.ledger.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True)
class Entry:
    """One publication in the ledger, tied to the entry before it.

    Attributes
    ----------
    previous
        Hash of the entry before it; empty for the first one.
    hash
        SHA-256 of everything else in the entry, as 64 hexadecimal digits.
    """

    publication: Publication
    previous: str
    hash: str

    @property
    def line(self) -> str:
        """The entry as one line of JSON, without the line's end."""
        return _canonical({**_record(self.publication, self.previous), "hash": self.hash})


@dataclass(frozen=True)
class Ledger:
    """Everything that was published, oldest first; never changed, only followed by a longer one.

    Attributes
    ----------
    entries
        Each tied to the one before it by its hash.
    """

    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """Hash of the latest entry; empty when nothing was published."""
        return self.entries[-1].hash if self.entries else ""

    def admit(self, publication: Publication) -> Ledger:
        """Attack a publication together with all that was published, and write it down.

        Returns
        -------
        ledger
            With one more entry; the same when this very publication is in it already.

        Raises
        ------
        ExposureError
            Together with what was published it would lay bare fewer than ``k`` people.
        ArgumentError
            The publication contradicts itself or what was published.

        Notes
        -----
        Only what shares people with the publication is attacked with it. Linear in the places of
        atoms in sets where groups are nested; a minimum cut with a breakdown.
        """
        if any(entry.publication == publication for entry in self.entries):
            return self
        check_admission([entry.publication for entry in self.entries], publication)
        made = _hash(_record(publication, self.head))
        return Ledger((*self.entries, Entry(publication, self.head, made)))

    def admit_all(self, publications: Iterable[Publication]) -> tuple[Ledger, tuple[Entry, ...]]:
        """Write down all of them or, when one is refused, nothing; return the entry of each."""
        ledger, wanted = self, tuple(publications)
        for publication in wanted:
            ledger = ledger.admit(publication)
        return ledger, tuple(
            next(entry for entry in ledger.entries if entry.publication == publication)
            for publication in wanted
        )

    def verify(self) -> None:
        """Check that nothing was changed, left out or put in between.

        Nobody can see that the latest entries are missing, unless a release tells their hash.

        Raises
        ------
        LedgerError
            An entry does not have the hash it says, or does not follow the one before it.
        """
        previous = ""
        for number, entry in enumerate(self.entries, start=1):
            if entry.previous != previous:
                raise _broken(number)
            if entry.hash != _hash(_record(entry.publication, entry.previous)):
                raise _changed(number)
            previous = entry.hash

    def lines(self) -> Iterator[str]:
        """Give the ledger as lines of JSON, one for each entry, without the lines' ends."""
        return (entry.line for entry in self.entries)

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Ledger:
        """Read a ledger back, and verify it; blank lines are passed over.

        Raises
        ------
        LedgerError
            A line is no entry, or the chain is broken.
        """
        written = [line for line in lines if line.strip()]
        ledger = cls(tuple(_entry(line, number) for number, line in enumerate(written, start=1)))
        ledger.verify()
        return ledger


def _record(publication: Publication, previous: str) -> dict[str, Any]:
    return {
        "round": publication.round,
        "scale": publication.scale,
        "kind": publication.kind,
        "k": publication.k,
        "promise": publication.promise,
        "items": list(publication.items),
        "atoms": dict(publication.atoms),
        "sets": dict(publication.sets),
        "answers": publication.answers,
        "by_attribute": publication.by_attribute,
        "previous": previous,
    }


def _canonical(record: Mapping[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(record: Mapping[str, Any]) -> str:
    # A name with half a character, from a damaged file, must still have a hash.
    return hashlib.sha256(_canonical(record).encode("utf-8", "surrogatepass")).hexdigest()


def _entry(line: str, number: int) -> Entry:
    try:
        record = json.loads(line)
        publication = _publication(record)
        entry = Entry(publication, _text(record["previous"]), _text(record["hash"]))
        contradiction = publication.contradiction()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(number) from error
    if contradiction:
        raise _unreadable(number)
    return entry


def _publication(record: Mapping[str, Any]) -> Publication:
    return Publication(
        round=_text(record["round"]),
        scale=_text(record["scale"]),
        kind=_text(record["kind"]),
        k=_whole(record["k"]),
        promise=_whole(record["promise"]),
        items=_texts(record["items"]),
        atoms=dict(record["atoms"].items()),
        sets={name: tuple(map(_text, atoms)) for name, atoms in record["sets"].items()},
        answers=_text(record["answers"]),
        by_attribute=_text(record["by_attribute"]),
    )


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(values)
    return tuple(map(_text, values))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _unreadable(number: int) -> LedgerError:
    return LedgerError(
        "privacy.ledger-unreadable",
        sentence(
            "Line {number} of the ledger is no entry of a ledger. Put back the ledger from a "
            "backup; without it nothing can be published safely.",
            number=number,
        ),
        row=number,
    )


def _changed(number: int) -> LedgerError:
    return LedgerError(
        "privacy.ledger-changed",
        sentence(
            "Entry {number} of the ledger was changed after it was written: its hash does not fit. "
            "Put back the ledger from a backup; nothing is published until then.",
            number=number,
        ),
        row=number,
    )


def _broken(number: int) -> LedgerError:
    return LedgerError(
        "privacy.ledger-broken",
        sentence(
            "Entry {number} of the ledger does not follow the entry before it: entries were left "
            "out, put in between or put in another order. Put back the ledger from a backup; "
            "nothing is published until then.",
            number=number,
        ),
        row=number,
    )
