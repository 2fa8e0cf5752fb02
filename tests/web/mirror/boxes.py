"""A layer that is open, with codes, without all that comes before; and what is sent with a code."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.model.recorded import record
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import TeamId
from binnenuit_web.mirror.models import Code, Invitation, Layer, Round
from binnenuit_web.mirror.services import box

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY: Final = date(2026, 11, 18)
ITEMS: Final = tuple(f"{scale}{number}" for scale in "CDE" for number in range(1, 5))
"""Twelve questions about one's own team, five options each."""


def open_layer(people: Mapping[str, str], *, today: date = TODAY) -> Layer:
    """Open a layer in which these people, given with their teams, may answer."""
    began = Round.objects.create(
        once=uuid.uuid4(),
        name=f"2026-Q4 {uuid.uuid4()}",
        questionnaire=record(ketenspiegel()),
        k=5,
        began_on=today,
    )
    public, private = box.new_keys()
    layer = Layer.objects.create(
        round=began,
        number=1,
        opened_on=today,
        teams=[_team(team) for team in sorted(set(people.values()))],
        public_key=public,
        private_key=private,
        secret=uuid.uuid4().bytes,
    )
    Invitation.objects.bulk_create(
        Invitation(layer=layer, person=person, team=team, part=Part.FULL)
        for person, team in people.items()
    )
    Code.objects.bulk_create(
        Code(
            hash=box.hash_of(code_of(layer, person)),
            layer=layer,
            team=team,
            part=Part.FULL,
            from_on=today,
        )
        for person, team in people.items()
    )
    return layer


def code_of(layer: Layer, person: str) -> str:
    return box.code_of(bytes(layer.secret or b""), person, 1)


def answers(number: int) -> dict[str, int | str]:
    """Twelve answers that are those of nobody else, up to five to the twelfth."""
    return {item: 1 + number // 5**place % 5 for place, item in enumerate(ITEMS)}


def number_of(ballot: Ballot) -> int:
    """Whose answers these are."""
    given = ballot.rows[0].answers
    return sum((int(given[item]) - 1) * 5**place for place, item in enumerate(ITEMS))


def ballot(team: str, number: int) -> Ballot:
    return Ballot(TeamId(team), Part.FULL, (Row(TeamId(team), answers(number)),))


def sent(number: int) -> dict[str, str]:
    """The same as a form sends it."""
    return {f"q:{item}": str(answer) for item, answer in answers(number).items()}


def _team(team: str) -> dict[str, str]:
    return {"id": team, "name": f"Ploeg {team}", "parent": "", "leader": "", "seen": ""}
