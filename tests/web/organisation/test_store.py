from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.organisation.model import (
    Basis,
    CodeMapping,
    Customer,
    CustomerId,
    Dimension,
    LinkKind,
    Membership,
    Organisation,
    Period,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.organisation import services
from binnenuit_web.organisation.models import Profile
from binnenuit_web.organisation.services.byhand import teams_as_text, teams_from_text

TOP, BAKERY = TeamId("top"), TeamId("bakery / 1")
WHOLE = Organisation(
    teams=(
        Team(TOP, "Directors", leader=PersonId("p1"), layer="board"),
        Team(BAKERY, "Bakery", TOP, cost_centre="K1", period=Period(date(2026, 1, 1), None)),
        Team(BAKERY, "Old bakery", TOP, period=Period(None, date(2026, 1, 1))),
    ),
    people=(Membership(PersonId("p1"), TOP, "Ann", "ann@example.org", "nl"),),
    customers=(
        Customer(CustomerId("c1"), "Supermarkets", consumes=False),
        Customer(CustomerId("c2"), "Counter", known=False),
    ),
    links=(
        ServiceLink(BAKERY, TOP, LinkKind.SERVES, 0.25, basis=Basis.OBJECTED),
        ServiceLink(TOP, CustomerId("c1"), LinkKind.PAYS, amount=Decimal("12.50"), currency="EUR"),
    ),
    mapping=(CodeMapping(Dimension.ACCOUNT, "8000", BAKERY),),
    vacancies=(BAKERY,),
)


def test_what_is_stored_comes_back_the_same(db: None) -> None:
    services.replace(WHOLE)
    assert services.load() == WHOLE


def test_the_organisation_is_kept_until_something_changes(
    db: None, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    services.replace(WHOLE)
    first = services.load()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert services.load() is first
    services.judge(TOP, BAKERY, agrees=True)
    assert services.load().links[0].basis is Basis.CONFIRMED


def test_replacing_is_everything_or_nothing(db: None) -> None:
    services.replace(WHOLE)
    broken = dataclasses.replace(
        WHOLE, customers=(Customer(CustomerId("c"), "One"), Customer(CustomerId("c"), "Two"))
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        services.replace(broken)
    assert services.load() == WHOLE


def test_there_is_only_one_profile(db: None) -> None:
    services.begin("Bakery")
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(id=2, revision="x")


def test_the_wizard_never_goes_back(db: None) -> None:
    services.begin("Bakery")
    services.reached(services.Stage.DONE)
    services.begin("Bakery again")
    assert services.facts().stage is services.Stage.DONE


def test_a_person_is_exported_and_forgotten(db: None) -> None:
    services.replace(WHOLE)
    assert services.memberships_of(PersonId("p1"))[0]["email"] == "ann@example.org"
    services.forget_person(PersonId("p1"))
    assert services.load().people == ()
    assert services.load().teams[0].leader is None
    assert services.load().vacancies == WHOLE.vacancies


def test_keys_outlive_an_import(db: None) -> None:
    services.replace(WHOLE)
    key = services.keys_for([TOP])[TOP]
    services.replace(WHOLE)
    assert services.team_of_link(services.link_of(key)) == TOP


def test_what_was_assigned_by_hand_stays_so_through_an_import(db: None) -> None:
    services.replace(WHOLE)
    by_hand = CodeMapping(Dimension.COST_CENTRE, "K9", TOP)
    services.assign_codes([by_hand])
    services.replace(services.load())
    assert services.assigned_by_hand() == (by_hand,)
    services.withdraw_code(WHOLE.mapping[0])
    assert WHOLE.mapping[0] in services.load().mapping


def test_an_indented_line_stands_below_the_line_above() -> None:
    teams = teams_from_text("Top\n\tA\n\t\tB\n  C\nD\n- E")
    assert {team.name: team.parent for team in teams} == {
        "Top": None,
        "A": "top",
        "B": "a",
        "C": "top",
        "D": "top",
        "E": "d",
    }


def test_teams_of_one_name_get_ids_of_their_own() -> None:
    teams = teams_from_text("Top\n A\n A")
    assert len({team.id for team in teams}) == 3


def test_a_known_team_keeps_its_id_and_what_is_known_of_it() -> None:
    known = Team(TeamId("x7"), "Bakery", cost_centre="K1")
    team = teams_from_text("Top\n BAKERY", [known])[1]
    assert team.id == "x7"
    assert team.cost_centre == "K1"


@given(st.text(max_size=200))
def test_any_text_gives_one_tree(text: str) -> None:
    teams = teams_from_text(text)
    assert sum(team.parent is None for team in teams) == min(1, len(teams))
    above = {team.id: team.parent for team in teams}
    seen: set[TeamId | None] = {None}
    for team in teams:
        assert above[team.id] in seen
        seen.add(team.id)


@given(st.lists(st.integers(0, 5), max_size=20))
def test_what_is_shown_for_typing_reads_back_the_same(parents: list[int]) -> None:
    teams = [Team(TeamId("team-0"), "Team 0")]
    for number, parent in enumerate(parents, start=1):
        above = TeamId(f"team-{min(parent, number - 1)}")
        teams.append(Team(TeamId(f"team-{number}"), f"Team {number}", above))
    whole = Organisation(tuple(teams))
    read = teams_from_text(teams_as_text(whole.teams, whole.depth), whole.teams)
    assert {team.id: team.parent for team in read} == {team.id: team.parent for team in teams}
