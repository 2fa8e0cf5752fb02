"""Everybody is counted once, in a team of his own or above it, and nobody about himself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.organisation import Membership, Organisation, Period, Team, read_folder
from binnenuit.privacy.rounds.layers import leader_groups, leader_places, team_groups, team_places
from binnenuit.privacy.rounds.moments import open_round

EXAMPLE = Path(__file__).parents[2] / "examples" / "bakery"


def team(name, parent=None, leader=None, **more):
    return Team(name, name.title(), parent, leader, **more)


def members(text):
    """``anna:dough ben:dough`` as memberships."""
    return tuple(Membership(*word.split(":")) for word in text.split())


SMALL = Organisation(
    teams=(
        team("board", leader="chief"),
        team("bread", "board", "bo"),
        team("dough", "bread", "dirk"),
        team("oven", "bread", "olga"),
    ),
    people=members("chief:board bo:board dirk:bread olga:bread a:dough b:dough c:oven"),
)


def counted(found):
    groups, invited = found
    return dict(zip(groups.names, invited.tolist(), strict=True))


def above(found):
    groups, _ = found
    names = (*groups.names, "")
    return {name: names[up] for name, up in zip(groups.names, groups.tree, strict=True)}


def test_a_team_with_teams_below_it_has_a_group_for_its_own_people() -> None:
    found = team_groups(SMALL)
    assert counted(found) == {
        "board": 0, "bread": 0, "dough": 2, "oven": 1, "board/own": 2, "bread/own": 2,
    }  # fmt: skip
    assert above(found) == {
        "board": "", "bread": "board", "dough": "bread", "oven": "bread",
        "board/own": "board", "bread/own": "bread",
    }  # fmt: skip


def test_a_team_without_people_of_its_own_has_no_such_group() -> None:
    organisation = Organisation(teams=(team("top"), team("a", "top")), people=members("x:a y:a"))
    assert counted(team_groups(organisation)) == {"top": 0, "a": 2}


def test_the_chief_answers_about_nobody_above() -> None:
    assert counted(leader_groups(SMALL))["board/own"] == 1
    assert "chief" not in leader_places(SMALL)
    assert leader_places(SMALL)["bo"] == "board/own"


def test_a_leader_listed_in_the_team_he_leads_answers_in_the_team_above() -> None:
    organisation = Organisation(
        teams=(team("top"), team("a", "top", "x")), people=members("x:a y:a z:a t:top")
    )
    assert counted(team_groups(organisation)) == {"top": 0, "a": 3, "top/own": 1}
    assert counted(leader_groups(organisation)) == {"top": 0, "a": 2, "top/own": 2}
    assert leader_places(organisation)["x"] == "top/own"
    assert team_places(organisation)["x"] == "a"


def test_a_leader_of_several_layers_answers_above_all_of_them() -> None:
    teams = (team("top", None, "t"), team("a", "top", "x"), team("b", "a", "x"))
    organisation = Organisation(teams, members("x:b y:b"))
    assert counted(leader_groups(organisation)) == {"top": 0, "a": 0, "b": 1, "top/own": 1}


def test_one_person_in_two_teams_is_counted_once_in_the_first() -> None:
    organisation = Organisation(
        teams=(team("a"), team("b")), people=members("x:b x:a y:a y:a z:gone z:b")
    )
    assert counted(team_groups(organisation)) == {"a": 1, "b": 2}


def test_a_team_that_ended_leaves_its_teams_at_the_top() -> None:
    ended = Period(end=date(2026, 1, 1))
    organisation = Organisation(
        teams=(team("old", period=ended), team("a", "old")), people=members("x:old y:a")
    )
    found = team_groups(organisation.on(date(2026, 6, 1)))
    assert (counted(found), above(found)) == ({"a": 1}, {"a": ""})


def test_all_names_differ_and_can_be_merged() -> None:
    organisation = Organisation(
        teams=(team("a"), team("a/own", "a"), team("R + D", "a"), team("R+D", "a")),
        people=members("x:a y:a/own z:R+D"),
    )
    found = team_groups(organisation)
    assert found[0].names == ("a", "a/own", "R+D", "R+D 2", "a/own 2")
    open_round("r", *found)


def test_an_organisation_without_anybody_has_no_groups() -> None:
    groups, invited = leader_groups(Organisation())
    assert (groups.names, groups.tree.shape, invited.shape) == ((), (0,), (0,))


def test_teams_in_a_circle_are_refused() -> None:
    organisation = Organisation(
        teams=(team("a", "b", "x"), team("b", "a", "x")), people=members("x:a")
    )
    with pytest.raises(ArgumentError) as refusal:
        leader_groups(organisation)
    assert refusal.value.code == "privacy.circle"


def test_in_the_invented_bakery_everybody_counts_once_and_each_class_is_large_enough() -> None:
    organisation = read_folder(EXAMPLE).value
    everybody = {member.person for member in organisation.people}
    groups, invited = team_groups(organisation)
    assert invited.sum() == len(everybody)
    assert not groups.tree.flags.writeable
    opening = open_round("first", groups, invited)
    assert opening.plan.sizes[opening.plan.sizes > 0].min() >= 5
    asked = np.isin(np.arange(len(invited)), np.flatnonzero(opening.plan.regions >= 0))
    assert invited[asked].sum() / invited.sum() > 0.9


def test_nobody_in_the_bakery_answers_about_himself() -> None:
    organisation = read_folder(EXAMPLE).value
    for person, place in leader_places(organisation).items():
        rated = organisation.team_by_id[place.removesuffix("/own")]
        assert rated.leader != person
