"""What is out comes back as figures, exactly as it was written, and from our own ledger alone."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.privacy.rounds import SECRET, Round, closed

from binnenuit.errors import LedgerError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.model import State
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.folder import read_ledger, write_release
from binnenuit.privacy.releases.read_back import ReadBack, read_back
from binnenuit.privacy.releases.record import record
from binnenuit.privacy.releases.whole import new_regions, with_whole
from binnenuit.privacy.rounds.categories import Attribute

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.privacy.releases.released import Group, Release

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm", "d": "firm", "e": "firm"}
PEOPLE = {"a": 8, "b": 12, "c": 4, "d": 3, "e": 41}
VALUES = {"alpha": 0.8123, "spread": 0.7}


@pytest.fixture(scope="module")
def made() -> Release:
    return whole(closed(TREE, PEOPLE).release())


def whole(out: Release) -> Release:
    regions = new_regions(out)
    return with_whole(out, VALUES, regions=regions, people=sum(regions.values()), secret=SECRET)


def written(out: Release) -> dict[str, Any]:
    made = record(out.groups, out.entries, out.kept, whole=out.whole)
    return json.loads(json.dumps(made))


def again(back: ReadBack, out: Release) -> dict[str, Any]:
    return json.loads(json.dumps(record(back.groups, out.entries, out.kept, whole=shown(back))))


def shown(back: ReadBack) -> dict[str, Any]:
    return {name: figure for name, figure in back.whole.items() if figure}


def test_what_is_read_back_is_written_as_it_was(made: Release) -> None:
    back = read_back(written(made), made.ledger)
    assert again(back, made) == written(made)
    assert (back.round, back.scale) == ("2026-1", made.kept.scale)


def test_every_figure_comes_back_with_what_it_rests_on(made: Release) -> None:
    back = read_back(written(made), made.ledger)
    for group, was in zip(back.groups, made.groups, strict=True):
        assert group.score == was.score
        assert group.place == was.place
        assert _of_items(group) == _of_items(was)
    assert shown(back) == dict(made.whole)


def _of_items(group: Group) -> tuple[object, ...]:
    # Where items stand for a group without a score of its own, the file tells no band of theirs.
    if group.place_of_items.figure_of != group.place.figure_of:
        return group.place_of_items.state, group.items["s1"].mean.value
    return group.place_of_items, dict(group.items)


def test_a_breakdown_comes_back(tmp_path: Path) -> None:
    shift = Attribute("shift", ("day", "night"))
    people = {"a": [30, 40], "b": [15, 25], "c": [3, 1], "d": [2, 2], "e": [0, 0]}
    out = closed(TREE, people, attribute=shift).release()
    back = read_back(written(out), out.ledger)
    assert again(back, out) == written(out)
    assert back.groups[1].breakdown["shift"] == out.groups[1].breakdown["shift"]
    write_release(tmp_path, back.groups, out.entries, out.kept, out.ledger)
    assert audit_releases(tmp_path).passed


def test_answers_of_an_earlier_round_come_back_as_such() -> None:
    first = closed(TREE, PEOPLE).release()
    later = closed(TREE, PEOPLE, name="2026-2", seed=2)
    people = later.closing.plan.counts
    wave = Wave(first.kept, np.ones_like(people), people, 90)
    out = later.release(ledger=first.ledger, previous=wave)
    back = read_back(written(out), out.ledger)
    assert [group.unchanged for group in back.groups] == [group.unchanged for group in out.groups]
    assert any(group.unchanged for group in back.groups)
    assert again(back, out) == written(out)


def test_what_was_withheld_stays_withheld() -> None:
    out = closed(TREE, {**PEOPLE, "d": 0, "e": 0}).release()
    back = read_back(written(out), out.ledger)
    small = next(group for group in back.groups if group.name == "c")
    assert (small.score.is_shown, small.score.state) == (False, State.SMALL)
    assert not small.items["s1"].mean
    assert small.items["s1"].shares == ()
    with pytest.raises(KeyError):
        small.items["s9"]
    assert not any(back.whole.values())


def test_only_a_group_of_thirty_is_said_to_be_large(made: Release) -> None:
    back = read_back(written(made), made.ledger)
    assert [group.name for group in back.groups if group.large] == ["firm", "e"]
    assert not any(group.large for group in closed(TREE, {"a": 29}).release().groups)


def test_a_release_of_another_ledger_is_refused(made: Release) -> None:
    other = closed(TREE, PEOPLE, name="2026-2").release().ledger
    for ledger in (Ledger(), other):
        with pytest.raises(LedgerError) as caught:
            read_back(written(made), ledger)
        assert caught.value.code == "privacy.release-not-in-ledger"


def test_a_group_that_the_ledger_does_not_know_is_refused(made: Release) -> None:
    changed = deepcopy(written(made))
    changed["groups"][1]["figure_of"] = "somebody"
    with pytest.raises(LedgerError) as caught:
        read_back(changed, made.ledger)
    assert caught.value.code == "privacy.release-not-in-ledger"


@pytest.mark.parametrize("field", ["groups", "round", "lowest", "k_items"])
def test_a_damaged_release_is_refused(made: Release, field: str) -> None:
    changed = written(made)
    del changed[field]
    with pytest.raises(LedgerError) as caught:
        read_back(changed, made.ledger)
    assert caught.value.code in {"privacy.release-damaged", "privacy.release-not-in-ledger"}


def test_a_shown_group_without_its_figure_is_damaged(made: Release) -> None:
    changed = written(made)
    del changed["groups"][0]["figures"]["score"]
    with pytest.raises(LedgerError) as caught:
        read_back(changed, made.ledger)
    assert caught.value.code == "privacy.release-damaged"


def test_a_release_in_several_parts_of_the_ledger_is_found(tmp_path: Path) -> None:
    round_: Round = closed(TREE, PEOPLE)
    first = round_.release()
    calm = Scale("calm", tuple("wxyz"))
    second = closed(TREE, PEOPLE, scale=calm, seed=3).release(ledger=first.ledger)
    same = whole(round_.release(ledger=second.ledger))
    # Scores and items stand before the other scale in the ledger, the whole after it.
    assert len({entry.hash for entry in same.entries}) == 3
    assert again(read_back(written(same), same.ledger), same) == written(same)
    write_release(tmp_path, same.groups, same.entries, same.kept, same.ledger, whole=same.whole)
    assert audit_releases(tmp_path).passed
    assert read_ledger(tmp_path) == same.ledger
