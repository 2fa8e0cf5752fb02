from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from binnenuit.exchange import Filled, Kind, Layer, Relation, State, locks, relations
from binnenuit.organisation import Membership, Organisation, PersonId, Team, TeamId
from binnenuit.organisation.parties import Party
from tests.exchange.random_house import PEOPLE, fillings, organisations

BOSS, AN, BEA = (PersonId(who) for who in ("boss", "an", "bea"))
LAYERS = st.sets(st.integers(1, 4), max_size=3)


def leads(leader: str, *people: str, layer: int) -> list[Relation]:
    return [
        Relation(Kind.LEADING, Party.person(PersonId(leader)), Party.person(PersonId(who)), layer)
        for who in people
    ]


HOUSE = [
    *leads("boss", "an", "bea", layer=1),
    *leads("an", "e1", layer=2),
    *leads("bea", "e2", layer=2),
    Relation(Kind.SERVING, Party.team(TeamId("a")), Party.team(TeamId("b")), 3),
]
TOP = {("boss", "an"), ("boss", "bea")}


def filled(*pairs: tuple[str, str], promised: tuple[str, ...] = ()) -> Filled:
    return Filled(frozenset(pairs), frozenset(PersonId(who) for who in promised))


def states(layers: tuple[Layer, ...]) -> list[State]:
    return [each.state for each in layers]


def test_at_the_start_the_top_is_open_and_everybody_waits_for_it() -> None:
    layers = locks(HOUSE, Filled())
    assert states(layers) == [State.OPEN, State.LOCKED, State.LOCKED]
    assert [each.waits_for for each in layers] == [(), (BOSS,), (BOSS,)]


def test_a_layer_stays_locked_until_all_talks_above_are_complete_and_a_promise_is_out() -> None:
    talked = locks(HOUSE, filled(*TOP))
    promised = locks(HOUSE, filled(("boss", "an"), promised=("boss",)))
    both = locks(HOUSE, filled(*TOP, promised=("boss",)))
    assert states(talked) == states(promised) == [State.OPEN, State.LOCKED, State.LOCKED]
    assert states(both) == [State.DONE, State.OPEN, State.LOCKED]


def test_a_layer_waits_for_every_leader_above_and_for_nobody_else() -> None:
    layers = locks(HOUSE, filled(*TOP, ("an", "e1"), promised=("boss", "an", "e1")))
    assert layers[2].waits_for == (BEA,)
    assert [(each.person, each.filled, each.of, each.promised) for each in layers[1].leaders] == [
        (AN, 1, 1, True),
        (BEA, 0, 1, False),
    ]


def test_talks_of_teams_and_customers_make_nobody_wait() -> None:
    complete = filled(*TOP, ("an", "e1"), ("bea", "e2"), promised=("boss", "an", "bea"))
    layers = locks([*HOUSE, *leads("deep", "e9", layer=4)], complete)
    assert states(layers) == [State.DONE, State.DONE, State.OPEN, State.OPEN]
    assert layers[2].leaders == ()


def test_two_keys_open_a_layer_out_of_order_and_that_stays_visible() -> None:
    layers = locks(HOUSE, Filled(), keys={2})
    assert states(layers) == [State.OPEN, State.OPEN, State.LOCKED]
    assert [each.opened_by_keys for each in layers] == [False, True, False]
    assert layers[2].waits_for == (BOSS, AN, BEA)


def test_keys_that_were_not_needed_in_the_end_are_not_shown_as_out_of_order() -> None:
    layers = locks(HOUSE, filled(*TOP, promised=("boss",)), keys={2})
    assert not layers[1].opened_by_keys


def test_a_layer_that_was_open_stays_open_when_somebody_joins_above() -> None:
    more = [*HOUSE, *leads("boss", "new", layer=1)]
    layers = locks(more, filled(*TOP, promised=("boss",)), opened={2})
    assert states(layers) == [State.OPEN, State.OPEN, State.LOCKED]
    assert not layers[1].opened_by_keys


def test_without_talks_there_are_no_layers() -> None:
    assert locks([], Filled(), keys={1}) == ()


@given(st.data(), organisations(), LAYERS)
def test_a_layer_never_opens_before_those_above_unless_by_keys(
    data: st.DataObject, organisation: Organisation, keys: set[int]
) -> None:
    talks, facts = relations(organisation), data.draw(fillings(organisation))
    undone = {
        each.layer
        for each in talks
        if each.kind is Kind.LEADING
        and not (
            (each.giver.id, each.receiver.id) in facts.complete and each.giver.id in facts.promised
        )
    }
    for layer in locks(talks, facts, keys=keys):
        in_order = layer.number <= min(undone, default=layer.number)
        assert layer.is_open == (in_order or layer.number in keys)
        assert layer.opened_by_keys == (layer.is_open and not in_order)
        assert bool(layer.waits_for) == (not layer.is_open)
        assert (layer.state is State.DONE) == (
            layer.is_open and bool(layer.leaders) and layer.number not in undone
        )


@given(st.data(), organisations(), LAYERS, LAYERS)
def test_adding_facts_never_closes_a_layer(
    data: st.DataObject, organisation: Organisation, keys: set[int], more_keys: set[int]
) -> None:
    talks = relations(organisation)
    few, more = data.draw(fillings(organisation)), data.draw(fillings(organisation))
    both = Filled(few.complete | more.complete, few.promised | more.promised)
    before = locks(talks, few, keys=keys)
    after = locks(talks, both, keys=keys | more_keys)
    assert all(now.is_open >= then.is_open for then, now in zip(before, after, strict=True))


@given(st.data(), organisations())
def test_vacant_and_empty_teams_block_nobody(
    data: st.DataObject, organisation: Organisation
) -> None:
    """Nobody leads one of the new teams, nobody is in the other; both stand above and below."""
    facts = data.draw(fillings(organisation))
    teams = list(organisation.teams)
    for place in [None, *(team.id for team in teams)]:
        teams.append(Team(TeamId(f"vacant-{place}"), "Vacant", place))
        teams.append(Team(TeamId(f"empty-{place}"), "Empty", place, PEOPLE[0]))
    people = tuple(
        Membership(PersonId(f"led-by-nobody-{place.id}"), TeamId(f"vacant-{place.id}"))
        for place in organisation.teams
    )
    wider = replace(organisation, teams=tuple(teams), people=organisation.people + people)
    assert locks(relations(wider), facts) == locks(relations(organisation), facts)


@given(st.data(), organisations())
def test_when_everybody_talked_and_promised_everything_is_open(
    data: st.DataObject, organisation: Organisation
) -> None:
    talks = relations(organisation)
    everything = Filled(
        frozenset((each.giver.id, each.receiver.id) for each in talks), frozenset(PEOPLE)
    )
    assert all(each.is_open for each in locks(talks, everything))


@given(st.data(), organisations())
def test_the_order_of_relations_changes_no_state(
    data: st.DataObject, organisation: Organisation
) -> None:
    talks, facts = relations(organisation), data.draw(fillings(organisation))
    shuffled = data.draw(st.permutations(talks))
    assert states(locks(shuffled, facts)) == states(locks(talks, facts))


def test_of_ten_thousand_teams_one_person_keeps_all_waiting() -> None:
    talks = relations(_ten_thousand())
    layers = locks(talks, Filled())
    assert len(talks) == 80_000
    assert len(layers[-1].waits_for) == 1


def _ten_thousand() -> Organisation:
    def leader(number: int) -> PersonId:
        return PersonId(f"p{(number - 1) // 6}-{(number - 1) % 6}") if number else PersonId("boss")

    teams = tuple(
        Team(
            TeamId(f"t{number}"),
            f"Team {number}",
            TeamId(f"t{(number - 1) // 6}") if number else None,
            leader(number),
        )
        for number in range(10_000)
    )
    people = tuple(
        Membership(PersonId(f"p{number}-{each}"), TeamId(f"t{number}"))
        for number in range(10_000)
        for each in range(8)
    )
    return Organisation(teams, people)
