"""A walk to the source: who is asked and when, who reads it, and how it ends with a promise."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from binnenuit.organisation.model import CustomerId, PersonId, TeamId
from binnenuit.signals.walk import StepState
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import personal
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.promises import services as promises
from binnenuit_web.promises.models import Promise
from binnenuit_web.signals import services
from binnenuit_web.signals.models import Step, Walk
from binnenuit_web.signals.views.moves import moves
from tests.web import house

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer

pytestmark = pytest.mark.django_db

MONDAY: Final = date(2026, 11, 16)
TOO_LATE: Final = date(2026, 11, 24)
TWICE: Final = "told-twice"


@pytest.fixture(autouse=True)
def sixty() -> None:
    house.live_in(house.sixty())


def begun(who: str = "e70", team: str = "t7", customer: str = "", on: date = MONDAY) -> int:
    new = services.NewWalk(TeamId(team), TWICE, CustomerId(customer) if customer else None, uuid4())
    return services.begin(house.viewer(who), new, today=on)


def said(*, begins: bool = False, due: date | None = None, **words: str) -> services.Said:
    return services.Said(
        contributed=words.get("contributed", "I asked for two forms."),
        changes=words.get("changes", "One form is enough."),
        begins_here=begins,
        what=words.get("what", "One form from Monday on." if begins else ""),
        due=due or MONDAY + timedelta(days=40),
        once=uuid4(),
    )


def answered(who: str, walk: int, answer: services.Said, on: date = MONDAY) -> None:
    services.answer(house.viewer(who, Role.TEAM_LEADER), walk, answer, today=on)


def asked_in(walk: int) -> list[str]:
    return [step.leader for step in Step.objects.filter(walk=walk)]


def seen_by(viewer: Viewer, walk: int, on: date = MONDAY) -> services.ShownWalk:
    found = services.walk(viewer, walk, today=on)
    assert found is not None
    return found


def test_a_walk_asks_the_leader_of_the_team_first() -> None:
    walk = begun()
    assert asked_in(walk) == ["l7"]
    assert [each.walk for each in services.asked(house.viewer("l7"), today=MONDAY)] == [walk]
    assert services.asked(house.viewer("dir3"), today=MONDAY) == []


def test_nobody_begins_a_walk_for_another_team() -> None:
    with pytest.raises(PermissionDenied):
        begun("e10", "t7")
    assert not Walk.objects.exists()


def test_a_good_thing_is_no_symptom_to_walk_with() -> None:
    new = services.NewWalk(TeamId("t7"), "asked-and-done", None, uuid4())
    with pytest.raises(PermissionDenied):
        services.begin(house.viewer("e70"), new, today=MONDAY)


def test_only_a_customer_who_pays_the_team_can_be_named() -> None:
    assert Walk.objects.get(pk=begun(customer="zon")).customer == "zon"
    with pytest.raises(PermissionDenied):
        begun("e80", "t8", customer="zon")


def test_a_team_has_one_walk_under_way() -> None:
    walk = begun()
    assert begun("e71") == walk
    assert Walk.objects.count() == 1


def test_the_same_form_sent_twice_begins_one_walk() -> None:
    new = services.NewWalk(TeamId("t7"), TWICE, None, uuid4())
    both = {services.begin(house.viewer("e70"), new, today=MONDAY) for _ in range(2)}
    assert len(both) == 1
    assert asked_in(both.pop()) == ["l7"]
    assert LogbookLine.objects.filter(did="walk.begun").count() == 1


def test_it_goes_further_up_layer_by_layer_and_at_the_top_it_begins() -> None:
    walk = begun(customer="zon")
    answered("l7", walk, said())
    answered("dir3", walk, said())
    assert asked_in(walk) == ["l7", "dir3", "ceo"]
    # The top says "further up" in vain: there is nobody.
    answered("ceo", walk, said(begins=False, what="I stop the second form."))
    found = seen_by(house.viewer("e70"), walk)
    assert found.begins_with is not None
    assert found.begins_with.name == "Karin de Wit"
    promise = Promise.objects.get(origin="walk", number=walk)
    assert (promise.giver, promise.receiver, promise.told) == ("ceo", "t7", "zon")
    assert [each.standing.what for each in found.promised] == ["I stop the second form."]


def test_it_ends_with_who_says_that_it_begins_with_him() -> None:
    walk = begun()
    answered("l7", walk, said(begins=True))
    assert asked_in(walk) == ["l7"]
    assert seen_by(house.viewer("e70"), walk).has_ended
    assert services.found_for(house.viewer("e71"), today=MONDAY) is not None
    assert services.found_for(house.viewer("e80"), today=MONDAY) is None


def test_a_silent_layer_is_passed_and_its_late_answer_is_still_taken() -> None:
    walk = begun()
    services.go_on(TOO_LATE - timedelta(days=1))
    assert asked_in(walk) == ["l7"]
    services.go_on(TOO_LATE)
    services.go_on(TOO_LATE)
    assert asked_in(walk) == ["l7", "dir3"]
    assert [each.until for each in services.asked(house.viewer("l7"), today=TOO_LATE)] == [None]
    answered("l7", walk, said(), TOO_LATE)
    states = [each.state for each in seen_by(house.viewer("e70"), walk, TOO_LATE).steps]
    assert states == [StepState.LATE, StepState.ASKED]
    assert asked_in(walk) == ["l7", "dir3"]


def test_an_answer_cannot_be_changed_and_the_same_one_again_adds_nothing() -> None:
    walk, first = begun(), said()
    answered("l7", walk, first)
    answered("l7", walk, first)
    with pytest.raises(services.AnsweredError):
        answered("l7", walk, said(changes="Nothing at all."))
    assert Step.objects.get(walk=walk, leader="l7").changes == "One form is enough."
    assert LogbookLine.objects.filter(did="walk.answered").count() == 1


def test_a_promise_sent_twice_is_made_once() -> None:
    walk, answer = begun(), said(begins=True)
    answered("l7", walk, answer)
    answered("l7", walk, answer)
    assert Promise.objects.count() == 1


def test_nobody_else_answers_in_somebodys_place() -> None:
    walk = begun()
    for who in ("dir3", "ceo", "e70", "l8"):
        with pytest.raises(PermissionDenied):
            answered(who, walk, said())
    link = house.viewer("", Role.EMPLOYEE, team="t7")
    with pytest.raises(PermissionDenied):
        services.answer(link, walk, said(), today=MONDAY)


def test_after_the_end_nobody_answers_any_more() -> None:
    walk = begun()
    services.go_on(TOO_LATE)
    answered("dir3", walk, said(begins=True), TOO_LATE)
    with pytest.raises(services.AnsweredError):
        answered("l7", walk, said(), TOO_LATE)
    assert services.asked(house.viewer("l7"), today=TOO_LATE) == []


def test_what_was_said_is_read_below_who_was_asked_and_by_nobody_else() -> None:
    walk = begun()
    readers = {"e70", "l7"}
    others = {"e80", "l8", "dir3", "ceo", "e10"}
    assert all(services.walk(house.viewer(who), walk, today=MONDAY) for who in readers)
    assert not any(services.walk(house.viewer(who), walk, today=MONDAY) for who in others)
    answered("l7", walk, said())
    assert all(
        services.walk(house.viewer(who), walk, today=MONDAY)
        for who in readers | {"dir3", "e80", "l8"}
    )
    assert not any(services.walk(house.viewer(who), walk, today=MONDAY) for who in ("ceo", "e10"))
    watching = house.viewer("", Role.FACILITATOR, Role.WORKS_COUNCIL)
    assert services.walk(watching, walk, today=MONDAY) is None
    assert services.walks_for(watching, today=MONDAY) == []


def test_a_walk_stands_once_in_the_list_however_many_were_asked() -> None:
    walk = begun()
    answered("l7", walk, said())
    answered("dir3", walk, said())
    assert [each.id for each in services.walks_for(house.viewer("e70"), today=MONDAY)] == [walk]


def test_who_came_through_the_link_of_a_team_begins_and_reads() -> None:
    client = Client()
    client.get(f"/t/{organisation.keys_for([TeamId('t7')])[TeamId('t7')]}/")
    form = client.get("/walks/begin/").content.decode()
    answer = client.post("/walks/begin/", {"once": once_in(form), "team": "t7", "symptom": TWICE})
    walk = Walk.objects.get()
    assert answer.headers["Location"] == f"/walks/{walk.pk}/"
    assert b"Leider 7" in client.get(f"/walks/{walk.pk}/").content
    assert LogbookLine.objects.get(did="walk.begun").who == "link"


def test_a_leader_answers_on_the_page_and_his_team_reads_the_promise() -> None:
    walk = begun(on=timezone.localdate())
    leader = house.sign_in("l7", Role.TEAM_LEADER)
    page = leader.get(f"/walks/{walk}/").content.decode()
    assert "What did I contribute?" in page
    fields = {
        "once": once_in(page),
        "contributed": "I asked for two forms.",
        "changes": "One is enough.",
        "where": "here",
        "what": "One form from now on.",
        "due": (timezone.localdate() + timedelta(days=14)).isoformat(),
    }
    for _ in range(2):
        answer = leader.post(f"/walks/{walk}/answer/", fields)
        assert answer.status_code == 302
    read = house.sign_in("e70").get(f"/walks/{walk}/").content.decode()
    assert "It begins with Leider 7." in read
    assert "One form from now on." in read
    assert "Your answer" not in read


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"what": ""}, "say what you promise"),
        ({"due": ""}, "Say until when"),
        ({"due": "2020-01-01"}, "2020"),
        ({"contributed": "Karin de Wit wanted it."}, "Leave out the name Karin de Wit"),
        ({"changes": "x" * 301}, "300"),
        ({"what": "Mens 80 helps you."}, "Leave out the name Mens 80"),
    ],
)
def test_a_wrong_answer_is_told_kindly_and_nothing_is_stored(
    changed: dict[str, str], words: str
) -> None:
    walk = begun(on=timezone.localdate())
    leader = house.sign_in("l7", Role.TEAM_LEADER)
    fields: dict[str, Any] = {
        "once": str(uuid4()),
        "contributed": "I asked for two forms.",
        "changes": "One is enough.",
        "where": "here",
        "what": "One form from now on.",
        "due": (timezone.localdate() + timedelta(days=14)).isoformat(),
    }
    answer = leader.post(f"/walks/{walk}/answer/", fields | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Step.objects.get(walk=walk).answered_on is None
    assert not Promise.objects.exists()


def test_further_up_needs_no_promise_and_the_top_is_not_offered_it() -> None:
    walk = begun(on=timezone.localdate())
    fields = {"once": str(uuid4()), "contributed": "This.", "changes": "That.", "where": "up"}
    for who in ("l7", "dir3"):
        answer = house.sign_in(who).post(f"/walks/{walk}/answer/", fields)
        assert answer.status_code == 302
    top = house.sign_in("ceo", Role.CHIEF_EXECUTIVE)
    assert "It goes further up" not in form_in(top.get(f"/walks/{walk}/").content.decode())
    assert top.post(f"/walks/{walk}/answer/", fields).status_code == 422


def test_pages_of_a_walk_are_closed_to_strangers() -> None:
    walk = begun(on=timezone.localdate())
    stranger = house.sign_in("e10")
    assert stranger.get(f"/walks/{walk}/").status_code == 404
    assert stranger.post(f"/walks/{walk}/answer/").status_code == 404
    assert house.sign_in("e70").post(f"/walks/{walk}/answer/").status_code == 403
    assert Client().get(f"/walks/{walk}/").status_code == 302


def test_a_walk_asks_for_a_move_until_it_is_answered() -> None:
    walk = begun()
    leader = house.viewer("l7", Role.TEAM_LEADER)
    asked = moves(leader, MONDAY)
    assert [(each.address, each.until) for each in asked] == [
        (f"/walks/{walk}/", MONDAY + timedelta(days=7))
    ]
    answered("l7", walk, said())
    assert moves(leader, MONDAY) == []


def test_forgetting_empties_what_a_leader_said_and_the_walk_goes_on() -> None:
    client = house.sign_in("l7", Role.TEAM_LEADER)
    account = int(client.session["_auth_user_id"])
    walk = begun()
    answered("l7", walk, said(contributed="Canary one.", changes="Canary two."))
    told = {each.table: each.export(account) for each in personal.registered()}
    assert told["signals.Step"][0]["contributed"] == "Canary one."
    for each in reversed(personal.registered()):
        each.forget(account)
    step = Step.objects.get(walk=walk, number=1)
    assert (step.leader, step.contributed, step.changes) == ("", "", "")
    found = seen_by(house.viewer("e70"), walk)
    assert found.steps[0].name == ""
    assert found.waits_for is not None
    assert found.waits_for.name == "Directeur 3"


def test_the_promise_of_a_walk_is_read_by_the_team_that_asked() -> None:
    walk = begun()
    answered("l7", walk, said(begins=True))
    told = promises.about(house.viewer("e70"), "walk", walk, today=MONDAY)
    assert [each.giver.id for each in told] == [PersonId("l7")]


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found.group(1)


def form_in(page: str) -> str:
    return page[page.index("Your answer") : page.index("The way<")]
