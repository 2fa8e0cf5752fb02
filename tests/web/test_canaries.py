"""A word typed into every field of every form stands where it was meant for, and nowhere else."""

from __future__ import annotations

import logging
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

import binnenuit_web
from binnenuit_web.mirror.services import box
from binnenuit_web.people import services as people
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web.filling import Form, forms_on
from tests.web.story import WORD, Story, live
from tests.web.test_between_two import pages
from tests.web.test_permissions import through_the_link_of_a_team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

# These end the session or the account of who sends them.
NOT_SENT: Final = ("/sign-out/", "/people/me/forget/", "/shut-out/")
# Others meet the same forms.
ALIKE: Final = {"dir2", "l1", "e50"}
# A name of a team or customer that is looked for stands in the address of what was found, so that
# the page can be kept and sent on. Nothing about a person is looked for.
IN_ADDRESSES_ON_PURPOSE: Final = {"q"}
# Ids that a page carries from one form to the next.
NEVER_TYPED: Final = {"token", "team", "giver", "receiver"}


class Listener(logging.Handler):
    """Keeps everything that is logged, also what an operator would have to ask for."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name} {self.format(record)}")


@pytest.fixture
def log() -> Iterator[Listener]:
    listener = Listener()
    loggers = [logging.getLogger(name) for name in ("", "binnenuit", "django", "django.request")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.DEBUG)
    loggers[0].addHandler(listener)
    yield listener
    loggers[0].removeHandler(listener)
    for each, level in zip(loggers, before, strict=True):
        each.setLevel(level)


class Typing:
    """Types the word into every field that anybody meets, and keeps what came back."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.answers: list[HttpResponse] = list(story.answers)
        self.fields = set(story.typed)
        self.clients = {
            **{who: client for who, client in story.people.items() if who not in ALIKE},
            "with a password": with_a_password(),
            "link": through_the_link_of_a_team("t1"),
            "customer": story.customer,
            "visitor": Client(),
        }

    def type_everywhere(self) -> None:
        facilitator, lines = self.clients[""], {"lines": f"{WORD} lines"}
        self._send(facilitator, Form("post", "", lines, {"lines"}), "/organisation/teams/type/")
        for client in self.clients.values():
            met: set[tuple[str, frozenset[str]]] = set()
            for address in pages(self.story):
                page = client.get(address)
                self.answers.append(page)
                for form in forms_on(page.content.decode()):
                    key = (form.action or address, frozenset(form.sent))
                    if key not in met:
                        met.add(key)
                        self._send(client, form, form.action or address)

    def _send(self, client: Client, form: Form, address: str) -> None:
        if any(ending in address for ending in NOT_SENT):
            return
        how = client.get if form.method == "get" else client.post
        answer = how(address, form.sent)
        assert answer.status_code < 500, address
        self.fields |= form.typed
        if not form.typed <= IN_ADDRESSES_ON_PURPOSE:
            self.answers.append(answer)


@pytest.mark.timeout(300)  # a thousand pages
def test_what_somebody_types_stands_nowhere_but_where_it_was_meant_for(log: Listener) -> None:
    typing = Typing(live())
    typing.type_everywhere()
    assert words_of_all_forms() - typing.fields == NEVER_TYPED
    assert any("binnenuit.people" in said for said in log.said)
    assert [said for said in log.said if WORD in said] == []
    assert [answer["Location"] for answer in typing.answers if WORD in in_headers(answer)] == []
    assert WORD not in str(vars(cache)) + str(getattr(cache, "_cache", ""))
    assert [row for row in Session.objects.all() if WORD in str(row.get_decoded())] == []
    assert [client for client in typing.clients.values() if WORD in str(client.cookies)] == []
    assert [line for line in LogbookLine.objects.values() if WORD in str(line)] == []
    assert [path for path in files() if WORD.encode() in path.read_bytes()] == []
    assert pages_that_a_cache_may_keep(typing) == set()
    assert where_codes_stand(typing, log) == []


def where_codes_stand(typing: Typing, log: Listener) -> list[str]:
    """Say where the code of a ballot stands, but for what the facilitator prints and hands out."""
    code = typing.story.mirror.code
    written = (code, code.replace("-", ""), box.hash_of(code))
    handed_out = ("/letters/", "/list/", "/remind/", "/paper/")
    shown = [a for a in typing.answers if not a.request["PATH_INFO"].endswith(handed_out)]
    places = {
        "log": log.said,
        "sessions": [row.get_decoded() for row in Session.objects.all()],
        "logbook": LogbookLine.objects.values(),
        "cache": [vars(cache), getattr(cache, "_cache", "")],
        "pages": [(answer.content, in_headers(answer)) for answer in shown],
        "cookies": [client.cookies for client in typing.clients.values()],
        "files": [path.read_bytes() for path in files()],
    }
    return [
        f"{place}: {form}"
        for place, found in places.items()
        for form in written
        if form in str(list(found))
    ]


def pages_that_a_cache_may_keep(typing: Typing) -> set[str]:
    """Pages with what somebody wrote that a browser or a proxy may show to the next reader."""
    return {
        answer.request["PATH_INFO"]
        for answer in typing.answers
        if WORD in answer.content.decode() and "no-store" not in answer.get("Cache-Control", "")
    }


def with_a_password() -> Client:
    """Somebody who is asked for the password he has."""
    new = people.NewPerson("kim", "Kim", (Role.ANALYST,), language="en")
    people.create_account(new, password="brood en boter")
    client = Client()
    assert client.login(username="kim", password="brood en boter")
    return client


def words_of_all_forms() -> set[str]:
    """Names of the fields of all forms of the house into which somebody types words."""
    for found in pkgutil.walk_packages(binnenuit_web.__path__, "binnenuit_web."):
        if "forms" in found.name:
            import_module(found.name)
    names: set[str] = set()
    waiting = list(forms.Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("binnenuit_web."):
            names |= {name for name, field in form.base_fields.items() if holds_words(field)}
    return names


def holds_words(field: forms.Field) -> bool:
    typed = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
    return typed and not field.widget.is_hidden


def in_headers(answer: HttpResponse) -> str:
    return str(dict(answer.headers))


def files() -> list[Path]:
    return [path for path in Path(settings.CHOSEN.data).rglob("*") if path.is_file()]
