"""A folder that publishes: its releases, and in ``.binnenuit`` the ledger and the noise's key."""

from __future__ import annotations

import json
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import ArgumentError, LedgerError
from binnenuit.language import sentence
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.releases.record import record
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.ledger.ledger import Entry
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import Group

HIDDEN: Final = ".binnenuit"
RELEASES: Final = "releases"
_LEDGER: Final = "ledger.jsonl"
_SECRET: Final = "noise.key"  # noqa: S105 - the name of a file
_BYTES: Final = 32
_OWNER_ONLY: Final = 0o600
_HASH_SHOWN: Final = 8
_GROUPS_BEGIN: Final = ', "groups": [\n'


def noise_secret(folder: Path) -> bytes:
    """Return the key of the noise; made at the first call, and the same ever after.

    It is a file that only its owner may read. Whoever has it can take the noise away.

    Raises
    ------
    LedgerError
        ``privacy.secret-missing``: figures were published with a key that is gone.
        ``privacy.secret-damaged``: the file does not hold a key.
    ArgumentError
        ``privacy.secret-unwritable``: nothing can be written there.
    """
    place = folder / HIDDEN / _SECRET
    if not place.exists():
        if read_ledger(folder).entries:
            raise _secret_missing(place)
        _make_secret(place)
    try:
        secret = bytes.fromhex(place.read_text(encoding="ascii"))
    except ValueError as error:
        raise _secret_damaged(place) from error
    if len(secret) != _BYTES:
        raise _secret_damaged(place)
    return secret


def read_ledger(folder: Path) -> Ledger:
    """Read everything that was ever published from this folder; empty when nothing was.

    Raises
    ------
    LedgerError
        The ledger was changed or cut short (``privacy.ledger-changed``, ``privacy.ledger-broken``,
        ``privacy.ledger-unreadable``), or a release tells of an entry that it lacks
        (``privacy.ledger-lacks``).

    Notes
    -----
    Reads the ledger and every release.
    """
    ledger = _read(folder / HIDDEN / _LEDGER)
    known = {entry.hash for entry in ledger.entries}
    for file, told in _told(folder / RELEASES):
        if told not in known:
            raise _ledger_lacks(file)
    return ledger


def read_release(
    folder: Path, ledger: Ledger, round_name: str, scale: str
) -> dict[str, Any] | None:
    """Read back what was shown about one scale in one round; None when it is not out.

    Parameters
    ----------
    ledger
        As it was read from the folder.

    Notes
    -----
    Reads one file: the ledger tells its name.
    """
    for entry in ledger.entries:
        told = entry.publication
        if (told.round, told.scale) == (round_name, scale):
            with suppress(OSError, ValueError):  # lost or damaged: it can be written again
                file = folder / RELEASES / _name(round_name, scale, entry)
                written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
                return written
    return None


def write_release(
    folder: Path,
    groups: Sequence[Group],
    entries: Sequence[Entry],
    kept: Kept,
    ledger: Ledger,
    *,
    whole: Mapping[str, Disclosed[float]] | None = None,
) -> Path:
    """Write what is shown to a file in ``releases``, and the ledger that tells of it.

    The ledger is written first: when the second step fails, it knows of figures that nobody saw,
    and the same release can be written again. Each file is written whole or not at all.

    Parameters
    ----------
    groups, entries, ledger
        Of a release, or of what was regrouped.
    kept
        What the release kept.
    whole
        Figures about everybody together, when there are any.

    Returns
    -------
    file
        Named after round, scale and entry of the ledger.

    Raises
    ------
    LedgerError
        ``privacy.ledger-moved``: something else was published meanwhile; and as ``read_ledger``.
    ArgumentError
        ``tables.cannot-write``: nothing can be written there.
    """
    before = read_ledger(folder).entries
    if ledger.entries[: len(before)] != before:
        raise _ledger_moved(folder)
    _make_folder(folder / HIDDEN, mode=0o700)
    _make_folder(folder / RELEASES)
    with whole_file(folder / HIDDEN / _LEDGER, mode=_OWNER_ONLY) as beside:
        beside.write_text("".join(f"{line}\n" for line in ledger.lines()), encoding="utf-8")
    file = folder / RELEASES / _name(kept.round, kept.scale.code, entries[-1])
    with whole_file(file) as beside:
        written = _one_group_a_line(record(groups, entries, kept, whole=whole))
        beside.write_text(written, encoding="utf-8")
    return file


def _one_group_a_line(written: dict[str, Any]) -> str:
    """Write a release so that people can read it and compare two: indents would take ten times."""
    groups = ",\n".join(json.dumps(group, ensure_ascii=False) for group in written["groups"])
    others = {name: value for name, value in written.items() if name != "groups"}
    return f"{json.dumps(others, ensure_ascii=False)[:-1]}{_GROUPS_BEGIN}{groups}\n]}}\n"


def _name(round_name: str, scale: str, entry: Entry) -> str:
    plain = re.sub(r"[^\w.-]+", "-", f"{round_name}-{scale}").strip(".-")
    # The hash keeps two names apart that are the same without their signs.
    return f"{plain}-{entry.hash[:_HASH_SHOWN]}.json"


def _read(place: Path) -> Ledger:
    try:
        return Ledger.from_lines(place.read_text(encoding="utf-8").split("\n"))
    except (FileNotFoundError, NotADirectoryError):
        return Ledger()
    except LedgerError as error:
        raise LedgerError(error.code, error.sentence, file=_LEDGER, row=error.row) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            "privacy.ledger-no-text",
            sentence(
                "The ledger {file} cannot be read. Put back the ledger from a backup; without it "
                "nothing can be published safely.",
                file=place,
            ),
        ) from error


def _told(releases: Path) -> Iterator[tuple[Path, str]]:
    """Tell of which entry of the ledger each release is."""
    for file in sorted(releases.rglob("*.json")):
        try:
            told = _head(file)["ledger"]["hash"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue  # no release of ours
        if isinstance(told, str) and told:
            yield file, told


def _head(file: Path) -> Any:
    """Read a release without its groups, when they begin on a line of their own."""
    with file.open(encoding="utf-8") as opened:
        first = opened.readline()
        if first.endswith(_GROUPS_BEGIN):
            return json.loads(f"{first}]}}")
        return json.loads(first + opened.read())


def _make_folder(folder: Path, *, mode: int = 0o777) -> None:
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError:
        return  # writing into it says what is wrong


def _make_secret(place: Path) -> None:
    """Make the key, unless somebody else just did: two keys would be two noises."""
    _make_folder(place.parent, mode=0o700)
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        return
    except OSError as error:
        raise ArgumentError(
            "privacy.secret-unwritable",
            sentence(
                "The key of the noise cannot be kept in {folder} ({reason}). Give a folder that "
                "you may write in.",
                folder=place.parent,
                reason=error.strerror or sentence("unknown reason"),
            ),
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _secret_missing(place: Path) -> LedgerError:
    return LedgerError(
        "privacy.secret-missing",
        sentence(
            "Figures were published from this folder, and the key of their noise, {file}, is gone. "
            "Put it back from a backup: a second key would let readers average the noise away.",
            file=place,
        ),
    )


def _secret_damaged(place: Path) -> LedgerError:
    return LedgerError(
        "privacy.secret-damaged",
        sentence(
            "{file} does not hold a key of {bytes} bytes. Put it back from a backup, or remove it "
            "when nothing was published yet.",
            file=place,
            bytes=_BYTES,
        ),
    )


def _ledger_lacks(file: Path) -> LedgerError:
    return LedgerError(
        "privacy.ledger-lacks",
        sentence(
            "{file} was published, and the ledger does not know of it: the ledger was cut short or "
            "is another folder's. Put back the ledger from a backup; nothing is published until "
            "then.",
            file=file.name,
        ),
        file=file.name,
    )


def _ledger_moved(folder: Path) -> LedgerError:
    return LedgerError(
        "privacy.ledger-moved",
        sentence(
            "Something else was published from {folder} meanwhile, so nothing was written. Read "
            "the ledger again and make the release with it.",
            folder=folder,
        ),
    )
