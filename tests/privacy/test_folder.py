"""A folder that publishes keeps its ledger and its key, or publishes nothing."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.privacy.rounds import Round, closed

from binnenuit.errors import ArgumentError, LedgerError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.releases.folder import noise_secret, read_ledger, write_release
from binnenuit.privacy.rounds.categories import Attribute

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.privacy.releases.released import Release

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm", "d": "firm"}
PEOPLE = {"a": 8, "b": 12, "c": 4, "d": 3}


@pytest.fixture(scope="module")
def round_() -> Round:
    return closed(TREE, PEOPLE)


def write(folder: Path, out: Release) -> Path:
    return write_release(folder, out.groups, out.entries, out.kept, out.ledger)


def publish(folder: Path, round_: Round) -> Path:
    out = round_.release(ledger=read_ledger(folder), secret=noise_secret(folder))
    return write(folder, out)


def test_a_release_is_written_with_its_ledger(tmp_path: Path, round_: Round) -> None:
    file = publish(tmp_path, round_)
    record = json.loads(file.read_text(encoding="utf-8"))
    ledger = read_ledger(tmp_path)
    assert record["ledger"] == {"hash": ledger.head, "previous": ""}
    assert (record["round"], record["k"], record["scale"]) == ("2026-1", 5, "support")
    by_name = {group["group"]: group for group in record["groups"]}
    assert set(by_name) == set(TREE)
    assert by_name["c"]["figure_of"] == by_name["d"]["figure_of"] == "c + d"
    assert by_name["b"]["figures"]["items"]["s1"]["mean"]["bound"] == "exact"
    assert (by_name["a"]["figure_of"], by_name["a"]["items_of"]) == ("a", "a + c + d")
    assert by_name["a"]["n_band"] == "5-9"


def test_what_is_withheld_is_not_in_the_file(tmp_path: Path) -> None:
    file = publish(tmp_path, closed(TREE, {**PEOPLE, "d": 0}))
    groups = json.loads(file.read_text(encoding="utf-8"))["groups"]
    small = next(group for group in groups if group["group"] == "c")
    assert (small["state"], small["n_band"], small["figures"]) == ("small", "", {})


def test_the_auditor_passes_what_the_gate_wrote(tmp_path: Path, round_: Round) -> None:
    publish(tmp_path, round_)
    publish(tmp_path, closed(TREE, PEOPLE, scale=Scale("calm", tuple("wxyz"))))
    shift = Attribute("shift", ("day", "night"))
    people = {"a": [30, 40], "b": [15, 25], "c": [3, 1], "d": [2, 2]}
    other = Scale("space", tuple("pqrs"))
    publish(tmp_path, closed(TREE, people, scale=other, name="2026-2", attribute=shift))
    with_ledger = audit_releases(tmp_path)
    assert with_ledger.findings == ()
    assert with_ledger.passed
    assert len(with_ledger.verdicts) == 6


def test_without_the_ledger_the_bands_alone_prove_the_scores(tmp_path: Path, round_: Round) -> None:
    publish(tmp_path, round_)
    (tmp_path / ".binnenuit" / "ledger.jsonl").unlink()
    verdicts = audit_releases(tmp_path).verdicts
    assert verdicts[0].audit.k == 5
    assert verdicts[0].passed


def test_releasing_again_changes_no_file(tmp_path: Path, round_: Round) -> None:
    file = publish(tmp_path, round_)
    before = file.read_bytes(), (tmp_path / ".binnenuit/ledger.jsonl").read_bytes()
    assert publish(tmp_path, round_) == file
    assert (file.read_bytes(), (tmp_path / ".binnenuit/ledger.jsonl").read_bytes()) == before


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path, round_: Round) -> None:
    secret = noise_secret(tmp_path)
    assert len(secret) == 32
    assert noise_secret(tmp_path) == secret
    assert noise_secret(tmp_path / "other") != secret
    publish(tmp_path, round_)
    for name in ("noise.key", "ledger.jsonl"):
        mode = stat.S_IMODE((tmp_path / ".binnenuit" / name).stat().st_mode)
        assert mode == 0o600


def test_a_key_that_is_gone_is_not_replaced_once_figures_are_out(
    tmp_path: Path, round_: Round
) -> None:
    publish(tmp_path, round_)
    (tmp_path / ".binnenuit/noise.key").unlink()
    with pytest.raises(LedgerError) as caught:
        noise_secret(tmp_path)
    assert caught.value.code == "privacy.secret-missing"


@pytest.mark.parametrize("text", ["", "ab", "no key", "ab" * 31])
def test_a_damaged_key_is_refused(tmp_path: Path, text: str) -> None:
    noise_secret(tmp_path)
    (tmp_path / ".binnenuit/noise.key").write_text(text)
    with pytest.raises(LedgerError) as caught:
        noise_secret(tmp_path)
    assert caught.value.code == "privacy.secret-damaged"


def test_a_key_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArgumentError) as caught:
        noise_secret(tmp_path / "file")
    assert caught.value.code == "privacy.secret-unwritable"


def test_a_reason_that_the_system_does_not_tell_is_said_in_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> int:
        raise OSError

    monkeypatch.setattr("binnenuit.privacy.releases.folder.os.open", refuse)
    with pytest.raises(ArgumentError) as caught:
        noise_secret(tmp_path)
    assert "(unknown reason)" in caught.value.say("en")
    assert "(onbekende reden)" in caught.value.say("nl")


def test_an_empty_folder_has_an_empty_ledger(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == Ledger()


def test_a_ledger_that_was_cut_short_is_found_by_what_was_released(
    tmp_path: Path, round_: Round
) -> None:
    publish(tmp_path, round_)
    ledger = tmp_path / ".binnenuit/ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").split("\n")[0], encoding="utf-8")
    with pytest.raises(LedgerError) as caught:
        read_ledger(tmp_path)
    assert caught.value.code == "privacy.ledger-lacks"
    ledger.unlink()
    with pytest.raises(LedgerError) as caught:
        read_ledger(tmp_path)
    assert caught.value.code == "privacy.ledger-lacks"


def test_a_changed_ledger_stops_everything(tmp_path: Path, round_: Round) -> None:
    out = round_.release()
    write(tmp_path, out)
    ledger = tmp_path / ".binnenuit/ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace(":12", ":11"), encoding="utf-8")
    with pytest.raises(LedgerError) as caught:
        write(tmp_path, out)
    assert caught.value.code == "privacy.ledger-changed"
    assert str(caught.value).startswith("ledger.jsonl:1: ")


def test_a_ledger_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".binnenuit").mkdir()
    (tmp_path / ".binnenuit/ledger.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LedgerError) as caught:
        read_ledger(tmp_path)
    assert caught.value.code == "privacy.ledger-no-text"


def test_two_releases_at_the_same_time_do_not_lose_one_another(
    tmp_path: Path, round_: Round
) -> None:
    one = round_.release()
    other = closed(TREE, PEOPLE, name="2026-2").release()
    write(tmp_path, one)
    with pytest.raises(LedgerError) as caught:
        write(tmp_path, other)
    assert caught.value.code == "privacy.ledger-moved"
    assert read_ledger(tmp_path) == one.ledger


def test_names_with_strange_signs_still_make_a_file(tmp_path: Path) -> None:
    file = publish(tmp_path, closed(TREE, PEOPLE, name="../../najaar '26 / é"))
    assert file.parent == tmp_path / "releases"
    assert file.exists()


def test_other_files_among_the_releases_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    for number, text in enumerate(["no json", "[]", '{"ledger": 3}', '{"ledger": {"hash": null}}']):
        (tmp_path / "releases" / f"{number}.json").write_text(text)
    assert read_ledger(tmp_path) == Ledger()


def test_nothing_is_written_where_nothing_can_be_written(tmp_path: Path, round_: Round) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArgumentError) as caught:
        write(tmp_path / "file", round_.release())
    assert caught.value.code == "tables.cannot-write"


def test_counts_in_the_file_are_bands_and_never_numbers_of_people(
    tmp_path: Path, round_: Round
) -> None:
    unlike = closed(TREE, {"a": 83, "b": 127, "c": 61, "d": 97})
    text = publish(tmp_path, replace(round_, closing=unlike.closing, tallies=unlike.tallies))
    numbers = {"83", "127", "61", "97", "368"}
    said = {str(value) for value in _plain(json.loads(text.read_text(encoding="utf-8")))}
    assert len(said) > 20
    assert numbers & said == set()


def _plain(value: object):
    if isinstance(value, dict):
        for inside in value.values():
            yield from _plain(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _plain(inside)
    else:
        yield value
