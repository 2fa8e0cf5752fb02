"""Figures per category come through the minimum cut, and never cross two attributes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.privacy.organisations import organisation
from tests.privacy.rounds import SECRET, SUPPORT, Round, closed, per_class, tallies

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Groups, Tallies
from binnenuit.privacy.audit import attack, memberships
from binnenuit.privacy.gate import release
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.releases.cells import Further
from binnenuit.privacy.rounds.categories import Attribute
from binnenuit.privacy.rounds.moments import close_round, open_round

SHIFT = Attribute("shift", ("day", "night", "both"))
TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}
PEOPLE = {"a": [30, 25, 1], "b": [40, 12, 1], "c": [8, 20, 0]}


@pytest.fixture(scope="module")
def round_() -> Round:
    return closed(TREE, PEOPLE, attribute=SHIFT)


def named(release_, name):
    return next(group for group in release_.groups if group.name == name)


def test_small_categories_are_merged_and_cells_of_fewer_than_ten_are_not_shown(
    round_: Round,
) -> None:
    out = round_.release()
    shown = {group.name: group.breakdown for group in out.groups}
    assert set(shown["a"]["shift"]) == {"day", "night + both"}
    assert shown["c"] == {}
    assert shown["a"]["shift"]["night + both"].n_band == "20-49"


def test_the_figures_of_the_groups_do_not_change_by_a_breakdown(round_: Round) -> None:
    whole = {name: sum(people) for name, people in PEOPLE.items()}
    plain = closed(TREE, whole)
    counts = round_.tallies.counts.sum(axis=1, keepdims=True)
    same = replace(plain, tallies=Tallies(plain.tallies.people, counts)).release()
    out = round_.release()
    assert [group.score.value for group in out.groups] == [g.score.value for g in same.groups]


@pytest.mark.parametrize("number", range(15))
def test_groups_and_cells_together_lay_nobody_bare(number: int) -> None:
    rng = np.random.default_rng(100 + number)
    drawn = organisation(rng)
    attribute = Attribute("site", tuple(f"s{n}" for n in range(drawn.people.shape[1])))
    groups = Groups(drawn.names, drawn.tree)
    opening = open_round("r", groups, drawn.invited, attribute=attribute)
    answered = per_class(opening, drawn.people)
    closing = close_round(opening, answered.sum(axis=1))
    out = release(closing, SUPPORT, tallies(answered, rng), ledger=Ledger(), secret=SECRET)
    entries = [entry.publication for entry in out.ledger.entries]
    sizes = {atom: n for entry in entries for atom, n in entry.atoms.items()}
    sets = [atoms for entry in entries for atoms in entry.sets.values()]
    assert attack(*memberships(sets, sizes), k=5).passed


def further(round_: Round, *, split: int = 2) -> Further:
    """Divide everybody by age, half and half."""
    people = round_.tallies.people.sum(axis=1, keepdims=True)
    half = np.hstack([people - people // split, people // split])
    rng = np.random.default_rng(5)
    return Further(Attribute("age", ("young", "old")), tallies(half, rng))


def test_a_further_attribute_is_shown_in_groups_of_a_hundred_only(round_: Round) -> None:
    out = round_.release(more=[further(round_)])
    assert set(named(out, "firm").breakdown) == {"shift", "age"}
    assert set(named(out, "a").breakdown) == {"shift"}
    assert out.entries[-1].publication.kind == "further age"


def test_every_cell_of_a_further_attribute_is_an_unknown_of_its_own() -> None:
    """Its noise is its own too, so cells cannot be subtracted from one another."""
    plain = closed(TREE, {"a": 120, "b": 140, "c": 20})
    out = plain.release(more=[further(plain)])
    entry = out.entries[-1].publication
    assert [len(atoms) for atoms in entry.sets.values()] == [1] * 6
    assert entry.atoms["2026-1/support/age/firm | old"] == 140
    young = named(out, "firm").breakdown["age"]["young"]
    assert (young.n_band, named(out, "a").breakdown["age"]["young"].n_band) == ("100-249", "50-99")
    # 0.05 of rounding, and two moved answers among three quarters of a hundred.
    spread = 0.05 + 2 / 75
    assert young.interval == pytest.approx((young.value - spread, young.value + spread))


def test_sums_by_a_further_attribute_must_be_of_the_same_people(round_: Round) -> None:
    more = further(round_)
    wrong = replace(more, tallies=Tallies(more.tallies.people + 1, more.tallies.counts))
    with pytest.raises(ArgumentError) as caught:
        round_.release(more=[wrong])
    assert caught.value.code == "privacy.tallies-people"


def test_a_breakdown_is_released_again_with_the_same_figures(round_: Round) -> None:
    once = round_.release(more=[further(round_)])
    again = round_.release(more=[further(round_)], ledger=once.ledger)
    assert again.ledger == once.ledger
    assert [g.breakdown for g in again.groups] == [g.breakdown for g in once.groups]


@pytest.mark.parametrize("categories", [("day", "night|late"), ("day |", "night")])
def test_names_that_would_make_two_cells_one_are_refused(categories: tuple[str, ...]) -> None:
    shift = Attribute("shift", categories)
    with pytest.raises(ArgumentError) as caught:
        closed(TREE, {"a": [20, 20]}, attribute=shift).release()
    assert caught.value.code == "privacy.bar-in-name"
    plain = closed({"a|b": None}, {"a|b": 120})
    assert plain.release().groups[0].score.is_shown
    with pytest.raises(ArgumentError):
        plain.release(more=[further(plain)])


def test_an_attribute_is_given_once(round_: Round) -> None:
    age = further(round_)
    shift = replace(age, attribute=replace(age.attribute, name="shift"))
    for more in ([age, age], [shift]):
        with pytest.raises(ArgumentError) as caught:
            round_.release(more=more)
        assert caught.value.code == "privacy.attribute-twice"
