"""The first page shows, without searching, what waits, what was promised above, what was found."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from binnenuit.organisation import PersonId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit_web.organisation.models import Profile
from binnenuit_web.people.roles import Role
from binnenuit_web.promises import services as promises
from binnenuit_web.signals import services as signals
from tests.web.house import live_in, sign_in, sixty, three, viewer

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
WHAT = "Voor zessen bel ik de klant terug"


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    live_in(sixty())


def promise(giver: str, receiver: Party) -> int:
    today = timezone.localdate()
    new = promises.NewPromise(
        giver=Party.person(PersonId(giver)),
        receiver=receiver,
        what=WHAT,
        due=today + timedelta(days=10),
        origin="exchange",
        number=1,
        once=uuid4(),
    )
    return promises.make(viewer(giver), new, today=today)


def page(client: Client) -> str:
    return client.get("/today/").content.decode()


@pytest.mark.parametrize("reader", ["dir1", "l2", "e45"])
def test_everybody_below_reads_what_the_top_promised(reader: str) -> None:
    promise("ceo", Party.person(PersonId("dir2")))
    assert WHAT in page(sign_in(reader))


@pytest.mark.parametrize("reader", ["l4", "e45", "ceo"])
def test_who_stands_elsewhere_does_not_read_it_here(reader: str) -> None:
    promise("dir1", Party.person(PersonId("l1")))
    assert WHAT not in page(sign_in(reader))


def test_the_top_is_asked_to_begin() -> None:
    text = page(sign_in("ceo"))
    assert "Begin, alone" in text
    assert "Nobody stands above you" in text
    assert "Nothing waits for you" in page(sign_in("e45"))


def test_a_leader_whose_team_walks_is_asked_until_a_day() -> None:
    symptom, _name = signals.hurting()[0]
    new = signals.NewWalk(TeamId("t1"), symptom, customer=None, once=uuid4())
    signals.begin(viewer("e10"), new, today=timezone.localdate())
    text = page(sign_in("l1"))
    assert "A walk to the source waits for your answer." in text
    assert "until" in text
    assert "A walk to the source waits" not in page(sign_in("e10"))


def test_an_empty_installation_asks_nothing() -> None:
    Profile.objects.update(stage=1)
    assert "Nothing waits for you." in page(sign_in("e45"))


def test_who_promised_reads_how_it_stands() -> None:
    promise("dir1", Party.person(PersonId("l1")))
    text = page(sign_in("dir1"))
    assert "What you promised" in text
    assert WHAT in text
    assert "What you promised" not in page(sign_in("dir2"))


def test_who_watches_reads_for_whom_a_layer_waits() -> None:
    text = page(sign_in("", Role.WORKS_COUNCIL))
    assert "Bring and give: the next layer waits for Karin de Wit." in text
    assert "We do not know who you are in the people file" in text
    assert "Nobody stands above you" not in text
    assert "Let people in" not in text
    assert "Let people in" in page(sign_in("dir3", Role.FACILITATOR))
    assert "What you watch over" not in page(sign_in("e45"))


def test_a_tap_is_offered_only_where_it_counts() -> None:
    assert "One tap" in page(sign_in("e45"))
    live_in(three())
    assert "One tap" not in page(sign_in("an"))
