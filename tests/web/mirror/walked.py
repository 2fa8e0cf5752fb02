"""A round of the house of sixty, walked by hand: begun, opened, answered, closed, shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from binnenuit.mirror.model.asked import of_part
from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Layer, Look, Round
from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.services.box import code_of, receive
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.web.exchange.facts import promised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit_web.mirror.services import LayerShown, NewRound, RoundShown

TODAY: Final = date(2026, 1, 5)
LATER: Final = TODAY + timedelta(days=4)
CLOSES: Final = TODAY + timedelta(days=14)
GUIDE: Final = Viewer(roles=frozenset({Role.FACILITATOR}), person=PersonId("e10"))
COUNCIL: Final = Viewer(roles=frozenset({Role.WORKS_COUNCIL}), person=PersonId("e20"))
STATES: Final = box.State


def begun(new: NewRound | None = None, *, scales: str = "") -> int:
    """Begin a round; with ``scales`` it asks no others, which is faster to show."""
    new = new or services.NewRound("2026-Q1")
    ready = replace(new, unready=True)
    number = services.start_round(GUIDE, ready, once=uuid4(), today=TODAY)
    began = Round.objects.get(pk=number)
    if scales:
        asked = [each for each in began.questionnaire["scales"] if each["code"] in scales]
        began.questionnaire["scales"] = asked
        began.save()
    return number


def picture(viewer: Viewer = GUIDE, today: date = TODAY) -> RoundShown:
    found = services.round_picture(viewer, today)
    assert found is not None
    return found


def shown(number: int, viewer: Viewer = GUIDE) -> LayerShown:
    return picture(viewer).layers[number - 1]


def row(number: int) -> Layer:
    return Layer.objects.select_related("round").get(number=number)


def opened(number: int, today: date = TODAY) -> Layer:
    services.open_layer(GUIDE, row(number).pk, closes_on=today + timedelta(days=14), today=today)
    return row(number)


def codes(number: int) -> dict[str, str]:
    """The code of everybody who is invited."""
    layer = row(number)
    return {
        each.person: code_of(bytes(layer.secret or b""), each.person, each.serial)
        for each in layer.invitations.all()
    }


def answered(number: int, people: Iterable[str] | None = None, *, today: date = LATER) -> None:
    """These people, or all, answer about their leader and their team; of the layer below, on A."""
    layer, by_person = row(number), codes(number)
    asked = services.questionnaire_of(layer.round)
    for each in layer.invitations.all():
        if people is None or each.person in people:
            part = of_part(asked, Part(each.part), about_leader=True)
            own = [scale for scale in part.scales if scale.about is not About.SUPPLIER]
            items = {item.code: 4 for scale in own for item in scale.items}
            team = TeamId(each.team)
            ballot = Ballot(team, Part(each.part), (Row(team, items),))
            assert receive(by_person[each.person], ballot, today) is STATES.RECEIVED


def released(number: int) -> Layer:
    """Open, answer, close and show one layer."""
    opened(number)
    answered(number)
    services.close_layer(GUIDE, row(number).pk, LATER)
    services.release_layer(GUIDE, row(number).pk, LATER)
    return row(number)


def done(number: int, *leaders: str) -> None:
    """These leaders looked in the mirror of a layer, and promised."""
    for leader in leaders:
        Look.objects.create(layer=row(number), person=leader, on=LATER)
        promised(leader, "somebody")
