"""What a ballot asks, what may be sent with it, and what its pages say."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from binnenuit.mirror.model.asked import pulse_of, without_groceries
from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.read.ballots import check_ballot
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import PersonId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit_web.mirror.forms.ballot import Problem, Refused, field
from binnenuit_web.mirror.models import Layer, Round
from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.services.asked import Asked, asked
from binnenuit_web.mirror.services.inviting.wording import leader_names
from binnenuit_web.mirror.services.promised import ORIGIN
from binnenuit_web.mirror.views.ballot import read_ballot
from binnenuit_web.promises import services as promises
from tests.web import house
from tests.web.mirror import asking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.mirror.asking import Asking

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def open_layers() -> Asking:
    return asking.begin()


def full(layer: Layer, language: str = "en") -> Asked:
    found = asked(layer.pk, "t1", Part.FULL, language)
    assert found is not None
    return found


def get(code: str, language: str = "en") -> str:
    return Client().get(f"/b/{code}/?language={language}").content.decode()


def send(code: str, *pairs: tuple[str, object]) -> Any:
    return Client().post(f"/b/{code}/?language=en", urlencode(pairs), content_type=FORM)


def read(code: str, *pairs: tuple[str, object]) -> Ballot | Refused | None:
    return read_ballot(QueryDict(urlencode(pairs)), box.standing(code, timezone.localdate()))


def test_a_ballot_asks_by_name_about_the_leader_and_about_the_teams_that_serve_one(
    open_layers: Asking,
) -> None:
    found = full(open_layers.full)
    assert [section.title for section in found.sections] == [
        "About your leader, Leider 1",
        "About your work and your team",
        "About your work and your team",
    ]
    codes = [question.code[0] for section in found.sections for question in section.questions]
    assert "".join(dict.fromkeys(codes)) == "ACDEF"
    assert [len(section.questions) for section in found.supplied] == [5]
    # t3 serves three others; t2 serves two, and not this team
    assert [team.name for team in found.suppliers] == ["Ploeg 3", "Ploeg 4", "Ploeg 5", "Ploeg 6"]
    assert found.shift == "G1"


def test_of_many_teams_those_that_serve_one_come_before_those_that_serve_many(
    open_layers: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("binnenuit_web.mirror.services.asked._MOST_LISTED", 3)
    assert [team.id for team in full(open_layers.full).suppliers] == ["t4", "t5", "t6"]


def test_who_is_asked_about_the_top_alone_gets_nothing_else(open_layers: Asking) -> None:
    found = asked(open_layers.above.pk, "directors", Part.ABOVE, "en")
    assert found is not None
    (section,) = found.sections
    assert section.title == "About Karin de Wit, who leads at the top"
    assert "Karin de Wit" in section.note
    assert not found.suppliers
    assert not found.shift


def test_a_customer_gets_three_questions_about_the_team_that_faces_him(open_layers: Asking) -> None:
    found = asked(open_layers.customer.pk, "t7", Part.CUSTOMER, "en")
    assert found is not None
    assert (found.count, found.minutes, found.leader, found.suppliers) == (3, 1, "", ())
    assert found.sections[0].title == "About Ploeg 7"


@pytest.mark.parametrize("seen", ["talk", ""])
def test_nothing_is_asked_about_a_leader_with_whom_one_only_talks(
    open_layers: Asking, seen: str
) -> None:
    layer = open_layers.full
    for team in layer.teams:
        team["seen"] = seen
    layer.save()
    found = full(layer)
    assert found.leader == ""
    assert found.sections[0].questions[0].code == "C1"


@pytest.mark.parametrize(("leader", "named"), [("x17", "x17"), ("forgotten-1", "")])
def test_who_is_not_among_the_people_is_asked_about_by_id_and_who_was_forgotten_is_not(
    open_layers: Asking, leader: str, named: str
) -> None:
    layer = open_layers.full
    for team in layer.teams:
        team["leader"] = leader
    layer.save()
    assert full(layer).leader == named
    assert leader_names(layer).get(TeamId("t1"), "") == named


def test_the_time_it_takes_follows_from_what_is_asked() -> None:
    began = asking.begin(pulse_of(ketenspiegel()))
    short = full(began.full)
    whole = Round.objects.get()
    assert (short.count, short.minutes) == (5, 1)
    assert short.supplied[0].questions[0].code == "B1"
    assert whole.name == "2026-Q4"


def every_answer(found: Asked, which: int) -> Iterator[tuple[str, str]]:
    """One answer to every question, also about four teams; another option each time."""
    turn = cycle(range(6))
    for section in found.sections:
        for question in section.questions:
            yield field(question.code), question.options[(which + next(turn)) % 6][0]
    for team in found.suppliers[:4]:
        yield "team", team.id
        for section in found.supplied:
            for question in section.questions:
                yield field(question.code, team.id), question.options[(which + next(turn)) % 6][0]
    if found.shift:
        yield field(found.shift), str(1 + which)


@pytest.mark.parametrize("part", list(Part))
def test_what_the_page_lets_one_send_is_what_the_library_takes(
    open_layers: Asking, part: Part
) -> None:
    (code,) = open_layers.codes(part)
    standing = box.standing(code, timezone.localdate())
    found = asked(standing.layer, standing.team, part, "nl")
    assert found is not None
    teams = {TeamId(team["id"]) for team in open_layers.full.teams}
    for which in range(6):
        pairs = list(every_answer(found, which))
        ballot = read(code, *pairs)
        assert isinstance(ballot, Ballot)
        assert check_ballot(ballot, ketenspiegel(), teams) == []
        assert sum(len(row.answers) for row in ballot.rows) == len(pairs) - 4 * bool(
            found.suppliers
        )


def test_what_was_ticked_and_not_answered_and_what_is_not_asked_leaves_no_row(
    open_layers: Asking,
) -> None:
    (code,) = open_layers.codes(Part.FULL)
    found = read(
        code,
        *(("team", "t4"), ("team", "t5")),
        *(("q:A1", "dk"), ("q:B1:t5", "2"), ("q:B1:t6", "3"), ("q:K1", "1"), ("q:A2", "")),
    )
    own = Row(TeamId("t1"), {"A1": "dk"})
    assert found == Ballot(TeamId("t1"), Part.FULL, (own, Row(TeamId("t5"), {"B1": 2})))


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        ([], Problem.NOTHING),
        ([("team", "t4")], Problem.NOTHING),
        ([("q:A1", "6")], Problem.NO_OPTION),
        ([("q:A1", "0")], Problem.NO_OPTION),
        ([("q:A1", "1.0")], Problem.NO_OPTION),
        ([("q:C1", "3"), ("q:G1", "10")], Problem.NO_OPTION),
        ([("q:A1", "3"), ("team", "elsewhere")], Problem.NO_TEAM),
        ([("q:A1", "3"), *(("team", f"t{n}") for n in range(2, 7))], Problem.TOO_MANY),
    ],
)
def test_what_cannot_be_is_given_back(
    open_layers: Asking, pairs: list[tuple[str, str]], problem: Problem
) -> None:
    (code,) = open_layers.codes(Part.FULL)
    found = read(code, *pairs)
    assert isinstance(found, Refused)
    assert problem in found.problems
    answer = send(code, ("step", "send"), *pairs)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert box.ballots_of(open_layers.full) == []


def test_what_was_given_comes_back_with_the_problem(open_layers: Asking) -> None:
    (code,) = open_layers.codes(Part.FULL)
    answer = send(code, ("team", "t4"), ("q:A1", "3"), ("q:B2:t4", "dk"), ("q:A2", "99"))
    page = answer.content.decode()
    assert re.findall(r'name="([^"]+)" value="([^"]+)" checked', page) == [
        ("q:A1", "3"),
        ("q:B2:t4", "dk"),
    ]
    assert '<input type="hidden" name="team" value="t4">' in page


def test_a_team_that_is_no_longer_listed_may_still_be_answered_about(open_layers: Asking) -> None:
    """The page was made, kept on a phone without a connection, and the links were changed since."""
    (code,) = open_layers.codes(Part.FULL)
    found = read(code, ("team", "t8"), ("q:B1:t8", "4"))
    assert isinstance(found, Ballot)
    assert found.rows[1] == Row(TeamId("t8"), {"B1": 4})


def test_without_javascript_one_ticks_first_and_then_answers(open_layers: Asking) -> None:
    (code,) = open_layers.codes(Part.FULL)
    first = re.sub(r"<template.*?</template>", "", get(code), flags=re.DOTALL)
    assert 'name="team" value="t4"' in first
    assert 'name="q:A1"' not in first
    second = send(code, ("step", "teams"), ("team", "t4"), ("team", "t6"))
    page = second.content.decode()
    assert second.status_code == 200
    assert "q:B1:t4" in page
    assert "q:B1:t6" in page
    assert "q:B1:t5" not in page
    assert box.ballots_of(open_layers.full) == []
    sent = send(code, ("team", "t4"), ("q:A1", "5"), ("q:B1:t4", "2"), ("step", "send"))
    assert (sent.status_code, sent["Location"]) == (303, f"/b/{code}/?language=en")
    assert "Received" in get(code)


def test_the_page_is_the_same_for_everybody_who_answers_about_the_team(open_layers: Asking) -> None:
    one, other = open_layers.codes(Part.FULL, 2)
    assert get(one) == get(other)
    assert get(one) != get(one, "nl")
    assert one not in get(one)


def test_before_anything_is_asked_the_promise_stands_there(open_layers: Asking) -> None:
    (code,) = open_layers.codes(Part.FULL)
    page = get(code)
    begin = page[: page.index("Which teams did you deal with")]
    closes = open_layers.full.closes_on
    assert closes is not None
    assert "Never in a group smaller than 5" in begin
    assert "Leider 1 sees first" in begin
    assert f"through {closes.day} {closes:%B %Y}" in begin
    promised = begin[begin.index("What else we promise") :]
    assert "Whoever runs the server could read your answers until they are added up" in promised
    assert "about 4 minutes" in begin
    assert "not yet validated" in page
    assert "I would rather not answer" in page


def test_the_two_answers_about_groceries_have_no_name_and_are_asked_only_by_the_script(
    open_layers: Asking,
) -> None:
    (code,) = open_layers.codes(Part.FULL)
    sets = re.findall(r"<fieldset[^>]*data-groceries.*?</fieldset>", get(code), flags=re.DOTALL)
    assert len(sets) == 2
    assert not any("name=" in each for each in sets)
    second = send(code, ("step", "teams")).content.decode()
    assert "data-groceries" not in second
    found = read(code, ("q:G1", "9"))
    assert isinstance(found, Ballot)
    assert found.rows[0].answers == {"G1": 9}


def test_a_round_without_groceries_asks_nothing_of_it() -> None:
    began = asking.begin(without_groceries(ketenspiegel()))
    (code,) = began.codes(Part.FULL)
    assert "groceries" not in get(code)
    assert isinstance(read(code, ("q:G1", "9")), Refused)


def test_the_receipt_tells_what_was_promised_and_kept(open_layers: Asking) -> None:
    (code,) = open_layers.codes(Part.FULL)
    send(code, ("q:A1", "5"))
    page = get(code)
    assert "<h1>Received</h1>" in page
    assert "Those who lead you made 2 promises. One of them was kept so far" in page
    assert all(words in page for words in asking.PROMISED)
    assert "nobody is shown that it was you" in page


def test_a_customer_hears_how_much_was_promised_inside_and_what_was_promised_to_customers(
    open_layers: Asking,
) -> None:
    first, second = open_layers.codes(Part.CUSTOMER, 2)
    send(first, ("q:K1", "5"))
    assert "Nothing yet." in get(first)
    today = timezone.localdate()
    for origin, number, what in (
        (ORIGIN, open_layers.customer.pk, "We pick up before the third ring."),
        ("exchange", 7, "I leave you alone at lunch."),
    ):
        new = promises.NewPromise(
            once=uuid.uuid4(),
            giver=Party.person(PersonId("l7")),
            receiver=Party.team(TeamId("t7")),
            what=what,
            due=today + timedelta(days=9),
            origin=origin,
            number=number,
        )
        promises.make(house.viewer("l7"), new, today=today)
    send(second, ("q:K1", "4"))
    page = get(second, "nl")  # the other language was looked at less than a minute ago
    assert "third ring" in page
    assert "at lunch" not in page
    assert "2" in page


def test_each_way_in_which_a_ballot_is_not_open_says_so(open_layers: Asking) -> None:
    today = timezone.localdate()
    (early,) = open_layers.codes(Part.FULL, from_on=today + timedelta(days=3))
    (code,) = open_layers.codes(Part.FULL)
    assert "<h1>Not open yet</h1>" in get(early)
    Round.objects.update(stopped_on=today)
    assert "<h1>Stopped for now</h1>" in get(code)
    Round.objects.update(stopped_on=None)
    Layer.objects.update(closed_on=today)
    assert "<h1>Closed</h1>" in get(code)
    assert "<h1>This link opens nothing</h1>" in get(box.fresh_code())


def test_who_would_rather_not_leaves_nothing_and_is_thanked_all_the_same(
    open_layers: Asking,
) -> None:
    (code,) = open_layers.codes(Part.FULL)
    assert send(code, ("step", "decline")).status_code == 303
    assert "<h1>Received</h1>" in get(code)
    assert box.ballots_of(open_layers.full) == []
