"""What is kept of a round, on disk beside the ledger, until the next round about the same scale."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from binnenuit.errors import LedgerError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.releases.kept import Kept
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from binnenuit.privacy.model import Integers

KEPT: Final = "kept"
_OWNER_ONLY: Final = 0o600
_HASH: Final = 32


def write_kept(folder: Path, kept: Kept) -> Path:
    """Keep what a release kept; written whole or not at all, for its owner only.

    It holds noised sums and numbers of people of regions, nothing about fewer people than were
    promised; and it is not to be shown, because figures leave through the gate.

    Parameters
    ----------
    folder
        The hidden folder of whoever publishes, where the ledger is too.

    Raises
    ------
    ArgumentError
        ``tables.cannot-write``: nothing can be written there.
    """
    place = _place(folder, kept.scale.code, kept.round)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(place, mode=_OWNER_ONLY) as beside:
        beside.write_text(json.dumps(_record(kept), ensure_ascii=False), encoding="utf-8")
    return place


def read_kept(folder: Path, *, scale: str, round_name: str) -> Kept | None:
    """Read what was kept of one round about one scale; None when nothing is there.

    Raises
    ------
    LedgerError
        ``privacy.kept-damaged``: the file is not what was written.
    """
    place = _place(folder, scale, round_name)
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
        return _kept(record)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise LedgerError(
            "privacy.kept-damaged",
            sentence(
                "What was kept of {round} about {scale} cannot be read. Put back {file} from a "
                "backup; without it the next round about {scale} cannot be published.",
                round=round_name,
                scale=scale,
                file=place,
            ),
            file=place.name,
        ) from error


def drop_kept(folder: Path, *, scale: str, but: Collection[str]) -> None:
    """Remove what was kept about a scale, but for the rounds named."""
    stay = {_place(folder, scale, round_name) for round_name in but}
    for file in _place(folder, scale, "").parent.glob("*.json"):
        if file not in stay:
            file.unlink(missing_ok=True)


def _place(folder: Path, scale: str, round_name: str) -> Path:
    """Name folder and file by fingerprints: a scale and a round may have any name."""
    return folder / KEPT / _short(scale) / f"{_short(round_name)}.json"


def _short(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def _record(kept: Kept) -> dict[str, Any]:
    scale = kept.scale
    return {
        "round": kept.round,
        "scale": [scale.code, list(scale.items), scale.lowest, scale.options],
        "k": [kept.k, kept.k_items, kept.promise],
        "names": kept.names,
        "classes": kept.classes,
        "atoms": [dict(atoms) for atoms in kept.atoms],
        "rounds": kept.rounds,
        "people": kept.people.tolist(),
        "counts": kept.counts.tolist(),
        "most_moved": kept.most_moved.tolist(),
        "answers": kept.answers,
    }


def _kept(record: dict[str, Any]) -> Kept:
    code, items, lowest, options = record["scale"]
    k, k_items, promise = record["k"]
    names = tuple(record["names"])
    made = Kept(
        round=record["round"],
        scale=Scale(code, tuple(items), lowest, options),
        k=k,
        k_items=k_items,
        promise=promise,
        names=names,
        classes=tuple(map(tuple, record["classes"])),
        atoms=tuple(dict(atoms) for atoms in record["atoms"]),
        rounds=tuple(record["rounds"]),
        people=_numbers(record["people"], (len(names),)),
        counts=_numbers(record["counts"], (len(names), len(items), options)),
        most_moved=_numbers(record["most_moved"], (len(names),)),
        answers=record["answers"],
    )
    if not len(names) == len(made.classes) == len(made.atoms) == len(made.rounds):
        raise ValueError(names)
    return made


def _numbers(values: object, shape: tuple[int, ...]) -> Integers:
    return fixed(np.array(values, dtype=np.int64).reshape(shape))
