from __future__ import annotations

from dataclasses import replace

import pytest

from binnenuit.organisation.model import Membership, PersonId, TeamId
from binnenuit_web.organisation import services
from tests.web import house


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    shop = house.three()
    more = (("z", "Zoë-Anne D'Hont"), ("m", "Madonna"), ("v", "de Vries"))
    extra = tuple(Membership(PersonId(who), TeamId("shop"), name=name) for who, name in more)
    house.live_in(replace(shop, people=(*shop.people, *extra)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I listen more", []),
        ("An comes first", []),
        ("I ask Bo Bakker", ["Bo Bakker"]),
        ("bo  BAKKER, and cas smit!", ["Bo Bakker", "Cas Smit"]),
        ("Bo Bakkers, Bobo Bakker", []),
        ("zoe anne d hont", ["Zoë-Anne D'Hont"]),
        ("ZOE\N{COMBINING DIAERESIS}-ANNE D'HONT", ["Zoë-Anne D'Hont"]),
        ("Bo. Bakker", ["Bo Bakker"]),
        ("Madonna sings", []),
        ("", []),
    ],
)
def test_full_names_are_found_however_they_are_written(text: str, named: list[str]) -> None:
    assert services.third_persons(text) == named


def test_who_may_be_named_is_not_found() -> None:
    text = "Bo Bakker asks An de Vries"
    assert services.third_persons(text, but=["bo"]) == ["An de Vries", "de Vries"]
    assert services.third_persons(text, but=["bo", "an", "v"]) == []


def test_somebody_else_with_the_same_name_may_be_named_as_well() -> None:
    stored = services.load()
    twin = Membership(PersonId("bo2"), TeamId("shop"), name="bo bakker")
    services.replace(replace(stored, people=(*stored.people, twin)))
    assert services.third_persons("Bo Bakker", but=["bo"]) == []
    assert services.third_persons("Bo Bakker") == ["Bo Bakker", "bo bakker"]
