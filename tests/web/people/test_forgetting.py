"""Whoever took part in everything and is forgotten has left nothing, in any table or file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers

from binnenuit_web.organisation import services as organisation
from tests.web.story import WORD, live

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


def everything() -> Iterator[tuple[str, str]]:
    """Every row of every table, as text, with the table it stands in."""
    for model in apps.get_models():
        rows = serializers.serialize("json", model._default_manager.all())
        for row in json.loads(rows):
            yield model._meta.label, str(list(row["fields"].values()))


@pytest.mark.parametrize("person", ["ceo", "dir1", "l1", "l7", "e10", "e11"])
def test_who_took_part_in_everything_leaves_nothing_behind(person: str) -> None:
    story = live()
    name = next(each.name for each in organisation.load().people if each.person == person)
    words = {f"'{person}'", f"'{name}'", f"'{person.title()}'", f"{WORD} {person} "}
    assert any(word in row for _table, row in everything() for word in words)
    assert story.people[person].post("/people/me/forget/").status_code == 302
    left = [(table, row) for table, row in everything() if any(word in row for word in words)]
    assert left == []
    kept = [path for path in Path(settings.CHOSEN.data).rglob("*") if path.is_file()]
    assert [path for path in kept if name.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("person", ["ceo", "dir1", "l7"])
def test_what_others_wrote_stays_when_somebody_is_forgotten(person: str) -> None:
    story = live()
    story.people[person].post("/people/me/forget/")
    rows = " ".join(row for _table, row in everything())
    assert f"{WORD} l1 contributed" in rows
    assert f"{WORD} zon brings" in rows


@pytest.mark.parametrize("person", ["dir1", "l7"])
def test_all_pages_still_open_when_somebody_is_forgotten(person: str) -> None:
    story = live()
    story.people[person].post("/people/me/forget/")
    for address in (*story.promises, story.walk, "/promises/", "/today/", "/bring-and-give/"):
        for client in (story.people["ceo"], story.people["e10"], story.people["e50"]):
            assert client.get(address).status_code in {200, 403, 404}, address
    assert story.customer.get("/customer/").status_code in {200, 403}
