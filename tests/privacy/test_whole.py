"""Figures about everybody together: on thirty people and more, once, and never at their end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.privacy.organisations import organisation
from tests.privacy.rounds import SECRET, closed

from binnenuit.errors import ArgumentError, ExposureError, LedgerError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.folder import read_ledger, write_release
from binnenuit.privacy.releases.whole import (
    COEFFICIENTS,
    SPREAD,
    STATISTICS,
    new_regions,
    rounded,
    with_whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from binnenuit.privacy.releases.released import Release

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
PEOPLE = {"a": 8, "b": 12, "c": 20}
VALUES = {"alpha": 0.81234, "omega": 0.83, "icc1": 0.12, "icc2": None, "spread": 0.7051}
LIKERT = Scale("support", ("s1", "s2", "s3", "s4"))


def whole(out: Release, values: Mapping[str, float | None] = VALUES, **given: Any) -> Release:
    regions = new_regions(out)
    arguments = {"regions": regions, "people": sum(regions.values()), "secret": SECRET, **given}
    return with_whole(out, values, **arguments)


def write(folder: Path, out: Release) -> Path:
    return write_release(folder, out.groups, out.entries, out.kept, out.ledger, whole=out.whole)


@pytest.fixture(scope="module")
def out() -> Release:
    return closed(TREE, PEOPLE).release()


def test_figures_about_everybody_are_rounded_and_in_the_ledger(out: Release) -> None:
    made = whole(out)
    assert {name: figure.value for name, figure in made.whole.items()} == {
        "alpha": 0.81,
        "omega": 0.83,
        "icc1": 0.12,
        "spread": 0.71,
    }
    entry = made.ledger.entries[-1]
    alpha = made.whole["alpha"]
    assert (alpha.entries, alpha.n_band) == ((entry.hash,), "30-49")
    assert alpha.interval == pytest.approx((0.805, 0.815))
    told = entry.publication
    assert (told.kind, told.k, told.promise) == ("whole", 30, 5)
    assert set(told.sets) == {"alpha", "omega", "icc1", "spread"}
    assert {sum(told.atoms[atom] for atom in atoms) for atoms in told.sets.values()} == {32}


def test_the_auditor_knows_them(tmp_path: Path, out: Release) -> None:
    made = whole(out)
    file = write(tmp_path, made)
    assert read_ledger(tmp_path) == made.ledger
    audited = audit_releases(tmp_path)
    assert audited.findings == ()
    assert audited.passed
    assert {verdict.audit.k for verdict in audited.verdicts} == {5, 10, 30}
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["whole"]["alpha"]["value"] == 0.81


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"beta": {"value": 0.5, "n_band": "30-49"}}, "privacy.group-not-in-ledger"),
        ({"alpha": {"value": 0.5, "n_band": "5-9"}}, "privacy.whole-of-few"),
        ({"alpha": {"value": 0.5, "n_band": "x"}}, "privacy.whole-of-few"),
        ({"alpha": {"value": 0.5, "n_band": "50-99"}}, "privacy.band-not-in-ledger"),
        ({"alpha": {"value": 1.0, "n_band": "30-49"}}, "privacy.figure-at-end"),
        ({"spread": {"value": 0.1, "low": 0, "high": 0, "n_band": "30-49"}}, "privacy.figure-at-"),
        ({"spread": {"value": 2.0, "n_band": "30-49"}}, "privacy.figure-at-end"),
        ({"icc1": {"value": 0.99, "low": 1.0, "high": 1.0, "n_band": "30-49"}}, "privacy.figure-"),
    ],
)
def test_the_auditor_sees_what_was_changed(
    tmp_path: Path, out: Release, change: dict[str, Any], code: str
) -> None:
    file = write(tmp_path, whole(out))
    record = json.loads(file.read_text(encoding="utf-8"))
    record["whole"].update(change)
    file.write_text(json.dumps(record), encoding="utf-8")
    audited = audit_releases(tmp_path)
    assert any(finding.code.startswith(code) for finding in audited.findings)
    assert not audited.passed


def test_the_auditor_does_not_believe_that_twenty_are_large(tmp_path: Path) -> None:
    file = write(tmp_path, closed(TREE, {**PEOPLE, "c": 31}).release())
    record = json.loads(file.read_text(encoding="utf-8"))
    assert [group["group"] for group in record["groups"] if group.get("large")] == ["c"]
    assert audit_releases(tmp_path).passed
    next(group for group in record["groups"] if group["group"] == "b")["large"] = True
    file.write_text(json.dumps(record), encoding="utf-8")
    assert [f.code for f in audit_releases(tmp_path).findings] == ["privacy.band-not-in-ledger"]


def test_the_auditor_does_not_believe_a_promise_of_fewer_than_thirty(tmp_path: Path) -> None:
    write(tmp_path, whole(closed(TREE, PEOPLE).release()))
    ledger = tmp_path / ".binnenuit/ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace('"k":30', '"k":12'))
    codes = {finding.code for finding in audit_releases(tmp_path).findings}
    assert codes == {"privacy.chain-changed", "privacy.promise-too-low"}


def test_fewer_than_thirty_people_are_refused(out: Release) -> None:
    with pytest.raises(ExposureError) as caught:
        whole(out, people=29)
    assert caught.value.code == "privacy.whole-too-few"
    small = closed(TREE, {"a": 8, "b": 12, "c": 17}).release()
    with pytest.raises(ExposureError):
        whole(small)
    assert whole(closed(TREE, {"a": 8, "b": 12, "c": 18}).release()).whole


def test_a_promise_above_thirty_holds_for_the_whole_too() -> None:
    large = closed(TREE, {"a": 45, "b": 50, "c": 0}, k=40).release()
    assert whole(large).ledger.entries[-1].publication.k == 40
    with pytest.raises(ExposureError):
        whole(large, people=39)


def test_other_people_than_those_in_the_groups_are_refused(out: Release) -> None:
    regions = new_regions(out)
    some = dict(list(regions.items())[:1])
    for given in (some, {**regions, "d": 5}, {name: n + 1 for name, n in regions.items()}):
        with pytest.raises(ArgumentError) as caught:
            whole(out, regions=given, people=30)
        assert caught.value.code == "privacy.whole-other-people"
    with pytest.raises(ArgumentError):
        whole(out, people=33)


def test_they_rest_on_groups_that_show_single_items_so_that_no_other_sum_follows() -> None:
    # The team of 8 shows a score and no items: with it, the others subtracted would leave its own.
    alone = closed(TREE, PEOPLE).release()
    assert new_regions(alone) == {"b": 12, "c": 20}
    together = closed({**TREE, "d": "firm"}, {**PEOPLE, "d": 6}).release()
    assert new_regions(together) == {"a": 8, "b": 12, "c": 20, "d": 6}
    few = closed(TREE, PEOPLE, scale=Scale("trust", ("t1",))).release()
    assert new_regions(few) == {"b": 12, "c": 20}


@pytest.mark.parametrize("seed", range(12))
def test_beside_any_round_the_ledger_takes_them_and_the_auditor_passes(
    tmp_path: Path, seed: int
) -> None:
    drawn = organisation(np.random.default_rng(seed), at_most=150)
    people = dict(zip(drawn.names, drawn.people.sum(axis=1).tolist(), strict=True))
    above = (drawn.names[parent] if parent >= 0 else None for parent in drawn.tree.tolist())
    made = closed(dict(zip(drawn.names, above, strict=True)), people, seed=seed).release()
    if sum(new_regions(made).values()) >= 30:
        made = whole(made)
        assert made.whole
    write(tmp_path, made)
    assert audit_releases(tmp_path).passed


def test_a_group_that_is_partly_of_an_earlier_round_takes_no_part() -> None:
    tree = {**TREE, "d": "firm"}
    people = {"a": 8, "b": 12, "c": 30, "d": 7}
    first = closed(tree, people).release()
    later = closed(tree, people, name="2026-2", seed=2)
    moved = np.array([int(name == "a") for name in later.closing.opening.names])
    wave = Wave(first.kept, moved, later.closing.plan.counts, 90)
    out = later.release(ledger=first.ledger, previous=wave)
    # Single items of a and d are shown together, and those of a are of the first round.
    assert new_regions(out) == {"b": 12, "c": 30}
    assert whole(out).whole


def test_groups_that_kept_an_earlier_figure_take_no_part() -> None:
    people = {"a": 8, "b": 12, "c": 30}
    first = closed(TREE, people).release()
    later = closed(TREE, people, name="2026-2", seed=2)
    now = later.closing.plan.counts
    moved = np.array([int(name == "a") for name in later.closing.opening.names])
    out = later.release(ledger=first.ledger, previous=Wave(first.kept, moved, now, 90))
    assert sum(new_regions(out).values()) == 42
    made = whole(out)
    atoms = made.ledger.entries[-1].publication.atoms
    assert {atom.rsplit("/", 1)[-1] for atom in atoms} == {"b", "c"}
    with pytest.raises(ArgumentError):
        whole(out, regions={**new_regions(out), "a": 8})


def test_an_unknown_name_is_refused(out: Release) -> None:
    with pytest.raises(ArgumentError) as caught:
        whole(out, {"mean": 3.4})
    assert caught.value.code == "privacy.whole-name"


def test_the_same_figures_are_written_down_once_and_others_are_refused(out: Release) -> None:
    made = whole(out)
    assert whole(made).ledger == made.ledger
    # What is seen is the same, so nothing else is told.
    assert whole(made, {**VALUES, "alpha": 0.8101}).ledger == made.ledger
    for other in ({**VALUES, "alpha": 0.9}, {"alpha": 0.81234}):
        with pytest.raises(ArgumentError) as caught:
            whole(made, other)
        assert caught.value.code == "privacy.answers-changed"


def test_nothing_defined_is_nothing_published(out: Release) -> None:
    made = whole(out, dict.fromkeys(STATISTICS))
    assert (made.whole, made.ledger) == ({}, out.ledger)


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize(
    ("value", "seen", "bound"),
    [
        (-0.4, 0.01, Bound.AT_MOST),
        (0.0, 0.01, Bound.AT_MOST),
        (0.016, 0.02, Bound.EXACT),
        (0.984, 0.98, Bound.EXACT),
        (1.0, 0.99, Bound.AT_LEAST),
    ],
)
def test_no_coefficient_stands_at_its_end(
    out: Release, name: str, value: float, seen: float, bound: Bound
) -> None:
    figure = whole(out, {name: value}).whole[name]
    assert (figure.value, figure.bound) == (seen, bound)
    assert figure.interval is not None
    assert figure.interval[0] <= max(value, 0) <= figure.interval[1]


@pytest.mark.parametrize(
    ("value", "seen", "bound"),
    [
        (0.0, 0.25, Bound.AT_MOST),
        (0.25, 0.25, Bound.AT_MOST),
        (0.258, 0.26, Bound.EXACT),
        (1.9, 1.75, Bound.AT_LEAST),
        (2.0, 1.75, Bound.AT_LEAST),
    ],
)
def test_no_spread_tells_that_all_agreed_or_stood_at_the_ends(
    out: Release, value: float, seen: float, bound: Bound
) -> None:
    figure = whole(out, {SPREAD: value}).whole[SPREAD]
    assert (figure.value, figure.bound) == (seen, bound)
    assert rounded(SPREAD, value, LIKERT) == seen


def test_the_eighth_that_is_hidden_is_rounded_inward() -> None:
    assert rounded(SPREAD, 0.0, Scale("s", ("x",), lowest=0, options=2)) == 0.07
    assert rounded(SPREAD, 0.0, Scale("s", ("x",), options=7)) == 0.38


def test_four_attributes_are_still_too_many_beside_the_whole(out: Release) -> None:
    made = whole(out)
    attribute_slots = [e.publication.kind for e in made.ledger.entries]
    assert attribute_slots == ["scores", "items", "whole"]


def test_a_ledger_without_the_entry_does_not_know_the_release(tmp_path: Path, out: Release) -> None:
    write(tmp_path, whole(out))
    ledger = tmp_path / ".binnenuit/ledger.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines()
    ledger.write_text("\n".join(lines[:2]), encoding="utf-8")
    with pytest.raises(LedgerError) as caught:
        read_ledger(tmp_path)
    assert caught.value.code == "privacy.ledger-lacks"
