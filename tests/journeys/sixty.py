"""Sixty people, of whom a browser plays a few: the others do here what it need not show.

Runs in processes of its own, beside the server, on the installation that BINNENUIT_DATA names:
``python -m tests.journeys.sixty prepare ceo:nl l1:en`` stores the organisation and writes a session
for each of these people as JSON; ``open_layers`` turns the keys of every layer; ``layer 2`` lets
everybody in layer 2 who has not answered and promised yet do so, through the services alone.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from uuid import uuid4

from binnenuit_web.config import installation

FACILITATOR = "hr"
COUNCIL = "e11"


def prepare(*people: str) -> dict[str, str]:
    from tests.web import house  # noqa: PLC0415  after the settings

    house.live_in(house.sixty())
    chosen = dict(each.split(":") for each in people)
    return {person: _session(person, language) for person, language in chosen.items()}


def _session(person: str, language: str) -> str:
    from binnenuit_web.organisation import services as organisation  # noqa: PLC0415
    from binnenuit_web.people.roles import Role  # noqa: PLC0415
    from tests.web.house import sign_in  # noqa: PLC0415

    listed = {each.person: each for each in organisation.people_of_teams()}
    roles = {FACILITATOR: (Role.FACILITATOR,), COUNCIL: (Role.EMPLOYEE, Role.WORKS_COUNCIL)}
    if person == FACILITATOR:
        client = sign_in("", *roles[person], language=language)
    else:
        own = roles.get(person, (listed[person].role,))  # type: ignore[index]
        client = sign_in(person, *own, language=language)
    return str(client.cookies["sessionid"].value)


def open_layers() -> None:
    from tests.web.exchange.talking import open_every_layer  # noqa: PLC0415

    open_every_layer()


def layer(number: int) -> None:
    """Let everybody who leads in this layer have all talks, and promise something."""
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit.exchange import Kind  # noqa: PLC0415
    from binnenuit_web.exchange import services  # noqa: PLC0415
    from binnenuit_web.exchange.services import BothSignedError  # noqa: PLC0415
    from tests.web.house import viewer  # noqa: PLC0415

    today = timezone.localdate()
    for each in services.relations_now():
        if each.kind is not Kind.LEADING or each.layer != number:
            continue
        sides = [viewer(each.giver.id), viewer(each.receiver.id)]
        talk = services.open_talk(sides[0], each.kind, each.giver.id, each.receiver.id, today=today)
        assert talk is not None, f"layer {number} is not open yet"
        try:
            for side in sides:
                services.sign(side, talk, "Ruimte.", "Antwoord.", today=today)
        except BothSignedError:
            continue  # these two were played in the browser
        due = today + timedelta(days=14)
        services.promise(sides[0], talk, "Ik kom langs.", due, once=uuid4(), today=today)


def main(act: str, *arguments: str) -> None:
    installation.start_django()
    told: object = None
    if act == "prepare":
        installation.migrate()
        from django.conf import settings  # noqa: PLC0415  now there are some

        settings.ALLOWED_HOSTS.append("testserver")
        told = prepare(*arguments)
    elif act == "open_layers":
        open_layers()
    else:
        layer(int(arguments[0]))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
