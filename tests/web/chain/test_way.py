from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.chain.disclose import Flow
from binnenuit.organisation.model import (
    Customer,
    CustomerId,
    LinkKind,
    Organisation,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.chain import services
from binnenuit_web.chain.services.drawing import draw
from binnenuit_web.chain.services.fold import fold
from binnenuit_web.chain.services.layers import Stream, around, layers, merge, through
from binnenuit_web.organisation import services as stored
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

NODES = [f"t{number}" for number in range(8)]
PAYERS = ["c0", "c1"]
EMPLOYEE = Viewer(roles=frozenset({Role.EMPLOYEE}))


@st.composite
def streams(draw_from: st.DrawFn) -> list[Stream]:
    ends = st.tuples(st.sampled_from(NODES + PAYERS), st.sampled_from(NODES))
    pairs = draw_from(st.sets(ends.filter(lambda pair: pair[0] != pair[1]), max_size=30))
    share = st.floats(1e-4, 1, allow_nan=False)
    return [Stream(source, target, draw_from(share)) for source, target in sorted(pairs)]


@given(streams())
def test_who_pays_stands_first_and_no_layer_is_empty(given_streams: list[Stream]) -> None:
    placed = layers(given_streams, PAYERS)
    assert all(placed[payer] == 0 for payer in PAYERS)
    assert set(placed.values()) == set(range(max(placed.values()) + 1))


@given(streams())
def test_bars_never_overlap_and_stay_in_the_picture(given_streams: list[Stream]) -> None:
    placed = layers(given_streams, PAYERS)
    drawing = draw(given_streams, placed, through(given_streams))
    assert {box.node for box in drawing.boxes} == set(placed)
    for layer in set(placed.values()):
        column = sorted((b for b in drawing.boxes if b.layer == layer), key=lambda b: b.y)
        for above, below in itertools.pairwise(column):
            assert above.y + above.height <= below.y
        assert column[0].y >= 0
        assert column[-1].y + column[-1].height <= drawing.height


@given(streams())
def test_every_stream_is_one_ribbon_as_wide_as_its_money(given_streams: list[Stream]) -> None:
    drawing = draw(given_streams, layers(given_streams, PAYERS), through(given_streams))
    assert [(r.source, r.target) for r in drawing.ribbons] == [
        (s.source, s.target) for s in given_streams
    ]
    order = sorted(drawing.ribbons, key=lambda ribbon: ribbon.share)
    widths = [ribbon.width for ribbon in order]
    assert widths == sorted(widths)


@given(streams())
def test_the_picture_does_not_depend_on_the_order_of_the_streams(
    given_streams: list[Stream],
) -> None:
    one = layers(given_streams, PAYERS)
    other = layers(given_streams[::-1], PAYERS)
    assert one == other


def test_a_chain_stands_in_the_order_of_the_hands() -> None:
    chain = [Stream("c0", "a", 1), Stream("a", "b", 0.5), Stream("b", "c", 0.2)]
    assert layers(chain, ["c0"]) == {"c0": 0, "a": 1, "b": 2, "c": 3}


def test_a_circle_comes_to_rest() -> None:
    placed = layers([Stream("c0", "a", 1), Stream("a", "b", 1), Stream("b", "a", 0.5)], ["c0"])
    assert placed["c0"] == 0
    assert placed["a"] <= placed["b"]


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(1, 40))
def test_folding_loses_no_team_and_opens_what_is_asked(parents: list[int], room: int) -> None:
    teams = [Team(TeamId("0"), "0")]
    for number, parent in enumerate(parents, start=1):
        teams.append(Team(TeamId(str(number)), "x", parent=TeamId(str(min(parent, number - 1)))))
    whole = Organisation(tuple(teams))
    asked = teams[-1].parent
    folded = fold(whole, [asked] if asked else [], in_view=room)
    assert set(folded.stands_for) == {team.id for team in teams}
    assert sum(folded.sizes.values()) == len(teams)
    assert all(folded.stands_for[node] == node for node in folded.sizes)
    if asked:
        assert folded.stands_for[teams[-1].id] == teams[-1].id or teams[-1].id in folded.sizes


def test_money_between_folded_teams_is_added_and_inside_left_out() -> None:
    flows = [Flow("c", "a1", 0.6, True), Flow("c", "a2", 0.4, True), Flow("a1", "a2", 0.3, False)]
    merged = merge(flows, lambda node: "a" if node.startswith("a") else node)
    assert merged == (Stream("c", "a", 1.0),)


def test_around_a_team_keeps_only_its_own_way() -> None:
    flows = [
        Flow("c", "a", 0.5, True),
        Flow("a", "b", 0.2, False),
        Flow("d", "e", 0.5, True),
    ]
    assert around(flows, "b") == {"b", "a", "c"}


def large(teams: int) -> Organisation:
    """A tree of eight below each team; leaves sell, everybody else works for the next."""
    named = [Team(TeamId("t0"), "Top")]
    named += [
        Team(TeamId(f"t{n}"), f"Team {n}", parent=TeamId(f"t{(n - 1) // 8}"))
        for n in range(1, teams)
    ]
    customers = tuple(Customer(CustomerId(f"c{n}"), f"Customer {n}") for n in range(40))
    links = []
    for n in range(1, teams):
        if n % 5 == 0:
            ends = [(f"c{n % 40}", 1.0)]
        else:
            ends = [(f"t{n + 1 if n + 1 < teams else 5}", 0.6), (f"t{(n * 7) % teams or 5}", 0.3)]
        links += [
            ServiceLink(TeamId(f"t{n}"), CustomerId(end), LinkKind.SERVES, share)
            for end, share in ends
            if end != f"t{n}"
        ]
    return Organisation(tuple(named), customers=customers, links=tuple(links))


def test_a_thousand_teams_are_drawn_with_few_boxes(db: None) -> None:
    stored.replace(large(1_000))
    shown = services.picture(EMPLOYEE)
    assert shown.flows  # solved once per revision and kept
    way = services.way_of_money(EMPLOYEE)
    focused = services.way_of_money(EMPLOYEE, focus="t500")
    assert len(way.nodes) <= 45
    assert len(focused.nodes) <= 30
    assert "t500" in focused.nodes


SignIn = Callable[..., Client]


def test_the_map_shows_the_same_in_picture_list_and_table(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = sign_in_as(Role.EMPLOYEE, "oven").get("/way-of-the-money/").content.decode()
    assert page.count("Supermarkets") >= 3
    assert "<title id=" in page
    assert "<caption>" in page
    assert " style=" not in page


def test_focus_on_one_team_leaves_others_out(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    page = client.get("/way-of-the-money/?team=oven").content.decode()
    assert "Where the money of Oven comes from" in page
    assert "Quality" not in page


def test_a_folded_department_opens_and_folds_by_links(db: None, sign_in_as: SignIn) -> None:
    stored.replace(large(200))
    client = sign_in_as(Role.EMPLOYEE)
    page = client.get("/way-of-the-money/").content.decode()
    assert "open=" in page
    page = client.get("/way-of-the-money/?open=t3").content.decode()
    assert "Fold Team 3" in page


def test_htmx_gets_only_the_part(organisation: Organisation, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    part = client.get("/way-of-the-money/", headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="way"')
    assert "<html" not in part
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client.get("/way-of-the-money/", headers=back).content.decode()


@pytest.mark.parametrize("nonsense", ["team=nobody", "open=nobody", "open=&team=", "q=%00"])
def test_nonsense_in_the_address_shows_the_whole(
    organisation: Organisation, sign_in_as: SignIn, nonsense: str
) -> None:
    answer = sign_in_as(Role.EMPLOYEE, "oven").get(f"/way-of-the-money/?{nonsense}")
    assert answer.status_code == 200
