"""Releases and ledgers that somebody tampered with do not pass, and what is right is not blamed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from tests.privacy.audit.folders import Record, audited, chained, codes, entry, group, release
from tests.privacy.rounds import closed

from binnenuit.errors import TableError
from binnenuit.privacy.audit.ledger_file import hash_of
from binnenuit.privacy.audit.releases import FAULTS, Releases, audit_releases
from binnenuit.privacy.releases.folder import write_release
from binnenuit.privacy.releases.regroup import regroup
from binnenuit.privacy.rounds.categories import Attribute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
PEOPLE = {"a": 6, "b": 12, "c": 4, "firm": 9}
SCORE = {"value": 2.1, "bound": "exact", "low": 1.9, "high": 2.3}
ITEM: Record = {"mean": SCORE, "favourable": None, "shares": []}

Edit: TypeAlias = "Callable[[dict[str, Record]], object]"


def tampered(folder: Path, edit: Edit, *, ledger: bool = True) -> Releases:
    out = closed(TREE, PEOPLE).release()
    file = write_release(folder, out.groups, out.entries, out.kept, out.ledger)
    record = json.loads(file.read_text(encoding="utf-8"))
    edit({"": record, **{one["group"]: one for one in record["groups"]}})
    file.write_text(json.dumps(record), encoding="utf-8")
    if not ledger:
        (folder / ".binnenuit" / "ledger.jsonl").unlink()
    return audit_releases(folder)


def shows_what_is_withheld(groups: dict[str, Record]) -> None:
    groups["c"]["figures"] = {"score": SCORE}


def shows_items_that_are_withheld(groups: dict[str, Record]) -> None:
    groups["a"]["figures"]["items"] = {"s1": ITEM}


def shows_single_items_of_few(groups: dict[str, Record]) -> None:
    groups["a"]["items_of"] = "a"
    groups["a"]["figures"]["items"] = {"s1": ITEM}


def promises_items_of_few(groups: dict[str, Record]) -> None:
    groups[""]["k_items"] = 5


def promises_more(groups: dict[str, Record]) -> None:
    groups[""]["k"] = 6


def breaks_down(groups: dict[str, Record]) -> None:
    cell = {**SCORE, "n_band": "5-9"}
    groups["a"]["figures"]["breakdown"] = {"shift": {"night": cell}}


def gives_two_figures_of_one_group(groups: dict[str, Record]) -> None:
    bands = {"n_band": "10-19", "rest_band": "10-19"}
    for name, value in (("a", 2.0), ("c", 4.0)):
        figures = {"score": {**SCORE, "value": value}}
        groups[name].update(state="merged", figure_of="a + c", figures=figures, **bands)


def gives_two_numbers_of_one_group(groups: dict[str, Record]) -> None:
    for name, people in (("a", "10-19"), ("c", "20-49")):
        more = {"figures": {"score": SCORE}, "n_band": people, "rest_band": people}
        groups[name].update(state="merged", figure_of="a + c", **more)


def bounds_at_the_end(groups: dict[str, Record]) -> None:
    groups["a"]["figures"]["score"].update(value=4.9, low=5.0, high=5.0)


@pytest.mark.parametrize("ledger", [True, False])
def test_what_the_gate_wrote_passes(tmp_path: Path, ledger: bool) -> None:
    found = tampered(tmp_path, lambda _: None, ledger=ledger)
    assert (found.passed, found.findings) == (True, ())


@pytest.mark.parametrize("ledger", [True, False])
@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (shows_what_is_withheld, "privacy.withheld-figure"),
        (shows_items_that_are_withheld, "privacy.withheld-figure"),
        (promises_items_of_few, "privacy.promise-too-low"),
        (gives_two_figures_of_one_group, "privacy.figures-differ"),
        (gives_two_numbers_of_one_group, "privacy.figures-differ"),
        (bounds_at_the_end, "privacy.figure-at-end"),
    ],
)
def test_what_is_wrong_by_itself_is_a_fault_with_and_without_the_ledger(
    tmp_path: Path, edit: Edit, code: str, ledger: bool
) -> None:
    found = tampered(tmp_path, edit, ledger=ledger)
    assert code in codes(found) & FAULTS
    assert not found.passed


@pytest.mark.parametrize(
    ("edit", "code", "words"),
    [
        (shows_single_items_of_few, "privacy.group-not-in-ledger", "single items"),
        (breaks_down, "privacy.group-not-in-ledger", "a | night"),
        (promises_more, "privacy.promise-differs", "of 6 people, and the ledger 5"),
        (promises_items_of_few, "privacy.promise-differs", "of 5 people, and the ledger 10"),
    ],
)
def test_what_the_ledger_does_not_know_is_a_fault(
    tmp_path: Path, edit: Edit, code: str, words: str
) -> None:
    found = tampered(tmp_path, edit)
    said = [str(finding.sentence) for finding in found.findings if finding.code == code]
    assert words in "".join(said)
    assert not found.passed


def test_a_breakdown_is_known_by_its_group_and_category_and_its_people(tmp_path: Path) -> None:
    people = {"a": [30, 25], "b": [40, 12], "c": [20, 20]}
    out = closed(TREE, people, attribute=Attribute("shift", ("day", "night"))).release()
    file = write_release(tmp_path, out.groups, out.entries, out.kept, out.ledger)
    assert audit_releases(tmp_path).findings == ()
    record = json.loads(file.read_text(encoding="utf-8"))
    broken = next(one for one in record["groups"] if one["figures"].get("breakdown"))
    cells = broken["figures"]["breakdown"]["shift"]
    cells[next(iter(cells))]["n_band"] = "250+"
    file.write_text(json.dumps(record), encoding="utf-8")
    assert codes(audit_releases(tmp_path)) == {"privacy.band-not-in-ledger"}


@pytest.mark.parametrize("items", [True, False])
def test_a_name_that_is_used_again_for_other_people_is_no_fault(
    tmp_path: Path, items: bool
) -> None:
    out = closed(TREE, {**PEOPLE, "a": 16}).release()
    write_release(tmp_path, out.groups, out.entries, out.kept, out.ledger)
    ledger = out.ledger
    for groups in ({"a": ["a", "b"]}, {"b": ["b", "a"]}, {"a": ["a", "b"]}):
        again = regroup(out.kept, groups, ledger=ledger, items=items and "a" in groups)
        write_release(tmp_path, again.groups, again.entries, out.kept, again.ledger)
        ledger = again.ledger
    found = audit_releases(tmp_path)
    assert (found.passed, found.findings) == (True, ())


def test_a_name_that_is_used_again_lends_nothing_to_the_release_before(tmp_path: Path) -> None:
    first = entry("scores", 5, {"x": 6}, {"A": ["x"]})
    ledger = chained(first, entry("items", 10, {"x": 6, "y": 9}, {"A": ["x", "y"]}))
    items = {"figures": {"score": 3.0, "items": {"l1": {"mean": 3.0}}}}
    known = {"hash": ledger[0]["hash"], "previous": ""}
    record = release(group("A", None, "5-9", **items), ledger=known)
    assert "privacy.group-not-in-ledger" in codes(audited(tmp_path / "1", record, ledger=ledger))
    later = {**record, "ledger": {"hash": ledger[1]["hash"], "previous": ""}}
    assert "privacy.band-not-in-ledger" in codes(audited(tmp_path / "2", later, ledger=ledger))
    nowhere = {**record, "ledger": {**known, "previous": "nowhere"}}
    assert codes(audited(tmp_path / "3", nowhere, ledger=ledger)) == {"privacy.not-in-ledger"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (entry("scores", 4, {"x": 6}, {"A": ["x"]}), "privacy.promise-too-low"),
        (entry("breakdown", 1, {"x": 1}, {"A | b": ["x"]}), "privacy.promise-too-low"),
        (entry("items", 9, {"x": 16}, {"A": ["x"]}), "privacy.promise-too-low"),
        (entry("scores", 5, {"x": 0, "y": 8}, {"A": ["x", "y"]}), "privacy.nobody-in-ledger"),
        (entry("scores", 5, {"y": 8}, {"A": []}), "privacy.nobody-in-ledger"),
    ],
)
def test_what_the_gate_never_writes_down_is_a_fault_in_a_ledger(
    tmp_path: Path, written: Record, code: str
) -> None:
    ledger = chained(written)
    assert hash_of(ledger[0]) == ledger[0]["hash"]
    found = audited(tmp_path, ledger=ledger)
    assert [(finding.code, finding.row) for finding in found.findings] == [(code, 1)]
    assert not found.passed


@pytest.mark.parametrize(
    ("figures", "at_end"),
    [
        ({"score": {"value": 1.1, "low": 1.0, "high": 1.0}}, True),
        ({"score": {"value": 4.9, "interval": [5, 5]}}, True),
        ({"score": 4.9, "interval": [5, 5]}, True),
        ({"score": {"value": 4.5, "low": 4.2, "high": 5.0}}, False),
        ({"score": 3.0, "items": {"l1": {"shares": [{"value": 0.9, "low": 1.0}, 0.1]}}}, True),
        ({"score": 3.0, "items": {"l1": {"shares": [0, 0, {"value": 0.9}]}}}, True),
        ({"score": 3.0, "items": {"l1": {"shares": [1, 49, 50]}}}, False),
        ({"score": 3.0, "items": {"l1": {"shares": [100, 0]}}}, True),
    ],
)
def test_bounds_may_not_tell_that_everybody_stands_at_an_end(
    tmp_path: Path, figures: Record, at_end: bool
) -> None:
    found = audited(tmp_path, release(group("Works", None, 40, figures=figures)))
    assert ("privacy.figure-at-end" in codes(found)) is at_end
    assert found.passed is not at_end


@pytest.mark.parametrize(
    "groups",
    [
        (group("Works", None, "5-9"), group("A", "Works", "20-49", rest_band="20-49")),
        (
            group("Works", None, "10-19", rest_band="5-9"),
            group("A", "Works", "5-9", rest_band="5-9"),
            group("B", "Works", "10-19", rest_band="10-19"),
        ),
        (group("Works", None, "100-249", rest_band="5-9"), group("A", "Works", "20-49")),
        (group("Works", None, "10-19", rest_band="5-9"),),
    ],
)
def test_numbers_that_contradict_one_another_prove_nothing(
    tmp_path: Path, groups: tuple[Record, ...]
) -> None:
    found = audited(tmp_path, release(*groups))
    assert (found.passed, found.verdicts[0].decided) == (False, False)
    assert "Works cannot be right" in str(found.verdicts[0].sentence)


@pytest.mark.parametrize("ledger", [True, False])
@pytest.mark.parametrize("what", ["figure_of", "items_of"])
def test_a_figure_that_stands_above_itself_is_refused_and_not_followed(
    tmp_path: Path, what: str, ledger: bool
) -> None:
    def edit(groups: dict[str, Record]) -> None:
        groups["a"].update(state="merged", **{what: "firm"})
        groups["a"]["figures"] = groups["firm"]["figures"]

    with pytest.raises(TableError, match="“firm”, or its figure, stands above itself") as error:
        tampered(tmp_path, edit, ledger=ledger)
    assert error.value.code == "privacy.release-groups"


@pytest.mark.parametrize(
    "groups",
    [
        [group("A", "B", 9), group("B", "A", 9)],
        [
            group("A", None, 9, figure_of="X"),
            group("B", "A", 9, figure_of="Y"),
            group("C", None, 9, figure_of="Y"),
            group("D", "C", 9, figure_of="X"),
        ],
    ],
)
def test_groups_in_a_circle_are_refused(tmp_path: Path, groups: list[Any]) -> None:
    with pytest.raises(TableError, match="stands above itself"):
        audited(tmp_path, release(*groups))


def test_a_release_is_read_however_its_ending_is_written(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "one.JSON").write_text(json.dumps(release(group("A", None, 3))))
    assert not audit_releases(tmp_path).passed
