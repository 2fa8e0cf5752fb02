"""A house of 81 people in three layers, and a round of which every layer was shown."""

from __future__ import annotations

import random
import shutil
import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.disclose.layered import publish_layer
from binnenuit.mirror.model import About
from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.model.layers import layers_of_round
from binnenuit.mirror.model.recorded import record
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import (
    Customer,
    CustomerId,
    LinkKind,
    Membership,
    Organisation,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.mirror.models import Invitation, Layer, Look, OwnView, Round
from binnenuit_web.mirror.services.frozen import freeze, wanted
from binnenuit_web.privacy.services import published
from tests.web import house

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.model.layers import Invited

NAME: Final = "2026-Q4"
OPENED, SHOWN = date(2026, 11, 2), date(2026, 11, 20)
TODAY: Final = date(2026, 11, 22)
CUSTOMERS: Final = 4
# Behaviours and comfort say nothing new here, and each scale takes time at the gate.
ASKED: Final = replace(
    ketenspiegel(), scales=tuple(s for s in ketenspiegel().scales if s.code not in {"E", "F"})
)
SIZES: Final = {1: (12, 10, 8, 6, 5, 3), 2: (7, 6, 3), 3: (3, 3)}
"""People of each team, by director: d-1 has teams t1 to t6, d-2 t7 to t9, d-3 t10 and t11."""


def eighty() -> Organisation:
    """Karin leads three directors, they eleven leaders, these 66 people; customers pay t1 and t7.

    Person ids: ceo, dir1 to dir3, l1 to l11, and e1.0, e1.1, ... in team t1.
    """
    teams = [
        Team(TeamId("top"), "Top"),
        Team(TeamId("directors"), "Directie", TeamId("top"), PersonId("ceo")),
    ]
    people = [_member("ceo", "top", "Karin de Wit")]
    number = 0
    for department, sizes in SIZES.items():
        at, director = f"d-{department}", f"dir{department}"
        people.append(_member(director, "directors", f"Directeur {_NAMES[department]}"))
        teams.append(Team(TeamId(at), f"Afdeling {department}", TeamId("directors"), director))
        for size in sizes:
            number += 1
            people.append(_member(f"l{number}", at, f"Leider {_NAMES[number]}"))
            team = Team(TeamId(f"t{number}"), f"Ploeg {number}", TeamId(at), f"l{number}")
            teams.append(team)
            people += [_member(f"e{number}.{n}", f"t{number}", "") for n in range(size)]
    return Organisation(
        teams=tuple(teams),
        people=tuple(people),
        customers=(
            Customer(CustomerId("zon"), "Zonnebakkers"),
            Customer(CustomerId("maan"), "Hotel De Maan"),
        ),
        links=(
            ServiceLink(TeamId("t2"), TeamId("t1"), LinkKind.SERVES),
            ServiceLink(TeamId("t1"), CustomerId("zon"), LinkKind.PAYS),
            ServiceLink(TeamId("t7"), CustomerId("maan"), LinkKind.PAYS),
        ),
    )


def publish(folder: Path, name: str = NAME, closed_on: date = SHOWN) -> None:
    """Send three layers and the customers through the gate, with answers drawn by lot."""
    organisation, draw = eighty(), random.Random(name)  # noqa: S311  invented answers
    for layer in layers_of_round(organisation):
        asked = wanted(layer, k=5)
        _publish(folder, layer.number, asked, [_ballot(each, draw) for each in asked], closed_on)
    said = [_customer(team, draw) for team in ["t1"] * 12 + ["t7"] * 3]
    _publish(folder, CUSTOMERS, (), said, closed_on)


def copied(already: Path) -> None:
    """Put what ``publish`` wrote into a data directory of one's own, to publish more."""
    shutil.copytree(already, published(), dirs_exist_ok=True)


def live_in() -> dict[int, Layer]:
    """Live in the house after the round: rows of every layer, where ``publish`` wrote figures."""
    organisation = eighty()
    house.live_in(organisation)
    row = Round.objects.create(
        once=uuid.uuid4(), name=NAME, questionnaire=record(ASKED), k=5, began_on=OPENED
    )
    found = {}
    for layer in layers_of_round(organisation):
        found[layer.number] = _layer(row, layer.number, freeze(organisation, layer, k=5))
        Invitation.objects.bulk_create(
            Invitation(layer=found[layer.number], person=e.person, team=e.team, part=e.part.value)
            for e in wanted(layer, k=5)
        )
    found[CUSTOMERS] = _layer(row, CUSTOMERS, freeze(organisation, None, k=5))
    return found


def answered_himself(person: str, answer: int = 4) -> None:
    items = [item.code for item in ASKED.scale_by_code["A"].items]
    OwnView.objects.create(
        round=Round.objects.get(name=NAME),
        person=person,
        answers=dict.fromkeys(items, answer),
        given_on=OPENED,
    )


def looked(person: str, layer: Layer) -> None:
    Look.objects.create(layer=layer, person=person, on=SHOWN)


def _layer(row: Round, number: int, teams: list[dict[str, object]]) -> Layer:
    return Layer.objects.create(
        round=row,
        number=number,
        customers=number == CUSTOMERS,
        opened_on=OPENED,
        closes_on=SHOWN,
        closed_on=SHOWN,
        shown_on=SHOWN,
        teams=teams,
    )


@dataclass(frozen=True)
class _Mind:
    """How everybody of a team is inclined, so that teams differ."""

    draw: random.Random
    team: str

    def answers(self, rated: str, *about: About) -> Row:
        lean = 2.4 + (sum(map(ord, f"{self.team}{rated}")) % 7) / 4
        found: dict[str, int | str] = {}
        for scale in ASKED.scales:
            if scale.about in about:
                for place, item in enumerate(scale.items):
                    given = round(self.draw.gauss(lean + place % 3 / 3, 0.8))
                    most = scale.highest
                    value = scale.lowest + most - given if item.reversed else given
                    found[item.code] = min(max(value, scale.lowest), most)
        return Row(TeamId(rated), found)


def _ballot(asked: Invited, draw: random.Random) -> Ballot:
    mind = _Mind(draw, asked.team)
    if asked.part is Part.ABOVE:
        return Ballot(asked.team, asked.part, (mind.answers(asked.team, About.LEADER),))
    rows = [mind.answers(asked.team, About.LEADER, About.OWN_TEAM)]
    if asked.team == "t1":
        rows.append(mind.answers("t2", About.SUPPLIER))
    return Ballot(asked.team, asked.part, tuple(rows))


def _customer(team: str, draw: random.Random) -> Ballot:
    row = _Mind(draw, team).answers(team, About.CUSTOMER_FACING)
    return Ballot(TeamId(team), Part.CUSTOMER, (row,))


def _publish(
    folder: Path, number: int, asked: tuple[Invited, ...], ballots: list[Ballot], closed_on: date
) -> None:
    people = tuple(Membership(each.person, each.team) for each in asked)
    publish_layer(
        folder,
        ASKED,
        round_name=NAME,
        layer=number,
        teams=replace(eighty(), people=people, customers=(), links=()),
        parts={each.person: each.part for each in asked},
        ballots=ballots,
        k=5,
        closed_on=closed_on,
    )


def _member(person: str, team: str, name: str) -> Membership:
    return Membership(PersonId(person), TeamId(team), name=name or f"Mens {person}")


_NAMES: Final = ["", "An", "Bo", "Cas", "Do", "El", "Fay", "Gijs", "Han", "Iris", "Jo", "Kim"]
