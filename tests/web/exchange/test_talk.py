"""Seen by the two sides only, and by the other side only when both have signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from binnenuit.exchange import Kind, Question
from binnenuit.organisation import TeamId
from binnenuit.promises import Happened, Happening
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Exchange, Mark, Part
from binnenuit_web.exchange.services import Step
from binnenuit_web.exchange.services.marks import Verdict
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR, Viewer
from binnenuit_web.promises import services as promises
from binnenuit_web.promises.models import Promise
from tests.web.exchange import talking
from tests.web.exchange.talking import (
    DUE,
    OF_GIVER,
    OF_RECEIVER,
    TODAY,
    both_sign,
    holder_of,
    leading,
    open_every_layer,
    sign,
    words_of,
)
from tests.web.house import live_in, sign_in, sixty, three, viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    Step_ = Callable[[], object]

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> None:
    live_in(sixty())
    open_every_layer()


@pytest.fixture
def shop() -> None:
    live_in(three())
    open_every_layer()


# Leader l1 leads e10; above him stand dir1 and ceo; e11 is a colleague; l2 leads the next team.
OTHERS = {
    "the leader above": lambda: viewer("dir1", Role.DIRECTOR),
    "the chief executive": lambda: viewer("ceo", Role.CHIEF_EXECUTIVE),
    "a colleague": lambda: viewer("e11"),
    "another leader": lambda: viewer("l2", Role.TEAM_LEADER),
    "the facilitator": lambda: viewer("", Role.FACILITATOR),
    "a facilitator in the same team": lambda: viewer("e12", Role.FACILITATOR),
    "the works council": lambda: viewer("e13", Role.WORKS_COUNCIL),
    "an analyst": lambda: viewer("", Role.ANALYST),
    "everything at once, but nobody": lambda: viewer("", *Role),
    "the link of the team": lambda: holder_of("t1"),
    "a customer with the number of the talk": lambda: Viewer(exchange=Exchange.objects.get().pk),
    "a visitor": lambda: VISITOR,
}


def everything_with(who: Viewer, talk: int) -> dict[str, Step_]:
    """All that can be asked of a talk."""
    row = Exchange.objects.get(pk=talk)
    return {
        "talk": lambda: services.talk(who, talk, today=TODAY),
        "earlier": lambda: services.earlier_talks(who, talk),
        "open": lambda: services.open_talk(
            who, Kind(row.kind), row.giver, row.receiver, today=TODAY
        ),
        "sign": lambda: services.sign(who, talk, "a", "b", today=TODAY),
        "decline": lambda: services.decline(who, talk, today=TODAY),
        "third persons": lambda: services.third_persons_in(who, talk, "a"),
        "mark": lambda: services.mark(who, talk, Question.GETS, alike=True),
        "promise": lambda: services.promise(who, talk, "a", DUE, once=uuid4(), today=TODAY),
        "again": lambda: services.again(who, talk, today=TODAY),
        "key": lambda: services.key_for(who, talk),
        "renew": lambda: services.renew_link(who, talk),
    }


def is_refused(ask: Step_) -> bool:
    try:
        ask()
    except PermissionDenied:
        return True
    return False


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("stage", ["empty", "one signed", "both signed", "promised"])
def test_nobody_but_the_two_sides_comes_near_a_talk(company: None, other: str, stage: str) -> None:
    talk = leading("l1", "e10")
    if stage != "empty":
        sign(viewer("l1"), talk, OF_GIVER)
    if stage in {"both signed", "promised"}:
        sign(viewer("e10"), talk, OF_RECEIVER)
    if stage == "promised":
        talking.promise(viewer("l1"), talk)
    who = OTHERS[other]()
    for name, ask in everything_with(who, talk).items():
        assert is_refused(ask), f"{other} came through: {name}"
    ties = services.my_relations(who, today=TODAY)
    assert talk not in {tie.talk.id for tie in ties if tie.talk}


ADDRESSES = ("", "part/", "decline/", "mark/", "promise/", "again/", "link/")


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("dir1", (Role.DIRECTOR,)),
        ("ceo", (Role.CHIEF_EXECUTIVE,)),
        ("e11", (Role.EMPLOYEE,)),
        ("e12", (Role.FACILITATOR, Role.WORKS_COUNCIL)),
        ("", (Role.FACILITATOR,)),
        ("", (Role.WORKS_COUNCIL,)),
        ("", tuple(Role)),
    ],
)
def test_others_get_the_same_refusal_whether_the_talk_is_there_or_not(
    company: None, person: str, roles: tuple[Role, ...]
) -> None:
    talk = leading("l1", "e10")
    both_sign(viewer("l1"), viewer("e10"), talk)
    client = sign_in(person, *roles)
    for address in ADDRESSES:
        for number in (talk, talk + 1000):
            path = f"/bring-and-give/{number}/{address}"
            fields = {"brings": "a", "gets": "b", "question": "gets", "alike": "yes"}
            answers = [client.post(path, fields)]
            if address in {"", "link/"}:
                answers.append(client.get(path))
            for answer in answers:
                assert answer.status_code in {403, 405}, path
                assert not words_of(answer.content.decode())
    page = client.get("/bring-and-give/").content.decode()
    assert not words_of(page)
    assert f"/bring-and-give/{talk}/" not in page


def test_a_visitor_is_sent_to_sign_in(company: None) -> None:
    talk = leading("l1", "e10")
    for address in ADDRESSES:
        answer = Client().post(f"/bring-and-give/{talk}/{address}")
        assert answer.status_code in {302, 405}
    assert Client().get(f"/bring-and-give/{talk}/")["Location"].startswith("/sign-in/")


def test_a_leading_talk_is_of_two_persons_and_not_of_their_team(company: None) -> None:
    """Ids of persons, teams and customers share one namespace, but a link makes nobody a person."""
    talk = leading("l1", "e10")
    who = Viewer(roles=frozenset({Role.EMPLOYEE}), speaks_for=TeamId("e10"), team=TeamId("e10"))
    with pytest.raises(PermissionDenied):
        services.talk(who, talk, today=TODAY)


# Every order of steps.


class Naive:
    """What must be true of a talk, remembered in the simplest way."""

    def __init__(self) -> None:
        self.giver: tuple[str, str] | None = None
        self.receiver: tuple[str, str] | None = None
        self.declined = False
        self.promised = False

    @property
    def both(self) -> bool:
        return self.giver is not None and self.receiver is not None

    def copy(self) -> Naive:
        other = Naive()
        other.__dict__.update(self.__dict__)
        return other


def _steps(talk: int) -> dict[str, Callable[[], object]]:
    giver, receiver = viewer("bo"), viewer("an")
    return {
        "giver signs": lambda: sign(giver, talk, OF_GIVER),
        "giver signs again": lambda: sign(giver, talk, ("anders", "heel anders")),
        "receiver signs": lambda: sign(receiver, talk, OF_RECEIVER),
        "receiver declines": lambda: services.decline(receiver, talk, today=TODAY),
        "giver declines": lambda: services.decline(giver, talk, today=TODAY),
        "giver marks": lambda: services.mark(giver, talk, Question.GETS, alike=True),
        "receiver marks": lambda: services.mark(receiver, talk, Question.GETS, alike=False),
        "giver promises": lambda: talking.promise(giver, talk),
        "receiver promises": lambda: talking.promise(receiver, talk),
        "again": lambda: services.again(giver, talk, today=TODAY),
    }


def _expect(state: Naive, step: str) -> Naive | None:
    """What a step makes of the talk; None when it must be refused."""
    after = state.copy()
    if step == "giver signs":
        after.giver = OF_GIVER
    elif step == "giver signs again":
        after.giver = ("anders", "heel anders")
    elif step == "receiver signs":
        after.receiver, after.declined = OF_RECEIVER, False
    elif step == "receiver declines":
        after.receiver, after.declined = None, True
    elif step.endswith("marks"):
        return after if state.both else None
    elif step == "giver promises":
        after.promised = True
        return after if state.both else None
    else:
        return None
    same = (after.giver, after.receiver) == (state.giver, state.receiver)
    return after if same or not state.both else None


def _check(talk: int, state: Naive) -> None:
    for who, mine, theirs in (
        (viewer("bo"), state.giver, state.receiver),
        (viewer("an"), state.receiver, state.giver),
    ):
        seen = services.talk(who, talk, today=TODAY)
        shown = seen.theirs and (seen.theirs.brings, seen.theirs.gets)
        assert shown == (theirs if state.both else None)
        assert (seen.mine and (seen.mine.brings, seen.mine.gets)) == mine
        assert seen.they_signed == (theirs is not None)
        assert bool(seen.compared) == state.both
        assert len(seen.promises) == state.promised


def _walk(talk: int, state: Naive, depth: int) -> int:
    """Try every step, and from wherever it led every step again; put back what was done."""
    _check(talk, state)
    if not depth:
        return 1
    seen = 1
    for name, step in _steps(talk).items():
        expected = _expect(state, name)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    step()
            except (PermissionDenied, services.BothSignedError):
                assert expected is None, name
                _check(talk, state)
            else:
                assert expected is not None, name
                seen += _walk(talk, expected, depth - 1)
            transaction.set_rollback(True)
    return seen


def test_no_order_of_three_steps_shows_a_part_before_both_have_signed(shop: None) -> None:
    assert _walk(leading("bo", "an"), Naive(), depth=3) > 10


@pytest.mark.slow
def test_no_order_of_four_steps_shows_a_part_before_both_have_signed(shop: None) -> None:
    assert _walk(leading("bo", "an"), Naive(), depth=4) > 100


def test_the_page_of_one_side_holds_no_word_of_the_other_before_both_have_signed(
    shop: None,
) -> None:
    talk = leading("bo", "an")
    giver, receiver = sign_in("bo", Role.CHIEF_EXECUTIVE), sign_in("an")
    address = f"/bring-and-give/{talk}/"
    answer = giver.post(f"{address}part/", {"brings": OF_GIVER[0], "gets": OF_GIVER[1]})
    assert answer["Location"] == address
    assert words_of(giver.get(address).content.decode()) == set(OF_GIVER)
    for page in (address, "/bring-and-give/"):
        assert not words_of(receiver.get(page).content.decode())
    wrong = receiver.post(f"{address}part/", {"brings": OF_RECEIVER[0], "gets": ""})
    assert wrong.status_code == 422
    assert words_of(wrong.content.decode()) == {OF_RECEIVER[0]}
    receiver.post(f"{address}part/", {"brings": OF_RECEIVER[0], "gets": OF_RECEIVER[1]})
    for client in (giver, receiver):
        shown = client.get(address)
        assert words_of(shown.content.decode()) == {*OF_GIVER, *OF_RECEIVER}
        assert "no-store" in shown["Cache-Control"]


def test_the_other_side_is_asked_the_same_from_its_side(shop: None) -> None:
    talk = leading("bo", "an")
    giver = sign_in("bo").get(f"/bring-and-give/{talk}/").content.decode()
    receiver = sign_in("an").get(f"/bring-and-give/{talk}/").content.decode()
    assert "What does An de Vries bring me?" in giver
    assert "What does An de Vries get from me?" in giver
    assert "What do I bring Bo Bakker?" in receiver
    assert "What do I get from Bo Bakker?" in receiver


# Writing.


def test_sending_twice_adds_nothing_and_says_the_same(shop: None) -> None:
    talk = leading("bo", "an")
    sign(viewer("an"), talk, OF_RECEIVER)
    client = sign_in("bo")
    fields = {"brings": OF_GIVER[0], "gets": OF_GIVER[1]}
    answers = [client.post(f"/bring-and-give/{talk}/part/", fields, follow=True) for _ in "123"]
    assert all("Signed." in answer.content.decode() for answer in answers)
    assert Part.objects.count() == 2
    assert LogbookLine.objects.filter(did="talk.answered").count() == 2


def test_what_both_signed_stays(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    client = sign_in("bo")
    fields = {"brings": "Toch anders", "gets": "Toch anders"}
    page = client.post(f"/bring-and-give/{talk}/part/", fields, follow=True).content.decode()
    assert "Both have signed meanwhile" in page
    assert OF_GIVER[0] in page
    assert "Toch anders" not in page
    answer = sign_in("an").post(f"/bring-and-give/{talk}/decline/", follow=True)
    assert "Both have signed meanwhile" in answer.content.decode()
    assert services.talk(viewer("an"), talk, today=TODAY).both_signed


def test_a_text_names_nobody_but_the_two_sides(shop: None) -> None:
    talk = leading("bo", "an")
    client, address = sign_in("bo"), f"/bring-and-give/{talk}/part/"
    answer = client.post(address, {"brings": "An de Vries lacht", "gets": "Meer dan cas  SMIT"})
    assert answer.status_code == 422
    assert "Cas Smit cannot answer here" in answer.content.decode()
    assert not Part.objects.exists()
    assert client.post(address, {"brings": "An de Vries lacht", "gets": "x"}).status_code == 302


def test_three_hundred_characters_are_taken_however_many_lines_they_have(shop: None) -> None:
    talk = leading("bo", "an")
    client, address = sign_in("bo"), f"/bring-and-give/{talk}/part/"
    lines = "\r\n".join(["x" * 9] * 30)
    assert client.post(address, {"brings": lines, "gets": "y" * 300}).status_code == 302
    assert client.post(address, {"brings": "z" * 301, "gets": "y"}).status_code == 422


def test_who_would_rather_not_leaves_nothing_behind_and_may_change_his_mind(shop: None) -> None:
    talk = leading("bo", "an")
    client, address = sign_in("an"), f"/bring-and-give/{talk}/"
    sign(viewer("an"), talk, OF_RECEIVER)
    client.post(f"{address}decline/")
    client.post(f"{address}decline/")
    assert not words_of(str(list(Part.objects.values())))
    # Signing and rather not are the same act: the logbook tells nobody who would rather not.
    lines = LogbookLine.objects.filter(what=f"talk {talk}").values_list("did", flat=True)
    assert list(lines) == ["talk.opened", "talk.answered", "talk.answered"]
    assert "That is free" in sign_in("bo").get(address).content.decode()
    client.post(f"{address}part/", {"brings": OF_RECEIVER[0], "gets": OF_RECEIVER[1]})
    assert services.talk(viewer("bo"), talk, today=TODAY).they_signed


# Opening.


def test_a_talk_opens_when_its_layer_does_and_only_once() -> None:
    live_in(three())
    client = sign_in("an")
    fields = {"kind": "leading", "giver": "bo", "receiver": "an"}
    answer = client.post("/bring-and-give/open/", fields, follow=True)
    assert "opens when the layers above" in answer.content.decode()
    assert not Exchange.objects.exists()
    open_every_layer()
    first = client.post("/bring-and-give/open/", fields)["Location"]
    assert sign_in("bo").post("/bring-and-give/open/", fields)["Location"] == first
    assert Exchange.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "giver", "receiver"),
    [
        ("leading", "an", "bo"),
        ("leading", "an", "cas"),
        ("leading", "bo", "cas"),
        ("leading", "bo", "nobody"),
        ("serving", "bo", "an"),
        ("paying", "shop", "school"),
    ],
)
def test_nobody_opens_what_is_not_a_relation_of_his(
    shop: None, kind: str, giver: str, receiver: str
) -> None:
    fields = {"kind": kind, "giver": giver, "receiver": receiver}
    assert sign_in("an").post("/bring-and-give/open/", fields).status_code == 403
    assert not Exchange.objects.exists()


def test_an_unknown_kind_is_a_bad_request(shop: None) -> None:
    fields = {"kind": "owning", "giver": "bo", "receiver": "an"}
    assert sign_in("bo").post("/bring-and-give/open/", fields).status_code == 400


# Teams.


def test_the_side_of_a_team_is_its_leader_or_who_came_through_its_link(company: None) -> None:
    talk = talking.between("t1", "t2", Kind.SERVING)
    sign(holder_of("t1"), talk, OF_GIVER)
    assert services.talk(viewer("l1"), talk, today=TODAY).mine
    sign(viewer("l2"), talk, OF_RECEIVER)
    for who in (viewer("l1"), holder_of("t1"), viewer("l2"), holder_of("t2")):
        assert services.talk(who, talk, today=TODAY).both_signed
    for who in (viewer("e10"), viewer("dir1"), viewer("ceo"), viewer("", *Role), holder_of("t3")):
        with pytest.raises(PermissionDenied):
            services.talk(who, talk, today=TODAY)


def test_who_signed_in_does_not_speak_for_a_team_because_he_holds_its_link(company: None) -> None:
    """Nor does the leader of one team for the team it serves: he would read before he signed."""
    talk = talking.between("t1", "t2", Kind.SERVING)
    sign(holder_of("t2"), talk, OF_RECEIVER)
    link = organisation.keys_for([TeamId("t2")])[TeamId("t2")]
    leader = sign_in("l1", Role.TEAM_LEADER)
    leader.get(f"/t/{link}/")
    page = leader.get(f"/bring-and-give/{talk}/").content.decode()
    assert not words_of(page)
    leader.post(f"/bring-and-give/{talk}/decline/")
    assert services.talk(holder_of("t2"), talk, today=TODAY).mine
    facilitator = sign_in("", Role.FACILITATOR)
    facilitator.get(f"/t/{link}/")
    assert facilitator.get(f"/bring-and-give/{talk}/").status_code == 403
    visitor = Client()
    visitor.get(f"/t/{link}/")
    assert words_of(visitor.get(f"/bring-and-give/{talk}/").content.decode()) == set(OF_RECEIVER)


def test_who_leads_both_teams_speaks_for_the_one_that_serves(company: None) -> None:
    stored = organisation.load()
    both = [replace(t, leader="l1") if t.id == "t2" else t for t in stored.teams]  # type: ignore[arg-type]
    organisation.replace(replace(stored, teams=tuple(both)))
    talk = talking.between("t1", "t2", Kind.SERVING)
    sign(holder_of("t2"), talk, OF_RECEIVER)
    seen = services.talk(viewer("l1"), talk, today=TODAY)
    assert seen.is_giver
    assert seen.theirs is None


def test_a_team_speaks_as_we(company: None) -> None:
    talk = talking.between("t1", "t2", Kind.SERVING)
    giver = sign_in("l1").get(f"/bring-and-give/{talk}/").content.decode()
    receiver = sign_in("l2").get(f"/bring-and-give/{talk}/").content.decode()
    assert "What does Ploeg 2 bring us?" in giver
    assert "What do we get from Ploeg 1?" in receiver


def test_a_text_of_a_team_names_nobody_but_the_leaders(company: None) -> None:
    talk = talking.between("t1", "t2", Kind.SERVING)
    client, address = sign_in("l1"), f"/bring-and-give/{talk}/part/"
    assert client.post(address, {"brings": "Mens 23", "gets": "x"}).status_code == 422
    assert client.post(address, {"brings": "Leider 2", "gets": "x"}).status_code == 302


# Side by side.


def test_what_is_seen_alike_is_told_when_both_have_said_so(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    giver, receiver, address = sign_in("bo"), sign_in("an"), f"/bring-and-give/{talk}/"
    giver.post(f"{address}mark/", {"question": "brings", "alike": "no"})
    page = receiver.get(address).content.decode()
    assert "Bo Bakker has marked it. And you?" in page
    assert "does not" not in page
    receiver.post(f"{address}mark/", {"question": "brings", "alike": "yes"})
    for client in (giver, receiver):
        assert (
            "One of you sees this alike, the other does not" in client.get(address).content.decode()
        )
    receiver.post(f"{address}mark/", {"question": "brings", "alike": "no"})
    assert "Neither of you sees this alike" in giver.get(address).content.decode()
    assert Mark.objects.count() == 2
    seen = services.talk(viewer("bo"), talk, today=TODAY).compared
    assert [each.verdict for each in seen] == [Verdict.NOT_ALIKE, None]


@pytest.mark.parametrize("fields", [{"question": "love", "alike": "yes"}, {"question": "gets"}])
def test_a_mark_that_says_nothing_is_a_bad_request(shop: None, fields: dict[str, str]) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    assert sign_in("bo").post(f"/bring-and-give/{talk}/mark/", fields).status_code == 400


# One promise.


def test_one_promise_ends_a_talk_however_often_it_is_sent(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    client, address = sign_in("bo"), f"/bring-and-give/{talk}/"
    once = str(uuid4())
    fields = {"once": once, "what": "Elke maandag langskomen", "due": "2030-01-31"}
    for _ in "12":
        assert client.post(f"{address}promise/", fields)["Location"] == address
    client.post(f"{address}promise/", {**fields, "once": str(uuid4()), "what": "Nog een"})
    assert Promise.objects.count() == 1
    for who in (client, sign_in("an")):
        assert "Elke maandag langskomen" in who.get(address).content.decode()
    assert sign_in("cas").get(address).status_code == 403


def test_a_promise_in_the_past_is_asked_for_again(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    fields = {"once": str(uuid4()), "what": "Iets", "due": "2020-01-31"}
    answer = sign_in("bo").post(f"/bring-and-give/{talk}/promise/", fields)
    assert answer.status_code == 422
    assert "Iets" in answer.content.decode()
    assert not Promise.objects.exists()


def test_who_is_led_does_not_promise_for_the_leader(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    fields = {"once": str(uuid4()), "what": "Iets", "due": "2030-01-31"}
    assert sign_in("an").post(f"/bring-and-give/{talk}/promise/", fields).status_code == 403


def test_the_two_begin_again_when_the_promise_has_ended(shop: None) -> None:
    talk = leading("bo", "an")
    giver, receiver = viewer("bo"), viewer("an")
    both_sign(giver, receiver, talk)
    promise = talking.promise(giver, talk)
    with pytest.raises(PermissionDenied):
        services.again(giver, talk, today=TODAY)
    promises.happen(receiver, promise, Happened(Happening.KEPT, TODAY), once=uuid4())
    client = sign_in("an")
    new = client.post(f"/bring-and-give/{talk}/again/")["Location"]
    assert client.post(f"/bring-and-give/{talk}/again/")["Location"] == new
    assert sign_in("bo").post(f"/bring-and-give/{talk}/again/")["Location"] == new
    page = client.get(new).content.decode()
    assert not words_of(page)
    assert f'href="/bring-and-give/{talk}/"' in page
    old = client.get(f"/bring-and-give/{talk}/").content.decode()
    assert words_of(old) == {*OF_GIVER, *OF_RECEIVER}
    assert "This is an earlier talk" in old
    tie = next(t for t in services.my_relations(giver, today=TODAY) if t.receiver.id == "an")
    assert tie.talk is not None
    assert (tie.talk.turn, tie.talk.step) == (2, Step.WRITE)


# What comes next, and what is written down.


def test_each_side_is_told_what_comes_next(shop: None) -> None:
    talk = leading("bo", "an")
    giver, receiver = viewer("bo"), viewer("an")

    def steps() -> tuple[Step, Step]:
        seen = [services.talk(who, talk, today=TODAY).step for who in (giver, receiver)]
        return seen[0], seen[1]

    assert steps() == (Step.WRITE, Step.WRITE)
    sign(giver, talk, OF_GIVER)
    assert steps() == (Step.WAIT, Step.WRITE)
    services.decline(receiver, talk, today=TODAY)
    assert steps() == (Step.THEY_DECLINED, Step.I_DECLINED)
    sign(receiver, talk, OF_RECEIVER)
    assert steps() == (Step.MARK, Step.MARK)
    for question in Question:
        services.mark(giver, talk, question, alike=True)
        services.mark(receiver, talk, question, alike=True)
    assert steps() == (Step.PROMISE, Step.WAIT_FOR_PROMISE)
    promise = talking.promise(giver, talk)
    assert steps() == (Step.PROMISED, Step.PROMISED)
    promises.happen(giver, promise, Happened(Happening.WITHDRAWN, TODAY), once=uuid4())
    assert steps() == (Step.AGAIN, Step.AGAIN)
    services.again(giver, talk, today=TODAY)
    assert steps() == (Step.OVER, Step.OVER)


def test_what_was_signed_through_a_link_is_shown_as_signed_through_a_link(company: None) -> None:
    talk = talking.between("t1", "t2", Kind.SERVING)
    both_sign(viewer("l1"), holder_of("t2"), talk)
    page = sign_in("l1").get(f"/bring-and-give/{talk}/").content.decode()
    assert "Signed through the link of" in page
    assert "Your side was signed through the link" not in page
    page = sign_in("l2").get(f"/bring-and-give/{talk}/").content.decode()
    assert "Your side was signed through the link of your team." in page
    assert "Signed through the link of" not in page


def test_the_logbook_says_that_something_was_signed_and_not_what(shop: None) -> None:
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    services.mark(viewer("bo"), talk, Question.GETS, alike=True)
    lines = list(LogbookLine.objects.values_list("did", "what"))
    assert [did for did, _what in lines] == [
        "talk.opened",
        "talk.answered",
        "talk.answered",
        "talk.marked",
    ]
    assert {what for _did, what in lines} == {f"talk {talk}"}


def test_the_logbook_reads_the_same_for_signing_and_rather_not_also_in_older_lines(
    shop: None,
) -> None:
    for code in ("talk.signed", "talk.declined", "talk.answered"):
        people.note_down(viewer("an"), code, "talk 1")
    page = sign_in("", Role.WORKS_COUNCIL).get("/logbook/").content.decode()
    assert page.count("answered in a talk") == 3


def test_who_is_not_in_the_people_file_is_told_so(shop: None) -> None:
    page = sign_in("", Role.FACILITATOR).get("/bring-and-give/").content.decode()
    assert "We do not know who you are" in page


def test_customers_who_were_not_asked_yet_are_one_list_however_many_there_are(shop: None) -> None:
    client = sign_in("bo")
    page = client.get("/bring-and-give/").content.decode()
    assert '<option value="school">Basisschool De Linde</option>' in page
    fields = {"kind": "paying", "giver": "shop", "receiver": "school"}
    assert client.post("/bring-and-give/open/", fields).status_code == 302
    page = client.get("/bring-and-give/").content.decode()
    assert "<option" not in page
    assert "Basisschool De Linde" in page
