from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.test import Client

from binnenuit.organisation.model import Membership, Organisation, PersonId, Team, TeamId
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services
from binnenuit_web.people.fields import PersonField
from binnenuit_web.people.personal import registered
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Field, Model

CANARY = "Kanariepiet Zeldzaam"


def tables_about_persons() -> list[str]:
    """Every table with a column that can hold a person: an account, an id of the people file, or
    the hand under which somebody votes or writes while a key is there.
    """
    account = apps.get_model("people.Account")
    found = {account._meta.label, *_MANY_AT_ONCE}
    for model in apps.get_models(include_auto_created=True):
        columns = model._meta.get_fields()
        if any(_holds_a_person(field, account) for field in columns if field.concrete):
            found.add(model._meta.label)
    return sorted(found)


# A column of the people file itself, from before there were columns for persons.
_MANY_AT_ONCE = ("organisation.Membership",)


# Columns that hold what the key of a question or poll makes of a person.
_HANDS = {"hand", "author"}


def _holds_a_person(field: Field[object, object], account: object) -> bool:
    return (
        isinstance(field, PersonField)
        or field.name in _HANDS
        or getattr(field, "related_model", None) is account
    )


def test_a_table_with_a_person_is_found() -> None:
    assert {
        "people.Account",
        "people.Duty",
        "people.PaperCode",
        "people.OneTimeLink",
        "promises.Promise",
        "promises.Event",
        "exchange.Part",
        "signals.Seat",
        "dialogue.Event",
        "dialogue.Statement",
        "dialogue.PollAnswer",
        "dialogue.Objection",
        "dialogue.Link",
    } <= set(tables_about_persons())


_A_SIDE = {("mirror.OwnQuestion", "about")}


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_a_column_that_is_called_like_a_person_is_one(model: type[Model]) -> None:
    """A person's id in an ordinary text column would be overlooked by everything else here."""
    names = {"person", "leader", "by", "signed_by", "giver", "receiver", "about", "account", "user"}
    if model._meta.label in {"organisation.Membership", "organisation.Team"}:
        return  # forgotten together: services.forget_person
    for field in model._meta.get_fields():
        if (model._meta.label, field.name) in _A_SIDE:
            continue  # who is asked about: leader, supplier, own team or customer
        if field.concrete and field.name in names:
            assert isinstance(field, PersonField) or field.related_model, (
                f"{model._meta.label}.{field.name}"
            )


@pytest.mark.parametrize("table", tables_about_persons())
def test_every_table_about_persons_can_be_exported_and_forgotten(table: str) -> None:
    assert table in {each.table for each in registered()}


@pytest.mark.django_db
def test_the_export_holds_what_is_kept(sign_in_as: Callable[..., Client]) -> None:
    answer = sign_in_as(Role.EMPLOYEE, "warehouse").get("/people/me/export/")
    account = json.loads(answer.content)["people.Account"][0]
    assert account["name"] == "Kim Employee"
    assert account["team"] == "warehouse"
    assert "password" not in account


@pytest.mark.django_db
def test_who_is_forgotten_leaves_no_name_and_cannot_come_back() -> None:
    new = services.NewPerson("kanarie", CANARY, (Role.EMPLOYEE,))
    account = services.create_account(new, password="brood en boter")
    client = Client()
    assert client.login(username="kanarie", password="brood en boter")
    assert client.post("/people/me/forget/").status_code == 302
    row = services.own.Account.objects.values().get(pk=account)
    assert CANARY not in str(row)
    assert "kanarie" not in str(row)
    assert not Client().login(username=row["username"], password="brood en boter")


@pytest.mark.django_db
def test_what_the_people_file_says_is_taken_along_and_forgotten_too() -> None:
    group = Organisation(
        teams=(Team(TeamId("oven"), "Oven", leader=PersonId("p7")), Team(TeamId("shop"), "Shop")),
        people=(
            Membership(PersonId("p7"), TeamId("shop"), CANARY, "kanarie@example.org"),
            Membership(PersonId("p8"), TeamId("shop"), "Somebody Else"),
        ),
    )
    organisation.replace(group)
    new = services.NewPerson("kanarie", "K", (Role.TEAM_LEADER,), person=PersonId("p7"))
    services.create_account(new, password="brood en boter")
    client = Client()
    client.login(username="kanarie", password="brood en boter")
    export = json.loads(client.get("/people/me/export/").content)
    assert [row["name"] for row in export["organisation.Membership"]] == [CANARY]
    client.post("/people/me/forget/")
    left = organisation.load()
    assert [member.person for member in left.people] == ["p8"]
    assert left.teams[0].leader is None
    assert CANARY not in str(left)


@pytest.mark.django_db
def test_the_last_facilitator_stays(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.FACILITATOR)
    assert client.post("/people/me/forget/").status_code == 409
    assert services.has_accounts()
    assert services.first_of(Role.FACILITATOR) is not None


@pytest.mark.django_db
def test_no_name_of_a_person_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    new = services.NewPerson("kanarie", CANARY, (Role.EMPLOYEE,))
    services.create_account(new, password="brood en boter")
    client = Client()
    client.post("/sign-in/", {"login": "kanarie", "password": "wrong"})
    client.post("/sign-in/", {"login": "kanarie", "password": "brood en boter"})
    client.get("/people/me/")
    client.post("/people/me/forget/")
    assert "account" in caplog.text
    assert CANARY not in caplog.text
    assert "kanarie" not in caplog.text
