"""Who is where, as fingerprints: so that the next round can tell who joined and left.

Kept beside the ledger, for its owner only, and no longer than the answers stand in a figure. There
are no answers in it, and no names: only the key of the noise could tell whose a fingerprint is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import LedgerError
from binnenuit.language import sentence
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit.privacy.rounds.waves import QUARTER_DAYS
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from binnenuit.privacy.releases.kept import Kept

_SEATS: Final = "seats"
_OWNER_ONLY: Final = 0o600
_BYTES: Final = 16
YEAR_DAYS: Final = 4 * QUARTER_DAYS
"""From here on a figure is renewed even where one unknown person may have come or gone."""


@dataclass(frozen=True)
class Seats:
    """Who gave a valid score in which class of one round, as far as that is known.

    Attributes
    ----------
    closed
        Day on which the round closed; None when that is not known.
    classes
        Fingerprints by name of the class; a class of nobody may be left out. Of those who answered,
        or else of those who were invited; empty when not even that is known.
    answered
        How many gave a valid score in each class, when ballots do not tell who; None when they do.
    """

    closed: date | None
    classes: Mapping[str, frozenset[str]]
    answered: Mapping[str, int] | None = None

    def people(self, classes: Iterable[str]) -> frozenset[str]:
        """Who is in any of some classes? Who moves from one to another counts once."""
        return frozenset[str]().union(*(self.classes.get(name, ()) for name in classes))


def fingerprints(people: Iterable[str], scale: str, secret: bytes) -> list[str]:
    """Name people so that only who has the key can tell who is meant.

    Otherwise for each scale, so that without the key nobody sees that the same person answered two.
    """
    made = blake2b(key=secret, digest_size=_BYTES, person=b"seat")
    made.update(repr(scale).encode("utf-8", "surrogatepass"))
    found = []
    for person in people:
        one = made.copy()
        one.update(person.encode("utf-8", "surrogatepass"))
        found.append(one.hexdigest())
    return found


def wave(kept: Kept, names: tuple[str, ...], now: Seats, earlier: Mapping[str, Seats]) -> Wave:
    """Compare each class with the round whose figure stands there.

    Parameters
    ----------
    kept
        Of the round before about the same scale.
    names
        Classes of this round.
    now
        Who counts where in this round.
    earlier
        The same by round, for every round in ``kept.rounds``.

    Returns
    -------
    wave
        A class that was not there before has nobody who stayed. Where the day of a round is not
        known, no time has passed.

    Notes
    -----
    Where it is not known who answered, the safe side counts. Of those invited: everybody who was
    invited in one of the rounds alone may have joined or left, and no more stayed than must have,
    as so many answered. Where nobody knows who was invited either: nobody stayed, and it may have
    been one who came or went, until a year has passed and people think of something else; three
    more or fewer are three who came or went. Linear in people.
    """
    stands = {
        name: of for classes, of in zip(kept.classes, kept.rounds, strict=True) for name in classes
    }
    moved, staying, days = [], [], []
    for name in names:
        then = earlier[stands[name]] if name in stands else Seats(None, {})
        since = days_between(then.closed, now.closed)
        changed, stayed = _change(then, now, name, since)
        moved.append(changed)
        staying.append(stayed)
        days.append(since)
    return Wave(kept, *(fixed(np.array(each, dtype=np.int64)) for each in (moved, staying, days)))


def _change(then: Seats, now: Seats, name: str, days: int) -> tuple[int, int]:
    """How many may have come or gone, and how many have certainly stayed?"""
    here, before = now.classes.get(name, frozenset()), then.classes.get(name, frozenset())
    if now.answered is None:
        return len(here ^ before), len(here & before)
    answered, earlier = now.answered.get(name, 0), (then.answered or {}).get(name, 0)
    if now.classes:
        return len(here ^ before), max(0, answered + earlier - len(here | before))
    return (0 if days >= YEAR_DAYS else max(1, abs(answered - earlier))), 0


def days_between(then: date | None, now: date | None) -> int:
    """How many days lie between two rounds? 0 where the day of one is not known."""
    return 0 if then is None or now is None else (now - then).days


def write_seats(folder: Path, scale: str, round_name: str, seats: Seats) -> None:
    """Keep who answered where; written whole or not at all.

    Raises
    ------
    ArgumentError
        ``tables.cannot-write``: nothing can be written there.
    """
    place = _place(folder, scale, round_name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    record: dict[str, object] = {
        "closed": seats.closed and seats.closed.isoformat(),
        "classes": {name: sorted(people) for name, people in sorted(seats.classes.items())},
    }
    if seats.answered is not None:
        record["answered"] = dict(sorted(seats.answered.items()))
    with whole_file(place, mode=_OWNER_ONLY) as beside:
        beside.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def read_seats(folder: Path, scale: str, round_name: str) -> Seats:
    """Read who answered where.

    Raises
    ------
    LedgerError
        ``mirror.seats-missing``: it is not there, or damaged.
    """
    place = _place(folder, scale, round_name)
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
        closed = record["closed"] and date.fromisoformat(record["closed"])
        classes = {name: frozenset(people) for name, people in record["classes"].items()}
        answered = record.get("answered")
        if answered is not None:
            answered = {name: int(people) for name, people in answered.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(
            "mirror.seats-missing",
            sentence(
                "Who answered about {scale} in {round} cannot be read from {file}, so nobody can "
                "tell who joined or left since. Put it back from a backup, or publish from a new "
                "folder.",
                scale=scale,
                round=round_name,
                file=place,
            ),
            file=place.name,
        ) from error
    return Seats(closed, classes, answered)


def has_seats(folder: Path, scale: str, round_name: str) -> bool:
    """Tell whether it is still known who answered."""
    return _place(folder, scale, round_name).exists()


def drop_seats(folder: Path, scale: str, but: Collection[str]) -> None:
    """Forget who answered about a scale, but for the rounds named."""
    stay = {_place(folder, scale, round_name) for round_name in but}
    for file in _place(folder, scale, "").parent.glob("*.json"):
        if file not in stay:
            file.unlink(missing_ok=True)


def _place(folder: Path, scale: str, round_name: str) -> Path:
    return folder / HIDDEN / _SEATS / short(scale) / f"{short(round_name)}.json"


def short(name: str) -> str:
    """Fingerprint a name, for files: a scale and a round may have any."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[: 2 * _BYTES]
