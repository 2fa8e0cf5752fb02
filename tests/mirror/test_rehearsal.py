"""A layer is rehearsed on a copy: in numbers, attacked, and nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.mirror.layers import (
    CUSTOMER,
    LEADER,
    Voters,
    arguments,
    customers,
    frozen,
    house,
    publish,
)
from tests.mirror.test_publishing import files

from binnenuit.errors import ArgumentError
from binnenuit.mirror.disclose import rehearsed
from binnenuit.mirror.disclose.layered import Rehearsal, publish_layer, rehearse_layer
from binnenuit.mirror.model import Questionnaire
from binnenuit.mirror.model.ballot import Part
from binnenuit.privacy.releases.folder import HIDDEN, noise_secret

if TYPE_CHECKING:
    from pathlib import Path

    from tests.mirror.layers import Frozen

    from binnenuit.mirror.model.ballot import Ballot

ASKED = Questionnaire("short", (LEADER, CUSTOMER))
SIZES = {"shop": 12, "bakery": 15, "far": 3, "kiosk": 2, "stand": 1}
LAYER = frozen(house(SIZES, directors=2), 3)


def rehearse(folder: Path, layer: Frozen = LAYER, ballots: list[Ballot] | None = None) -> Rehearsal:
    given = Voters(1).of(layer) if ballots is None else ballots
    return rehearse_layer(folder, ASKED, **arguments(layer, given))


def test_a_rehearsal_tells_numbers_and_that_nobody_is_laid_bare(tmp_path: Path) -> None:
    told = rehearse(tmp_path)
    assert told.passed
    assert told.smallest is not None
    assert told.smallest >= 5
    # Far and the stand are too small together, and so is the kiosk: nothing of them is shown.
    assert (told.teams_shown, told.merged, told.withheld, told.protects) == (2, 0, 3, 0)
    assert told.numbers > 10


def test_small_sisters_are_told_as_merged(tmp_path: Path) -> None:
    layer = frozen(house({"shop": 12, "far": 3, "near": 4}, directors=1), 3)
    told = rehearse(tmp_path, layer)
    assert (told.teams_shown, told.merged, told.withheld) == (1, 2, 0)


def test_what_is_rehearsed_is_what_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, bytes] = {}
    audit = rehearsed.audit_releases

    def looking(folder: Path) -> object:
        seen.update({name: held for name, held in files(folder).items() if "releases" in name})
        return audit(folder)

    monkeypatch.setattr(rehearsed, "audit_releases", looking)
    ballots = Voters(1).of(LAYER)
    rehearse(tmp_path, ballots=ballots)
    publish_layer(tmp_path, ASKED, **arguments(LAYER, ballots))
    out = {name: held for name, held in files(tmp_path).items() if name.startswith("releases")}
    assert out
    assert seen == out


@pytest.mark.parametrize("began", [True, False])
def test_a_rehearsal_leaves_nothing_behind(tmp_path: Path, *, began: bool) -> None:
    noise_secret(tmp_path)
    if began:
        publish(tmp_path, frozen(house(SIZES, directors=2), 1), [])
    before = files(tmp_path)
    rehearse(tmp_path)
    assert files(tmp_path) == before
    assert not list((tmp_path / HIDDEN).glob("rehearsal*"))


def test_after_an_error_nothing_is_left_behind_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise_secret(tmp_path)
    before = files(tmp_path)

    def broken(_folder: Path) -> None:
        raise ArgumentError("test.broken", replace(LAYER).layer)  # type: ignore[arg-type]

    monkeypatch.setattr(rehearsed, "audit_releases", broken)
    with pytest.raises(ArgumentError):
        rehearse(tmp_path)
    assert files(tmp_path) == before


def test_what_a_killed_rehearsal_left_goes_at_the_next_one(tmp_path: Path) -> None:
    noise_secret(tmp_path)
    before = files(tmp_path)
    left = tmp_path / HIDDEN / "rehearsal-killed" / HIDDEN
    left.mkdir(parents=True)
    (left / "noise.key").write_text("left")
    rehearse(tmp_path)
    assert files(tmp_path) == before


def test_a_layer_of_which_nothing_is_shown_has_no_smallest_group(tmp_path: Path) -> None:
    layer = frozen(house({"far": 2, "near": 2}, directors=1), 3)
    told = rehearse(tmp_path, layer)
    assert (told.smallest, told.passed, told.numbers, told.withheld) == (None, True, 0, 2)


def test_customers_are_rehearsed_as_well(tmp_path: Path) -> None:
    layer = customers(house(SIZES, directors=2))
    ballots = [Voters(1).ballot("shop", Part.CUSTOMER) for _ in range(12)]
    told = rehearse(tmp_path, layer, ballots)
    assert (told.teams_shown, told.withheld, told.passed) == (1, 0, True)
