"""Publish once: whatever happens in between, the same round shows the same figures."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.releases.folder import (
    HIDDEN,
    noise_secret,
    read_ledger,
    read_release,
    write_release,
)
from binnenuit.privacy.releases.keeping import drop_kept, read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from binnenuit.privacy.ledger.ledger import Ledger
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import Release


@dataclass(frozen=True)
class Before:
    """What a release is made with: all that came before it.

    Attributes
    ----------
    ledger
        Everything that was ever published.
    secret
        Key of the noise.
    kept
        What was kept of the round before about the same scale; None when this is the first.
    """

    ledger: Ledger
    secret: bytes = field(repr=False)
    kept: Kept | None


def publish_once(
    folder: Path, round_name: str, scale: str, make: Callable[[Before], Release]
) -> dict[str, Any]:
    """Make and write down the release of one scale in one round, unless it is out already.

    Parameters
    ----------
    folder
        The folder that publishes: its releases and, hidden, its ledger, key and what is kept.
    round_name, scale
        Of what is published.
    make
        Makes the release; called when it is not out yet, with all that came before. The same round
        must give the same release: it may be called again after a crash.

    Returns
    -------
    record
        What is shown, as it stands in the file (see ``record``); of a release that is out already,
        what was written then.

    Raises
    ------
    ArgumentError
        ``privacy.other-release``: ``make`` made something else; and as ``release``.
    ExposureError
        As ``release``; nothing is published.
    LedgerError
        As ``read_ledger``, ``noise_secret`` and ``read_kept``.

    Notes
    -----
    What is kept is written first, then the ledger, then the release; each whole or not at all. So
    whenever the machine stops, the next call ends what was begun. Afterwards of this scale only
    this round and the one before are still kept. Nobody else may publish from the folder meanwhile:
    whoever calls holds a lock. Reads the ledger and every release.
    """
    ledger = read_ledger(folder)
    out = read_release(folder, ledger, round_name, scale)
    if out is not None:
        return out
    earlier = _round_before(ledger, round_name, scale)
    hidden = folder / HIDDEN
    kept = read_kept(hidden, scale=scale, round_name=earlier) if earlier else None
    made = make(Before(ledger, noise_secret(folder), kept))
    if (made.kept.round, made.kept.scale.code) != (round_name, scale):
        raise _other_release(made, round_name, scale)
    write_kept(hidden, made.kept)
    told = (made.groups, made.entries, made.kept, made.ledger)
    file = write_release(folder, *told, whole=made.whole)
    drop_kept(hidden, scale=scale, but={round_name, earlier})
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return written


def standing(folder: Path, scales: Iterable[str]) -> frozenset[str]:
    """Find the rounds whose answers stand in the latest figures about some scales.

    Whoever must tell next time who stayed since then (see ``Wave``) needs to know who was there in
    these rounds, and in no other. A scale that was never published has none.

    Raises
    ------
    LedgerError
        As ``publish_once``.

    Notes
    -----
    Reads the ledger and every release once.
    """
    ledger = read_ledger(folder)
    found: set[str] = set()
    for scale in scales:
        latest = _round_before(ledger, "", scale)
        kept = read_kept(folder / HIDDEN, scale=scale, round_name=latest) if latest else None
        found.update(kept.rounds if kept else ())
    return frozenset(found)


def _round_before(ledger: Ledger, round_name: str, scale: str) -> str:
    """Find the last round about a scale before this one, which may be in the ledger already."""
    last = ""
    for entry in ledger.entries:
        if entry.publication.scale == scale:
            if entry.publication.round == round_name:
                return last
            last = entry.publication.round
    return last


def _other_release(made: Release, round_name: str, scale: str) -> ArgumentError:
    return ArgumentError(
        "privacy.other-release",
        sentence(
            "A release of {scale} in {round} was to be published, and one of {made} in {other} was "
            "made. Nothing was published. Make the release that is asked for.",
            scale=scale,
            round=round_name,
            made=made.kept.scale.code,
            other=made.kept.round,
        ),
    )
