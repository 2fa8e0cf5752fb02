"""By what a ledger is recognised, and which of its entries have no release in the folder."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from binnenuit.privacy.audit.fingerprint import last_fingerprint

if TYPE_CHECKING:
    from pathlib import Path


def ledger(folder: Path, *kinds: tuple[str, str]) -> list[str]:
    """Write a ledger with an entry for each round and kind; return their hashes."""
    lines, hashes = [], [""]
    for round_, kind in kinds:
        atom = f"{round_}/L/Works"
        entry = {
            "round": round_, "scale": "L", "kind": kind, "k": 10, "previous": hashes[-1],
            "atoms": {atom: 20}, "sets": {"Works": [atom]},
        }  # fmt: skip
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
        hashes.append(sha256(text.encode()).hexdigest())
        lines.append(json.dumps({**entry, "hash": hashes[-1]}) + "\n")
    (folder / ".binnenuit").mkdir()
    (folder / ".binnenuit" / "ledger.jsonl").write_text("".join(lines))
    return hashes


def release(folder: Path, round_: str, previous: str, last: str) -> None:
    told = {"hash": last, "previous": previous}
    record = {"round": round_, "scale": "L", "k": 5, "groups": [], "ledger": told}
    (folder / "releases").mkdir(exist_ok=True)
    (folder / "releases" / f"{last}.json").write_text(json.dumps(record))


def missing(folder: Path) -> list[str]:
    reading = last_fingerprint(folder)
    assert reading is not None
    assert {finding.code for finding in reading.findings} <= {"privacy.no-release-of-entry"}
    return [str(finding.sentence) for finding in reading.findings]


def test_without_a_ledger_there_is_nothing_to_recognise(tmp_path: Path) -> None:
    assert last_fingerprint(tmp_path) is None


def test_the_last_entry_is_the_fingerprint_and_all_are_counted(tmp_path: Path) -> None:
    hashes = ledger(tmp_path, ("2026", "scores"), ("2026", "items"))
    reading = last_fingerprint(tmp_path)
    assert reading is not None
    assert (reading.value.hash, reading.value.entries) == (hashes[-1], 2)


def test_a_release_answers_for_all_entries_since_the_one_before_it(tmp_path: Path) -> None:
    hashes = ledger(tmp_path, ("2025", "scores"), ("2026", "scores"), ("2026", "items"))
    release(tmp_path, "2026", hashes[1], hashes[3])
    (told,) = missing(tmp_path)
    assert "2025, L (scores)" in told
    release(tmp_path, "2025", "", hashes[1])
    assert missing(tmp_path) == []


def test_what_was_regrouped_does_not_answer_for_the_release_before_it(tmp_path: Path) -> None:
    hashes = ledger(tmp_path, ("2026", "scores"), ("2026", "items"), ("2026", "breakdown"))
    release(tmp_path, "2026", hashes[2], hashes[3])
    (told,) = missing(tmp_path)
    assert "2026, L (scores, items)" in told


def test_a_release_that_names_other_entries_answers_for_none(tmp_path: Path) -> None:
    hashes = ledger(tmp_path, ("2026", "scores"), ("2026", "items"))
    release(tmp_path, "2026", "", "somebody else's")
    assert len(missing(tmp_path)) == 1
    release(tmp_path, "2026", "somebody else's", hashes[2])
    (told,) = missing(tmp_path)
    assert "(scores)" in told
