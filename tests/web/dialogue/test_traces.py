"""Who voted, wrote, answered or objected leaves a trace in its own sealed table, nowhere else."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING, Final

import pytest
from django.apps import apps
from django.db import connection

from binnenuit_web.dialogue.models import Poll, Question
from tests.web import house
from tests.web.dialogue import asked, shaped
from tests.web.story import WORD

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

_OBJECTION: Final = f"{WORD}, then nobody calls."


@pytest.fixture
def talked() -> tuple[str, str]:
    """Where one votes, and where one answers about adopting."""
    house.live_in(house.sixty())
    question = asked.voting("Klanten horen dezelfde dag iets.")
    poll = shaped.asked(shaped.value(f"{shaped.carrying('Wij bellen terug.').pk}-1"))
    return f"/core-questions/{question}/", f"/polls/{poll}/"


@pytest.mark.parametrize(
    ("act", "table"),
    [
        ("vote", "dialogue_event"),
        ("draw", "dialogue_event"),
        ("undo", "dialogue_event"),
        ("write", "dialogue_statement"),
        ("answer", "dialogue_pollanswer"),
        ("object", "dialogue_objection"),
    ],
)
def test_it_stands_in_one_table_and_in_no_log(
    act: str, table: str, talked: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    client = house.sign_in("e10")
    if act == "undo":
        done("vote", client, talked)
    caplog.set_level(logging.DEBUG)
    before, sessions = stored(), str(dict(client.session))
    caplog.clear()
    done(act, client, talked)
    after = stored()
    assert {name for name in after if after[name] != before[name]} == {table}
    assert str(dict(client.session)) == sessions
    assert [each.name for each in caplog.records if each.name.startswith("binnenuit")] == []
    told = str(client.cookies).lower() + caplog.text
    assert [word for word in (WORD, "disagree", "e10", *keys()) if word.lower() in told] == []


def done(act: str, client: Client, talked: tuple[str, str]) -> None:
    voting, poll = talked
    once = uuid.uuid4()
    answer = {
        "vote": lambda: client.post(f"{voting}vote/", {"statement": 1, "vote": "disagree"}),
        "draw": lambda: client.get(f"{voting}vote/", {"begin": "yes"}),
        "undo": lambda: client.post(f"{voting}undo/", {"statement": 1}),
        "write": lambda: client.post(
            f"{voting}write/", {"once": once, "text": f"{WORD} writes", "sure": "True"}
        ),
        "answer": lambda: client.post(poll, {"value": 7}),
        "object": lambda: client.post(f"{poll}object/", {"once": once, "text": _OBJECTION}),
    }[act]()
    assert answer.status_code == (200 if act == "draw" else 302)
    assert WORD not in answer.get("Location", "")


def keys() -> list[str]:
    rows = [*Question.objects.exclude(key=None), *Poll.objects.exclude(key=None)]
    return [bytes(row.key or b"").hex() for row in rows]


def stored() -> dict[str, str]:
    """Every table, as it stands."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            name = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608  ours
            found[name] = str(cursor.fetchall())
    return found
