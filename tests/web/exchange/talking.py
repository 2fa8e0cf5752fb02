"""What tests of talks share: every layer opened by keys, and talks that came some way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from binnenuit.exchange import Kind
from binnenuit.organisation import TeamId
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Key
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.web.house import viewer

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY: Final = date(2026, 11, 23)
DUE: Final = date(2026, 12, 18)
BRINGS_OF_GIVER: Final = "Kanarie-eieren van wie geeft"
GETS_OF_GIVER: Final = "Kanarie-zaad van wie geeft"
BRINGS_OF_RECEIVER: Final = "Kanarie-eieren van wie krijgt"
GETS_OF_RECEIVER: Final = "Kanarie-zaad van wie krijgt"
OF_GIVER: Final = (BRINGS_OF_GIVER, GETS_OF_GIVER)
OF_RECEIVER: Final = (BRINGS_OF_RECEIVER, GETS_OF_RECEIVER)


def open_every_layer() -> None:
    """Turn both keys of every layer, so that any talk may begin."""
    for layer in range(1, 6):
        for holder in (Role.FACILITATOR, Role.WORKS_COUNCIL):
            Key.objects.create(layer=layer, holder=holder.value, reason="-", turned_on=TODAY)


def holder_of(team: str) -> Viewer:
    """Look as somebody who came in through the link of a team."""
    return Viewer(roles=frozenset({Role.EMPLOYEE}), team=TeamId(team), speaks_for=TeamId(team))


def customer_in(talk: int) -> Viewer:
    """Look as a customer outside who opened the link of a talk."""
    return Viewer(exchange=talk)


def leading(giver: str, receiver: str) -> int:
    talk = services.open_talk(viewer(giver), Kind.LEADING, giver, receiver, today=TODAY)
    assert talk is not None
    return talk


def between(team: str, customer: str, kind: Kind = Kind.PAYING) -> int:
    talk = services.open_talk(holder_of(team), kind, team, customer, today=TODAY)
    assert talk is not None
    return talk


def sign(who: Viewer, talk: int, words: tuple[str, str]) -> None:
    services.sign(who, talk, *words, today=TODAY)


def both_sign(giver: Viewer, receiver: Viewer, talk: int) -> None:
    sign(giver, talk, OF_GIVER)
    sign(receiver, talk, OF_RECEIVER)


def promise(giver: Viewer, talk: int, what: str = "Elke maandag een rondje") -> int:
    return services.promise(giver, talk, what, DUE, once=uuid4(), today=TODAY)


def words_of(page: str, words: Iterable[str] = (*OF_GIVER, *OF_RECEIVER)) -> set[str]:
    """Which of the canary words stand on a page."""
    return {each for each in words if each in page}
