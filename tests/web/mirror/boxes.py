"""A layer that is open, with codes, without all that comes before; and what is sent with a code."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.asked import with_own
from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.model.recorded import record
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import TeamId
from binnenuit_web.mirror.models import Code, Invitation, Layer, Round
from binnenuit_web.mirror.services import box
from tests.web.mirror.numbered import answers, number_of, sent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.mirror.model.asked import OwnQuestion

__all__ = ["answers", "ballot", "code_of", "number_of", "open_layer", "sent"]

TODAY: Final = date(2026, 11, 18)


def open_layer(
    people: Mapping[str, str], *, today: date = TODAY, own: Sequence[OwnQuestion] = ()
) -> Layer:
    """Open a layer in which these people, given with their teams, may answer."""
    began = Round.objects.create(
        once=uuid.uuid4(),
        name=f"2026-Q4 {uuid.uuid4()}",
        questionnaire=record(with_own(ketenspiegel(), own)),
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


def ballot(team: str, number: int) -> Ballot:
    return Ballot(TeamId(team), Part.FULL, (Row(TeamId(team), answers(number)),))


def _team(team: str) -> dict[str, str]:
    return {"id": team, "name": f"Ploeg {team}", "parent": "", "leader": "", "seen": ""}
