"""Releases in a folder: what bands prove, what the ledger proves, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.privacy.audit.folders import Record, audited, chained, codes, entry, group, release
from tests.privacy.organisations import organisation
from tests.privacy.rounds import SUPPORT, TRUST, closed

from binnenuit.errors import InputError, LedgerError
from binnenuit.privacy.audit import Audit, Level, united
from binnenuit.privacy.audit.bands import ANY_NUMBER, Band, band_of
from binnenuit.privacy.audit.releases import FAULTS, Releases, audit_releases
from binnenuit.privacy.figures.rendering import band
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.releases.folder import read_ledger, write_release

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from binnenuit.privacy.model import Plan

ATOMS = {"2026/L/Kitchen": 8, "2026/L/Shop": 9, "2026/L/Office": 2}
WHOLE = list(ATOMS)
KITCHEN, SHOP, OFFICE = ([atom] for atom in ATOMS)


def test_a_rest_band_of_enough_people_proves_it(tmp_path: Path) -> None:
    found = audited(
        tmp_path,
        release(
            group("Works", None, "10-19", rest_band="5-9"),
            group("Kitchen", "Works", "5-9", rest_band="5-9"),
            group("Office", "Works", "", state="small", figures={}),
        ),
    )
    assert found.passed
    assert [(v.audit.smallest, v.decided) for v in found.verdicts] == [(5, True)]


def test_nobody_left_over_is_proof_as_well(tmp_path: Path) -> None:
    groups = (group("Works", None, "10-19", rest_band=None), group("A", "Works", "5-9"))
    assert audited(tmp_path, release(*groups, group("B", "Works", "5-9"))).passed


def test_a_rest_of_one_to_four_is_laid_bare(tmp_path: Path) -> None:
    found = audited(
        tmp_path, release(group("Works", None, 12), group("Kitchen", "Works", 9, rest_band=9))
    )
    (verdict,) = found.verdicts
    assert (found.passed, verdict.exposes, verdict.decided) == (False, True, True)
    assert str(verdict.sentence) == (
        "Take Works, subtract Kitchen: what remains are the answers of 3 people."
    )


def test_bands_that_leave_it_open_have_not_passed_and_say_what_would_decide(
    tmp_path: Path,
) -> None:
    found = audited(tmp_path, release(group("Works", None, "10-19"), group("A", "Works", "5-9")))
    (verdict,) = found.verdicts
    assert (found.passed, verdict.exposes, verdict.decided) == (False, False, False)
    assert "1 to 14 people" in str(verdict.sentence)
    assert str(verdict.sentence).startswith("Works without A: that rests on")
    assert "ledger" in str(verdict.sentence)
    assert "rest_band" in str(verdict.sentence)


def test_a_doubt_about_one_set_names_nothing_that_is_taken_away(tmp_path: Path) -> None:
    found = audited(tmp_path / "1", release(group("Works", None, "3-9")))
    assert str(found.verdicts[0].sentence).startswith("Works: that rests on 3 to 9 people")
    found = audited(tmp_path / "2", release(group("Works", None, "0+")))
    assert str(found.verdicts[0].sentence).startswith("Works: the release does not tell")


def test_a_doubt_about_a_certain_number_says_it_once() -> None:
    sets = csr_array(np.array([[1]]))
    undecided = Audit(4, ((0, 1.0),), Level.SUPPORT, decided=False, k=5)
    said = str(united._doubt(undecided, ("Works",), sets, [Band(4, 4)]))
    assert said.startswith("Works: that rests on 4 people, which")


def test_what_is_large_enough_is_not_called_too_small() -> None:
    sets = csr_array(np.array([[1]]))
    undecided = Audit(8, ((0, 1.0),), Level.SUPPORT, decided=False, k=5)
    said = str(united._doubt(undecided, ("Works",), sets, [Band(8, 8)]))
    assert said.startswith("No group of fewer than 5 people was found")


def test_a_rest_that_may_be_nobody_is_not_called_laid_bare(tmp_path: Path) -> None:
    found = audited(tmp_path, release(group("Works", None, [9, 12]), group("A", "Works", 9)))
    assert [v.exposes for v in found.verdicts] == [False]
    assert not found.passed


def test_a_region_that_may_be_empty_proves_nothing_where_sets_cross() -> None:
    # without anybody in the middle, the first set would be four people
    sets = csr_array(np.array([[1, 1, 0], [0, 1, 1]]))
    bands = [Band(4, 9), Band(0, 3), Band(9, 9)]
    assert united._judge(sets, bands, 5)[1] is False
    assert united._judge(sets, [Band(4, 9), Band(1, 3), Band(9, 9)], 5)[1] is True


def test_a_group_with_an_open_band_leaves_it_open(tmp_path: Path) -> None:
    found = audited(tmp_path, release(group("Works", None, "250+"), group("A", "Works", "250+")))
    assert "does not tell on how many" in str(found.verdicts[0].sentence)


def test_merged_sisters_are_one_group(tmp_path: Path) -> None:
    figures = {"score": {"value": 3.1}}
    merged = [
        group(name, "Works", "5-9", state="merged", rest_band="5-9", figures=figures)
        for name in ("A", "B")
    ]
    top = group("Works", None, "10-19", rest_band="5-9")
    assert audited(tmp_path, release(top, *merged)).passed
    named = [{**one, "figure_of": "A + B"} for one in merged]
    assert audited(tmp_path, release(top, *named)).passed


def test_single_items_are_held_to_their_own_number(tmp_path: Path) -> None:
    items = {"items": {"l1": {"mean": {"value": 3.0}, "shares": [0.2, 0.8]}}}
    kitchen = group("Kitchen", "Works", "5-9", rest_band="5-9")
    top = group("Works", None, "10-19", rest_band="5-9", figures=items)
    found = audited(tmp_path, release(top, kitchen))
    assert [(v.audit.k, v.audit.smallest) for v in found.verdicts] == [(5, 5), (10, 10)]
    assert found.passed
    worse = audited(tmp_path, release(top, {**kitchen, "figures": items}))
    assert [v.passed for v in worse.verdicts] == [True, False]


def test_two_releases_of_one_round_are_attacked_together(tmp_path: Path) -> None:
    one = release(group("Works", None, 20), group("A", "Works", 6, state="small", figures={}))
    other = release(
        group("Works", None, 20, state="protects", figures={}), group("A", "Works", 17), k=10
    )
    apart = audited(tmp_path / "one", one), audited(tmp_path / "two", other)
    assert all(found.passed for found in apart)
    together = audited(tmp_path, one, other)
    assert not together.passed
    assert together.verdicts[0].exposes
    assert together.verdicts[0].audit.smallest == 3


def test_the_order_of_the_groups_makes_no_difference(tmp_path: Path) -> None:
    groups = [group("Works", None, 20), group("A", "Works", 17)]
    one = audited(tmp_path / "one", release(*groups), release(*reversed(groups)))
    assert [v.audit.smallest for v in one.verdicts] == [3]


def test_other_groups_about_the_same_round_need_the_ledger(tmp_path: Path) -> None:
    one = release(group("Works", None, 20))
    other = release(group("Works", None, 20), group("New", "Works", 10))
    found = audited(tmp_path, one, other)
    assert [v.passed for v in found.verdicts] == [False, False]
    assert "other groups as well" in str(found.verdicts[0].sentence)


def test_a_breakdown_needs_the_ledger(tmp_path: Path) -> None:
    figures = {"score": {"value": 3.0}, "breakdown": {"day": {"value": 3.2}}}
    found = audited(tmp_path, release(group("Works", None, 40, figures=figures)))
    assert not found.passed
    assert "broken down" in str(found.verdicts[0].sentence)


def test_the_ledger_gives_the_exact_numbers(tmp_path: Path) -> None:
    sets = {"Works": WHOLE, "Kitchen": KITCHEN, "Shop": SHOP}
    ledger = chained(entry("scores", 5, ATOMS, sets))
    groups = (group("Works", None, "10-19"), group("Kitchen", "Works", "5-9"))
    more = (group("Shop", "Works", "5-9"),)
    record = release(*groups, *more, ledger={"hash": ledger[0]["hash"], "previous": ""})
    found = audited(tmp_path, record, ledger=ledger)
    assert codes(found) == set()
    assert str(found.verdicts[0].sentence).endswith("are the answers of 2 people.")


def test_everything_ever_published_is_attacked_together(tmp_path: Path) -> None:
    first = entry("scores", 5, ATOMS, {"Works": WHOLE, "Kitchen": KITCHEN})
    later = entry("scores", 5, ATOMS, {"Kitchen and shop": KITCHEN + SHOP})
    assert audited(tmp_path / "one", ledger=chained(first)).passed
    together = audited(tmp_path / "two", ledger=chained(first, later))
    assert [v.audit.smallest for v in together.verdicts] == [2]
    assert not together.passed


def test_item_sets_are_attacked_at_their_own_number(tmp_path: Path) -> None:
    atoms = {"a": 8, "b": 9}
    scores = entry("scores", 5, atoms, {"Works": ["a", "b"], "A": ["a"]})
    fine, too_small = ({"Works": ["a", "b"]}, {"Works": ["a", "b"], "A": ["a"]})
    assert audited(tmp_path / "one", ledger=chained(scores, entry("items", 10, atoms, fine))).passed
    found = audited(tmp_path / "two", ledger=chained(scores, entry("items", 10, atoms, too_small)))
    assert [(v.audit.k, v.passed) for v in found.verdicts] == [(5, True), (10, False)]


def test_items_and_scores_are_attacked_together_at_the_lower_number(tmp_path: Path) -> None:
    scores = entry("scores", 5, ATOMS, {"Works": WHOLE})
    items = entry("items", 10, ATOMS, {"Kitchen and shop": KITCHEN + SHOP})
    found = audited(tmp_path, ledger=chained(scores, items))
    assert [(v.audit.k, v.audit.smallest) for v in found.verdicts] == [(5, 2), (10, 17)]


def test_rounds_that_share_people_are_attacked_together(tmp_path: Path) -> None:
    first = entry("scores", 5, {"1/a": 8, "1/b": 9}, {"Works": ["1/a", "1/b"], "A": ["1/a"]})
    later = entry("scores", 5, {"1/a": 8, "2/b": 2, "2/c": 7}, {"Works": ["1/a", "2/b", "2/c"]})
    bare = entry("scores", 5, {"1/a": 8, "2/c": 7}, {"New": ["1/a", "2/c"]})
    rounds = [first, {**later, "round": "2027"}, {**bare, "round": "2027"}]
    found = audited(tmp_path, ledger=chained(*rounds))
    (verdict,) = found.verdicts
    assert (verdict.period, verdict.audit.smallest) == ("2026, 2027", 2)
    assert "(2027)" in str(verdict.sentence)


def test_a_ledger_that_was_changed_is_told_with_its_line(tmp_path: Path) -> None:
    ledger = chained(
        entry("scores", 5, {"a": 8}, {"A": ["a"]}), entry("items", 10, {"a": 18}, {"A": ["a"]})
    )
    ledger[1]["atoms"] = {"a": 12}
    found = audited(tmp_path, ledger=ledger)
    assert [(f.code, f.row) for f in found.findings if f.row] == [("privacy.chain-changed", 2)]
    assert "privacy.sizes-differ" in codes(found)
    assert not found.passed


def test_a_ledger_with_a_line_taken_out_is_told(tmp_path: Path) -> None:
    entries = chained(*(entry("scores", 5, {name: 8}, {name: [name]}) for name in "abc"))
    found = audited(tmp_path, ledger=[entries[0], entries[2]])
    assert [(f.code, f.row) for f in found.findings] == [("privacy.chain-broken", 2)]
    assert not found.passed


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1]",
        '{"hash": "x"}',
        '{"round":"1","scale":"L","kind":"scores","k":5,"atoms":{"a":1},"sets":{"A":["b"]},'
        '"previous":"","hash":""}',
        '{"round":"1","scale":"L","kind":"scores","k":5,"atoms":{"a":-1},"sets":{},"hash":""}',
        '{"round":"1","scale":"L","kind":"scores","k":5,"atoms":{"a":1},"sets":{"A":["a","a"]},'
        '"previous":"","hash":""}',
    ],
)
def test_a_line_that_is_no_entry_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / ".binnenuit").mkdir()
    (tmp_path / ".binnenuit" / "ledger.jsonl").write_text("\n" + line + "\n")
    with pytest.raises(LedgerError) as error:
        audit_releases(tmp_path)
    assert (error.value.code, error.value.row) == ("privacy.no-ledger-entry", 2)


def test_a_release_must_be_in_the_ledger_with_all_it_shows(tmp_path: Path) -> None:
    ledger = chained(entry("scores", 5, {"a": 8}, {"A": ["a"]}))
    known = {"hash": ledger[0]["hash"], "previous": ""}
    record = release(group("A", None, "5-9"), ledger=known)
    assert audited(tmp_path / "1", record, ledger=ledger).passed
    other = audited(tmp_path / "2", {**record, "ledger": {"hash": "other"}}, ledger=ledger)
    assert codes(other) == {"privacy.not-in-ledger"}
    more = release(group("A", None, "5-9"), group("B", "A", "5-9"), ledger=known)
    assert codes(audited(tmp_path / "3", more, ledger=ledger)) == {"privacy.group-not-in-ledger"}
    wrong = release(group("A", None, "10-19"), ledger=known)
    assert codes(audited(tmp_path / "4", wrong, ledger=ledger)) == {"privacy.band-not-in-ledger"}
    assert {"privacy.not-in-ledger", "privacy.band-not-in-ledger"} <= FAULTS


@pytest.mark.parametrize(
    ("figures", "at_end"),
    [
        ({"score": {"value": 5.0, "bound": "exact"}}, True),
        ({"score": 1}, True),
        ({"score": {"value": 4.5, "bound": "at_least"}}, False),
        ({"score": 3.0, "items": {"l1": {"mean": 1.0}}}, True),
        ({"score": 3.0, "items": {"l1": {"shares": [0, 0, 0, 0, 1]}}}, True),
        ({"score": 3.0, "items": {"l1": {"shares": [{"value": 1.0}, {"value": 0.0}]}}}, True),
        ({"score": 3.0, "items": {"l1": {"shares": [0, 1.0, 0]}}}, False),
        ({"score": 3.0, "items": {"l1": {"favourable": 1.0}}}, False),
        ({"score": 3.0, "interval": [1, 5]}, False),
    ],
)
def test_no_figure_may_stand_at_an_end_of_the_scale(
    tmp_path: Path, figures: Record, at_end: bool
) -> None:
    found = audited(tmp_path, release(group("Works", None, 40, figures=figures)))
    assert ("privacy.figure-at-end" in codes(found)) is at_end
    assert found.passed is not at_end


def test_the_ends_are_those_of_the_scale(tmp_path: Path) -> None:
    record = release(group("Works", None, 40, figures={"score": 5}), lowest=0, options=11)
    assert audited(tmp_path / "1", record).passed
    assert not audited(tmp_path / "2", {**record, "options": 6}).passed


def test_a_figure_at_an_end_is_told_with_its_value(tmp_path: Path) -> None:
    figures = {"score": 5.0, "items": {"l1": {"shares": [0, 0, 0, 0, 1]}}}
    found = audited(tmp_path, release(group("Works", None, 40, figures=figures)))
    told = [finding.sentence.say("nl") for finding in found.findings]
    assert ["5 " in told[0], "100 % " in told[1]] == [True, True]


def test_a_promise_of_fewer_than_five_is_reported(tmp_path: Path) -> None:
    found = audited(tmp_path, release(group("Works", None, 40), k=3))
    assert codes(found) == {"privacy.promise-too-low"}
    assert not found.passed


@pytest.mark.parametrize(
    "record",
    [
        [],
        {"round": "1"},
        release(group("A", "Nowhere", 9)),
        release(group("A", None, "many")),
        release(group("A", None, 9), group("A", None, 9)),
        {**release(group("A", None, 9)), "k": "five"},
        {**release(group("A", None, 9)), "groups": {}},
        release(group("A", "B", 9), group("B", "A", 9)),
    ],
)
def test_what_is_no_release_is_refused_with_a_sentence(tmp_path: Path, record: Any) -> None:
    with pytest.raises(InputError) as error:
        audited(tmp_path, record)
    assert len(str(error.value)) > 30


def test_a_release_that_is_no_tree_names_the_group(tmp_path: Path) -> None:
    twice = release(group("A", None, 9), group("A", None, 9))
    with pytest.raises(InputError, match="“A” stands there more than once"):
        audited(tmp_path / "1", twice)
    with pytest.raises(InputError, match="the parent “Nowhere” is missing"):
        audited(tmp_path / "2", release(group("A", "Nowhere", 9)))


def test_a_folder_without_releases_has_nothing_to_tell(tmp_path: Path) -> None:
    assert audit_releases(tmp_path) == Releases()


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("5-9", 5, 9), ("250+", 250, ANY_NUMBER), (7, 7, 7), ([5, 9], 5, 9), ("12", 12, 12)],
)
def test_a_band_may_be_written_in_several_ways(said: object, low: int, high: int) -> None:
    assert band_of(said) == (low, high)


@pytest.mark.parametrize("said", ["", None])
def test_no_band_is_nobody(said: object) -> None:
    assert band_of(said) == (0, 0)


@pytest.mark.parametrize("said", ["9-5", -1, True, [5], [9, 5], 4.5, {}, "about 5"])
def test_what_is_no_band_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="no band"):
        band_of(said)


def planned(found: Plan, items: Plan, names: Sequence[str]) -> Record:
    """Write a plan down as the gate does."""
    own = {int(nodes[0]): number for number, nodes in enumerate(found.sets)}
    items_own = {int(nodes[0]): number for number, nodes in enumerate(items.sets)}
    groups = []
    for node, name in enumerate(names):
        parent = None if found.tree[node] < 0 else names[found.tree[node]]
        if node in own:
            rest = int(found.sizes[own[node]])
            figures = {"score": {"value": 3.3}, "items": {"l1": 3} if node in items_own else {}}
            n_band, rest_band = band(int(found.people[own[node]])), band(rest) if rest else None
            groups.append(group(name, parent, n_band, rest_band=rest_band, figures=figures))
        else:
            groups.append(group(name, parent, "", state="small", rest_band=None, figures={}))
    return release(*groups)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_what_the_plan_shows_is_proven_by_the_release_alone(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    invented = organisation(np.random.default_rng(seed), at_most=200)
    counts = invented.people.sum(axis=1)
    found = plan(invented.tree, counts)
    items = plan(invented.tree, counts, k=10, within=found)
    told = audited(tmp_path_factory.mktemp("r"), planned(found, items, invented.names))
    assert told.passed
    smallest = found.sizes[found.sizes > 0].min(initial=2**62)
    assert told.verdicts[0].audit.smallest <= smallest


@pytest.mark.parametrize("with_ledger", [True, False])
def test_a_folder_that_the_gate_wrote_passes(tmp_path: Path, with_ledger: bool) -> None:
    tree = {"Works": None, "A": "Works", "B": "Works", "a1": "A", "a2": "A", "a3": "A", "b1": "B"}
    people = {"B": 7, "a1": 8, "a2": 3, "a3": 4, "b1": 22}
    for scale in (SUPPORT, TRUST):
        made = closed(tree, people, scale=scale)
        out = made.release(ledger=read_ledger(tmp_path))
        write_release(tmp_path, out.groups, out.entries, out.kept, out.ledger)
    if not with_ledger:
        (tmp_path / ".binnenuit" / "ledger.jsonl").unlink()
    found = audit_releases(tmp_path)
    assert found.passed, [str(v.sentence) for v in found.verdicts] + [*found.findings]
    assert [(v.scale, v.audit.k) for v in found.verdicts] == [
        ("support", 5), ("support", 10), ("trust", 10),
    ]  # fmt: skip
