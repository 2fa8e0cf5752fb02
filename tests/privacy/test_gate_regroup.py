"""A closed round in another organisation: old and new groups together lay nobody bare."""

from __future__ import annotations

import numpy as np
import pytest
from tests.privacy.rounds import Round, closed

from binnenuit.errors import ArgumentError, ExposureError
from binnenuit.privacy.audit import attack, memberships
from binnenuit.privacy.model import State
from binnenuit.privacy.releases.regroup import regroup

TREE = {
    "firm": None,
    "one": "firm",
    "two": "firm",
    **dict.fromkeys("abc", "one"),
    **dict.fromkeys("def", "two"),
}
PEOPLE = {"a": 8, "b": 12, "c": 3, "d": 4, "e": 6, "f": 3}


@pytest.fixture(scope="module")
def round_() -> Round:
    return closed(TREE, PEOPLE)


def test_old_teams_in_new_groups_show_figures_of_the_same_noised_sums(round_: Round) -> None:
    out = round_.release()
    groups = {"blue": ["a", "e"], "green": ["b", "d + f"]}
    again = regroup(out.kept, groups, ledger=out.ledger)
    blue, green = again.groups
    assert (blue.name, blue.state, blue.n_band) == ("blue", State.SHOWN, "10-19")
    assert not blue.items["s1"].mean.is_shown
    place = [out.kept.names.index(name) for name in ("a", "e")]
    counts = out.kept.counts[place].sum(axis=0)
    exact = (counts @ np.arange(1, 6) / counts.sum(axis=1)).mean()
    assert blue.score.value == pytest.approx(exact, abs=0.05 + 1e-9)
    assert green.score.entries == (again.ledger.entries[2].hash,)
    assert again.ledger.entries[:2] == out.ledger.entries


def test_all_that_was_published_passes_the_auditor_afterwards(round_: Round) -> None:
    out = round_.release()
    again = regroup(out.kept, {"blue": ["a", "e"], "green": ["b", "d + f"]}, ledger=out.ledger)
    entries = [entry.publication for entry in again.ledger.entries]
    sizes = {atom: n for entry in entries for atom, n in entry.atoms.items()}
    sets = [atoms for entry in entries for atoms in entry.sets.values()]
    assert attack(*memberships(sets, sizes), k=5).passed


def test_a_new_group_that_is_large_enough_for_its_score_only_shows_no_items(round_: Round) -> None:
    out = round_.release()
    groups = {"green": ["a"], "blue": ["b"]}
    small, large = regroup(out.kept, groups, ledger=out.ledger, items=True).groups
    assert small.score.is_shown
    assert large.items["s1"].mean.is_shown
    assert small.place_of_items.state is State.SMALL
    assert not small.items["s1"].mean.is_shown


def test_items_may_be_left_out_where_they_would_lay_somebody_bare() -> None:
    """The items of b and e are out; the items of everybody would leave the eight of a."""
    tree = {"firm": None, "a": "firm", "b": "firm", "e": "firm"}
    out = closed(tree, {"a": 8, "b": 12, "e": 10}).release()
    groups = {"all": ["a", "b", "e"]}
    with pytest.raises(ExposureError) as caught:
        regroup(out.kept, groups, ledger=out.ledger, items=True)
    assert "the answers of 8 people. At least 10 people" in caught.value.say()
    without = regroup(out.kept, groups, ledger=out.ledger).groups[0]
    assert without.score.is_shown
    assert not without.items["s1"].mean.is_shown


def test_who_was_withheld_is_not_brought_back_by_a_new_group() -> None:
    tree = {"firm": None, "a": "firm", "c": "firm"}
    out = closed(tree, {"a": 8, "c": 5}, answered={"a": 8, "c": 3}).release()
    assert regroup(out.kept, {"all": ["a"]}, ledger=out.ledger).groups[0].score.is_shown
    with pytest.raises(ArgumentError) as caught:
        regroup(out.kept, {"all": ["a", "c"]}, ledger=out.ledger)
    assert caught.value.code == "privacy.not-kept"


def test_a_region_is_never_divided(round_: Round) -> None:
    """What was merged at closing stays one: only its sum was kept."""
    tree = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
    invited = {"a": 8, "b": 8, "c": 9}
    merged = closed(tree, invited, answered={"a": 3, "b": 4, "c": 9}).release()
    assert ("a", "b") in merged.kept.classes
    with pytest.raises(ArgumentError) as caught:
        regroup(merged.kept, {"new": ["a", "c"]}, ledger=merged.ledger)
    assert caught.value.code == "privacy.no-union"
    assert "b" in caught.value.say()


@pytest.mark.parametrize(
    ("classes", "told"), [(["a", "nobody"], "kept for: nobody."), ([], "new has no classes")]
)
def test_who_is_in_no_figure_cannot_be_regrouped(
    round_: Round, classes: list[str], told: str
) -> None:
    out = round_.release()
    with pytest.raises(ArgumentError) as caught:
        regroup(out.kept, {"new": classes}, ledger=out.ledger)
    assert caught.value.code == "privacy.not-kept"
    assert told in caught.value.say()


def test_nested_new_groups_tell_the_band_of_the_rest(round_: Round) -> None:
    out = round_.release()
    groups = {"large": ["a", "b", "e"], "small": ["b"], "middle": ["a", "b"]}
    found = {group.name: group for group in regroup(out.kept, groups, ledger=out.ledger).groups}
    assert found["large"].parent is None
    assert found["middle"].parent == "large"
    assert found["small"].parent == "middle"
    assert (found["middle"].n_band, found["middle"].rest_band) == ("20-49", "5-9")
    assert found["large"].rest_band == "5-9"


def test_asking_again_adds_nothing(round_: Round) -> None:
    out = round_.release()
    groups = {"blue": ["a", "e"]}
    once = regroup(out.kept, groups, ledger=out.ledger)
    assert regroup(out.kept, groups, ledger=once.ledger).ledger == once.ledger
