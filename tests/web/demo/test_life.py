"""What a visitor of the demo finds alive."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

import binnenuit_web.demo.life
from binnenuit.dialogue.model import Vote
from binnenuit.exchange.locks import State as LayerState
from binnenuit.mirror.model.locks import State as Lock
from binnenuit.organisation.model import CustomerId, TeamId
from binnenuit.promises import State
from binnenuit.signals.for_whom import Opinion
from binnenuit.signals.walk import StepState
from binnenuit_web.demo.life import words_of_core_questions as words
from binnenuit_web.demo.life.cast import Cast
from binnenuit_web.demo.life.walks import WALKS
from binnenuit_web.demo.life.words_of_talks import FIRST_LINES, TALKS
from binnenuit_web.demo.load import load, put_back
from binnenuit_web.dialogue import services as dialogue
from binnenuit_web.exchange import services as exchange
from binnenuit_web.mirror import services as mirror
from binnenuit_web.mirror.services import seeing
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.models import Account
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.promises import services as promises
from binnenuit_web.signals import services as signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pytest_django import DjangoDbBlocker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the demo lives")]


@pytest.fixture(scope="module")
def place(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """Let the group live once for all these tests: it takes seconds."""
    data = tmp_path_factory.mktemp("demo")
    chosen = replace(configured.CHOSEN, data=data)
    with (
        django_db_blocker.unblock(),
        override_settings(CHOSEN=chosen, LANGUAGE_CODE="en"),
        transaction.atomic(),
    ):
        load()
        signals.close_weeks(timezone.localdate())
        yield data
        transaction.set_rollback(True)


@pytest.fixture
def cast(place: Path, settings: pytest.FixtureRequest) -> Cast:
    settings.CHOSEN = replace(configured.CHOSEN, data=place)  # type: ignore[attr-defined]
    settings.DEMO = True  # type: ignore[attr-defined]
    return Cast.gather()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def enter(role: Role) -> Client:
    client = Client()
    client.post(f"/demo/{role.value}/")
    return client


def moves(role: Role) -> list[str]:
    return [move.text for move in enter(role).get("/today/").context["today"].moves]


def employee(cast: Cast) -> Viewer:
    person = people.first_of(Role.EMPLOYEE)
    assert person is not None
    assert person.person is not None
    return cast.people[person.person]


def test_the_chief_executive_is_half_way(cast: Cast, today: date) -> None:
    assert exchange.first_lines(cast.top).is_done
    first, *others = exchange.layers_now(today)
    assert first.state is LayerState.OPEN
    assert {each.state for each in others} == {LayerState.LOCKED}
    assert not any(each.opened_by_keys for each in (first, *others))
    assert others[0].waits_for == (cast.top.person,)
    ties = {tie.receiver.id: tie.talk for tie in exchange.my_relations(cast.top, today=today)}
    of = {team: ties[str(cast.leader(team).person)] for team in TALKS}
    assert all(talk is not None for talk in of.values())
    signed = {team: (bool(t.mine), t.they_signed) for team, t in of.items() if t}
    assert signed == {
        "production": (True, True),
        "logistics": (True, True),
        "sales": (True, True),
        "support": (True, False),
        "people": (False, True),
    }


def test_the_two_see_some_answers_alike_and_others_not(cast: Cast, today: date) -> None:
    talks = [tie.talk for tie in exchange.my_relations(cast.top, today=today) if tie.talk]
    verdicts = {each.verdict for talk in talks for each in talk.compared}
    assert verdicts == {
        exchange.Verdict.ALIKE,
        exchange.Verdict.ONE_DOES_NOT,
        exchange.Verdict.NOT_ALIKE,
    }


def test_something_waits_for_whom_a_visitor_can_be(cast: Cast) -> None:
    for_top = " ".join(moves(Role.CHIEF_EXECUTIVE))
    assert "You promised until" in for_top
    assert "bring and get." in for_top
    assert "for whom is “Weekcijfers voor de directie”?" in for_top
    assert f"Everybody was asked about “{words.HANDS_OVER.en}”: decide." in for_top
    assert "3 questions about" not in for_top
    leads = moves(Role.TEAM_LEADER)
    assert leads[0] == "A walk to the source waits for your answer."
    assert leads[-1] == "Answer about yourself first."
    for_employee = " ".join(moves(Role.EMPLOYEE))
    assert "Your ballot waits for you." in for_employee
    assert "Was it kept?" in for_employee
    assert "Ochtendronde Productie" in for_employee
    key = "Turn your key for this layer"
    assert key in enter(Role.WORKS_COUNCIL).get("/bring-and-give/top-first/").content.decode()


def test_promises_stand_in_every_state(cast: Cast, today: date) -> None:
    viewers = (cast.top, cast.leader("production"))
    found = chain.from_iterable(promises.mine(viewer, today=today) for viewer in viewers)
    standing = [each.standing for each in found]
    assert {each.state for each in standing} == set(State)
    calm = [
        each
        for each in standing
        if each.state is State.OPEN
        and not (each.asks_giver or each.is_overdue or each.asks_receiver)
    ]
    assert len(calm) == 3  # one of a talk, and of each one after the mirror
    for asked in ("asks_giver", "is_overdue", "asks_receiver"):
        assert sum(getattr(each, asked) for each in standing) == 1, asked
    withdrawn = next(each for each in standing if each.state is State.WITHDRAWN)
    assert withdrawn.history[-1].reason


def test_one_walk_ended_half_way_up_one_at_the_top_and_one_is_under_way(
    cast: Cast, today: date
) -> None:
    found = {each.team: each for each in signals.walks_for(cast.top, today=today)}
    at_top = found["Supermarkten"]
    assert at_top.begins_with is not None
    assert at_top.begins_with.name == cast.top.name
    assert [step.state for step in at_top.steps][1] is StepState.SILENT
    assert len(at_top.promised) == 1
    assert at_top.customer == "Supermarkt De Hoek"
    customer = Viewer(exchange=1)
    assert len(promises.for_customer(customer, CustomerId("D1001"), today=today)) == 1

    night = signals.found_for(employee(cast), today=today)
    assert night is not None
    assert night.begins_with is not None
    assert night.begins_with.name == cast.leader("production").name
    assert [step.state for step in night.steps] == [StepState.ANSWERED] * 3

    leader = cast.leader("picking")
    assert [each.until is not None for each in signals.asked(leader, today=today)] == [True]


def test_four_weeks_were_shown_and_the_good_one_came_more_often(cast: Cast, today: date) -> None:
    weeks = signals.figures(cast.top, "top", today=today).weeks
    assert len(weeks) == 4
    latest, first = weeks[0].readings[0], weeks[-1].readings[0]
    assert latest.good
    # Noise moves each week a little: those in between may change places.
    assert latest.about > first.about
    own = signals.figures(employee(cast), today=today).weeks[0]
    assert "Broodbakkerij Zwolle" in own.together
    assert {each.told for each in own.readings} & {signals.Told.CLEAR, signals.Told.UNCLEAR}


def test_the_chief_executive_is_asked_for_whom_a_report_is(cast: Cast, today: date) -> None:
    found = signals.asks_caller(cast.top, signals.holder(cast.top, None), today=today)
    assert [each.name for each in found] == ["Weekcijfers voor de directie"]
    assert found[0].found is not None
    assert found[0].found.opinion is Opinion.UNKNOWN
    viewer = employee(cast)
    asked = signals.asks_me(viewer, signals.holder(viewer, None), today=today)
    assert [each.is_open for each in asked] == [True]


def test_the_logbook_names_who_acted_and_is_whole(cast: Cast) -> None:
    assert people.check_logbook().broken_at is None
    client = enter(Role.WORKS_COUNCIL)
    pages = [client.get(f"/logbook/?page={page}").content.decode() for page in (1, 2)]
    assert cast.leader("production").name in pages[0]
    assert "answered in a walk to the source" in pages[1]


def test_a_round_came_down_to_the_teams_and_the_one_before_reached_the_customers(
    cast: Cast, today: date
) -> None:
    then, now = reversed(mirror.every_round(cast.facilitator))
    assert then.ended_on is not None
    assert now.ended_on is None
    picture = mirror.round_picture(cast.facilitator, today)
    assert picture is not None
    assert picture.name == now.name
    states = [each.state for each in picture.layers]
    assert states == [*3 * [Lock.SHOWN], Lock.OPEN, Lock.LOCKED]
    assert not any(each.by_keys for each in picture.layers)
    assert [each.may_close for each in picture.layers] == [False, False, False, True, False]
    assert cast.leader("picking").name in [each.name for each in picture.layers[3].waits_for]


def test_each_role_finds_something_in_the_mirror(cast: Cast, today: date) -> None:
    top = seeing.mine(cast.top, today)
    page, below = top.led[0]
    assert page.leading[0].whole.figure.value is not None
    assert page.leading[0].whole.own is not None
    assert page.promised
    assert below is not None
    assert below.figure is not None
    assert below.figure.value is not None

    leads = seeing.mine(cast.leader("picking"), today)
    assert leads.own_view
    assert [each.whole.figure.value is not None for each in leads.led[0][0].leading] == [True]
    for viewer in (employee(cast), cast.facilitator, cast.council):
        mine = seeing.mine(viewer, today)
        assert [each.waits for each in mine.ballots] == [True]
        assert any(each.value is not None for each in mine.teams[0].team_figures)
    shown = enter(Role.WORKS_COUNCIL).get("/mirror/releases/").content.decode()
    assert all(each.name in shown for each in mirror.every_round(cast.facilitator))


def test_one_core_question_ended_with_answers_that_carry_and_another_is_open(
    cast: Cast, today: date
) -> None:
    now, then = dialogue.every_question(cast.facilitator, today)
    picture = dialogue.picture_of(cast.top, then.id, today)
    assert picture is not None
    assert picture.is_final
    assert len(picture.groups) == 2
    assert len(picture.together) >= 8
    assert len(picture.differ) >= 5
    assert now.closed_on is None
    assert len(dialogue.waiting(cast.facilitator, now.id)) == 4
    assert [each.state for each in dialogue.my_statements(employee(cast), now.id)].count(
        "refused"
    ) == 1
    for role in _VISITED:
        assert any("Vote on short statements" in move for move in moves(role)), role


def test_values_and_behaviours_stand_in_every_state(cast: Cast, today: date) -> None:
    page = dialogue.values_page(cast.top, today)
    assert [each.stand.value for each in page.values] == ["adopted", "asked"]
    behaviours = [each for value in page.values for each in value.behaviours]
    assert sorted(each.stand.value for each in behaviours) == ["adopted", "asked", "decide"]
    assert [nl for _code, nl, _en in dialogue.adopted_behaviours()] == [words.CALLS_BACK.nl]
    asked = next(each for each in behaviours if each.stand.value == "asked")
    shown = enter(Role.EMPLOYEE).get(f"/behaviours/{asked.id}/", follow=True).content.decode()
    assert asked.text in shown
    ready = dialogue.readiness_page(cast.top, today).poll
    assert ready is not None
    assert ready.rows[0].figures[0] is not None
    first = mirror.every_round(cast.facilitator)[-1]
    assert ready.closed_on is not None
    assert ready.closed_on < first.began_on


def test_nobody_can_enter_as_those_who_act(cast: Cast) -> None:
    five = {each.id for role in _VISITED if (each := people.first_of(role))}
    assert len(five) == 5
    others = Account.objects.exclude(pk__in=five)
    assert others.count() > 10
    assert not any(each.has_usable_password() for each in others)


_VISITED = (
    Role.CHIEF_EXECUTIVE,
    Role.TEAM_LEADER,
    Role.EMPLOYEE,
    Role.FACILITATOR,
    Role.WORKS_COUNCIL,
)


def test_every_text_would_have_passed_its_form(cast: Cast) -> None:
    turns = list(chain.from_iterable(TALKS.values()))
    promised = [turn.promised for turn in turns if turn.promised]
    answers = list(chain.from_iterable(walk.answers for walk in WALKS))
    texts = [
        *(line for _, _, line in FIRST_LINES),
        *chain.from_iterable((turn.top or ()) + (turn.director or ()) for turn in turns),
        *(each.what for each in promised),
        *chain.from_iterable((t.what, t.reason) for each in promised for t in each.then),
        *chain.from_iterable((each.contributed, each.changes, each.what) for each in answers),
    ]
    assert len(texts) > 50
    for text in texts:
        assert len(text) <= 300, text
        assert organisation.third_persons(text) == [], text


def test_life_touches_no_table() -> None:
    package = Path(binnenuit_web.demo.life.__file__).parent
    for file in package.glob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert ".objects" not in source, file
        assert "models import" not in source, file


def test_what_visitors_did_is_put_back_to_the_same_picture(cast: Cast, today: date) -> None:
    before = picture(cast, today)
    visitor = employee(cast)
    asked = next(each for each in promises.to_me(visitor, today=today) if each.may)
    client = enter(Role.EMPLOYEE)
    client.post(f"/promises/{asked.id}/kept/", {"once": "5b3a7c1e-6f0f-4e5e-8b57-2f6d9d1c0a11"})
    client.post("/this-happened/tap/", {"symptom": "for-whom"})
    mirror.give_own_view(cast.leader("picking"), {"A1": 3}, today=today)
    vote(cast, visitor, today)
    assert picture(cast, today) != before

    put_back()
    signals.close_weeks(today)
    assert picture(cast, today) == before


def vote(cast: Cast, visitor: Viewer, today: date) -> None:
    """Vote under the open question, read what waits, and withdraw what was adopted."""
    question = dialogue.every_question(visitor, today)[0].id
    drawn = dialogue.draw(visitor, question, today)
    assert drawn is not None
    dialogue.cast(visitor, question, drawn.statement.number, Vote.PASS, today=today)
    dialogue.accept(
        cast.facilitator, [each.id for each in dialogue.waiting(cast.facilitator, question)], today
    )
    adopted = dialogue.values_page(cast.top, today).values[0].behaviours[0].id
    dialogue.withdraw_behaviour(cast.top, adopted, today)


def questions(cast: Cast, today: date) -> list[object]:
    """What there is of core questions, with all numbers: they are addresses that stay."""
    every = dialogue.every_question(cast.facilitator, today)
    return [
        every,
        [dialogue.my_votes(employee(cast), each.id) for each in every],
        [dialogue.my_statements(employee(cast), each.id) for each in every],
        [dialogue.waiting(cast.facilitator, each.id) for each in every],
        [dialogue.picture_of(cast.top, each.id, today) for each in every],
        dialogue.values_page(cast.top, today),
        dialogue.readiness_page(cast.top, today),
        dialogue.poll_moves(cast.top, today),
    ]


def picture(cast: Cast, today: date) -> tuple[object, ...]:
    """What there is to see, without numbers of rows."""
    viewers = (cast.top, cast.leader("picking"), cast.leader("production"), employee(cast))
    return (
        exchange.layers_now(today),
        [
            [(each.standing, sorted(each.may)) for each in promises.mine(viewer, today=today)]
            for viewer in viewers
        ],
        [
            [(each.team, each.steps) for each in signals.walks_for(viewer, today=today)]
            for viewer in viewers
        ],
        signals.figures(cast.top, TeamId("top"), today=today),
        [(each.name, each.found) for each in signals.things_for(cast.top, "x", today=today)],
        mirrors(cast, today),
        questions(cast, today),
    )


def mirrors(cast: Cast, today: date) -> list[object]:
    """What each role sees of the mirror, without numbers of rows."""
    viewers = (cast.top, cast.leader("picking"), employee(cast), cast.facilitator, cast.council)
    return [_mirror(viewer, today) for viewer in viewers]


def _mirror(viewer: Viewer, today: date) -> tuple[object, ...]:
    found, locks = seeing.mine(viewer, today), mirror.round_picture(viewer, today)
    assert locks is not None
    pages = [page for page, _below in found.led] + list(found.teams)
    return (
        [(page.round, page.team, page.waits, _values(page)) for page in pages],
        [(row.title, row.words, row.figure and row.figure.value) for row in found.rows],
        [(each.state, each.people, each.waits_for, each.enough) for each in locks.layers],
        (locks.name, found.own_view, [each.team_name for each in found.ballots]),
    )


def _values(page: seeing.TeamPage) -> list[object]:
    figures = (*(each.whole.figure for each in page.leading), *page.team_figures)
    return [(each.scale, each.state, each.value) for each in figures]
