"""Ballots of every part for sixty people, and two promises; nothing else of a round."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.recorded import record
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import LinkKind, PersonId, ServiceLink, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.promises import Happened, Happening
from binnenuit_web.mirror.models import Code, Layer, Round
from binnenuit_web.mirror.services import box
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises import services as promises
from tests.web import house

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.mirror.model import Questionnaire
    from binnenuit.organisation import Team

# t4, t5 and t6 serve t1, t4 others as well; t3 serves three teams, t2 two.
_SERVES: Final = (
    *(("t4", "t1"), ("t5", "t1"), ("t6", "t1"), ("t4", "t2"), ("t4", "t3")),
    *(("t3", "t4"), ("t3", "t5"), ("t3", "t6"), ("t2", "t5")),
)
PROMISED: Final = (
    "Before each meeting I ask who watches the phone meanwhile.",
    "Each month I stand a morning beside one of you and clear one thing out of the way.",
)


@dataclass(frozen=True)
class Asking:
    """Layers that are open, by what is asked in them."""

    full: Layer
    above: Layer
    customer: Layer

    def codes(self, part: Part, count: int = 1, **more: Any) -> list[str]:
        layer: Layer = getattr(self, part.value)
        team = {Part.FULL: "t1", Part.ABOVE: "directors", Part.CUSTOMER: "t7"}[part]
        return codes(layer, team, part, count, **more)


def begin(questionnaire: Questionnaire | None = None) -> Asking:
    """Store sixty people with some links and promises, and open a layer for each part."""
    stored = house.sixty()
    links = (_serves(*pair) for pair in _SERVES)
    house.live_in(replace(stored, links=(*stored.links, *links)))
    _promise()
    began = Round.objects.create(
        once=uuid.uuid4(),
        name="2026-Q4",
        questionnaire=record(questionnaire or ketenspiegel()),
        k=5,
        began_on=timezone.localdate(),
    )
    return Asking(
        full=layer(began, 3, {"t1": "mirror"}),
        above=layer(began, 1, {"directors": "mirror"}),
        customer=layer(began, 9, {}, customers=True),
    )


def layer(began: Round, number: int, seen: dict[str, str], **more: Any) -> Layer:
    public, private = box.new_keys()
    today = timezone.localdate()
    return Layer.objects.create(
        round=began,
        number=number,
        opened_on=today,
        closes_on=today + timedelta(days=14),
        teams=[_frozen(team, seen) for team in organisation.load().teams],
        public_key=public,
        private_key=private,
        secret=uuid.uuid4().bytes,
        **more,
    )


def codes(
    of: Layer, team: str, part: Part, count: int = 1, from_on: date | None = None
) -> list[str]:
    fresh = [box.fresh_code() for _ in range(count)]
    begins = from_on or timezone.localdate()
    Code.objects.bulk_create(
        Code(hash=box.hash_of(code), layer=of, team=team, part=part.value, from_on=begins)
        for code in fresh
    )
    return fresh


def _serves(supplier: str, customer: str) -> ServiceLink:
    return ServiceLink(TeamId(supplier), TeamId(customer), LinkKind.SERVES)


def _frozen(team: Team, seen: dict[str, str]) -> dict[str, str]:
    return {
        "id": team.id,
        "name": team.name,
        "parent": team.parent or "",
        "leader": team.leader or "",
        "seen": seen.get(team.id, ""),
    }


def _promise() -> None:
    """The leader of t1 promised twice, and his people say that one was kept."""
    today = timezone.localdate()
    made = [_made(number, what, today) for number, what in enumerate(PROMISED)]
    kept = Happened(Happening.KEPT, today)
    promises.happen(house.viewer("e10"), made[0], kept, once=uuid.uuid4())


def _made(number: int, what: str, today: date) -> int:
    new = promises.NewPromise(
        once=uuid.uuid4(),
        giver=Party.person(PersonId("l1")),
        receiver=Party.team(TeamId("t1")),
        what=what,
        due=today + timedelta(days=30),
        origin="exchange",
        number=number,
    )
    return promises.make(house.viewer("l1"), new, today=today)
