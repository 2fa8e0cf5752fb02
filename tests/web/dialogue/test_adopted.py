"""Adopted behaviours are asked in the mirror's next pulse, until they are withdrawn."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.test import Client

from binnenuit.mirror.model.ballot import Ballot
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Behaviour
from binnenuit_web.mirror import services as mirror
from binnenuit_web.mirror.models import Round
from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.views.ballot import read_ballot
from tests.web.dialogue import shaped
from tests.web.dialogue.shaped import BEHAVIOUR, LATER, SHAPER
from tests.web.house import live_in, sixty
from tests.web.mirror import walked

if TYPE_CHECKING:
    from binnenuit_web.dialogue.models import Question

pytestmark = pytest.mark.django_db
PULSE = ["A2", "B1", "C1", "D1", "E1", "F1"]


@pytest.fixture
def behaviour() -> int:
    """One behaviour that everybody adopted."""
    live_in(sixty())
    question: Question = shaped.carrying("We call back the same day.")
    value = shaped.value(f"{question.pk}-1")
    shaped.adopted(value)
    number = shaped.behaviour(value)
    shaped.adopted(number, about="behaviour")
    return number


def asked(*, is_pulse: bool = True) -> dict[str, dict[str, str]]:
    """What the next round asks: texts by code of the item."""
    new = mirror.NewRound(f"round {Round.objects.count()}", is_pulse=is_pulse, unready=True)
    number = mirror.start_round(SHAPER, new, once=uuid.uuid4(), today=LATER)
    questionnaire = mirror.questionnaire_of(Round.objects.get(pk=number))
    mirror.end_round(SHAPER, number, LATER)
    return {item.code: dict(item.text) for scale in questionnaire.scales for item in scale.items}


def test_a_pulse_asks_how_often_an_adopted_behaviour_is_seen(behaviour: int) -> None:
    found = asked()
    code = f"V{behaviour}"
    assert list(found) == [*PULSE, code]
    assert found[code]["en"].endswith("in your team? We pick up within three rings.")
    assert found[code]["nl"].endswith("in je team? Wij nemen binnen drie keer op.")
    assert code not in asked(is_pulse=False)


def test_it_is_answered_on_a_ballot(behaviour: int) -> None:
    walked.begun(mirror.NewRound("pulse", is_pulse=True))
    walked.opened(1)
    code = walked.codes(1)["dir1"]
    question = f"V{behaviour}"
    page = Client().get(f"/b/{code}/?language=nl").content.decode()
    assert "in je team? Wij nemen binnen drie keer op." in page
    field = re.search(rf'name="([^"]*{question})"', page)
    assert field
    ballot = read_ballot(QueryDict(f"{field[1]}=4"), box.standing(code, walked.TODAY))
    assert isinstance(ballot, Ballot)
    assert ballot.rows[0].answers == {question: 4}


def test_one_that_is_withdrawn_revised_or_not_adopted_is_not_asked(behaviour: int) -> None:
    row = Behaviour.objects.get(pk=behaviour)
    shaped.behaviour(row.links.get().value_id)  # written down, and nobody was asked
    more = replace(BEHAVIOUR, en="We pick up at once.", values=())
    services.change_behaviour(SHAPER, behaviour, more, today=LATER)
    assert list(asked()) == PULSE
    Behaviour.objects.filter(pk=behaviour).update(adopted_on=LATER)
    assert services.adopted_behaviours() == (
        (f"V{behaviour}v2", "Wij nemen binnen drie keer op.", "We pick up at once."),
    )
    services.withdraw_behaviour(SHAPER, behaviour, LATER)
    assert list(asked()) == PULSE


def test_a_pulse_asks_about_the_six_newest(behaviour: int) -> None:
    row = Behaviour.objects.get(pk=behaviour)
    for _copy in range(6):
        row.pk, row.once = None, uuid.uuid4()
        row.save()
    newest = Behaviour.objects.order_by("-pk").values_list("pk", flat=True)[:6]
    assert list(asked()) == [*PULSE, *(f"V{number}" for number in newest)]
