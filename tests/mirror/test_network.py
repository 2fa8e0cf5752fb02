"""Whose service shapes whose, on a small bakery."""

from __future__ import annotations

import numpy as np

from binnenuit.mirror.disclose.network import NOBODY, Network, Node, network
from binnenuit.mirror.model import About
from binnenuit.organisation import Membership, Organisation, PersonId, ServiceLink, Team, TeamId
from binnenuit.organisation.model import LinkKind


def bakery() -> Organisation:
    teams = [
        ("heads", None, "ceo"),
        ("bread", "heads", "h1"),
        ("sales", "heads", "h2"),
        ("oven", "bread", "b1"),
        ("dough", "bread", None),
        ("shop", "sales", "h2"),
    ]
    people = ["h1 heads", "h2 heads", "b1 bread", "b2 bread", "s1 sales", "o1 oven", "d1 dough"]
    people += ["k1 shop", "k2 shop"]
    links = [("oven", "shop"), ("dough", "oven"), ("oven", "customer")]
    return Organisation(
        teams=tuple(
            Team(TeamId(key), key, up and TeamId(up), who and PersonId(who))
            for key, up, who in teams
        ),
        people=tuple(
            Membership(PersonId(row.split()[0]), TeamId(row.split()[1])) for row in people
        ),
        links=tuple(
            ServiceLink(TeamId(giver), TeamId(receiver), LinkKind.SERVES)
            for giver, receiver in links
        ),
    )


def names(found: Network) -> list[str]:
    return [f"{'leader ' * (n.about is About.LEADER)}{n.team}" for n in found.nodes]


def above(found: Network) -> dict[str, str]:
    known = [*names(found), "nobody"]
    return {known[number]: known[up] for number, up in enumerate(found.above.tolist())}


def test_leaders_stand_above_leaders_and_teams() -> None:
    found = network(bakery(), [TeamId("oven"), TeamId("shop"), TeamId("dough")])
    assert above(found) == {
        "leader heads": "nobody",
        "leader bread": "leader heads",
        "leader sales": "leader heads",
        "leader oven": "leader bread",
        "leader shop": "leader heads",  # h2 leads both the shop and sales: not above himself
        "oven": "leader oven",
        "dough": "leader bread",  # nobody leads the dough
        "shop": "leader shop",
    }


def test_suppliers_and_leader_weigh_the_same_and_customers_outside_are_no_nodes() -> None:
    found = network(bakery(), [TeamId("oven"), TeamId("shop"), TeamId("dough")])
    rows = {
        name: {names(found)[j]: float(weight) for j, weight in zip(*row, strict=True)}
        for name, row in (
            (name, (found.links[[i]].indices.tolist(), found.links[[i]].data.tolist()))
            for i, name in enumerate(names(found))
        )
    }
    assert rows["shop"] == {"leader shop": 0.5, "oven": 0.5}
    assert rows["oven"] == {"leader oven": 0.5, "dough": 0.5}
    assert rows["leader oven"] == {"leader bread": 1.0}
    assert rows["leader heads"] == {}
    totals = np.asarray(found.links.sum(axis=1)).ravel()
    assert set(totals.tolist()) == {0.0, 1.0}


def test_a_branch_is_ones_leaders_leader_and_never_holds_leaders_and_teams_together() -> None:
    found = network(bakery(), [TeamId("oven"), TeamId("shop"), TeamId("dough")])
    branch = dict(zip(names(found), found.branches.tolist(), strict=True))
    assert branch["leader heads"] == branch["leader bread"] == NOBODY
    assert branch["oven"] != branch["leader oven"]
    assert branch["oven"] // 2 == found.number[Node(About.LEADER, TeamId("bread"))]
    assert branch["dough"] == branch["shop"]  # their leaders are both led by the chief executive


def test_a_team_that_does_not_exist_is_left_out() -> None:
    assert network(bakery(), [TeamId("elsewhere")]).nodes == network(bakery(), []).nodes


def test_an_organisation_without_leaders_has_an_empty_network() -> None:
    found = network(Organisation(), [])
    assert (found.nodes, found.links.shape, len(found.branches)) == ((), (0, 0), 0)
