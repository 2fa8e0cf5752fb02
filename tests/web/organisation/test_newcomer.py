"""What stopped a newcomer once, and does not any more."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binnenuit_web.organisation import services
from binnenuit_web.organisation.forms import AmountField
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("850.000", "850000"),
        ("850,000", "850000"),
        ("€ 1.250.000", "1250000"),
        ("1 250 000", "1250000"),
        ("420.000,50", "420000.50"),
        ("420,000.5", "420000.5"),
        ("1200", "1200"),
        ("850,-", "850"),
        ("12,75", "12.75"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert AmountField().clean(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["850k", "veel", "-5", ".,", "NaN"])
def test_what_is_no_amount_is_asked_again(text: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(min_value=0).clean(text)


@pytest.mark.django_db
def test_an_empty_installation_tells_where_its_link_is() -> None:
    said = "The one-time link for it stands where Binnenuit was started."
    assert said in Client().get("/").content.decode()


def test_an_installation_with_people_offers_to_sign_in(sign_in_as: Callable[..., Client]) -> None:
    sign_in_as(Role.EMPLOYEE)
    said = Client().get("/").content.decode()
    assert "one-time link" not in said
    assert 'class="button" href="/sign-in/"' in said


def test_a_file_that_is_no_table_is_named_as_it_was_chosen(
    sign_in_as: Callable[..., Client],
) -> None:
    client = sign_in_as(Role.FACILITATOR)
    file = SimpleUploadedFile("letter.docx", b"Dear all,\n\nthis is a letter.\n")
    answer = client.post("/organisation/teams/", {"teams": file})
    assert answer.status_code == 422
    assert "folder" not in answer.content.decode()


def test_links_that_open_on_this_computer_only_say_so(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.FACILITATOR)
    services.type_teams("Top\n  Bakery")
    said = "opens on this computer only"
    assert said in client.get("/naming/links/", headers={"host": "127.0.0.1:8000"}).content.decode()
    assert said not in client.get("/naming/links/").content.decode()


def test_without_books_nothing_is_called_known(sign_in_as: Callable[..., Client]) -> None:
    said = sign_in_as(Role.FACILITATOR).get("/unknown/").content.decode()
    assert "No books have been read yet" in said
    assert "Of every euro in the books" not in said


def test_the_list_of_teams_tells_who_pays_them(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.FACILITATOR)
    services.begin("Bakery")
    services.type_teams("Top\n  Bakery\n  Shop")
    shop = services.team_names()[2][0]
    services.type_customers([services.TypedCustomer("Hotel Zon", shop, Decimal(100))])
    said = client.get("/for-whom/").content.decode()
    assert "Hotel Zon: 100 of every 100 euros" in said  # the shop itself
    assert "Hotel Zon: 50 of every 100 euros" in said  # the top, which lives on both


def test_after_the_books_the_next_step_is_who_earned_the_money(
    sign_in_as: Callable[..., Client],
) -> None:
    client = sign_in_as(Role.FACILITATOR)
    services.type_teams("Top\n  Bakery\n  Shop")
    assert 'href="/unknown/">Say which' not in client.get("/naming/").content.decode()
    rows = b"date,customer,amount\n2026-01-31,Hotel Zon,300.00\n2026-02-28,Hotel Zon,200.00\n"
    client.post("/books/", {"file": SimpleUploadedFile("invoices.csv", rows)})
    assert 'href="/unknown/">Say which' in client.get("/naming/").content.decode()


def test_a_short_password_is_refused_in_dutch(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.EMPLOYEE)
    client.cookies["django_language"] = "nl"
    answer = client.post("/people/me/password/", {"current": "x", "password": "kort"})
    assert "Dit is te kort. Neem minstens 10 tekens." in answer.content.decode()
