"""What came of talks, put straight into the tables: for tests of what follows from it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.exchange import Kind, Side, WhoIsCustomer
from binnenuit.promises import Happening
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Exchange, FirstLine, Part
from binnenuit_web.promises.models import Event, Promise

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY: Final = date(2026, 1, 5)


def talked(leader: str, *people: str, sides: Iterable[Side] = Side) -> None:
    """A leader and each of these had their talk; both sides signed unless said otherwise."""
    for person in people:
        talk = Exchange.objects.create(kind=Kind.LEADING.value, giver=leader, receiver=person)
        for side in sides:
            Part.objects.create(
                exchange=talk, side=side.value, brings="work", gets="time", signed_on=TODAY
            )


def declined(leader: str, person: str) -> None:
    """This person would rather not."""
    talk = Exchange.objects.create(kind=Kind.LEADING.value, giver=leader, receiver=person)
    Part.objects.create(exchange=talk, side=Side.RECEIVER.value, declined=True, signed_on=TODAY)


def promised(leader: str, receiver: str) -> Promise:
    """A leader has a promise out."""
    promise = Promise.objects.create(
        once=uuid.uuid4(),
        giver_kind="person",
        giver=leader,
        receiver_kind="person",
        receiver=receiver,
        origin="exchange",
        number=1,
    )
    Event.objects.create(
        once=uuid.uuid4(),
        promise=promise,
        happening=Happening.MADE.value,
        on=TODAY,
        what="time",
        due=TODAY,
    )
    return promise


def withdrawn(promise: Promise) -> None:
    Event.objects.create(
        once=uuid.uuid4(), promise=promise, happening=Happening.WITHDRAWN.value, on=TODAY
    )


def begun(leader: str) -> None:
    """Who stands at the top wrote all first lines."""
    for led in services.leading_now().led_by[leader]:  # type: ignore[index]
        for person in led.people:
            FirstLine.objects.create(
                by=leader,
                about=person,
                customer=WhoIsCustomer.PEOPLE.value,
                line="They bring it all.",
                written_on=TODAY,
            )


def top_done() -> None:
    """Let the chief executive of the house of sixty be done with his layer."""
    begun("ceo")
    talked("ceo", "dir1", "dir2", "dir3")
    promised("ceo", "dir1")
