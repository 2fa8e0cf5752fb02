"""Published once: killed at any moment, the same figures come back and nothing counts twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.privacy.rounds import SUPPORT, closed

from binnenuit.errors import ArgumentError, LedgerError
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases import once
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger
from binnenuit.privacy.releases.keeping import read_kept, write_kept
from binnenuit.privacy.releases.once import Before, publish_once, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from tests.privacy.rounds import Round

    from binnenuit.privacy.releases.released import Release

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
PEOPLE = {"a": 8, "b": 12, "c": 9}


class PowerCutError(Exception):
    pass


def asked(name: str = "2026-1", seed: int = 1) -> Round:
    return closed(TREE, PEOPLE, name=name, seed=seed)


def made(round_: Round, before: Before) -> Release:
    wave = None
    if before.kept:
        people = round_.closing.plan.counts
        wave = Wave(before.kept, np.zeros_like(people), people, 90)
    return round_.release(ledger=before.ledger, secret=before.secret, previous=wave)


def publish(folder: Path, round_: Round) -> dict[str, Any]:
    name = round_.closing.opening.round
    return publish_once(folder, name, "support", lambda before: made(round_, before))


def never(before: Before) -> Release:
    raise AssertionError(before)


def test_what_is_out_comes_back_and_is_not_made_again(tmp_path: Path) -> None:
    shown = publish(tmp_path, asked())
    assert publish_once(tmp_path, "2026-1", "support", never) == json.loads(json.dumps(shown))
    assert len(read_ledger(tmp_path).entries) == 2


def test_other_answers_to_a_closed_round_change_nothing(tmp_path: Path) -> None:
    shown = publish(tmp_path, asked())
    assert publish(tmp_path, asked(seed=2)) == json.loads(json.dumps(shown))


@pytest.mark.parametrize("step", ["write_kept", "write_release", "drop_kept"])
@pytest.mark.parametrize("after", [True, False])
def test_killed_at_any_step_the_next_call_gives_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    for folder in (whole, cut):
        (folder / HIDDEN).mkdir(parents=True)
        (folder / HIDDEN / "noise.key").write_text("ab" * 32)
        publish(folder, asked())
    expected = publish(whole, asked("2026-2", 2))
    with monkeypatch.context() as patched:
        patched.setattr(once, step, _killed(getattr(once, step), after=after))
        with pytest.raises(PowerCutError):
            publish(cut, asked("2026-2", 2))
    assert publish(cut, asked("2026-2", 2)) == json.loads(json.dumps(expected))
    assert read_ledger(cut) == read_ledger(whole)
    # And the next round can be published on what was kept.
    assert publish(cut, asked("2026-3", 3)) == publish(whole, asked("2026-3", 3))


def _killed(step: Callable[..., object], *, after: bool) -> Callable[..., object]:
    def killed(*args: Any, **kwargs: Any) -> object:
        if after:
            step(*args, **kwargs)
        raise PowerCutError

    return killed


def test_killed_between_ledger_and_release_the_next_call_writes_the_release(
    tmp_path: Path,
) -> None:
    publish(tmp_path, asked())
    shown = publish(tmp_path, asked("2026-2", 2))
    next((tmp_path / "releases").glob("2026-2*")).unlink()
    assert publish(tmp_path, asked("2026-2", 2)) == shown
    assert len(read_ledger(tmp_path).entries) == 4


def test_a_damaged_release_is_written_again(tmp_path: Path) -> None:
    shown = publish(tmp_path, asked())
    file = next((tmp_path / "releases").glob("*.json"))
    file.write_text('{"rou')
    assert publish(tmp_path, asked()) == shown
    assert json.loads(file.read_text()) == json.loads(json.dumps(shown))


def test_only_this_round_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        publish(tmp_path, asked(f"2026-{number}", number))
    rounds = [
        name
        for name in ("2026-1", "2026-2", "2026-3")
        if read_kept(tmp_path / HIDDEN, scale="support", round_name=name)
    ]
    assert rounds == ["2026-2", "2026-3"]


def test_the_auditor_finds_nothing_in_the_folder(tmp_path: Path) -> None:
    for number in (1, 2):
        publish(tmp_path, asked(f"2026-{number}", number))
    assert all(verdict.passed for verdict in audit_releases(tmp_path).verdicts)


def test_a_release_of_something_else_is_refused(tmp_path: Path) -> None:
    round_ = asked()
    with pytest.raises(ArgumentError) as caught:
        publish_once(tmp_path, "2026-2", "support", lambda before: made(round_, before))
    assert caught.value.code == "privacy.other-release"
    assert not read_ledger(tmp_path).entries


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    kept = asked().release().kept
    write_kept(tmp_path, kept)
    back = read_kept(tmp_path, scale="support", round_name="2026-1")
    assert back is not None
    assert back.scale == SUPPORT
    assert (back.counts == kept.counts).all()
    assert (back.people == kept.people).all()
    assert (back.most_moved == kept.most_moved).all()
    assert (back.names, back.classes, back.atoms) == (kept.names, kept.classes, kept.atoms)
    assert (back.rounds, back.answers, back.promise) == (kept.rounds, kept.answers, kept.promise)


def test_damaged_sums_are_refused(tmp_path: Path) -> None:
    place = write_kept(tmp_path, asked().release().kept)
    place.write_text(place.read_text().replace('"counts": [[', '"counts": [['[:-1], 1))
    with pytest.raises(LedgerError) as caught:
        read_kept(tmp_path, scale="support", round_name="2026-1")
    assert caught.value.code == "privacy.kept-damaged"
    assert place.name in str(caught.value)


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    place = write_kept(tmp_path, asked().release().kept)
    assert place.stat().st_mode & 0o077 == 0


def test_the_rounds_that_stand_are_those_whose_answers_are_shown(tmp_path: Path) -> None:
    publish(tmp_path, asked())
    later = asked("2026-2", 2)

    def too_soon(before: Before) -> Release:
        assert before.kept is not None
        people = later.closing.plan.counts
        wave = Wave(before.kept, np.zeros_like(people), people, 7)
        return later.release(ledger=before.ledger, secret=before.secret, previous=wave)

    publish_once(tmp_path, "2026-2", "support", too_soon)
    assert standing(tmp_path, ["support", "never-asked"]) == {"2026-1", "2026-2"}
    publish(tmp_path, asked("2026-3", 3))
    assert standing(tmp_path, ["support"]) == {"2026-3"}
