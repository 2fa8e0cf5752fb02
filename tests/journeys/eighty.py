"""What the others of the eighty do meanwhile, in processes of its own beside the server.

``python -m tests.journeys.eighty "own_views 3" "answer 3 http://..."`` does one act after the other
on the installation that BINNENUIT_DATA names: codes come from the services, as each person gets his
own after signing in; ballots go to their addresses as any browser sends them. How much each act did
is printed as JSON.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

import numpy as np

from binnenuit_web.config import installation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.mirror.services.asked import Asked, Section

PROMISED = "Ik vraag elke maandag wat jullie nodig hebben."


def own_views(number: str) -> int:
    """Let every leader of a layer who has not done so answer about himself."""
    from binnenuit_web.mirror import services  # noqa: PLC0415  after the settings
    from tests.web.house import viewer  # noqa: PLC0415

    given = 0
    for person in services.leaders_of(_layer(number)):
        page = services.own_view_page(viewer(person), _today())
        if page is not None and page.may_change and not page.given:
            answers = {item.code: 4 for _scale, item in page.asked}
            services.give_own_view(viewer(person), answers, today=_today())
            given += 1
    return given


def answer(number: str, address: str) -> int:
    """Send the ballot of everybody in a layer whose ballot waits; returns how many there were."""
    from binnenuit_web.mirror.services import inviting  # noqa: PLC0415
    from tests.web.house import viewer  # noqa: PLC0415

    layer, sent = _layer(number), 0
    for each in layer.invitations.order_by("person"):
        for ballot in inviting.my_ballots(viewer(each.person), _today()):
            if ballot.layer == layer.pk and ballot.waits:
                _send(address + inviting.ballot_path(ballot.code), layer, each.team, each.part)
                sent += 1
    return sent


def customers(number: str, team: str, *addresses: str) -> int:
    """Let a customer answer with each of these addresses."""
    for each in addresses:
        _send(each, _layer(number), team, "customer")
    return len(addresses)


def look_and_promise(number: str, *others: str) -> int:
    """Let the leaders of a layer, but for these, look where they have to, and promise something."""
    from binnenuit.mirror.model.locks import Wait  # noqa: PLC0415
    from binnenuit_web.mirror import services  # noqa: PLC0415
    from binnenuit_web.mirror.services import seeing  # noqa: PLC0415
    from tests.web.house import viewer  # noqa: PLC0415

    layer, looked = _layer(number), 0
    for person in services.leaders_of(layer).keys() - set(others):
        if Wait.LOOK in services.has_to(viewer(person), _today()):
            services.look(viewer(person), layer.pk, _today())
            looked += 1
        (team,) = services.teams_led_in(layer, person)
        due = _today() + timedelta(days=14)
        said: Any = {"what": PROMISED, "due": due, "once": uuid4(), "today": _today()}
        seeing.promise(viewer(person), layer.pk, team, **said)
    return looked


def talk(leader: str) -> int:
    """Let both sides of every talk of bring and give of this leader say their part."""
    from binnenuit.exchange import Kind  # noqa: PLC0415
    from binnenuit_web.exchange import services  # noqa: PLC0415
    from tests.web.exchange.talking import open_every_layer  # noqa: PLC0415
    from tests.web.house import viewer  # noqa: PLC0415

    open_every_layer()
    leading = [each for each in services.relations_now() if each.kind is Kind.LEADING]
    his = [each for each in leading if each.giver.id == leader]
    for each in his:
        sides = [viewer(each.giver.id), viewer(each.receiver.id)]
        key = (each.kind, each.giver.id, each.receiver.id)
        begun = services.open_talk(sides[0], *key, today=_today())
        assert begun is not None
        for side in sides:
            services.sign(side, begun, "Ruimte.", "Antwoord.", today=_today())
    return len(his)


def _layer(number: str) -> Layer:
    from binnenuit_web.mirror.models import Layer  # noqa: PLC0415

    return Layer.objects.select_related("round").get(number=int(number))


def _today() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.localdate()


_SENT: Counter[str] = Counter()


def _send(address: str, layer: Layer, team: str, part: str) -> None:
    """Answer as somebody of this team would, and be told that it was received."""
    from binnenuit.mirror.model.ballot import Part  # noqa: PLC0415
    from binnenuit_web.mirror.services.asked import asked  # noqa: PLC0415

    found = asked(layer.pk, team, Part(part), "nl")
    assert found is not None
    _SENT[team] += 1
    world = np.random.default_rng([zlib.crc32(team.encode()), layer.number, _SENT[team]])
    body = urlencode([("step", "send"), *_said(found, team, world)]).encode()
    form = Request(address, body, {"Accept": "application/json"})  # noqa: S310  our own server
    with urlopen(form, timeout=20) as told:  # noqa: S310  as above
        assert json.load(told) == {"state": "received"}, address


def _said(found: Asked, team: str, world: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Answers to all questions, and to those about the teams that serve this one."""
    yield from _about(found.sections, team, "", world)
    if found.shift:
        yield (f"q:{found.shift}", str(world.integers(5, 9)))  # five: as before
    for each in found.suppliers:
        yield ("team", each.id)
        yield from _about(found.supplied, each.id, f":{each.id}", world)


def _about(
    sections: Iterable[Section], rated: str, behind: str, world: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Teams differ by up to one step, people around their team by a little less."""
    lean = 3 + zlib.crc32(rated.encode()) % 5 / 4 - 0.5
    for section in sections:
        for question in section.questions:
            options = [value for value, _words in question.options]
            at = int(np.clip(np.rint(world.normal(lean, 0.8)), 1, len(options) - 1))
            yield (f"q:{question.code}{behind}", options[at - 1])


_ACTS = {each.__name__: each for each in (own_views, answer, customers, look_and_promise, talk)}


def main(*acts: str) -> None:
    installation.start_django()
    done = []
    for each in acts:
        act, *arguments = each.split()
        done.append(_ACTS[act](*arguments))
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
