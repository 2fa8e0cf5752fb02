from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from django.apps import apps
from django.utils import timezone

from binnenuit.organisation.model import PersonId
from binnenuit.promises import Happening, State
from binnenuit_web.promises import services
from tests.web import house
from tests.web.promises.conftest import WORDS, person, say, team

if TYPE_CHECKING:
    from tests.web.promises.conftest import Make

LEADER: Final = person("l1")
MEMBER: Final = person("e10")
DIRECTOR: Final = person("dir1")
T1, T2 = team("t1"), team("t2")


def stored() -> str:
    models = (apps.get_model("promises", name) for name in ("Promise", "Event"))
    return str([list(model.objects.values()) for model in models])


def forget(person: str) -> None:
    assert house.sign_in(person).post("/people/me/forget/").status_code == 302


def test_what_a_forgotten_person_promised_is_withdrawn_without_a_word_or_name(make: Make) -> None:
    today = timezone.localdate()
    leader, member = house.viewer("l1"), house.viewer("e10")
    promise = make(leader, LEADER, MEMBER, today=today)
    kept = make(leader, LEADER, MEMBER, today=today)
    say(member, kept, Happening.KEPT, today, reason="Thank you, leider")
    forget("l1")
    assert WORDS not in stored()
    assert "leider" not in stored()
    assert "'l1'" not in stored()
    ended = {each.id: each for each in services.to_me(member, today=today)}
    assert ended[promise].standing.state is State.WITHDRAWN
    assert ended[kept].standing.state is State.KEPT
    assert ended[promise].giver_name == ""
    assert services.promising(today) == frozenset()
    page = house.sign_in("e10").get(f"/promises/{promise}/").content.decode()
    assert "Somebody who is no longer here promised" in page
    assert "who promised is no longer here" in page


def test_who_got_a_promise_and_is_forgotten_leaves_no_trace_in_it(make: Make) -> None:
    today = timezone.localdate()
    leader, member = house.viewer("l1"), house.viewer("e10")
    promise = make(leader, LEADER, MEMBER, today=today)
    say(leader, promise, Happening.DONE, today)
    say(member, promise, Happening.NOT_KEPT, today, reason="I still wait")
    forget("e10")
    assert "e10" not in stored()
    assert "I still wait" not in stored()
    found = services.shown(leader, promise, today=today)
    assert found is not None
    assert (found.standing.state, found.standing.what) == (State.OPEN, WORDS)
    assert found.standing.said_not_kept


def test_what_somebody_wrote_for_his_team_goes_with_him(make: Make) -> None:
    today = timezone.localdate()
    leader = house.viewer("l1")
    promise = make(leader, T1, T2, today=today)
    forget("l1")
    assert WORDS not in stored()
    found = services.shown(house.viewer("e20"), promise, today=today)
    assert found is not None
    assert found.standing.state is State.WITHDRAWN


def test_nobody_inherits_what_has_no_owner_any_more(make: Make) -> None:
    today = timezone.localdate()
    promise = make(house.viewer("dir1"), DIRECTOR, LEADER, today=today)
    forget("l1")
    forget("dir1")
    nameless = replace(house.viewer(""), person=PersonId(""))
    for viewer in (nameless, house.viewer(""), house.viewer("e40"), house.viewer("ceo")):
        assert services.shown(viewer, promise, today=today) is None
    assert house.sign_in("e41").get("/promises/").status_code == 200


def test_the_export_holds_both_sides_and_what_was_written(make: Make) -> None:
    today = timezone.localdate()
    leader = house.viewer("l1")
    given = make(leader, LEADER, MEMBER, today=today)
    got = make(house.viewer("dir1"), DIRECTOR, LEADER, today=today)
    answer = house.sign_in("l1").get("/people/me/export/")
    export = json.loads(answer.content)
    sides = {row["promise"]: row["side"] for row in export["promises.Promise"]}
    assert sides == {given: "giver", got: "receiver"}
    assert [row["what"] for row in export["promises.Event"]] == [WORDS]


@pytest.mark.usefixtures("sixty")
def test_who_is_not_in_the_people_file_can_take_along_and_forget_too() -> None:
    client = house.sign_in("")
    export = json.loads(client.get("/people/me/export/").content)
    assert export["promises.Promise"] == []
    assert client.post("/people/me/forget/").status_code == 302
