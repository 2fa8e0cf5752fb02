from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.errors import PromiseError
from binnenuit.organisation.model import TeamId
from binnenuit.promises import Happened, Happening, State
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.promises import services
from tests.web import house
from tests.web.promises.conftest import FRIDAY, MONDAY, WORDS, person, say, team

if TYPE_CHECKING:
    from tests.web.promises.conftest import Make

CEO: Final = person("ceo")
DIRECTOR: Final = person("dir1")


def logged() -> list[tuple[str, str]]:
    lines = people.logbook(Viewer(roles=frozenset({Role.WORKS_COUNCIL})))
    return [(line.did, line.what) for line in lines.order_by("number")]


def refused(what: str, due: date = FRIDAY, *, who: str = "ceo") -> str:
    new = services.NewPromise(
        person(who),
        DIRECTOR,
        what,
        due,
        "exchange",
        1,
        uuid4(),
    )
    with pytest.raises(PromiseError) as raised:
        services.make(house.viewer(who), new, today=MONDAY)
    assert logged() == []
    return raised.value.code


def test_a_promise_sent_twice_is_made_once(make: Make) -> None:
    once = uuid4()
    first = make(house.viewer("ceo"), CEO, DIRECTOR, once=once)
    assert make(house.viewer("ceo"), CEO, DIRECTOR, once=once) == first
    assert len(services.mine(house.viewer("ceo"), today=MONDAY)) == 1
    assert logged() == [("promise.made", f"promise {first}")]


def test_the_key_of_somebody_elses_form_opens_nothing(make: Make) -> None:
    once = uuid4()
    make(house.viewer("ceo"), CEO, DIRECTOR, once=once)
    with pytest.raises(PermissionDenied):
        make(house.viewer("dir1"), DIRECTOR, CEO, once=once)


def test_what_is_said_twice_happens_once(make: Make) -> None:
    ceo = house.viewer("ceo")
    promise = make(ceo, CEO, DIRECTOR)
    other = make(ceo, CEO, DIRECTOR)
    once = uuid4()
    done = Happened(Happening.DONE, MONDAY)
    for _again in range(2):
        services.happen(ceo, promise, done, once=once)
    with pytest.raises(PermissionDenied):
        services.happen(ceo, other, done, once=once)
    found = services.shown(ceo, promise, today=MONDAY)
    assert found is not None
    assert [each.happening for each in found.standing.history] == [Happening.MADE, Happening.DONE]
    assert logged()[2:] == [("promise.done", f"promise {promise}")]


def test_the_logbook_never_holds_the_words(make: Make) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR)
    changed = Happened(Happening.CHANGED, MONDAY, "Something else", FRIDAY, "A reason")
    services.happen(house.viewer("ceo"), promise, changed, once=uuid4())
    say(house.viewer("ceo"), promise, Happening.DONE)
    say(house.viewer("dir1"), promise, Happening.NOT_KEPT, reason="A reason")
    say(house.viewer("dir1"), promise, Happening.KEPT)
    assert [did for did, _what in logged()] == [
        "promise.made",
        "promise.changed",
        "promise.done",
        "promise.not-kept",
        "promise.kept",
    ]
    for words_of in (WORDS, "Something else", "A reason"):
        assert words_of not in str(logged())


@pytest.mark.usefixtures("sixty")
def test_what_cannot_be_promised_is_told_in_words() -> None:
    assert refused("  ") == "promises.empty"
    assert refused("x" * 301) == "promises.long"
    assert refused(WORDS, MONDAY - timedelta(days=1)) == "promises.day-past"
    assert refused(WORDS, date.max) == "promises.day-far"


@pytest.mark.usefixtures("sixty")
@pytest.mark.parametrize("name", ["Mens 70", "directeur  1", "LEIDER-2"])
def test_a_promise_names_nobody_else_and_not_who_gets_it_either(name: str) -> None:
    assert refused(f"I ask {name} every Monday") == "promises.names-somebody"


def test_ones_own_name_may_stand_in_a_promise(make: Make) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR)
    say(house.viewer("ceo"), promise, Happening.CHANGED, what="Ask Karin de Wit", due=FRIDAY)
    with pytest.raises(PromiseError):
        say(house.viewer("dir1"), promise, Happening.KEPT, reason="Karin de Wit was here")


def test_what_cannot_follow_is_refused_and_not_logged(make: Make) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR)
    say(house.viewer("ceo"), promise, Happening.WITHDRAWN)
    with pytest.raises(PromiseError):
        say(house.viewer("dir1"), promise, Happening.KEPT)
    assert len(logged()) == 2


def test_who_has_a_promise_out_is_known_until_it_is_withdrawn(make: Make) -> None:
    first = make(house.viewer("ceo"), CEO, DIRECTOR)
    kept = make(house.viewer("dir1"), DIRECTOR, CEO)
    make(house.viewer("l1"), team("t1"), team("t2"))
    say(house.viewer("ceo"), kept, Happening.KEPT)
    assert services.promising(MONDAY) == {"ceo", "dir1"}
    assert services.promising(MONDAY - timedelta(days=1)) == frozenset()
    say(house.viewer("ceo"), first, Happening.WITHDRAWN)
    assert services.promising(MONDAY) == {"dir1"}
    make(house.viewer("ceo"), CEO, DIRECTOR)
    assert services.promising(MONDAY) == {"ceo", "dir1"}


def test_a_promise_changes_day_and_words(make: Make) -> None:
    promise = make(house.viewer("ceo"), CEO, DIRECTOR)
    later = FRIDAY + timedelta(days=30)
    say(house.viewer("ceo"), promise, Happening.CHANGED, what=" Less often ", due=later)
    found = services.shown(house.viewer("dir1"), promise, today=MONDAY)
    assert found is not None
    assert found.standing.state is State.CHANGED
    assert (found.standing.what, found.standing.due) == ("Less often", later)


def test_who_has_an_account_does_not_speak_for_a_team_whose_link_he_opened(make: Make) -> None:
    promise = make(house.viewer("dir1"), team("d-1"), team("directors"))
    leader = replace(house.viewer("dir1"), account_id=7, speaks_for=TeamId("directors"))
    adviser = Viewer(7, roles=frozenset({Role.FACILITATOR}), speaks_for=TeamId("directors"))
    for who in (leader, adviser):
        with pytest.raises(PermissionDenied):
            say(who, promise, Happening.KEPT)


def test_what_is_said_through_a_link_is_shown_as_said_through_a_link(make: Make) -> None:
    promise = make(house.viewer("dir1"), team("d-1"), team("directors"))
    linked = Viewer(
        roles=frozenset({Role.EMPLOYEE}), team=TeamId("directors"), speaks_for=TeamId("directors")
    )
    say(house.viewer("dir1"), promise, Happening.DONE)
    say(linked, promise, Happening.NOT_KEPT)
    address = f"/promises/{promise}/"
    client = house.sign_in("dir1")
    page = client.get(address).content.decode()
    assert "Not kept, says the receiving side, through its link" in page
    say(house.viewer("dir1"), promise, Happening.DONE)
    say(linked, promise, Happening.KEPT)
    page = client.get(address).content.decode()
    assert "The receiving side said so through its link, on" in page
    assert "Kept, says the receiving side, through its link" in page
    by_name = make(house.viewer("dir1"), team("d-1"), team("directors"))
    say(house.viewer("ceo"), by_name, Happening.KEPT)
    assert "its link" not in client.get(f"/promises/{by_name}/").content.decode()
