"""Figures per category come through the minimum cut, and never cross two attributes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.privacy.organisations import organisation
from tests.privacy.rounds import SECRET, SUPPORT, TRUST, Round, closed, per_class, tallies

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Groups, Tallies
from binnenuit.privacy.audit import attack, memberships
from binnenuit.privacy.audit.bounds import Figure, bounds, unrendered
from binnenuit.privacy.gate import release
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.cells import Further
from binnenuit.privacy.releases.noised import noised
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


ALL_FIVE = [0, 0, 0, 0, 10]


def night(counts: list[int], day: list[int], scale=TRUST) -> Round:
    """One team of twenty: what ten answered by day, and ten at night."""
    shift = Attribute("shift", ("day", "night"))
    made = closed({"a": None}, {"a": [10, 10]}, scale=scale, attribute=shift)
    answers = np.array([[[day], [counts]]], dtype=np.int64)
    answers = np.repeat(answers, len(scale.items), axis=2)
    return replace(made, tallies=Tallies(made.tallies.people, answers))


@cache
def known(team: tuple, shares: tuple, day: tuple, late: tuple) -> bool:
    """Do these figures, before rounding and clipping, tell what everybody answered at night?"""
    options = (1.0, 2.0, 3.0, 4.0, 5.0)
    figures = [Figure((0, 1), options, *team)]
    figures += [Figure((0,), options, *day), Figure((1,), options, *late)]
    for number, share in enumerate(shares):
        weights = tuple(float(option == number) for option in range(5))
        figures.append(Figure((0, 1), weights, *share))
    found = bounds([10, 10], figures, options=5, whole=True)
    return bool(found.known_blocks.any())


def seen(figure, step: float = 0.1, ends: tuple[float, float] = (1, 5)) -> tuple[float, float]:
    return unrendered(figure.value, figure.bound.value, step=step, ends=ends)


def test_team_minus_day_never_tells_that_all_answered_the_same_at_night() -> None:
    """With noise of their own the cells could go past the end, and tell it."""
    made = night(ALL_FIVE, [3, 3, 2, 2, 0])
    for number in range(400):
        out = made.release(secret=number.to_bytes(4, "big") * 8)
        team = named(out, "a")
        shares = tuple(seen(share, 0.01, (0, 1)) for share in team.items["t1"].shares)
        cells = team.breakdown["shift"]
        assert not known(seen(team.score), shares, seen(cells["day"]), seen(cells["night"]))


@pytest.mark.parametrize("number", range(30))
def test_cells_add_up_to_their_group_and_none_is_unanimous_at_an_end(number: int) -> None:
    rng = np.random.default_rng(number)
    drawn = organisation(rng)
    attribute = Attribute("site", tuple(f"s{n}" for n in range(drawn.people.shape[1])))
    groups = Groups(drawn.names, drawn.tree)
    opening = open_round("r", groups, drawn.invited, attribute=attribute)
    answered = per_class(opening, drawn.people)
    closing = close_round(opening, answered.sum(axis=1))
    given = tallies(answered, rng, likely=np.array([0, 0, 0, 0.02, 0.98]))
    sums = noised(closing, SUPPORT, given, secret=SECRET)
    out = release(closing, SUPPORT, given, ledger=Ledger(), secret=SECRET)
    assert (sums.counts >= 0).all()
    assert (sums.counts.sum(axis=1) == out.kept.counts).all()
    exact = np.zeros_like(sums.counts)
    held = closing.plan.regions >= 0
    np.add.at(exact, closing.plan.regions[held], given.counts[held])
    distance = np.abs((sums.counts - exact).sum(axis=1).cumsum(axis=-1)).sum(axis=-1)
    assert (distance.max(axis=1, initial=0) <= sums.most_moved).all()
    if sums.broken is None:
        return
    regions = sums.broken.regions
    for cell in np.flatnonzero(sums.broken.sizes):
        rows, category = np.nonzero(regions == cell)
        whole = np.unique(np.stack([closing.plan.regions[rows], category]), axis=1)
        parts = sums.counts[whole[0], whole[1]].sum(axis=0)
        assert (parts[:, [0, -1]] < parts.sum(axis=1, keepdims=True)).all()


def test_a_step_inward_for_a_cell_is_in_the_figure_of_its_group_too() -> None:
    made = night(ALL_FIVE, [10, 0, 0, 0, 0])
    plain = closed({"a": None}, {"a": 20}, scale=TRUST)
    same = replace(
        plain, tallies=Tallies(plain.tallies.people, made.tallies.counts.sum(axis=1, keepdims=True))
    )
    moved = 0
    for number in range(40):
        secret = number.to_bytes(4, "big") * 8
        out, alone = made.release(secret=secret), same.release(secret=secret)
        change = out.kept.counts - alone.kept.counts
        moved += int(change.any())
        assert (out.kept.most_moved, alone.kept.most_moved) == ([4], [2])
        assert np.abs(change.cumsum(axis=-1)).sum() <= 2
        low, high = named(out, "a").score.interval
        assert low <= 3 <= high
    assert moved > 10


def test_a_site_that_is_one_team_has_the_figure_of_that_team() -> None:
    site = Attribute("site", ("north", "south"))
    tree = {"firm": None, "a": "firm", "b": "firm"}
    out = closed(tree, {"a": [20, 0], "b": [0, 25]}, attribute=site).release()
    cells = named(out, "firm").breakdown["site"]
    assert cells["north"].value == named(out, "a").score.value
    assert cells["south"].value == named(out, "b").score.value


def test_more_than_three_further_attributes_are_refused_over_all_releases() -> None:
    plain = closed(TREE, {"a": 120, "b": 140, "c": 20})
    age = further(plain)
    more = [replace(age, attribute=replace(age.attribute, name=f"age {n}")) for n in range(4)]
    with pytest.raises(ArgumentError) as caught:
        plain.release(more=more)
    assert caught.value.code == "privacy.too-many-attributes"
    out = plain.release(more=more[:3])
    assert plain.release(more=more[:2], ledger=out.ledger).ledger == out.ledger
    with pytest.raises(ArgumentError) as caught:
        plain.release(more=more[3:], ledger=out.ledger)
    assert caught.value.code == "privacy.too-many-attributes"


def test_a_group_with_kept_answers_is_not_broken_down_by_a_further_attribute() -> None:
    people = {"a": 6, "b": 140, "c": 130}
    first = closed(TREE, people).release()
    later = closed(TREE, {**people, "a": 7}, name="2026-2", seed=2)
    given = Wave(first.kept, np.array([0, 1, 0, 0]), np.array([0, 6, 140, 130]), 90)
    out = later.release(ledger=first.ledger, previous=given, more=[further(later)])
    assert named(out, "a").unchanged
    assert named(out, "firm").breakdown == {}
    assert set(named(out, "b").breakdown) == {"age"}
