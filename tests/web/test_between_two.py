"""Deny by default over what people wrote: those it is for read it, and nobody else does."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from binnenuit_web.people.roles import Role
from tests.web.core_questions import objection
from tests.web.story import WORD, Story, in_a_month, live, text
from tests.web.test_permissions import NOTHING, TABLE, signed_in, through_the_link_of_a_team

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db

TOP: Final = {"ceo"}
FIRST: Final = {"ceo", "dir1"}
# Everybody with a way in of his own, who is in the people file: they vote.
VOTE: Final = {"ceo", "dir1", "dir2", "l1", "l7", "e10", "e11", "e50"}
SEVEN: Final = {"l7", "link of t7", "customer"}
# Below the chief executive stands everybody with a place in the people file.
BELOW_TOP: Final = {"ceo", "dir1", "dir2", "l1", "l7", "e10", "e11", "e50", "link of t1"} | {
    "link of t5",
    "link of t7",
}
INSIDE: Final = BELOW_TOP | {"facilitator", "analyst"}
# Below the highest leader who was asked in the walk, and those who were asked.
ASKED: Final = {"dir1", "l1", "e10", "e11", "link of t1"}

READERS: Final = {
    **{text(f"ceo line on dir{number}"): TOP for number in (1, 2, 3)},
    **{text(f"{who} {does}"): FIRST for who in FIRST for does in ("brings", "gets")},
    **{text(f"{who} {does}"): SEVEN for who in ("t7", "zon") for does in ("brings", "gets")},
    text("key of facilitator"): INSIDE,
    text("key of e11"): INSIDE,
    text("ceo changed"): BELOW_TOP,
    text("ceo says why changed"): BELOW_TOP,
    text("ceo says why withdrawn"): BELOW_TOP,
    text("l7 promise to zon"): SEVEN,
    **{
        text(f"{who} {does}"): ASKED
        for who in ("l1", "dir1")
        for does in ("contributed", "changes")
    },
    text("dir1 promise"): ASKED,
    text("meeting"): ASKED,
    text("mirror key of facilitator"): INSIDE,
    text("mirror key of e11"): INSIDE,
    text("why it stops"): INSIDE,
    text("core question"): INSIDE,
    # The facilitator reads beside what waits that this was said already.
    text("statement"): VOTE | {"facilitator"},
    text("refused"): {"e11"},
    text("reason of the facilitator"): {"e11"},
    text("waits"): {"l1", "facilitator"},
    text("carries"): INSIDE,
    **{text(said): INSIDE for said in ("value", "words of the value")},
    **{text(f"behaviour {part}"): INSIDE for part in ("who", "does", "when", "visible_to")},
    text("because"): INSIDE,
    text("objection"): VOTE | {"facilitator"},
    # Everybody else reads it on a ballot.
    text("question"): {"facilitator", "e11"},
    text("vraag"): {"facilitator", "e11"},
}


@pytest.fixture
def story() -> Story:
    return live()


@pytest.fixture
def everybody(story: Story) -> dict[str, Client]:
    """Everybody who comes by after all was written: those who wrote, and others."""
    named = {person or "facilitator": client for person, client in story.people.items()}
    links = {f"link of {team}": through_the_link_of_a_team(team) for team in ("t1", "t5", "t7")}
    others = {"visitor": Client(), "analyst": signed_in("analyst", None, (Role.ANALYST,))}
    return {**named, **links, **others, "customer": story.customer}


def pages(story: Story) -> Iterator[str]:
    """Every address that can be opened, and everything that was written on a page of its own."""
    for address, opens, _sends in TABLE.values():
        is_there = "9999" not in address  # the story has pages of its own in their place
        if is_there and opens != NOTHING and not address.startswith(("/sign-out/", "/language/")):
            yield address
    yield from story.talks.values()
    yield from (f"{talk}link/" for talk in story.talks.values())
    yield from (*story.promises, story.walk, story.thing, *story.mirror.pages, *story.core)


def test_each_text_is_read_by_those_it_is_for_and_by_nobody_else(
    story: Story, everybody: dict[str, Client]
) -> None:
    found: dict[str, set[str]] = {said: set() for said in READERS}
    for who, client in everybody.items():
        shown = " ".join(client.get(address).content.decode() for address in pages(story))
        for said in READERS:
            if said in shown:
                found[said].add(who)
    assert found == READERS


def test_who_is_no_side_changes_nothing(story: Story, everybody: dict[str, Client]) -> None:
    before = stored()
    for who in ("visitor", "analyst", "facilitator", "e50", "dir2", "link of t5"):
        for address, sent in forms(story):
            answer = everybody[who].post(address, {"once": uuid.uuid4(), **sent})
            assert answer.status_code in {200, 302, 403, 404, 422}, (who, address)
            assert stored() == before, (who, address)


def forms(story: Story) -> Iterator[tuple[str, dict[str, str]]]:
    """Everything that can be sent about a talk, a promise, a walk and a thing of others."""
    part = {"brings": f"{WORD} other", "gets": f"{WORD} other"}
    promise = {"what": f"{WORD} other", "due": in_a_month(), "reason": f"{WORD} other"}
    mark = {"question": "brings", "alike": "no"}
    for sides in ("ceo dir1", "t7 zon"):
        talk = story.talks[sides]
        yield f"{talk}part/", part
        yield f"{talk}mark/", mark
        yield f"{talk}promise/", promise
        for act in ("decline", "again", "link"):
            yield f"{talk}{act}/", {}
    for made in story.promises:
        for happening in ("changed", "withdrawn", "done", "kept", "not_kept"):
            yield f"{made}{happening}/", promise
            number = made.strip("/").split("/")[-1]
            yield f"/customer/promise/{number}/{happening}/", promise
    yield "/customer/part/", part
    yield "/customer/mark/", mark
    yield f"{story.walk}answer/", {"contributed": "x", "changes": "x", "where": "here", **promise}
    yield story.thing, {"whom": "customer", "worth": "yes"}
    for about in ("dir1", "dir2"):
        yield (
            "/bring-and-give/begin/",
            {"about": about, "customer": "you", "line": f"{WORD} other"},
        )
    yield (
        "/bring-and-give/open/",
        {"kind": "leading", "giver": "ceo", "receiver": "dir3"},
    )
    yield from mirror_forms(story)
    yield from core_forms(story)


def mirror_forms(story: Story) -> Iterator[tuple[str, dict[str, str]]]:
    """What cannot be done by others, and by nobody as long as the round stands still."""
    first, second = story.mirror.layers[1], story.mirror.layers[2]
    yield f"/mirror/layer/{first}/directors/looked/", {}
    yield f"/mirror/layers/{first}/close/", {}
    yield f"/mirror/layers/{first}/release/", {}
    yield f"/mirror/layers/{second}/open/", {"closes_on": in_a_month()}
    yield f"/mirror/rounds/{story.mirror.round}/stop/", {"reason": f"{WORD} other"}
    yield f"/mirror/rounds/{story.mirror.round}/go-on/", {}
    yield "/mirror/rounds/begin/", {"name": "2027-Q1", "kind": "long", "k": "5"}


def core_forms(story: Story) -> Iterator[tuple[str, dict[str, str]]]:
    """What one cannot do for others, and what nobody can do once a question has closed."""
    running, closed = story.core[0], story.core[8]
    yield f"{running}mine/", {"put_away": text("refused")}
    yield f"{closed}vote/", {"statement": "1", "vote": "disagree"}
    yield f"{closed}undo/", {"statement": "1"}
    yield f"{closed}write/", {"text": f"{WORD} other", "sure": "True"}
    yield f"{story.core[-1]}take-back/", {"objection": objection()}
    yield f"{story.core[-1]}decide/", {"because": f"{WORD} other"}


def stored() -> str:
    """All that was said and promised, as text; straight from the tables, as it is asked often."""
    rooms = {"exchange", "promises", "signals", "mirror", "dialogue"}
    models = [model for model in apps.get_models() if model._meta.app_label in rooms]
    rows = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  ours
            rows.append(cursor.fetchall())
    return str(rows)
