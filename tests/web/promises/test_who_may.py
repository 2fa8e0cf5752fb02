from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.organisation.model import CustomerId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.promises import Happened, Happening
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR, Viewer
from binnenuit_web.promises import services
from tests.web import house
from tests.web.promises.conftest import FRIDAY, MONDAY, person, say, team

if TYPE_CHECKING:
    from tests.web.promises.conftest import Make

DIRECTOR: Final = person("dir1")
LEADER: Final = person("l1")
T1, T2 = team("t1"), team("t2")
ZON: Final = CustomerId("zon")
EVERYBODY: Final = ("ceo", "dir1", "dir2", "l1", "l2", "l4", "e10", "e20", "e40", "e70")


def link(which: str) -> Viewer:
    own = TeamId(which)
    return Viewer(roles=frozenset({Role.EMPLOYEE}), team=own, speaks_for=own)


def readers(promise: int) -> set[str]:
    return {
        who
        for who in EVERYBODY
        if services.shown(house.viewer(who), promise, today=MONDAY) is not None
    }


def judges(promise: int) -> set[str]:
    """Who may say that it was kept: by the page, and by really saying so."""
    found = set()
    for who in EVERYBODY:
        shown = services.shown(house.viewer(who), promise, today=MONDAY)
        if shown and Happening.KEPT in shown.may:
            found.add(who)
        else:
            with pytest.raises(PermissionDenied):
                say(house.viewer(who), promise, Happening.KEPT)
    return found


def test_the_two_sides_and_everybody_below_read_a_promise_and_nobody_else(make: Make) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER)
    assert readers(promise) == {"dir1", "l1", "l2", "e10", "e20"}


def test_only_who_got_the_promise_says_whether_it_was_kept(make: Make) -> None:
    assert judges(make(house.viewer("dir1"), DIRECTOR, LEADER)) == {"l1"}


def test_members_of_both_teams_read_what_a_team_promised_and_the_receiving_team_judges(
    make: Make,
) -> None:
    promise = make(house.viewer("l1"), T1, T2)
    assert readers(promise) == {"l1", "l2", "e10", "e20"}
    assert judges(promise) == {"l2", "e20"}


def test_who_promised_never_judges_even_as_leader_of_the_team_that_asked(make: Make) -> None:
    promise = make(house.viewer("l1"), LEADER, T1)
    assert judges(promise) == {"e10"}


def test_whoever_came_through_the_link_of_a_team_speaks_for_that_team(make: Make) -> None:
    promise = make(link("t1"), T1, T2)
    own = services.shown(link("t1"), promise, today=MONDAY)
    other = services.shown(link("t2"), promise, today=MONDAY)
    assert own is not None
    assert own.is_mine
    assert other is not None
    assert other.may == {Happening.KEPT}
    assert services.shown(link("t3"), promise, today=MONDAY) is None


@pytest.mark.parametrize(
    ("viewer", "giver"),
    [
        (Viewer(), T1),
        (link("t1"), LEADER),
        (link("t2"), T1),
        (Viewer(exchange=1), T1),
        (Viewer(roles=frozenset(Role)), T1),
        (Viewer(roles=frozenset(Role)), person("")),
        (Viewer(exchange=1), Party.customer(ZON)),
    ],
)
def test_nobody_promises_for_somebody_else(make: Make, viewer: Viewer, giver: Party) -> None:
    with pytest.raises(PermissionDenied):
        make(viewer, giver, T2)


def test_neither_leader_nor_member_promises_in_the_name_of_another(make: Make) -> None:
    for who, giver in (("dir1", LEADER), ("e10", T1), ("dir1", T1)):
        with pytest.raises(PermissionDenied):
            make(house.viewer(who), giver, T2)


def test_only_who_promised_changes_withdraws_or_calls_it_done(make: Make) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER)
    for who in set(EVERYBODY) - {"dir1"}:
        for happening in (Happening.CHANGED, Happening.WITHDRAWN, Happening.DONE):
            with pytest.raises(PermissionDenied):
                say(house.viewer(who), promise, happening)


@pytest.mark.parametrize("role", Role)
def test_no_role_by_itself_opens_a_promise(make: Make, role: Role) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER)
    outsider = Viewer(account_id=1, roles=frozenset({role}))
    for viewer in (outsider, VISITOR, Viewer(exchange=12)):
        assert services.shown(viewer, promise, today=MONDAY) is None
        assert services.about(viewer, "exchange", 12, today=MONDAY) == []
        for listed in (services.mine, services.to_me, services.above):
            assert listed(viewer, today=MONDAY) == []
        with pytest.raises(PermissionDenied):
            say(viewer, promise, Happening.KEPT)


def test_who_got_a_promise_is_told_to_the_two_sides_only(make: Make) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER)
    saturday = FRIDAY + timedelta(days=1)
    say(house.viewer("l1"), promise, Happening.NOT_KEPT, saturday, reason="No ovens")
    today = FRIDAY + timedelta(days=2)
    side = services.shown(house.viewer("l1"), promise, today=today)
    below = services.shown(house.viewer("e10"), promise, today=today)
    assert side is not None
    assert (side.receiver_name, side.standing.history[-1].reason) == ("Leider 1", "No ovens")
    assert below is not None
    assert "l1" not in str(below)
    assert "Leider 1" not in str(below)
    assert "No ovens" not in str(below)
    assert below.standing.said_not_kept


def test_only_the_giver_sees_that_he_is_asked(make: Make) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER)
    today = FRIDAY + timedelta(days=3)
    asked = {
        who: found.standing.asks_giver
        for who in EVERYBODY
        if (found := services.shown(house.viewer(who), promise, today=today))
    }
    assert {who for who, is_asked in asked.items() if is_asked} == {"dir1"}
    late = services.shown(house.viewer("e10"), promise, today=today + timedelta(days=7))
    assert late is not None
    assert late.standing.is_overdue


def test_who_changed_teams_reads_what_belongs_to_the_new_one(make: Make) -> None:
    promise = make(house.viewer("l1"), LEADER, T1)
    account_is_behind = house.viewer("e20", team="t1")
    assert services.shown(account_is_behind, promise, today=MONDAY) is None


def test_promises_above_come_with_the_nearest_layer_first(make: Make) -> None:
    make(house.viewer("l1"), LEADER, person("e10"))
    make(house.viewer("dir1"), DIRECTOR, LEADER)
    make(house.viewer("ceo"), person("ceo"), DIRECTOR)
    make(house.viewer("dir2"), person("dir2"), T2)
    for viewer in (house.viewer("e11"), link("t1")):
        found = services.above(viewer, today=MONDAY)
        assert [each.giver_name for each in found] == ["Leider 1", "Directeur 1", "Karin de Wit"]
    assert services.above(house.viewer("ceo"), today=MONDAY) == []
    assert not services.stands_below(house.viewer("ceo"), today=MONDAY)


def test_a_customer_hears_what_was_promised_and_told_and_judges_what_is_his(make: Make) -> None:
    customer = Viewer(exchange=12)
    own = make(house.viewer("l7"), team("t7"), Party.customer(ZON))
    told = make(house.viewer("dir1"), DIRECTOR, T1, told=ZON)
    make(house.viewer("dir1"), DIRECTOR, T1, told=CustomerId("maan"))
    found = services.for_customer(customer, ZON, today=MONDAY)
    assert [(each.id, each.may) for each in found] == [
        (told, frozenset()),
        (own, {Happening.KEPT}),
    ]
    kept = Happened(Happening.KEPT, MONDAY)
    with pytest.raises(PermissionDenied):
        services.happen_for_customer(customer, ZON, told, kept, once=uuid4())
    with pytest.raises(PermissionDenied):
        services.happen_for_customer(house.viewer("l7"), ZON, own, kept, once=uuid4())
    with pytest.raises(PermissionDenied):
        services.happen_for_customer(
            customer, ZON, own, Happened(Happening.WITHDRAWN, MONDAY), once=uuid4()
        )
    with pytest.raises(PermissionDenied):
        services.for_customer(house.viewer("l7"), ZON, today=MONDAY)
    services.happen_for_customer(customer, ZON, own, kept, once=uuid4())
    assert services.for_customer(customer, ZON, today=MONDAY)[1].has_ended
