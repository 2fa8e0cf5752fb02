from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binnenuit_web.chain import services
from binnenuit_web.organisation import services as organisation_services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.organisation.model import Organisation

    SignIn = Callable[..., Client]

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/accounting"
FACILITATOR = Viewer(roles=frozenset({Role.FACILITATOR}))
EMPLOYEE = Viewer(roles=frozenset({Role.EMPLOYEE}))
INVOICES = (
    b"date,customer,amount,cost_centre\n"
    b"2026-01-31,super,300.00,K1\n"
    b"2026-02-28,super,300.00,K2\n"
    b"2026-03-31,,400.00,K1\n"
)


def upload(client: Client, content: bytes, name: str = "invoices.csv") -> str:
    answer = client.post("/books/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.fixture
def facilitator(organisation: Organisation, sign_in_as: SignIn) -> Client:
    """A facilitator with an organisation in which nobody is paid in money yet."""
    unpaid = tuple(link for link in organisation.links if link.amount is None)
    organisation_services.replace(dataclasses.replace(organisation, links=unpaid))
    return sign_in_as(Role.FACILITATOR)


def test_a_file_is_read_in_the_background_and_thrown_away(facilitator: Client) -> None:
    page = facilitator.get(upload(facilitator, INVOICES)).content.decode()
    assert "was read" in page
    assert "Lines that can be revenue: 3" in page
    assert not list((settings.CHOSEN.data / "uploads").iterdir())
    assert list((settings.CHOSEN.data / "books").glob("*/*.parquet"))


def test_what_cannot_be_read_is_said_and_nothing_is_half_imported(facilitator: Client) -> None:
    page = facilitator.get(upload(facilitator, b"\x00\x01rubbish", "books.xaf")).content.decode()
    assert "could not be read" in page
    assert not services.has_books()
    assert not (settings.CHOSEN.data / "books").exists()


def test_an_ambiguous_date_order_is_asked_on_the_page(facilitator: Client) -> None:
    ambiguous = b"date,customer,amount\n04-05-2026,super,1.50\n05-06-2026,super,2.50\n"
    address = upload(facilitator, ambiguous)
    page = facilitator.get(address).content.decode()
    assert 'name="date_order"' in page
    assert not services.has_books()
    answer = facilitator.post(f"{address}answer/", {"date_order": "day-first"}, follow=True)
    assert "was read" in answer.content.decode()
    assert services.has_books()


def test_one_question_after_the_other_is_asked(facilitator: Client) -> None:
    ambiguous = b"date,customer,amount\n04-05-2026,super,1.234\n05-06-2026,super,2.345\n"
    address = upload(facilitator, ambiguous)
    answers = {"date_order": "day-first", "decimal_mark": ","}
    asked = []
    for _ in answers:
        page = facilitator.get(address).content.decode()
        (question,) = (name for name in answers if f'name="{name}"' in page)
        asked.append(question)
        facilitator.post(f"{address}answer/", {question: answers[question]})
    assert sorted(asked) == sorted(answers)
    assert services.has_books()


def test_while_it_is_being_read_the_page_looks_again_by_itself(
    facilitator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("binnenuit_web.chain.views.books.read_books", lambda _token: None)
    address = upload(facilitator, INVOICES)
    page = facilitator.get(address).content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert 'hx-trigger="every 1s"' in page
    part = facilitator.get(address, headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="import"')


def test_when_it_was_read_the_page_is_shown_afresh(facilitator: Client) -> None:
    address = upload(facilitator, INVOICES)
    assert facilitator.get(address, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert "HX-Refresh" not in facilitator.get(address)


def test_a_file_is_taken_out_with_everything_that_was_read_from_it(
    facilitator: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    address = upload(facilitator, INVOICES)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        facilitator.post(f"{address}remove/")
    assert not services.has_books()
    assert not list((settings.CHOSEN.data / "books").glob("*"))


def test_revenue_accounts_are_proposed_and_can_be_refused(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    assert services.picture(FACILITATOR).revenue == Decimal(1000)
    page = facilitator.get("/books/accounts/").content.decode()
    assert " checked" in page
    facilitator.post("/books/accounts/", {})
    assert services.picture(FACILITATOR).revenue in {None, Decimal(0)}


def test_cost_centres_are_tied_to_teams(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    assert services.picture(EMPLOYEE).unknown_team_share == 1
    facilitator.post("/books/codes/", {"code_0": "sales", "code_1": ""})
    assert services.picture(EMPLOYEE).unknown_team_share == pytest.approx(0.3)


def test_a_cost_centre_with_the_name_of_a_team_is_proposed_for_it(facilitator: Client) -> None:
    upload(facilitator, INVOICES.replace(b"K1", b"Sales"))
    page = facilitator.get("/books/codes/").content.decode()
    assert '<option value="sales" selected>' in page
    assert "is this right?" in page


def test_unknown_money_is_assigned_with_its_effect_and_undone(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    page = facilitator.get("/unknown/").content.decode()
    assert "which team earned them?" in page
    fields = {"dimension": "cost_centre", "code": "K1", "team": "sales"}
    answer = facilitator.post("/unknown/assign/", fields, follow=True).content.decode()
    assert "Of every 100 euros 100 lacked a team, now 30" in answer
    assert "Undo" in answer
    answer = facilitator.post("/unknown/undo/", fields, follow=True).content.decode()
    assert "Of every 100 euros 30 lacked a team, now 100" in answer


def test_who_earned_and_who_paid_are_two_assignments(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    for target in ("sales", "counter"):
        fields = {"dimension": "cost_centre", "code": "K1", "team": target}
        facilitator.post("/unknown/assign/", fields)
    shown = services.picture(EMPLOYEE)
    assert shown.unknown_team_share == pytest.approx(0.3)
    assert shown.unknown_customer_share == 0


def test_a_code_cannot_be_assigned_to_nobody(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    for fields in (
        {"dimension": "cost_centre", "code": "K1", "team": "nobody"},
        {"dimension": "shoe_size", "code": "K1", "team": "sales"},
        {},
    ):
        answer = facilitator.post("/unknown/assign/", fields, follow=True).content.decode()
        assert "Choose a team or customer" in answer
    assert not organisation_services.load().mapping


def test_only_who_prepares_or_sees_the_books_may_assign(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    fields = {"dimension": "cost_centre", "code": "K1", "team": "sales"}
    assert Client().post("/unknown/assign/", fields).status_code == 302
    allowed = {Role.FACILITATOR, Role.DIRECTOR, Role.CHIEF_EXECUTIVE, Role.ANALYST}
    for role in Role:
        client = sign_in_as(role, "sales")
        expected = 200 if role in allowed else 403
        assert client.get("/unknown/").status_code == expected, role
        assert client.get("/what-we-read/").status_code == expected, role
        if role not in allowed:
            assert client.post("/unknown/assign/", fields).status_code == 403, role
    assert not organisation_services.load().mapping


def test_only_the_facilitator_imports_books(organisation: Organisation, sign_in_as: SignIn) -> None:
    assert Client().get("/books/").status_code == 302
    for role in set(Role) - {Role.FACILITATOR}:
        client = sign_in_as(role, "sales")
        for address in ("/books/", "/books/accounts/", "/books/codes/", "/books/abc/"):
            assert client.get(address).status_code == 403, (role, address)


def test_what_was_read_is_told_in_words(facilitator: Client) -> None:
    upload(facilitator, INVOICES, "Facturen 2026.csv")
    page = facilitator.get("/what-we-read/").content.decode()
    assert "Facturen 2026.csv" in page
    assert "books.csv" not in page


def test_books_survive_on_disk_exactly(facilitator: Client) -> None:
    upload(facilitator, INVOICES)
    books = services.library.books_in()
    assert sum(posting.amount for posting in books[0].postings) == 100_000
    assert {posting.customer for posting in books[0].postings} == {"super", ""}
    assert all(isinstance(posting.amount, int) for posting in books[0].postings)


REAL = sorted(SHARED.glob("*/*.x*")) if SHARED.exists() else []


@pytest.mark.skipif(not REAL, reason="there are no real files to read here")
@pytest.mark.parametrize("file", REAL, ids=lambda file: file.name)
def test_real_files_give_a_chain_or_a_clear_sentence(
    db: None, sign_in_as: SignIn, file: Path
) -> None:
    organisation_services.begin("Real")
    client = sign_in_as(Role.FACILITATOR)
    page = client.get(upload(client, file.read_bytes(), file.name)).content.decode()
    assert "was read" in page or "could not be read" in page
    for address in ("/for-whom/", "/whose-hands/", "/way-of-the-money/", "/unknown/"):
        assert client.get(address).status_code == 200, address
