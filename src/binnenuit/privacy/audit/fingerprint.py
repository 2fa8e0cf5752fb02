"""By what a ledger can be recognised later, and what it tells of that is not in the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.findings import Finding, Reading
from binnenuit.language import listed, sentence
from binnenuit.privacy.audit.ledger_file import LEDGER, Entry, read_ledger
from binnenuit.privacy.audit.release_file import Released, read_release
from binnenuit.privacy.audit.releases import release_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Fingerprint:
    """The last hash of a ledger: who noted it down sees whether entries were cut off.

    Attributes
    ----------
    hash
        Of the last entry; empty while there are none.
    entries
        How many there are.
    """

    hash: str
    entries: int


def last_fingerprint(folder: Path) -> Reading[Fingerprint] | None:
    """Tell by what the ledger of a folder can be recognised; None when there is no ledger.

    Returns
    -------
    reading
        Findings tell of entries of which no release is in the folder.

    Raises
    ------
    InputError
        The ledger or a release cannot be read.
    """
    if not (folder / LEDGER).exists():
        return None
    entries = read_ledger(folder / LEDGER).value
    releases = [read_release(path, path.name) for path in release_files(folder)]
    last = entries[-1].hash if entries else ""
    return Reading(Fingerprint(last, len(entries)), tuple(_unreleased(entries, releases)))


def _unreleased(entries: Sequence[Entry], releases: Iterable[Released]) -> Iterator[Finding]:
    place = {entry.hash: number for number, entry in enumerate(entries)}
    told = {
        (release.round, release.scale, number)
        for release in releases
        for number in _told(release, place)
    }
    missing: dict[tuple[str, str], list[str]] = {}
    for number, entry in enumerate(entries):
        if (entry.round, entry.scale, number) not in told:
            missing.setdefault((entry.round, entry.scale), []).append(entry.kind)
    for (round_, scale), kinds in missing.items():
        yield _no_release(round_, scale, kinds)


def _told(release: Released, place: dict[str, int]) -> Iterable[int]:
    """Find the entries that a release is made of: after its previous, up to its last."""
    if release.hash not in place:
        return ()
    last = place[release.hash]
    first = place.get(release.previous, -1) + 1 if release.previous in {"", *place} else last
    return range(min(first, last), last + 1)


def _no_release(round_: str, scale: str, kinds: Sequence[str]) -> Finding:
    return Finding(
        "privacy.no-release-of-entry",
        sentence(
            "The ledger tells of figures of {round}, {scale} ({kinds}), and their release is not "
            "in this folder. They were tried all the same; ask for the release to read them.",
            round=round_,
            scale=scale,
            kinds=listed(kinds),
        ),
        file=LEDGER,
    )
