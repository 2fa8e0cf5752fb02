"""Between rounds: whoever joins or leaves a small group is not given away by its figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.privacy.rounds import Round, closed

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Scale
from binnenuit.privacy.audit import attack, memberships
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.rounds.categories import Attribute

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}


def wave(first: Round, later: Round, moved: dict[str, int], *, days: int = 90) -> Wave:
    names = later.closing.opening.names
    people = later.closing.plan.counts
    away = np.array([moved.get(name, 0) for name in names])
    return Wave(first.release().kept, away, np.maximum(people - away, 0), days)


def both(moved: dict[str, int], *, days: int = 90, people: dict[str, int] | None = None):
    first = closed(TREE, {"a": 6, "b": 12, "c": 9})
    later = closed(TREE, people or {"a": 7, "b": 12, "c": 9}, name="2026-2", seed=2)
    before = first.release()
    given = wave(first, later, moved, days=days)
    return before, later.release(ledger=before.ledger, previous=given)


def figure(release_, name):
    return next(group for group in release_.groups if group.name == name)


def test_a_small_group_that_somebody_joined_keeps_its_figure() -> None:
    before, after = both({"a": 1})
    assert figure(after, "a").unchanged
    assert figure(after, "a").score.value == figure(before, "a").score.value
    assert not figure(after, "b").unchanged
    place = after.kept.names.index("a")
    assert after.kept.rounds[place] == "2026-1"
    assert (after.kept.counts[place] == before.kept.counts[place]).all()
    assert after.kept.people[place] == 6


def test_the_group_above_is_made_of_the_previous_answers_too() -> None:
    _, after = both({"a": 1})
    firm = next(e for e in after.entries if e.publication.kind == "scores").publication.sets["firm"]
    assert set(firm) == {"2026-1/support/a", "2026-2/support/b", "2026-2/support/c"}
    assert not figure(after, "firm").unchanged


def test_both_rounds_together_pass_the_auditor() -> None:
    _, after = both({"a": 1})
    entries = [entry.publication for entry in after.ledger.entries]
    sizes = {atom: n for entry in entries for atom, n in entry.atoms.items()}
    sets = [atoms for entry in entries for atoms in entry.sets.values()]
    assert attack(*memberships(sets, sizes), k=5).passed


def test_a_group_without_changes_and_a_large_one_show_new_figures() -> None:
    _, after = both({"b": 1})
    assert not any(group.unchanged for group in after.groups)
    assert set(after.kept.rounds) == {"2026-2"}


def test_a_round_soon_after_shows_new_figures_only_where_twelve_stayed() -> None:
    _, after = both({}, days=30)
    assert [figure(after, name).unchanged for name in "abc"] == [True, False, True]


def test_a_figure_can_be_kept_over_several_rounds() -> None:
    _, second = both({"a": 1})
    third = closed(TREE, {"a": 7, "b": 12, "c": 9}, name="2026-3", seed=3)
    given = Wave(second.kept, np.array([0, 1, 0, 0]), np.array([0, 6, 12, 9]), 90)
    after = third.release(ledger=second.ledger, previous=given)
    assert after.kept.rounds[after.kept.names.index("a")] == "2026-1"


def test_a_group_that_was_not_there_before_has_nothing_to_keep() -> None:
    first = closed({"firm": None, "b": "firm"}, {"b": 12}).release()
    later = closed(TREE, {"a": 7, "b": 12, "c": 9}, name="2026-2", seed=2)
    given = Wave(first.kept, np.array([0, 1, 0, 0]), np.array([0, 6, 12, 9]), 90)
    after = later.release(ledger=first.ledger, previous=given)
    assert not figure(after, "a").unchanged
    assert figure(after, "a").score.is_shown


def test_a_group_with_kept_answers_is_not_broken_down() -> None:
    """Its categories would add up to the new answers."""
    shift = Attribute("shift", ("day", "night"))
    people = {"a": [3, 3], "b": [15, 15], "c": [14, 14]}
    first = closed(TREE, people, attribute=shift).release()
    later = closed(TREE, {**people, "a": [4, 3]}, attribute=shift, name="2026-2", seed=2)
    fresh = later.release()
    assert set(figure(fresh, "firm").breakdown) == {"shift"}
    given = Wave(first.kept, np.array([0, 1, 0, 0]), np.array([0, 6, 30, 28]), 90)
    after = later.release(ledger=first.ledger, previous=given)
    assert figure(after, "a").unchanged
    assert figure(after, "firm").breakdown == {}
    assert set(figure(after, "b").breakdown) == {"shift"}


def test_another_scale_is_no_earlier_round() -> None:
    first = closed(TREE, {"a": 6, "b": 12, "c": 9})
    later = closed(TREE, {"a": 7, "b": 12, "c": 9}, name="2026-2")
    given = wave(first, later, {"a": 1})
    other = replace(given, kept=replace(given.kept, scale=Scale("support", ("x", "y"))))
    with pytest.raises(ArgumentError) as caught:
        later.release(previous=other)
    assert caught.value.code == "privacy.other-scale"


def test_movements_must_be_told_for_every_class() -> None:
    first = closed(TREE, {"a": 6, "b": 12, "c": 9})
    later = closed(TREE, {"a": 7, "b": 12, "c": 9}, name="2026-2")
    given = wave(first, later, {"a": 1})
    with pytest.raises(ArgumentError) as caught:
        later.release(previous=replace(given, moved=given.moved[:2]))
    assert caught.value.code == "privacy.counts"


def test_one_joiner_does_not_stop_a_release() -> None:
    tree = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
    before = closed(tree, {"a": 9, "b": 12, "c": 11})
    out = before.release()
    after = closed(tree, {"a": 10, "b": 12, "c": 11}, name="2026-2", seed=2)
    names = after.closing.opening.names
    moved = np.array([name == "a" for name in names]).astype(np.int64)
    wave = Wave(out.kept, moved, before.closing.plan.counts, 90)
    later = after.release(ledger=out.ledger, previous=wave)
    group = next(each for each in later.groups if each.name == "a")
    assert group.unchanged
    assert not group.items["s1"].mean.is_shown


def test_where_a_figure_stands_for_many_rounds_its_own_days_count() -> None:
    """Rounds of a week: nothing new before a quarter, and then something new."""
    first = closed(TREE, {"a": 10, "b": 12, "c": 11})
    before = first.release()
    later = closed(TREE, {"a": 10, "b": 12, "c": 11}, name="2026-2", seed=2)
    names = later.closing.opening.names
    days = np.array([{"a": 91}.get(name, 7) for name in names])
    given = replace(wave(first, later, {}), days_since=days)
    after = later.release(ledger=before.ledger, previous=given)
    assert [figure(after, name).unchanged for name in "abc"] == [False, False, True]
