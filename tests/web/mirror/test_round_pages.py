"""The pages of who guides a round, and the locks as everybody sees them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Ballot, Layer, OwnQuestion, OwnView, Round
from binnenuit_web.mirror.views import moves
from binnenuit_web.people.roles import Role
from tests.web import house
from tests.web.mirror import walked
from tests.web.mirror.walked import GUIDE

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sixty(db: None) -> None:
    house.live_in(house.sixty())


@pytest.fixture
def guide(sixty: None) -> Client:
    return house.sign_in("e10", Role.FACILITATOR)


def page(client: Client, address: str = "/mirror/layers/", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def begin() -> Round:
    new = services.NewRound("now", unready=True)
    number = services.start_round(GUIDE, new, once=uuid4(), today=timezone.localdate())
    return Round.objects.get(pk=number)


def first(number: int = 1) -> Layer:
    return Layer.objects.get(number=number)


def opened(client: Client, layer: Layer) -> Layer:
    day = timezone.localdate() + timedelta(days=14)
    client.post(f"/mirror/layers/{layer.pk}/open/", {"closes_on": day.isoformat()})
    return first(layer.number)


def test_a_round_is_begun_once_however_often_the_form_is_sent(guide: Client) -> None:
    form = page(guide, "/mirror/rounds/begin/")
    once = re.search(r'name="once" value="([^"]+)"', form)
    assert once
    sent = {"once": once[1], "name": "Herfst", "kind": "long", "groceries": "on", "k": "6"}
    answer = guide.post("/mirror/rounds/begin/", sent)
    assert answer.status_code == 422  # nobody voted on readiness, and nobody said to begin anyhow
    assert "/readiness/" in answer.content.decode()
    for _time in range(2):
        answer = guide.post("/mirror/rounds/begin/", {**sent, "unready": "on"}, follow=True)
        assert "The round has begun" in answer.content.decode()
    assert [(row.name, row.k) for row in Round.objects.all()] == [("Herfst", 6)]


def test_fewer_than_five_people_and_a_name_that_is_taken_are_refused(guide: Client) -> None:
    begin()
    sent = {"once": str(uuid4()), "name": "NOW", "kind": "long", "k": "4"}
    answer = guide.post("/mirror/rounds/begin/", sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "k"}


def test_what_earlier_rounds_hold_a_new_one_to_is_said_at_the_form(guide: Client) -> None:
    row, today = begin(), timezone.localdate()
    row.layers.filter(number=1).update(opened_on=today, shown_on=today, shown={"A": ""})
    Round.objects.update(ended_on=today, k=8)
    form = page(guide, "/mirror/rounds/begin/")
    assert 'name="k" value="8"' in form
    sent = {"once": str(uuid4()), "name": "Snel", "kind": "short", "k": "7"}
    answer = guide.post("/mirror/rounds/begin/", sent)
    assert answer.status_code == 422
    assert "Round now told of no fewer than 8 people" in answer.content.decode()
    answer = guide.post("/mirror/rounds/begin/", {**sent, "k": "8"})
    assert answer.status_code == 422
    assert "Figures were shown less than four weeks ago" in answer.content.decode()
    assert Round.objects.count() == 1


def test_an_own_question_that_names_somebody_is_refused(guide: Client) -> None:
    sent = {"once": str(uuid4()), "about": "own_team", "words": "frequency", "en": "Does it work?"}
    named = {**sent, "nl": "Luistert Karin de Wit?"}
    assert guide.post("/mirror/rounds/questions/", named).status_code == 422
    fine = {**sent, "nl": "Werkt het?"}
    for _time in range(2):
        assert guide.post("/mirror/rounds/questions/", fine).status_code == 302
    assert OwnQuestion.objects.get().nl == "Werkt het?"
    number = OwnQuestion.objects.get().pk
    guide.post(f"/mirror/rounds/questions/{number}/retire/")
    assert "not asked any more" in page(guide, "/mirror/rounds/questions/")


def test_everybody_reads_in_words_what_is_locked_open_and_for_whom_others_wait(
    guide: Client,
) -> None:
    anybody = house.sign_in("e30")
    assert "No round has begun yet" in page(anybody)
    begin()
    assert page(anybody).count("Locked.") == 4
    opened(guide, first())
    seen = page(anybody)
    assert "Open until" in seen
    assert "Not enough people answered yet" in seen
    assert "<li>Karin de Wit" in seen
    assert "Close it now" not in seen
    assert "Close it now" in page(guide)


def test_a_layer_is_opened_closed_checked_and_shown_by_its_guide(guide: Client) -> None:
    today = timezone.localdate()
    began = begin()
    began.questionnaire["scales"] = began.questionnaire["scales"][:1]
    began.save()
    services.give_own_view(house.viewer("ceo"), {"A1": 3}, today=today)
    layer = opened(guide, first())
    assert layer.opened_on == today
    walked.answered(1, today=today)
    closed = guide.post(f"/mirror/layers/{layer.pk}/close/", follow=True)
    assert "numbers will be shown" in re.sub(r"\s+", " ", closed.content.decode())
    assert "being checked" in page(house.sign_in("e31"))
    shown = guide.post(f"/mirror/layers/{layer.pk}/release/", follow=True)
    assert "It is shown" in shown.content.decode()
    assert not Ballot.objects.exists()
    assert "has yet to look" in page(guide)
    again = guide.post(f"/mirror/layers/{layer.pk}/release/", follow=True)
    assert again.redirect_chain == [("/mirror/layers/", 302)]


def test_a_layer_that_may_not_open_sends_its_guide_back(guide: Client) -> None:
    begin()
    answer = guide.get(f"/mirror/layers/{first(2).pk}/open/", follow=True)
    assert "Nothing was done" in answer.content.decode()
    opened(guide, first(2))
    assert first(2).opened_on is None
    assert guide.get("/mirror/layers/99999/open/").status_code == 404


def test_an_end_too_soon_is_refused(guide: Client) -> None:
    begin()
    day = timezone.localdate() + timedelta(days=1)
    sent = {"closes_on": day.isoformat()}
    assert guide.post(f"/mirror/layers/{first().pk}/open/", sent).status_code == 422


def test_keys_are_turned_with_a_reason_that_names_nobody(guide: Client) -> None:
    begin()
    address = f"/mirror/layers/{first(2).pk}/key/"
    assert guide.post(address, {"reason": "Karin de Wit is ill."}).status_code == 422
    guide.post(address, {"reason": "Away for long."})
    council = house.sign_in("e20", Role.WORKS_COUNCIL)
    council.post(address, {"reason": "We agree."})
    seen = page(house.sign_in("e30"))
    assert "May open out of order, with two keys." in seen
    assert "Reason: “Away for long.”" in seen
    assert house.sign_in("e32").post(address, {"reason": "Me too."}).status_code == 403


def test_a_leader_answers_about_himself_on_one_page(guide: Client) -> None:
    begin()
    boss = house.sign_in("ceo", Role.CHIEF_EXECUTIVE)
    assert "I ask my people" in page(boss, "/mirror/own-view/")
    some = {f"A{number}": "4" for number in range(1, 6)}
    assert boss.post("/mirror/own-view/", some).status_code == 422
    boss.post("/mirror/own-view/", {**some, "A6": "dk"})
    assert OwnView.objects.get().answers["A6"] == "dk"
    assert "checked" in page(boss, "/mirror/own-view/")
    assert "nobody is asked about your leading" in page(guide, "/mirror/own-view/")


def test_what_waits_for_whom_stands_on_the_first_page(guide: Client) -> None:
    today = timezone.localdate()

    def asked(*who: str) -> list[str]:
        return [move.address for move in moves.moves(house.viewer(*who), today)]  # type: ignore[arg-type]

    assert asked("ceo") == []
    began = begin()
    assert asked("ceo") == ["/mirror/own-view/"]
    assert moves.moves(GUIDE, today)[0].address == f"/mirror/layers/{first().pk}/open/"
    services.give_own_view(house.viewer("ceo"), {"A1": 3}, today=today)
    opened(guide, first())
    assert asked("ceo") == []
    assert asked("dir1") == ["/mirror/own-view/", "/mirror/ballot/"]
    services.stop(walked.COUNCIL, began.pk, "Wait.", today)
    assert asked("dir1") == []


def test_the_round_that_runs_is_ended_by_hand(guide: Client) -> None:
    began = begin()
    assert "End this round" in page(guide, "/mirror/rounds/")
    guide.post("/mirror/rounds/")
    began.refresh_from_db()
    assert began.ended_on == timezone.localdate()
    assert "Begin the next round" in page(guide)
