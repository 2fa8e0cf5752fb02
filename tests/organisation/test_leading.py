"""Who leads whom, on the invented bakery and on the smallest organisations."""

from __future__ import annotations

from binnenuit.organisation import Membership, Organisation, PersonId, Team, TeamId
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.parties import Party


def organisation(teams: str, people: str) -> Organisation:
    """Make teams from "id parent leader" and people from "person team"; - is nobody."""
    rows = [[None if part == "-" else part for part in row.split()] for row in teams.split(",")]
    return Organisation(
        teams=tuple(
            Team(TeamId(key or ""), f"Team {key}", parent and TeamId(parent), who and PersonId(who))
            for key, parent, who in rows
        ),
        people=tuple(
            Membership(
                PersonId(row.split()[0]), TeamId(row.split()[1]), name=row.split()[0].upper()
            )
            for row in people.split(",")
        ),
    )


GROUP = organisation(
    "top - -, heads top ceo, bread heads h1, pastry heads h2, oven bread b1, dough bread -",
    "ceo top, h1 heads, h2 heads, b1 bread, b2 bread, p1 pastry, o1 oven, o2 oven, d1 dough",
)


def test_the_chief_executive_leads_the_first_layer() -> None:
    leading = Leading(GROUP)
    assert leading.chief_executives == ("ceo",)
    assert [(led.leader, led.team, led.layer, led.people) for led in leading.led] == [
        ("ceo", "heads", 1, ("h1", "h2")),
        ("h1", "bread", 2, ("b1", "b2")),
        ("h2", "pastry", 2, ("p1",)),
        ("b1", "oven", 3, ("o1", "o2")),
    ]


def test_three_people_with_one_team_have_one_layer() -> None:
    small = organisation("shop - boss", "boss shop, a shop, b shop")
    (led,) = Leading(small).led
    assert (led.leader, led.layer, led.people) == ("boss", 1, ("a", "b"))
    assert Leading(small).leaders_above(PersonId("boss")) == ()


def test_the_way_up_passes_over_a_team_that_nobody_leads() -> None:
    leading = Leading(GROUP)
    assert [led.leader for led in leading.way_up(TeamId("oven"))] == ["b1", "h1", "ceo"]
    assert [led.leader for led in leading.way_up(TeamId("dough"))] == ["h1", "ceo"]
    assert leading.way_up(TeamId("nowhere")) == ()


def test_who_stands_above_somebody_comes_nearest_first() -> None:
    leading = Leading(GROUP)
    assert [led.leader for led in leading.leaders_above(PersonId("o2"))] == ["b1", "h1", "ceo"]
    assert [led.leader for led in leading.leaders_above(PersonId("b1"))] == ["h1", "ceo"]
    assert leading.leaders_above(PersonId("ceo")) == ()


def test_below_holds_the_team_itself() -> None:
    assert Leading(GROUP).below(TeamId("bread")) == {"bread", "oven", "dough"}


def test_a_side_has_a_name_as_long_as_it_is_there() -> None:
    assert Party.person(PersonId("h1")).name(GROUP) == "H1"
    assert Party.team(TeamId("oven")).name(GROUP) == "Team oven"
    assert Party.person(PersonId("gone")).name(GROUP) == ""
