"""Your move: what bring and give asks of somebody, and of nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from binnenuit.exchange import Question, WhoIsCustomer
from binnenuit_web.exchange import services
from binnenuit_web.exchange.views.moves import moves
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR, Viewer
from tests.web.exchange import talking
from tests.web.exchange.talking import (
    OF_GIVER,
    OF_RECEIVER,
    TODAY,
    between,
    customer_in,
    holder_of,
    leading,
    open_every_layer,
    sign,
)
from tests.web.house import live_in, sign_in, three, viewer

pytestmark = pytest.mark.django_db


def asked(who: Viewer) -> list[str]:
    return [move.text for move in moves(who, TODAY)]


def test_the_top_begins_alone_and_then_each_of_its_people_is_asked() -> None:
    live_in(three())
    boss = viewer("bo", Role.CHIEF_EXECUTIVE)
    assert asked(boss) == ["Begin, alone: who is the customer, you or your people?"]
    assert asked(viewer("an")) == []
    for person in ("an", "cas"):
        services.write_first_line(
            boss, person, customer=WhoIsCustomer.PEOPLE, line="Zij", today=TODAY
        )
    assert asked(boss) == [
        "Write what you and An de Vries bring and get.",
        "Write what you and Cas Smit bring and get.",
    ]
    assert asked(viewer("an")) == ["Write what you and Bo Bakker bring and get."]


def test_each_side_is_asked_for_what_it_still_has_to_do() -> None:
    live_in(three())
    open_every_layer()
    talk, boss, an = leading("bo", "an"), viewer("bo"), viewer("an")
    services.decline(viewer("cas"), leading("bo", "cas"), today=TODAY)
    for person in ("an", "cas"):
        services.write_first_line(
            boss, person, customer=WhoIsCustomer.PEOPLE, line="Zij", today=TODAY
        )
    sign(boss, talk, OF_GIVER)
    assert asked(boss) == []
    sign(an, talk, OF_RECEIVER)
    compare = "You and %s both answered. What do you see alike?"
    assert asked(boss) == [compare % "An de Vries"]
    assert asked(an) == [compare % "Bo Bakker"]
    for question in Question:
        services.mark(boss, talk, question, alike=True)
        services.mark(an, talk, question, alike=True)
    assert asked(boss) == ["Promise An de Vries one thing."]
    assert asked(an) == []
    talking.promise(boss, talk)
    assert asked(boss) == []


def test_of_thousands_of_customers_none_is_pressed_on_a_team() -> None:
    live_in(three())
    open_every_layer()
    assert asked(holder_of("shop")) == []
    talk = between("shop", "school")
    assert asked(holder_of("shop")) == ["Write what you and Basisschool De Linde bring and get."]
    assert asked(customer_in(talk)) == []


def test_every_address_of_a_move_opens_for_whom_it_is() -> None:
    live_in(three())
    open_every_layer()
    leading("bo", "an")
    for person in ("bo", "an", "cas"):
        client = sign_in(person)
        found = moves(viewer(person), TODAY)
        assert found
        assert all(client.get(move.address).status_code == 200 for move in found)


def test_a_visitor_is_asked_nothing() -> None:
    live_in(three())
    assert asked(VISITOR) == []
    assert Client().get("/bring-and-give/").status_code == 302
