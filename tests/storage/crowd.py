"""What sixty people send on a busy day, and how often each of it is stored in the end.

Runs in processes of its own, beside the server: ``python -m tests.storage.crowd prepare 5`` writes
what is to be sent as JSON, ``count`` reads that and writes how often each is there.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from binnenuit_web.config import installation

if TYPE_CHECKING:
    from collections.abc import Iterator

Act = dict[str, Any]


def prepare(rounds: int) -> dict[str, Any]:
    """Store the organisation and all talks; return who sends what, each with a session."""
    from tests.web import house  # noqa: PLC0415  after the settings

    house.live_in(house.sixty())
    from tests.web.exchange.talking import open_every_layer  # noqa: PLC0415

    open_every_layer()
    people: dict[str, list[Act]] = {}
    for person, act in [*_taps(rounds), *_words(rounds), *_walks(), *_things(rounds)]:
        people.setdefault(person, []).append(act)
    return {person: {"session": _session(person), "acts": acts} for person, acts in people.items()}


def _taps(rounds: int) -> Iterator[tuple[str, Act]]:
    from binnenuit_web.signals import services  # noqa: PLC0415  after the settings

    codes = [each.code for each in services.symptoms()][: rounds // 2]
    for group in range(1, 9):
        for number in range(6):
            for code in codes:
                data = {"symptom": code}
                yield (
                    f"e{group}{number}",
                    _act("/this-happened/", "/this-happened/tap/", data, None),
                )


def _words(rounds: int) -> Iterator[tuple[str, Act]]:
    """Parts of both sides, promises, and promises that change."""
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from tests.web.exchange import talking  # noqa: PLC0415
    from tests.web.house import viewer  # noqa: PLC0415

    due = str(timezone.localdate() + timedelta(days=14))
    for group in range(1, 9):
        leader, director = f"l{group}", f"dir{1 if group < 4 else 2 if group < 7 else 3}"
        for number in range(3):
            person = f"e{group}{number}"
            talk = talking.leading(leader, person)
            yield leader, _part(talk, f"brengt {leader} {person}")
            yield person, _part(talk, f"brengt {person} {leader}")
        talk = talking.leading(director, leader)
        talking.both_sign(viewer(director), viewer(leader), talk)
        if group % 2:
            what = f"belofte aan ploeg {group}"
            act = _once(f"/bring-and-give/{talk}/", "promise/", {"what": what, "due": due})
            yield director, {**act, "stored": ["promises.Event", {"what": what}]}
        else:
            promise = talking.promise(viewer(director), talk)
            for turn in range(rounds):
                what = f"anders {turn} voor ploeg {group}"
                act = _once(f"/promises/{promise}/", "changed/", {"what": what, "due": due})
                yield director, {**act, "stored": ["promises.Event", {"what": what}]}


def _part(talk: int, words: str) -> Act:
    data = {"brings": words, "gets": words}
    where = f"/bring-and-give/{talk}/"
    return _act(where, f"{where}part/", data, ["exchange.Part", {"brings": words}])


def _walks() -> Iterator[tuple[str, Act]]:
    from binnenuit_web.signals.services import hurting  # noqa: PLC0415  after the settings

    for group in range(1, 9):
        data = {"team": f"t{group}", "symptom": hurting()[0][0]}
        act = _once("/walks/begin/", "", data)
        yield f"e{group}5", {**act, "stored": ["signals.Walk", {"team": f"t{group}"}]}


def _things(rounds: int) -> Iterator[tuple[str, Act]]:
    for number in range(rounds):
        name = f"Overleg {number}"
        data = {"kind": "meeting", "name": name, "caller": "directors", "team": "d-1"}
        act = _once("/for-whom-is-this/", "", data)
        yield "dir1", {**act, "stored": ["signals.Thing", {"name": name}]}


def _once(page: str, below: str, data: dict[str, str]) -> Act:
    return _act(page, page + below, {**data, "once": str(uuid.uuid4())}, None)


def _act(page: str, send_to: str, data: dict[str, str], stored: list[Any] | None) -> Act:
    return {"page": page, "send_to": send_to, "data": data, "stored": stored}


def _session(person: str) -> str:
    from tests.web.house import sign_in  # noqa: PLC0415  after the settings

    return str(sign_in(person).cookies["sessionid"].value)


def count(people: dict[str, Any]) -> dict[str, int]:
    """How often each thing is stored, and what must fit together."""
    from django.apps import apps  # noqa: PLC0415  after the settings
    from django.db.models import Sum  # noqa: PLC0415

    from binnenuit_web.people import services  # noqa: PLC0415
    from binnenuit_web.people.models import LogbookLine  # noqa: PLC0415
    from binnenuit_web.promises.models import Event  # noqa: PLC0415
    from binnenuit_web.signals.models import Count, Hand  # noqa: PLC0415

    stored = [act["stored"] for each in people.values() for act in each["acts"] if act["stored"]]
    counts = {
        f"{model} {where}": apps.get_model(model).objects.filter(**where).count()
        for model, where in stored
    }
    chain = services.check_logbook()
    return counts | {
        "taps": Count.objects.aggregate(people=Sum("people"))["people"],
        "hands": Hand.objects.count(),
        "events": Event.objects.count(),
        "lines about promises": LogbookLine.objects.filter(did__startswith="promise.").count(),
        "broken": 0 if chain.broken_at is None else chain.broken_at,
    }


def main(act: str) -> None:
    installation.start_django()
    if act == "prepare":
        installation.migrate()
        from django.conf import settings  # noqa: PLC0415  now there are some

        settings.ALLOWED_HOSTS.append("testserver")
        told: object = prepare(int(sys.argv[2]))
    else:
        told = count(json.load(sys.stdin))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
