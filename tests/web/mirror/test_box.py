"""The ballot box through its slot: once, with nobody known, and nothing told about anybody."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from binnenuit_web.mirror.models import Ballot, Code, Layer
from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.services.box import State
from tests.web.mirror import boxes

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
DATA = {"Accept": "application/json"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def layer() -> Layer:
    people = {f"e{number}": "t1" for number in range(8)}
    return boxes.open_layer(people, today=timezone.localdate())


def post(layer: Layer, person: str, number: int, **headers: str) -> tuple[int, str]:
    address = f"/b/{boxes.code_of(layer, person)}/"
    body = "&".join(f"{name}={value}" for name, value in boxes.sent(number).items())
    answer = Client(headers=headers or DATA).post(address, body, content_type=FORM)
    state = answer.json()["state"] if answer["Content-Type"] == "application/json" else ""
    return answer.status_code, state


def numbers(layer: Layer) -> list[int]:
    return sorted(map(boxes.number_of, box.ballots_of(layer)))


def test_what_was_sent_is_in_the_box_and_the_same_code_is_answered_received_again(
    layer: Layer,
) -> None:
    assert post(layer, "e0", 77) == (200, State.RECEIVED)
    assert post(layer, "e0", 88) == (200, State.ALREADY)
    assert post(layer, "e1", 99) == (200, State.RECEIVED)
    assert numbers(layer) == [77, 99]


def test_without_our_script_the_same_address_tells_what_became_of_it(layer: Layer) -> None:
    address = f"/b/{boxes.code_of(layer, 'e0')}/"
    open_page = Client().get(address)
    sent = Client().post(address, "q%3AC1=4", content_type=FORM)
    receipt = Client().get(address)
    assert (open_page.status_code, sent.status_code, sent["Location"]) == (200, 303, address)
    assert receipt.status_code == 200
    assert receipt.content != open_page.content
    assert len(box.ballots_of(layer)) == 1


def test_a_code_may_be_typed_in_small_letters_with_dashes(layer: Layer) -> None:
    code = box.in_groups(boxes.code_of(layer, "e0")).lower()
    assert box.standing(code, timezone.localdate()).state == State.OPEN
    assert Client().get(f"/b/{code}").status_code == 200


def test_who_would_rather_not_answer_is_done_and_the_box_stays_empty(layer: Layer) -> None:
    answer = Client().post(f"/b/{boxes.code_of(layer, 'e0')}/", "step=decline", content_type=FORM)
    assert answer.status_code == 303
    assert post(layer, "e0", 1) == (200, State.ALREADY)
    assert numbers(layer) == []


def test_before_the_day_and_after_closing_and_while_stopped_nothing_is_taken(layer: Layer) -> None:
    today = timezone.localdate()
    Code.objects.update(from_on=today + timedelta(days=2))
    assert post(layer, "e0", 1) == (409, State.NOT_YET)
    Code.objects.update(from_on=today)
    type(layer.round).objects.update(stopped_on=today)
    assert post(layer, "e0", 1) == (409, State.STOPPED)
    type(layer.round).objects.update(stopped_on=None)
    assert post(layer, "e0", 1) == (200, State.RECEIVED)
    Layer.objects.update(closed_on=today)
    assert post(layer, "e1", 2) == (409, State.CLOSED)
    assert post(layer, "e0", 1) == (200, State.ALREADY)
    assert Client().get(f"/b/{boxes.code_of(layer, 'e1')}/").status_code == 410
    assert numbers(layer) == [1]


def test_where_the_key_is_gone_nobody_answers_for_nothing(layer: Layer) -> None:
    Layer.objects.update(private_key=None)
    assert post(layer, "e0", 1) == (409, State.STOPPED)


def test_a_code_that_nobody_has_is_not_found_however_it_looks(layer: Layer) -> None:
    assert Client().get(f"/b/{box.fresh_code()}/").status_code == 404
    for odd in ("/b/", "/b/x/", "/b/" + "A" * 500, "/b/%00/", "/b/../people/", "/b/a/b/"):
        assert Client().get(odd).status_code == 404


def test_nobody_is_known_at_the_slot(
    layer: Layer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client(headers={**DATA, "Cookie": "sessionid=abc; csrftoken=def"})
    address = f"/b/{boxes.code_of(layer, 'e0')}/"
    Client().get(address)  # what is asked is kept for a while
    with django_assert_num_queries(1):
        page = client.get(address)
    sent = client.post(address, "q%3AC1=4", content_type=FORM)
    for answer in (page, sent):
        assert answer.cookies == {}
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert boxes.code_of(layer, "e0").encode() not in answer.content
    assert sent.json() == {"state": "received"}


def test_the_slot_speaks_the_language_of_the_browser_or_the_cookie(layer: Layer) -> None:
    address = f"/b/{boxes.code_of(layer, 'e0')}/"
    told = Client(headers={"Accept-Language": "nl"}).get(address)
    chosen = Client(headers={"Accept-Language": "nl", "Cookie": "django_language=en"}).get(address)
    assert (told["Content-Language"], chosen["Content-Language"]) == ("nl", "en")


def test_what_is_too_large_or_no_form_or_for_another_house_is_refused(layer: Layer) -> None:
    address = f"/b/{boxes.code_of(layer, 'e0')}/"
    large, many = "a" * (64 * 1024 + 1), "&".join(f"{n}=1" for n in range(1500))
    assert Client().post(address, large, content_type=FORM).status_code == 413
    assert Client().post(address, many, content_type=FORM).status_code == 400
    assert Client().post(address, {"q:C1": "4"}).status_code == 415
    endless = Client().post(address, "a", content_type=FORM, CONTENT_LENGTH="9" * 5000)
    assert endless.status_code == 413
    assert Client().put(address).status_code == 405
    assert Client().get(address, headers={"Host": "evil.example"}).status_code == 400
    assert Client().post(address, "q%3AC1=4;drop", content_type=FORM).status_code == 422
    assert not Ballot.objects.exists()
    assert not Code.objects.filter(is_spent=True).exists()


def test_no_answer_and_no_code_stands_in_a_log(
    layer: Layer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    code = boxes.code_of(layer, "e0")

    def away(*_: object) -> None:
        raise OperationalError(box.hash_of(code))

    with monkeypatch.context() as broken:
        broken.setattr("binnenuit_web.mirror.services.box.receiving.seal", away)
        answer = Client(headers=DATA).post(f"/b/{code}/", "q%3AC1=4", content_type=FORM)
    assert answer.status_code == 503
    assert post(layer, "e0", 5) == (200, State.RECEIVED)
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert any("OperationalError" in line for line in told)
    assert not any(code in line or box.hash_of(code) in line for line in told)


def test_a_code_in_an_address_is_left_out_of_logs() -> None:
    from binnenuit_web.config.logs import WithoutKeys  # noqa: PLC0415

    code = box.fresh_code()
    for written in (code, box.in_groups(code), code.lower()):
        line = logging.LogRecord("x", logging.ERROR, "", 1, "Error: %s", (f"/b/{written}/",), None)
        WithoutKeys().filter(line)
        assert line.getMessage() == "Error: /b/.../"


def test_a_seal_tells_nothing_by_its_size_and_opens_with_its_own_key_alone() -> None:
    public, private = box.new_keys()
    _, other = box.new_keys()
    short, long = box.seal(public, b"{}"), box.seal(public, b"x" * 512)
    assert len(short) == len(long) < len(box.seal(public, b"x" * 513))
    assert box.seal(public, b"{}") != short
    assert box.unseal(private, short) == b"{}"
    with pytest.raises(box.NotOpenedError):
        box.unseal(other, short)
    with pytest.raises(box.NotOpenedError):
        box.unseal(private, short[:-1] + bytes([short[-1] ^ 1]))


def test_a_new_serial_is_another_code() -> None:
    codes = {box.code_of(b"s", person, serial) for person in ("an", "bo") for serial in (1, 2)}
    codes |= {box.code_of(b"t", "an", 1), box.fresh_code(), box.fresh_code()}
    assert len(codes) == 7
    assert {len(code) for code in codes} == {20}
