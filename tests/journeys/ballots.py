"""Open ballots of every part, for a browser; nothing of the round around them.

Runs in a process of its own, on the installation that BINNENUIT_DATA names, and prints codes as
JSON: ``python -m tests.journeys.ballots``.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from binnenuit_web.config import installation

if TYPE_CHECKING:
    from binnenuit.mirror.model.ballot import Part
    from binnenuit.organisation import Organisation, ServiceLink
    from binnenuit_web.mirror.models import Layer

_EACH: Final = 30
_SERVES: Final = (("t1", "t3"), ("t1", "t4"), ("t4", "t1"), ("t5", "t1"), ("t6", "t1"))
_ODD: Final = (("t3", "t1"), ("t2", "t1"), ("t2", "t5"))


def prepare() -> dict[str, list[str]]:
    """Store sixty people and one round; codes by what they are good for."""
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit.mirror.model.ballot import Part  # noqa: PLC0415
    from tests.web import house  # noqa: PLC0415

    today = timezone.localdate()
    house.live_in(_linked(house.sixty()))
    _promise()
    layer = _layer(3, seen={"t1": "mirror"})
    top = _layer(1, seen={"directors": "mirror"})
    customers = _layer(9, customers=True)
    closed = _layer(5, closed_on=today)
    return {
        "full": _codes(layer, "t1", Part.FULL),
        "above": _codes(top, "directors", Part.ABOVE),
        "customer": _codes(customers, "t7", Part.CUSTOMER),
        "later": _codes(layer, "t1", Part.FULL, days=3),
        "closed": _codes(closed, "t1", Part.FULL),
    }


def _linked(stored: Organisation) -> Organisation:
    links = [_serves(*pair) for pair in (*_SERVES, *_ODD)]
    return replace(stored, links=(*stored.links, *links))


def _serves(supplier: str, customer: str) -> ServiceLink:
    from binnenuit.organisation import LinkKind, ServiceLink, TeamId  # noqa: PLC0415

    return ServiceLink(TeamId(supplier), TeamId(customer), LinkKind.SERVES)


def _layer(number: int, seen: dict[str, str] | None = None, **more: Any) -> Layer:
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit_web.mirror.models import Layer  # noqa: PLC0415
    from binnenuit_web.mirror.services import box  # noqa: PLC0415
    from binnenuit_web.organisation import services as organisation  # noqa: PLC0415

    public, private = box.new_keys()
    today = timezone.localdate()
    stored = organisation.load().teams
    return Layer.objects.create(
        round=_round(),
        number=number,
        opened_on=today,
        closes_on=today + timedelta(days=14),
        teams=[_frozen(team, seen or {}) for team in stored],
        public_key=public,
        private_key=private,
        secret=uuid.uuid4().bytes,
        **more,
    )


def _frozen(team: Any, seen: dict[str, str]) -> dict[str, str]:
    return {
        "id": team.id,
        "name": team.name,
        "parent": team.parent or "",
        "leader": team.leader or "",
        "seen": seen.get(team.id, ""),
    }


def _round() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit.mirror.model.recorded import record  # noqa: PLC0415
    from binnenuit.mirror.read.ketenspiegel import ketenspiegel  # noqa: PLC0415
    from binnenuit_web.mirror.models import Round  # noqa: PLC0415

    made = {"questionnaire": record(ketenspiegel()), "k": 5, "began_on": timezone.localdate()}
    return Round.objects.get_or_create(name="2026-Q4", defaults={"once": uuid.uuid4(), **made})[0]


def _codes(layer: Layer, team: str, part: Part, days: int = 0) -> list[str]:
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit_web.mirror.models import Code  # noqa: PLC0415
    from binnenuit_web.mirror.services import box  # noqa: PLC0415

    fresh = [box.fresh_code() for _ in range(_EACH)]
    from_on = timezone.localdate() + timedelta(days=days)
    Code.objects.bulk_create(
        Code(hash=box.hash_of(code), layer=layer, team=team, part=part.value, from_on=from_on)
        for code in fresh
    )
    return fresh


def _promise() -> None:
    """The director promised twice, and her people say that one was kept."""
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit.organisation import PersonId, TeamId  # noqa: PLC0415
    from binnenuit.organisation.parties import Party  # noqa: PLC0415
    from binnenuit.promises import Happened, Happening  # noqa: PLC0415
    from binnenuit_web.promises import services as promises  # noqa: PLC0415
    from tests.web import house  # noqa: PLC0415

    today = timezone.localdate()
    told = [
        "Before each meeting I ask who watches the phone meanwhile.",
        "Each month I stand a morning beside one of you and clear one thing out of the way.",
    ]
    for number, what in enumerate(told):
        new = promises.NewPromise(
            once=uuid.uuid4(),
            giver=Party.person(PersonId("l1")),
            receiver=Party.team(TeamId("t1")),
            what=what,
            due=today + timedelta(days=30),
            origin="exchange",
            number=number,
        )
        made = promises.make(house.viewer("l1"), new, today=today)
        if number == 0:
            kept = Happened(Happening.KEPT, today)
            promises.happen(house.viewer("e10"), made, kept, once=uuid.uuid4())


if __name__ == "__main__":
    installation.start_django()
    print(json.dumps(prepare()))  # noqa: T201  this is what it is for
