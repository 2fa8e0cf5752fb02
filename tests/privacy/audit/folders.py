"""Folders with releases and a ledger, as somebody else might write them, for the auditor."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from binnenuit.privacy.audit.releases import Releases, audit_releases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Record = dict[str, Any]


def group(name: str, parent: str | None, n_band: object, **more: object) -> Record:
    made: Record = {"group": name, "parent": parent, "state": "shown", "n_band": n_band}
    return {**made, "figures": {"score": {"value": 3.4, "bound": "exact"}}, **more}


def release(*groups: Record, **more: object) -> Record:
    return {"round": "2026", "k": 5, "scale": "L", "groups": list(groups), **more}


def entry(kind: str, k: int, atoms: Mapping[str, int], sets: Mapping[str, Sequence[str]]) -> Record:
    return {"round": "2026", "scale": "L", "kind": kind, "k": k, "atoms": atoms, "sets": sets}


def chained(*entries: Record) -> list[Record]:
    made: list[Record] = []
    for one in entries:
        record = {**one, "previous": made[-1]["hash"] if made else ""}
        text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        made.append({**record, "hash": sha256(text.encode()).hexdigest()})
    return made


def audited(folder: Path, *releases: Record, ledger: Sequence[Record] = ()) -> Releases:
    for number, record in enumerate(releases):
        place = folder / "releases" / f"r{number}"
        place.mkdir(parents=True, exist_ok=True)
        (place / "release.json").write_text(json.dumps(record), encoding="utf-8")
    if ledger:
        (folder / ".binnenuit").mkdir(parents=True)
        lines = "".join(json.dumps(record) + "\n" for record in ledger)
        (folder / ".binnenuit" / "ledger.jsonl").write_text(lines, encoding="utf-8")
    return audit_releases(folder)


def codes(found: Releases) -> set[str]:
    return {finding.code for finding in found.findings}
