from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest
from django.utils import timezone

from binnenuit.promises import Happening
from binnenuit_web.people import acts
from binnenuit_web.people.roles import Role
from binnenuit_web.promises import services
from binnenuit_web.promises.forms import PromiseForm
from binnenuit_web.promises.views.moves import moves
from tests.web import house
from tests.web.promises.conftest import FRIDAY, MONDAY, WORDS, person, say, team

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from django.test import Client

    from tests.web.promises.conftest import Make

CEO: Final = person("ceo")
DIRECTOR: Final = person("dir1")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_what_was_promised_by_me_to_me_and_above_me(make: Make, today: date) -> None:
    make(house.viewer("ceo"), CEO, DIRECTOR, today=today)
    make(house.viewer("dir1"), DIRECTOR, team("d-1"), today=today)
    assert "You promised Directeur 1" in text_of(house.sign_in("ceo"), "/promises/")
    director = text_of(house.sign_in("dir1"), "/promises/")
    assert "Karin de Wit promised you" in director
    assert director.count(f"“{WORDS}”") == 2  # one given, one got; none of them twice
    below = text_of(house.sign_in("e10"), "/promises/")
    assert "Karin de Wit promised" in below
    assert "Karin de Wit promised Directeur" not in below
    assert WORDS not in text_of(house.sign_in("e40"), "/promises/").split("Karin de Wit")[0]


@pytest.mark.usefixtures("sixty")
def test_an_empty_page_says_where_promises_come_from() -> None:
    assert "Nothing was promised yet" in text_of(house.sign_in("e10"), "/promises/")


def test_from_done_to_kept_by_the_buttons_of_the_page(make: Make, today: date) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR, today=today)
    giver, receiver = house.sign_in("ceo"), house.sign_in("dir1")
    address = f"/promises/{promise}/"
    assert "It is done" in text_of(giver, address)
    sent = {"once": str(uuid4())}
    for _again in range(2):
        answer = giver.post(f"{address}done/", sent, follow=True)
        assert answer.redirect_chain == [(address, 302)]
        assert "Now the other side is asked" in answer.content.decode()
    assert "Was it kept?" in text_of(receiver, address)
    receiver.post(f"{address}kept/", {"once": str(uuid4())})
    assert "The receiving side said so" in text_of(giver, address)
    assert "<form" not in text_of(giver, address).split("<main")[1].split("</main")[0]


def test_a_form_with_a_mistake_comes_back_with_what_was_written(make: Make, today: date) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR, today=today)
    client = house.sign_in("ceo")
    sent = {"once": str(uuid4()), "what": "I ask Mens 10 first", "due": today.isoformat()}
    answer = client.post(f"/promises/{promise}/changed/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Leave out the name Mens 10" in text
    assert "I ask Mens 10 first</textarea>" in text
    assert '<details class="more" open>' in text


def test_what_came_too_late_is_told_on_the_page(make: Make, today: date) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR, today=today)
    say(house.viewer("ceo"), promise, Happening.WITHDRAWN, today)
    answer = house.sign_in("dir1").post(f"/promises/{promise}/kept/", {"once": str(uuid4())})
    assert answer.status_code == 422
    assert "has come to its end" in answer.content.decode()


def test_who_may_not_read_a_promise_finds_nothing(make: Make, today: date) -> None:
    promise = make(house.viewer("dir1"), DIRECTOR, CEO, today=today)
    outsider, reader = house.sign_in("e40", *Role), house.sign_in("e10")
    for address in (f"/promises/{promise}/", "/promises/9999/"):
        assert outsider.get(address).status_code == 404
        assert outsider.post(f"{address}kept/", {"once": str(uuid4())}).status_code == 404
    sent = {"once": str(uuid4())}
    assert reader.get(f"/promises/{promise}/").status_code == 200
    assert reader.post(f"/promises/{promise}/kept/", sent).status_code == 403
    assert reader.post(f"/promises/{promise}/made/", sent).status_code == 404


def test_each_side_is_asked_once_and_in_turn(make: Make) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR)
    assert moves(house.viewer("ceo"), FRIDAY) == []
    saturday = FRIDAY + timedelta(days=1)
    (asked,) = moves(house.viewer("ceo"), saturday)
    assert asked.address == f"/promises/{promise}/"
    assert asked.until == FRIDAY + timedelta(days=7)
    assert moves(house.viewer("dir1"), saturday) == []
    say(house.viewer("ceo"), promise, Happening.DONE, saturday)
    assert moves(house.viewer("ceo"), saturday) == []
    assert "Was it kept?" in moves(house.viewer("dir1"), saturday)[0].text
    assert moves(house.viewer("e10"), saturday) == []


def test_after_being_asked_it_is_overdue_and_nobody_is_asked_again(make: Make) -> None:
    make(house.viewer("ceo"), CEO, DIRECTOR)
    late = FRIDAY + timedelta(days=8)
    assert moves(house.viewer("ceo"), late) == []
    (seen,) = services.above(house.viewer("e10"), today=late)
    assert seen.standing.is_overdue


@pytest.mark.usefixtures("sixty")
def test_the_form_that_other_rooms_use_checks_day_and_names() -> None:
    def errors(**given: str) -> dict[str, object]:
        sent = {"once": str(uuid4()), "what": WORDS, "due": FRIDAY.isoformat(), **given}
        return {**PromiseForm(sent, viewer=house.viewer("ceo"), today=MONDAY).errors}

    assert errors() == {}
    assert list(errors(what="Mens 10 first")) == ["what"]
    assert list(errors(what=" ")) == ["what"]
    assert list(errors(due="2020-01-01")) == ["due"]
    assert list(errors(due="9999-12-31")) == ["due"]
    assert list(errors(due="soon")) == ["due"]
    assert list(errors(once="")) == ["once"]


@pytest.mark.parametrize("code", ["made", "changed", "withdrawn", "done", "kept", "not-kept"])
def test_every_act_reads_as_words(code: str) -> None:
    assert acts.text_of(f"promise.{code}")


def test_many_promises_need_no_more_questions_to_the_database_than_one(
    make: Make, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for _number in range(20):
        make(house.viewer("ceo"), CEO, DIRECTOR)
    with django_assert_max_num_queries(8):
        assert len(services.above(house.viewer("e10"), today=MONDAY)) == 20
