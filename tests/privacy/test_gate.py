"""Nobody walks around the gate: what is withheld follows from nothing that is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.privacy.organisations import organisation
from tests.privacy.rounds import SECRET, SUPPORT, TRUST, Round, closed, per_class, tallies

from binnenuit.errors import ArgumentError, BinnenuitError, ExposureError
from binnenuit.privacy.answers import Groups, Scale, Tallies
from binnenuit.privacy.audit import attack, memberships
from binnenuit.privacy.audit.span import spans
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.gate import release
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.model import State
from binnenuit.privacy.rounds.moments import close_round, open_round

BAKERY = {
    "bakery": None,
    "production": "bakery",
    "shops": "bakery",
    "night": "production",
    "day": "production",
    "pastry": "production",
    "north": "shops",
    "south": "shops",
    "market": "shops",
}
PEOPLE = {
    "bakery": 2,
    "night": 12,
    "day": 7,
    "pastry": 3,
    "north": 4,
    "south": 3,
    "market": 11,
}


@pytest.fixture(scope="module")
def bakery() -> Round:
    return closed(BAKERY, PEOPLE)


def named(release_, name):
    return next(group for group in release_.groups if group.name == name)


def published(ledger, *, least=0):
    """Everything in the ledger as the auditor sees it."""
    entries = [e.publication for e in ledger.entries if e.publication.k >= least]
    sizes = {atom: n for entry in entries for atom, n in entry.atoms.items()}
    sets = [atoms for entry in entries for atoms in entry.sets.values()]
    return sets, sizes


def test_every_group_of_the_opening_has_its_figure_or_its_reason(bakery: Round) -> None:
    out = bakery.release()
    states = {group.name: group.state for group in out.groups}
    assert tuple(states) == tuple(BAKERY)
    assert states["night"] is State.SHOWN
    assert states["north"] is states["south"] is State.MERGED
    assert states["pastry"] is State.SMALL
    assert states["production"] is State.PROTECTS
    for group in out.groups:
        assert group.score.is_shown == (group.state in {State.SHOWN, State.MERGED})
        assert bool(group.n_band) == group.score.is_shown
        assert group.place.sentence.say("en")


def test_members_of_a_merged_group_show_the_figure_of_the_group(bakery: Round) -> None:
    out = bakery.release()
    north, south = named(out, "north"), named(out, "south")
    assert north.score == south.score
    assert north.place.figure_of == "north + south"
    assert (north.n_band, north.rest_band) == ("5-9", "5-9")
    assert "north, south" in str(north.place.sentence)


def test_bands_tell_the_group_and_the_rest_of_it(bakery: Round) -> None:
    out = bakery.release()
    assert (named(out, "bakery").n_band, named(out, "bakery").rest_band) == ("20-49", "5-9")
    assert named(out, "shops").rest_band is None


def test_single_items_need_ten_people(bakery: Round) -> None:
    out = bakery.release()
    assert named(out, "night").items["s1"].mean.is_shown
    assert not named(out, "day").items["s1"].mean.is_shown
    assert named(out, "day").items["s1"].shares == ()
    assert len(named(out, "night").items["s1"].shares) == SUPPORT.options
    entry = next(e for e in out.ledger.entries if e.publication.kind == "items")
    sets, sizes = published(Ledger((entry,)))
    assert attack(*memberships(sets, sizes), k=10).passed


def test_a_scale_of_one_item_needs_ten_people_for_its_score_too() -> None:
    out = closed(BAKERY, PEOPLE, scale=TRUST).release()
    assert named(out, "day").state is State.SMALL
    assert named(out, "night").score.value == named(out, "night").items["t1"].mean.value
    sets, sizes = published(out.ledger)
    assert attack(*memberships(sets, sizes), k=10).passed


def test_an_unknown_item_is_not_there(bakery: Round) -> None:
    items = named(bakery.release(), "night").items
    assert tuple(items) == SUPPORT.items
    with pytest.raises(KeyError):
        items["t1"]


@pytest.mark.parametrize("number", range(25))
def test_no_release_of_a_random_organisation_lays_anybody_bare(number: int) -> None:
    rng = np.random.default_rng(number)
    drawn = organisation(rng)
    opening = open_round("r", Groups(drawn.names, drawn.tree), drawn.invited.sum(axis=1))
    answered = per_class(opening, drawn.people.sum(axis=1))
    closing = close_round(opening, answered.sum(axis=1))
    out = release(closing, SUPPORT, tallies(answered, rng), ledger=Ledger(), secret=SECRET)
    for k in (5, 10):
        sets, sizes = published(out.ledger, least=k)
        assert attack(*memberships(sets, sizes), k=k).passed


def test_a_withheld_leader_follows_from_nothing_that_is_shown_below_him() -> None:
    """The rooms' leaders answer about their own leader: three of them, so nothing is shown."""
    tree = {"firm": None, "leaders": "firm", "a": "leaders", "b": "leaders", "c": "leaders"}
    out = closed(tree, {"leaders": 3, "a": 8, "b": 9, "c": 7}).release()
    assert not named(out, "leaders").score.is_shown
    sets, sizes = published(out.ledger)
    target = "2026-1/support/leaders"
    sizes = {target: 3, **sizes}
    matrix, people = memberships([*sets, [target]], sizes)
    assert not spans(matrix[:-1], matrix[-1:], people).any()
    assert attack(matrix[:-1], people, k=5).passed


def test_the_sum_of_shown_children_never_yields_a_hidden_sister(bakery: Round) -> None:
    out = bakery.release()
    sets, sizes = published(out.ledger)
    small = "2026-1/support/pastry"
    matrix, people = memberships([*sets, [small]], {small: 3, **sizes})
    assert not spans(matrix[:-1], matrix[-1:], people).any()


def test_the_same_release_again_gives_the_same_figures_and_adds_nothing(bakery: Round) -> None:
    once = bakery.release()
    again = bakery.release(ledger=once.ledger)
    assert again.ledger == once.ledger
    assert [group.score for group in again.groups] == [group.score for group in once.groups]
    assert [g.items["s2"] for g in again.groups] == [g.items["s2"] for g in once.groups]


def test_the_same_people_have_the_same_noise_whatever_else_is_shown(bakery: Round) -> None:
    larger = closed({**BAKERY, "office": "bakery"}, {**PEOPLE, "office": 9})
    one, other = bakery.release(), larger.release()
    place, elsewhere = one.kept.names.index("night"), other.kept.names.index("night")
    moved = one.kept.counts[place] - raw(bakery, "night")
    assert np.abs(moved).sum() > 0
    same = replace(larger, tallies=with_answers(larger, bakery, "night"))
    assert (same.release().kept.counts[elsewhere] == one.kept.counts[place]).all()


def raw(round_, name):
    return round_.tallies.counts[round_.closing.opening.names.index(name)].sum(axis=0)


def with_answers(round_, source, name):
    counts = round_.tallies.counts.copy()
    taken = source.tallies.counts[source.closing.opening.names.index(name)]
    counts[round_.closing.opening.names.index(name)] = taken
    return Tallies(round_.tallies.people, counts)


def test_another_secret_gives_other_noise(bakery: Round) -> None:
    one, other = bakery.release(), bakery.release(secret=SECRET[::-1])
    assert (one.kept.counts != other.kept.counts).any()
    assert one.kept.answers != other.kept.answers


def test_a_second_release_with_a_shifted_boundary_is_refused(bakery: Round) -> None:
    out = bakery.release()
    moved = {**BAKERY, "pastry": "shops"}
    with pytest.raises(BinnenuitError) as caught:
        closed(moved, PEOPLE).release(ledger=out.ledger)
    assert caught.value.code in {"privacy.answers-changed", "privacy.exposes"}


def test_a_shifted_boundary_over_the_very_same_answers_is_refused_by_the_attack() -> None:
    """Two plans of the same round that are each safe, and together lay bare three people."""
    people = {"top": 0, "x": 9, "y": 3, "z": 8}
    tree = {"top": None, "left": "top", "right": "top", "x": "left", "y": "left", "z": "right"}
    first = closed(tree, {**people, "left": 0}, merge=False)
    kept = first.release()
    entry = kept.ledger.entries[0].publication
    shifted = {f"2026-1/support/{name}": people[name] for name in ("x", "y", "z")}
    sets = {"new": tuple(shifted)[:1], "rest": tuple(shifted)[1:]}
    with pytest.raises(BinnenuitError) as caught:
        kept.ledger.admit(replace(entry, kind="again", atoms=shifted, sets=sets))
    assert caught.value.code == "privacy.exposes"
    assert "3 people" in caught.value.say()


def test_late_answers_do_not_reopen_a_closed_round(bakery: Round) -> None:
    out = bakery.release()
    counts = bakery.tallies.counts.copy()
    counts[0, 0, 0] = np.roll(counts[0, 0, 0], 1)
    assert (counts != bakery.tallies.counts).any()
    late = replace(bakery, tallies=Tallies(bakery.tallies.people, counts))
    with pytest.raises(ArgumentError) as caught:
        late.release(ledger=out.ledger)
    assert caught.value.code == "privacy.answers-changed"


def test_two_scales_of_a_round_are_separate_unknowns(bakery: Round) -> None:
    first = bakery.release()
    other = closed(BAKERY, {**PEOPLE, "day": 6}, scale=Scale("calm", ("c1", "c2", "c3", "c4")))
    both = other.release(ledger=first.ledger)
    assert len(both.ledger.entries) == 2 * len(first.ledger.entries)
    assert [e.publication.scale for e in both.entries] == ["calm", "calm"]


def test_an_organisation_that_is_too_small_shows_nothing_and_writes_it_down() -> None:
    out = closed({"shop": None}, {"shop": 4}).release()
    assert out.groups[0].state is State.SMALL
    assert not out.groups[0].score.is_shown
    assert [entry.publication.sets for entry in out.entries] == [{}, {}]


@pytest.mark.parametrize("end", [0, 4])
def test_nobody_is_shown_as_unanimous_at_an_end(end: int) -> None:
    likely = np.eye(5)[end]
    out = closed(BAKERY, PEOPLE, likely=likely).release()
    for group in out.groups:
        if group.n_band in {"5-9", "10-19"}:
            assert group.score.bound is (Bound.AT_MOST if end == 0 else Bound.AT_LEAST)
            assert group.score.value == (1.5 if end == 0 else 4.5)
        elif group.score.is_shown:
            assert 1 < group.score.value < 5
        for item in group.items.values():
            assert all(0 < share.value < 1 for share in item.shares)


def test_the_exact_figure_lies_in_the_interval_that_is_told(bakery: Round) -> None:
    out = bakery.release()
    for name in ("night", "day", "market"):
        group, exact = named(out, name), raw(bakery, name)
        means = (exact @ np.arange(1, 6)) / exact.sum(axis=1)
        low, high = group.score.interval
        assert low - 1e-9 <= means.mean() <= high + 1e-9
        for number, (code, item) in enumerate(group.items.items()):
            if item.mean.is_shown:
                low, high = item.mean.interval
                assert low - 1e-9 <= means[number] <= high + 1e-9, code


def with_skipped(round_: Round, group: str, item: int, answered: int) -> Round:
    """The same round, in which only so many people of the class answered the item."""
    counts = round_.tallies.counts.copy()
    class_ = round_.closing.opening.names.index(group)
    counts[class_, 0, item] = 0
    counts[class_, 0, item, 2] = answered
    return replace(round_, tallies=Tallies(round_.tallies.people, counts))


@pytest.mark.parametrize("answered", [0, 1, 5])
def test_an_item_that_few_answered_is_not_shown_and_neither_are_the_others(answered) -> None:
    round_ = with_skipped(closed({"a": None}, {"a": 12}), "a", 0, answered)
    group = named(round_.release(), "a")
    assert group.score.is_shown
    assert not any(item.mean.is_shown for item in group.items.values())


def test_an_item_that_enough_people_answered_is_shown() -> None:
    round_ = with_skipped(closed({"a": None}, {"a": 12}), "a", 0, 10)
    assert all(item.mean.is_shown for item in named(round_.release(), "a").items.values())


def test_few_answers_below_are_not_found_by_subtraction() -> None:
    tree = {"firm": None, "a": "firm", "b": "firm"}
    out = with_skipped(closed(tree, {"a": 12, "b": 12}), "b", 0, 1).release()
    shown = {group.name for group in out.groups if group.items["s1"].mean.is_shown}
    assert shown == {"a"}  # beside the firm it would tell the one answer of b


def test_the_interval_does_not_tell_how_many_skipped_an_item() -> None:
    whole = closed({"a": None}, {"a": 20})
    some = with_skipped(whole, "a", 0, 11)
    widths = [
        [item.mean.interval[1] - item.mean.interval[0] for item in group.items.values()]
        for group in (named(whole.release(), "a"), named(some.release(), "a"))
        if all(item.mean.bound is Bound.EXACT for item in group.items.values())
    ]
    assert len(widths) == 2
    assert widths[0] == pytest.approx(widths[1])


def test_nobodys_answer_weighs_more_than_anothers_in_a_score() -> None:
    round_ = closed({"a": None}, {"a": 40})
    counts = np.zeros_like(round_.tallies.counts)
    counts[0, 0, :, 1] = 40
    counts[0, 0, 0] = [0, 0, 0, 1, 0]
    score = named(replace(round_, tallies=Tallies(round_.tallies.people, counts)).release(), "a")
    assert score.score.value == pytest.approx(2.0)


def test_a_score_with_fewer_than_three_quarters_of_the_items_is_refused() -> None:
    round_ = closed({"a": None}, {"a": 12})
    counts = round_.tallies.counts.copy()
    counts[:, :, :2] = 0
    with pytest.raises(ArgumentError) as caught:
        replace(round_, tallies=Tallies(round_.tallies.people, counts)).release()
    assert caught.value.code == "privacy.tallies-answers"


def test_a_second_round_without_the_first_is_refused(bakery: Round) -> None:
    ledger = bakery.release().ledger
    with pytest.raises(ArgumentError) as caught:
        closed(BAKERY, PEOPLE, name="2027-1").release(ledger=ledger)
    assert caught.value.code == "privacy.previous-missing"


def test_inputs_are_not_changed_and_may_be_read_only(bakery: Round) -> None:
    people, counts = bakery.tallies.people.copy(), bakery.tallies.counts.copy()
    for array in (people, counts):
        array.flags.writeable = False
    replace(bakery, tallies=Tallies(people, counts)).release()
    assert (people == bakery.tallies.people).all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda p, c: (p + 1, c), "privacy.tallies-people"),
        (lambda p, c: (p, c * 2), "privacy.tallies-answers"),
        (lambda p, c: (p, c * 0), "privacy.tallies-answers"),
        (lambda p, c: (p, -c), "privacy.counts"),
        (lambda p, c: (p, c[:, :, :2]), "privacy.counts"),
        (lambda p, c: (p, c[..., :4]), "privacy.counts"),
        (lambda p, c: (p, c * 1.0), "privacy.counts"),
        (lambda p, c: (np.hstack([p, p]), c), "privacy.counts"),
    ],
)
def test_sums_that_do_not_belong_to_the_closing_are_refused(
    bakery: Round, change: object, code: str
) -> None:
    changed = change(bakery.tallies.people, bakery.tallies.counts)  # type: ignore[operator]
    with pytest.raises(ArgumentError) as caught:
        replace(bakery, tallies=Tallies(*changed)).release()
    assert caught.value.code == code


@pytest.mark.parametrize(
    "scale", [Scale("support", ()), Scale("support", ("a", "a")), Scale("support", ("a",), 1, 1)]
)
def test_a_scale_that_cannot_be_answered_is_refused(bakery: Round, scale: Scale) -> None:
    with pytest.raises(ArgumentError) as caught:
        replace(bakery, scale=scale).release()
    assert caught.value.code == "privacy.scale"


def test_a_closing_at_a_lower_k_than_was_promised_is_refused() -> None:
    round_ = closed(BAKERY, PEOPLE, k=6)
    lower = replace(round_.closing, plan=closed(BAKERY, PEOPLE, k=5).closing.plan)
    with pytest.raises(ArgumentError) as caught:
        replace(round_, closing=lower).release()
    assert caught.value.code == "privacy.k-not-frozen"
    items = replace(round_.closing, items=round_.closing.plan)
    with pytest.raises(ArgumentError):
        replace(round_, closing=items).release()


def test_a_plan_made_by_hand_is_stopped_by_the_attack() -> None:
    """Even who calls the gate with a plan of his own gets no figure about three people."""
    tree = {"top": None, "a": "top", "b": "top"}
    small = closed(tree, {"top": 6, "a": 6, "b": 6}, answered={"top": 3, "a": 6, "b": 6})
    handmade = replace(small.closing.plan, shown=np.ones(3, dtype=bool), regions=np.arange(3))
    assert not small.closing.plan.shown.all()
    with pytest.raises(ExposureError) as caught:
        replace(small, closing=replace(small.closing, plan=handmade)).release()
    assert "3 people" in caught.value.say()
