"""A customer outside: a link and no account, his own page and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from binnenuit.exchange import Kind, Question
from binnenuit.organisation import CustomerId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.promises import Happened, Happening, State
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import CustomerLink, Exchange, Part
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.promises import services as promises
from tests.web.exchange import talking
from tests.web.exchange.talking import (
    DUE,
    OF_GIVER,
    OF_RECEIVER,
    TODAY,
    between,
    both_sign,
    customer_in,
    holder_of,
    leading,
    open_every_layer,
    sign,
    words_of,
)
from tests.web.house import live_in, sign_in, sixty, viewer

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.django_db

PART = {"brings": OF_RECEIVER[0], "gets": OF_RECEIVER[1]}


@pytest.fixture
def talk() -> int:
    """Team t7, led by l7, with the customer Zonnebakkers; t8 has one with Hotel De Maan."""
    live_in(sixty())
    open_every_layer()
    return between("t7", "zon")


def link_of(talk: int) -> str:
    team = Exchange.objects.get(pk=talk).giver
    return f"/c/{services.key_for(holder_of(team), talk)}/"


def enter(talk: int, **headers: str) -> Client:
    client = Client(headers=headers)
    assert client.get(link_of(talk))["Location"] == "/customer/"
    return client


def page_of(client: Client) -> str:
    answer = client.get("/customer/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


# The link.


def test_the_team_that_is_paid_hands_out_the_link(talk: int) -> None:
    page = sign_in("l7", Role.TEAM_LEADER).get(f"/bring-and-give/{talk}/link/").content.decode()
    assert f"http://testserver{link_of(talk)}" in page
    assert page.count("<svg") == 1
    assert " style=" not in page


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("", (Role.FACILITATOR,)),
        ("", (Role.WORKS_COUNCIL,)),
        ("dir3", (Role.DIRECTOR,)),
        ("ceo", (Role.CHIEF_EXECUTIVE,)),
        ("l8", (Role.TEAM_LEADER,)),
        ("e70", (Role.EMPLOYEE, Role.FACILITATOR)),
    ],
)
def test_nobody_else_gets_the_key_of_a_customer(
    talk: int, person: str, roles: tuple[Role, ...]
) -> None:
    """Whoever holds it reads the talk: the facilitator does not."""
    client = sign_in(person, *roles)
    assert client.get(f"/bring-and-give/{talk}/link/").status_code == 403
    assert client.post(f"/bring-and-give/{talk}/link/").status_code == 403
    assert not CustomerLink.objects.exists()


def test_only_a_talk_with_a_customer_outside_has_a_link(talk: int) -> None:
    inside = between("t1", "t2", Kind.SERVING)
    person = leading("l7", "e70")
    for number in (inside, person):
        for who in (viewer("l1"), viewer("l7"), holder_of("t1")):
            with pytest.raises(PermissionDenied):
                services.key_for(who, number)


def test_the_key_is_not_stored_and_a_new_one_ends_the_old_and_whoever_came_in_by_it(
    talk: int,
) -> None:
    old = link_of(talk)
    assert CustomerLink.objects.get().token_hash not in old
    assert link_of(talk) == old
    client = enter(talk)
    page_of(client)
    leader = sign_in("l7")
    shown = leader.post(f"/bring-and-give/{talk}/link/", follow=True).content.decode()
    assert old not in shown
    assert client.get("/customer/").status_code == 403
    over = Client().get(old)
    assert over.status_code == 404
    assert "no longer works" in over.content.decode()
    page_of(enter(talk))


def test_a_guessed_key_opens_nothing(talk: int) -> None:
    link_of(talk)
    client = Client()
    assert client.get("/c/0123456789abcdef0123456789abcdef/").status_code == 404
    assert client.get("/customer/").status_code == 403


def test_a_link_ends_when_the_customer_or_the_team_is_no_longer_there(talk: int) -> None:
    client = enter(talk)
    stored = organisation.load()
    organisation.replace(replace(stored, customers=stored.customers[1:], links=()))
    assert client.get("/customer/").status_code == 403
    organisation.replace(stored)
    page_of(client)


def test_two_customers_never_get_the_same_key(talk: int) -> None:
    assert link_of(talk) != link_of(between("t8", "maan"))


# Only his own page.


def test_a_customer_sees_his_own_page_and_nothing_else(talk: int) -> None:
    client = enter(talk)
    for address in ("/bring-and-give/", f"/bring-and-give/{talk}/", "/promises/"):
        assert client.get(address)["Location"].startswith("/sign-in/")
    assert client.post(f"/bring-and-give/{talk}/part/", PART).status_code == 302
    assert not Part.objects.exists()


def test_a_customer_does_not_come_near_the_talk_of_another(talk: int) -> None:
    other = between("t8", "maan")
    both_sign(holder_of("t8"), customer_in(other), other)
    stranger = customer_in(talk)
    with pytest.raises(PermissionDenied):
        services.talk(stranger, other, today=TODAY)
    with pytest.raises(PermissionDenied):
        sign(stranger, other, OF_RECEIVER)
    assert not words_of(page_of(enter(talk)))


@pytest.mark.parametrize("kind", ["leading", "serving"])
def test_a_number_in_the_session_opens_no_talk_inside(talk: int, kind: str) -> None:
    inside = leading("l7", "e70") if kind == "leading" else between("t1", "t2", Kind.SERVING)
    with pytest.raises(PermissionDenied):
        services.talk(customer_in(inside), inside, today=TODAY)


def test_who_works_here_does_not_answer_for_a_customer(talk: int) -> None:
    link = link_of(talk)
    for client in (sign_in("l7"), sign_in("", *Role), Client()):
        key = organisation.keys_for([TeamId("t7")])[TeamId("t7")]
        if "_auth_user_id" not in client.session:
            client.get(f"/t/{key}/")
        assert client.get(link).status_code == 403
        for address in ("/customer/", "/customer/part/", "/customer/mark/"):
            assert client.post(address, PART).status_code in {403, 405}
        assert client.get("/customer/").status_code == 403
    assert not Part.objects.exists()


def test_who_signs_in_after_opening_a_link_is_the_customer_no_more(talk: int) -> None:
    for who in (
        Viewer(exchange=talk, roles=frozenset({Role.FACILITATOR}), account_id=1),
        Viewer(exchange=talk, roles=frozenset({Role.EMPLOYEE}), speaks_for=TeamId("t8")),
    ):
        with pytest.raises(PermissionDenied):
            services.talk(who, talk, today=TODAY)
        with pytest.raises(PermissionDenied):
            services.told_to_customer(who, today=TODAY)


def test_a_new_visit_takes_nothing_along_from_an_earlier_one(talk: int) -> None:
    client = enter(talk)
    before = client.session.session_key
    client.get(link_of(between("t8", "maan")))
    assert client.session.session_key != before
    assert "Ploeg 8" in page_of(client)


# Two questions, side by side.


def test_neither_side_reads_the_other_before_both_have_signed(talk: int) -> None:
    client, leader = enter(talk), sign_in("l7")
    assert client.post("/customer/part/", PART)["Location"] == "/customer/"
    inside = f"/bring-and-give/{talk}/"
    assert not words_of(leader.get(inside).content.decode())
    assert not words_of(leader.get("/bring-and-give/").content.decode())
    sign(viewer("l7"), talk, OF_GIVER)
    for page in (page_of(client), leader.get(inside).content.decode()):
        assert words_of(page) == {*OF_GIVER, *OF_RECEIVER}


def test_the_team_that_printed_the_link_reads_nothing_by_it_before_it_has_signed(
    talk: int,
) -> None:
    """Whoever opens the link while the team has not answered sees no word of the customer."""
    enter(talk).post("/customer/part/", PART)
    again = page_of(enter(talk))
    assert not words_of(again)
    assert "Your answers are in" in again
    seen = services.talk(customer_in(talk), talk, today=TODAY)
    assert seen.mine is not None
    assert not words_of(str(seen))


def test_a_customer_may_write_again_until_the_team_has_signed(talk: int) -> None:
    client = enter(talk)
    client.post("/customer/part/", {"brings": "Eerst dit", "gets": "en dat"})
    client.post("/customer/part/", PART)
    sign(viewer("l7"), talk, OF_GIVER)
    page = client.post("/customer/part/", {"brings": "Te laat", "gets": "x"}, follow=True)
    assert "Both have signed meanwhile" in page.content.decode()
    part = Part.objects.get(side="receiver")
    assert (part.brings, part.gets, part.signed_by) == (*OF_RECEIVER, "")


def test_a_customer_names_nobody_either(talk: int) -> None:
    answer = enter(talk).post("/customer/part/", {"brings": "Mens 70 belt terug", "gets": "x"})
    assert answer.status_code == 422
    assert "Mens 70 cannot answer here" in answer.content.decode()


def test_a_customer_marks_what_is_seen_alike(talk: int) -> None:
    client = enter(talk)
    fields = {"question": "gets", "alike": "yes"}
    assert client.post("/customer/mark/", fields).status_code == 403
    both_sign(viewer("l7"), customer_in(talk), talk)
    assert client.post("/customer/mark/", {"question": "gets"}).status_code == 400
    client.post("/customer/mark/", fields)
    services.mark(viewer("l7"), talk, Question.GETS, alike=True)
    assert "Both of you see this alike" in page_of(client)


@pytest.mark.parametrize(("asked", "spoken"), [("nl-NL,nl;q=0.9", "nl"), ("en-GB", "en")])
def test_the_page_speaks_the_language_of_the_customer(talk: int, asked: str, spoken: str) -> None:
    client = enter(talk, **{"accept-language": asked})
    assert f'<html lang="{spoken}">' in page_of(client)
    client.post("/language/", {"language": "en", "next": "/customer/"})
    assert '<html lang="en">' in page_of(client)


# What was promised, and what came of it.


def promised(talk: int) -> int:
    both_sign(viewer("l7"), customer_in(talk), talk)
    return talking.promise(viewer("l7"), talk, "Voor negen uur geleverd")


def state_of(talk: int) -> State:
    return services.talk(viewer("l7"), talk, today=TODAY).promises[0].standing.state


def test_a_customer_hears_what_was_promised_and_says_that_it_was_kept(talk: int) -> None:
    promise, client = promised(talk), enter(talk)
    assert "Voor negen uur geleverd" in page_of(client)
    fields = {"once": str(uuid4())}
    for _ in "12":
        answer = client.post(f"/customer/promise/{promise}/kept/", fields)
        assert answer["Location"] == "/customer/"
    assert state_of(talk) is State.KEPT
    assert LogbookLine.objects.filter(did="promise.kept", who="customer").count() == 1
    page = page_of(client)
    assert "kept" in page
    assert "/customer/promise/" not in page


def test_a_customer_says_that_it_was_not_kept_and_why(talk: int) -> None:
    promise, client = promised(talk), enter(talk)
    done = Happened(Happening.DONE, TODAY)
    promises.happen(viewer("l7"), promise, done, once=uuid4())
    fields = {"once": str(uuid4()), "reason": "Twee keer om tien uur"}
    client.post(f"/customer/promise/{promise}/not_kept/", fields)
    shown = services.talk(viewer("l7"), talk, today=TODAY).promises[0]
    assert shown.standing.said_not_kept
    assert shown.standing.history[-1].reason == "Twee keer om tien uur"


@pytest.mark.parametrize("happening", ["withdrawn", "changed", "done", "made", "nonsense"])
def test_a_customer_says_nothing_else_of_a_promise(talk: int, happening: str) -> None:
    promise, client = promised(talk), enter(talk)
    fields = {"once": str(uuid4()), "what": "x", "due": "2030-01-01"}
    answer = client.post(f"/customer/promise/{promise}/{happening}/", fields)
    assert answer.status_code == 404
    assert state_of(talk) is State.OPEN


def promises_to_others(talk: int) -> Iterable[int]:
    other = between("t8", "maan")
    both_sign(viewer("l8"), customer_in(other), other)
    yield talking.promise(viewer("l8"), other, "Voor de maan")
    inside = leading("l7", "e70")
    both_sign(viewer("l7"), viewer("e70"), inside)
    yield talking.promise(viewer("l7"), inside, "Voor een mens")


def test_a_customer_neither_reads_nor_judges_what_was_promised_to_others(talk: int) -> None:
    client = enter(talk)
    for promise in promises_to_others(talk):
        answer = client.post(f"/customer/promise/{promise}/kept/", {"once": str(uuid4())})
        assert answer.status_code == 403
        assert "Voor " not in page_of(client)


def test_what_is_told_to_a_customer_is_read_and_not_judged(talk: int) -> None:
    new = promises.NewPromise(
        giver=Party.person(viewer("dir3").person),  # type: ignore[arg-type]
        receiver=Party.team(TeamId("t7")),
        what="Een tweede bus",
        due=DUE,
        origin="walk",
        number=1,
        once=uuid4(),
        told=CustomerId("zon"),
    )
    promise, client = promises.make(viewer("dir3"), new, today=TODAY), enter(talk)
    page = page_of(client)
    assert "Een tweede bus" in page
    assert "/customer/promise/" not in page
    answer = client.post(f"/customer/promise/{promise}/kept/", {"once": str(uuid4())})
    assert answer.status_code == 403


def test_the_same_link_opens_the_next_talk_of_the_two(talk: int) -> None:
    promise, client, link = promised(talk), enter(talk), link_of(talk)
    client.post(f"/customer/promise/{promise}/kept/", {"once": str(uuid4())})
    new = services.again(viewer("l7"), talk, today=TODAY)
    assert link_of(new) == link
    page = page_of(client)
    assert not words_of(page)
    assert "Voor negen uur geleverd" in page
    client.post("/customer/part/", PART)
    assert Part.objects.get(exchange=new).brings == OF_RECEIVER[0]
    assert CustomerLink.objects.count() == 1
    with pytest.raises(PermissionDenied):
        services.key_for(viewer("l7"), talk)
