"""What the books show of who pays comes to talks and walks, whatever changed it and whoever looks.

The rooms do not know each other: the chain tells the organisation, talks and walks ask it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from binnenuit.exchange import Kind
from binnenuit.organisation import CodeMapping, CustomerId, Dimension, PersonId, Team, TeamId
from binnenuit_web.chain import jobs
from binnenuit_web.chain import services as chain
from binnenuit_web.exchange import services as exchange
from binnenuit_web.organisation import services as organisation
from binnenuit_web.organisation.models import PaidBy, Profile
from binnenuit_web.people.roles import Role
from binnenuit_web.signals import services as signals
from tests.web import house

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

pytestmark = pytest.mark.django_db

FACILITATOR = house.viewer("", Role.FACILITATOR)
K1: Final = CodeMapping(Dimension.COST_CENTRE, "K1", TeamId("shop"))


def invoices(*lines: str) -> UploadedFile[bytes]:
    text = "\n".join(["date,customer,amount,cost_centre", *lines, ""])
    return SimpleUploadedFile("invoices.csv", text.encode())


def imported(*lines: str) -> str:
    token = chain.start_import(invoices(*lines))
    chain.read_import(token)
    return token


@pytest.fixture(autouse=True)
def shop() -> None:
    """A shop of three whose links say nothing about money, and a delivery team below it."""
    stored = house.three()
    van = Team(TeamId("van"), "De bus", TeamId("shop"), PersonId("an"))
    house.live_in(replace(stored, teams=(*stored.teams, van), links=()))


def payers() -> set[tuple[str, str]]:
    return {(each.team, each.customer) for each in organisation.payers()}


def customers_of_talks() -> set[tuple[str, str]]:
    found = exchange.relations_now()
    return {(each.giver.id, each.receiver.id) for each in found if each.kind is Kind.PAYING}


def customers_of_walks() -> list[tuple[CustomerId, str]]:
    found = signals.beginnings(house.viewer("an"), today=timezone.localdate())
    return [pair for each in found if each.team == "shop" for pair in each.customers]


def test_books_that_are_read_give_a_team_its_customer_to_talk_with_and_to_tell() -> None:
    organisation.assign_codes([K1])
    assert customers_of_talks() == set()
    imported("2026-01-31,school,300.00,K1", "2026-02-28,stranger,900.00,K1")
    assert customers_of_talks() == {("shop", "school")}
    assert customers_of_walks() == [("school", "Basisschool De Linde")]
    assert payers() == {("shop", "school")}


def test_assigning_a_code_and_withdrawing_it_is_known_at_once() -> None:
    imported("2026-01-31,school,300.00,K1")
    assert customers_of_talks() == set()
    chain.assign(FACILITATOR, K1)
    assert customers_of_talks() == {("shop", "school")}
    chain.withdraw(FACILITATOR, K1)
    assert customers_of_talks() == set()


def test_after_a_change_at_which_nobody_looked_the_job_tells() -> None:
    organisation.assign_codes([K1])
    token = imported("2026-01-31,school,300.00,K1")
    assert payers() == {("shop", "school")}
    chain.remove_import(token)
    jobs.keep_payers.call_local()
    assert payers() == set()
    assert customers_of_talks() == set()


def test_a_team_that_comes_with_a_new_organisation_is_told_by_whoever_looks_first() -> None:
    imported("2026-01-31,school,300.00,K1")
    stored = organisation.load()
    teams = (*stored.teams, Team(TeamId("shop-2"), "Winkel 2", TeamId("shop"), cost_centre="K1"))
    organisation.replace(replace(stored, teams=teams))
    chain.picture(house.viewer("an"))
    assert customers_of_talks() == {("shop-2", "school")}


def test_an_installation_of_before_gets_its_rows_at_the_next_job() -> None:
    organisation.assign_codes([K1])
    imported("2026-01-31,school,300.00,K1")
    PaidBy.objects.all().delete()
    Profile.objects.update(paid_as_of="")
    assert customers_of_talks() == set()
    jobs.keep_payers.call_local()
    assert customers_of_talks() == {("shop", "school")}


def test_before_anybody_began_the_job_does_nothing() -> None:
    Profile.objects.all().delete()
    jobs.keep_payers.call_local()
    assert not PaidBy.objects.exists()
    assert not Profile.objects.exists()


def test_while_nothing_changed_the_job_computes_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    jobs.keep_payers.call_local()
    with django_assert_num_queries(1, connection=connection):  # type: ignore[operator]
        chain.keep_payers()


def test_books_that_cannot_be_combined_leave_what_was_told() -> None:
    organisation.assign_codes([K1])
    imported("2026-01-31,school,300.00,K1")
    with_currency = "date,customer,amount,cost_centre,currency\n2026-01-31,school,3.00,K1,{}\n"
    for currency in ("EUR", "GBP"):
        file = SimpleUploadedFile("more.csv", with_currency.format(currency).encode())
        chain.read_import(chain.start_import(file))
    jobs.keep_payers.call_local()
    assert payers() == {("shop", "school")}


def test_of_many_customers_a_team_talks_with_the_twelve_largest() -> None:
    organisation.assign_codes([K1])
    typed = [organisation.TypedCustomer(f"C{number}", TeamId("van")) for number in range(15)]
    organisation.type_customers(typed)
    imported(*(f"2026-01-31,c{number},{100 + number}.00,K1" for number in range(15)))
    found = [each for each in organisation.payers() if each.team == "shop"]
    assert [each.customer for each in found] == [f"c{number}" for number in range(14, 2, -1)]
    assert len({pair for pair in customers_of_talks() if pair[0] == "shop"}) == 12


def test_cost_centres_that_stand_in_for_teams_talk_with_nobody() -> None:
    stored = organisation.load()
    organisation.replace(replace(stored, teams=(), people=()))
    imported("2026-01-31,school,300.00,K1")
    assert chain.picture(FACILITATOR).teams
    assert payers() == set()
