from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binnenuit.organisation.model import LinkKind
from binnenuit_web.organisation import services
from binnenuit_web.organisation.services import Stage
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    SignIn = Callable[..., Client]

TEAMS = b"team,name,parent,leader\ntop,Directors,,\nbakery,Bakery,top,p1\nshops,Shops,top,p9\n"
PEOPLE = b"person,team,name\np1,top,Ann\np2,bakery,Bo\np3,bakery,Cy\np4,shops,Di\np9,top,Ed\n"
DATED = b"team,name,parent,valid_from\ntop,Directors,,04-05-2026\nbakery,Bakery,top,05-06-2026\n"
PAGES = ("setup/", "name/", "teams/", "customers/")


@pytest.fixture
def facilitator(sign_in_as: SignIn) -> Client:
    services.begin("Bakery", language="en")
    return sign_in_as(Role.FACILITATOR)


def look(client: Client, **files: bytes) -> tuple[str, str]:
    """Upload files and return the page that shows what they hold, with the token it carries."""
    answer = client.post(
        "/organisation/teams/",
        {kind: SimpleUploadedFile(f"{kind}.csv", content) for kind, content in files.items()},
    )
    page = answer.content.decode()
    _before, _name, rest = page.partition('name="token" value="')
    return page, rest.split('"')[0]


def store(client: Client, token: str, **more: str) -> str:
    fields = {"token": token, "store": "on", **more}
    answer = client.post("/organisation/teams/check/", fields)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def names() -> list[str]:
    return sorted(team.name for team in services.load().teams)


def test_the_first_page_asks_who_you_are(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.FACILITATOR)
    page = client.get("/organisation/setup/").content.decode()
    assert "What is your organisation called?" in page
    fields = {"name": "Bakery", "language": "nl", "currency": "EUR"}
    answer = client.post("/organisation/name/", fields)
    assert answer["Location"] == "/organisation/teams/"
    assert services.facts().name == "Bakery"
    assert services.facts().stage is Stage.TEAMS


def test_only_who_prepares_may_set_up(sign_in_as: SignIn) -> None:
    services.begin("Bakery")
    for page in PAGES:
        answer = Client().get(f"/organisation/{page}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
    for role in set(Role) - {Role.FACILITATOR}:
        client = sign_in_as(role, "top")
        for page in PAGES:
            assert client.get(f"/organisation/{page}").status_code == 403, (role, page)
        for page in ("teams/check/", "teams/type/", "customers/remove/x"):
            assert client.post(f"/organisation/{page}").status_code == 403, (role, page)


def test_a_preview_says_what_was_read_and_stores_nothing(facilitator: Client) -> None:
    page, _token = look(facilitator, teams=TEAMS, people=PEOPLE)
    for words in ("5 people", "3 teams", "2 layers"):
        assert words in page
    assert names() == []


def test_what_was_looked_at_is_stored_whole_and_the_files_are_thrown_away(
    facilitator: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    _page, token = look(facilitator, teams=TEAMS, people=PEOPLE)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert store(facilitator, token) == "/organisation/customers/"
    assert names() == ["Bakery", "Directors", "Shops"]
    assert len(services.load().people) == 5
    assert not list((settings.CHOSEN.data / "uploads").iterdir())
    assert services.facts().stage is Stage.MONEY
    assert {source.kind for source in services.sources("en")} == {"teams", "people"}


def test_a_people_file_on_its_own_is_enough(facilitator: Client) -> None:
    _page, token = look(facilitator, people=PEOPLE)
    store(facilitator, token)
    assert names() == ["bakery", "shops", "top"]


def test_a_workbook_is_read_as_well(facilitator: Client) -> None:
    book = openpyxl.Workbook()
    for row in (("team", "name", "parent"), ("top", "Directors", None), ("x", "Bakery", "top")):
        book.active.append(row)  # type: ignore[union-attr]
    content = BytesIO()
    book.save(content)
    file = SimpleUploadedFile("Onze teams.XLSX", content.getvalue())
    page = facilitator.post("/organisation/teams/", {"teams": file}).content.decode()
    assert "2 teams" in page


def test_an_ambiguous_date_order_is_asked_and_not_guessed(facilitator: Client) -> None:
    page, token = look(facilitator, teams=DATED)
    assert 'name="date_order"' in page
    assert 'name="store"' not in page
    fields = {"token": token, "date_order": "month-first"}
    page = facilitator.post("/organisation/teams/check/", fields).content.decode()
    assert "2 teams" in page
    assert store(facilitator, token, date_order="month-first") == "/organisation/customers/"
    assert {team.period.start.month for team in services.load().teams if team.period.start} == {
        4,
        5,
    }


def test_without_an_answer_nothing_is_stored(facilitator: Client) -> None:
    _page, token = look(facilitator, teams=DATED)
    assert 'name="date_order"' in store(facilitator, token)
    assert names() == []


def test_a_file_that_would_remove_too_much_stops_and_asks(facilitator: Client) -> None:
    many = "team,name,parent\ntop,Directors,\n" + "".join(f"t{n},Team {n},top\n" for n in range(9))
    _page, token = look(facilitator, teams=many.encode())
    store(facilitator, token)
    page, token = look(facilitator, teams=b"team,name,parent\ntop,Directors,\nt1,Team 1,top\n")
    assert "would be removed" in page
    assert "t8" in page
    assert 'name="confirmed"' in page
    assert "would be removed" in store(facilitator, token)
    assert len(names()) == 10
    assert store(facilitator, token, confirmed="on") == "/organisation/customers/"
    assert names() == ["Directors", "Team 1"]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\x00\x01\x02\x03",
        b"team,name,parent\na,A,b\nb,B,a\n",
        b"team,name,parent\na,A,\na,B,\n",
        b"team,name,parent\na,A,nobody\n",
        b"shoe,size\n1,2\n",
    ],
    ids=["empty", "binary", "circle", "double", "no-parent", "other-columns"],
)
def test_a_file_that_contradicts_itself_is_said_and_nothing_is_half_imported(
    facilitator: Client, rubbish: bytes
) -> None:
    _page, token = look(facilitator, teams=TEAMS)
    store(facilitator, token)
    before = services.load()
    page, token = look(facilitator, teams=rubbish)
    if token:
        store(facilitator, token)
    assert services.load() == before
    assert "Traceback" not in page


def test_without_a_file_the_page_says_what_to_do(facilitator: Client) -> None:
    answer = facilitator.post("/organisation/teams/", {})
    assert answer.status_code == 422
    assert "Choose a file" in answer.content.decode()


@pytest.mark.parametrize("token", ["../../etc", "x" * 32, "0" * 32, ""])
def test_a_token_that_is_not_ours_opens_no_file(facilitator: Client, token: str) -> None:
    answer = facilitator.post("/organisation/teams/check/", {"token": token, "store": "on"})
    assert answer.status_code in {302, 422}
    assert names() == []


def test_a_few_teams_can_be_typed(facilitator: Client) -> None:
    lines = "Directors\n  Bakery\n    Night shift\n  Shops"
    answer = facilitator.post("/organisation/teams/type/", {"lines": lines})
    assert answer["Location"] == "/organisation/customers/"
    parents = {team.name: team.parent for team in services.load().teams}
    assert parents["Night shift"] == "bakery"
    assert parents["Directors"] is None


def test_typing_that_drops_most_teams_asks_first(facilitator: Client) -> None:
    lines = "Directors\n  One\n  Two\n  Three\n  Four"
    facilitator.post("/organisation/teams/type/", {"lines": lines})
    answer = facilitator.post("/organisation/teams/type/", {"lines": "Directors\n  One"})
    assert answer.status_code == 422
    assert 'name="confirmed"' in answer.content.decode()
    assert len(names()) == 5
    fields = {"lines": "Directors\n  One", "confirmed": "on"}
    assert facilitator.post("/organisation/teams/type/", fields).status_code == 302
    assert len(names()) == 2


def test_three_customers_by_hand_with_a_rough_amount(facilitator: Client) -> None:
    services.type_teams("Directors\n  Sales\n  Shops")
    fields = {
        "name_0": "Supermarkets",
        "team_0": "sales",
        "amount_0": "600000",
        "name_1": "Counter",
        "team_1": "shops",
        "amount_1": "40000",
        "unknown_1": "on",
        "on": "1",
    }
    assert facilitator.post("/organisation/customers/", fields)["Location"] == "/naming/"
    stored = services.load()
    assert {customer.name: customer.known for customer in stored.customers} == {
        "Supermarkets": True,
        "Counter": False,
    }
    assert {link.kind for link in stored.links} == {LinkKind.PAYS}
    assert sum(link.amount or 0 for link in stored.links) == 640_000


def test_a_customer_needs_a_team_that_deals_with_it(facilitator: Client) -> None:
    services.type_teams("Directors\n  Sales")
    answer = facilitator.post("/organisation/customers/", {"name_0": "Supermarkets"})
    assert answer.status_code == 422
    assert "Choose the team" in answer.content.decode()
    assert services.load().customers == ()


def test_a_customer_can_be_taken_out_again(facilitator: Client) -> None:
    services.type_teams("Directors\n  Sales")
    fields = {"name_0": "Supermarkets", "team_0": "sales", "amount_0": "5"}
    facilitator.post("/organisation/customers/", fields)
    facilitator.post("/organisation/customers/remove/supermarkets")
    assert services.load().customers == ()
    assert services.load().links == ()


def test_whoever_changes_who_leads_whom_stands_in_the_logbook(facilitator: Client) -> None:
    _page, token = look(facilitator, teams=TEAMS, people=PEOPLE)
    facilitator.post("/organisation/teams/check/", {"token": token, "store": "1"})
    facilitator.post("/organisation/teams/type/", {"lines": "Directors\n  Bakery\n  Shops"})
    facilitator.post("/organisation/customers/remove/nobody")
    facilitator.post("/naming/renew/bakery")
    account = facilitator.session["_auth_user_id"]
    noted = LogbookLine.objects.exclude(did__startswith="account.").values_list("who", "did")
    assert list(noted) == [
        (account, "organisation.changed"),
        (account, "organisation.changed"),
        (account, "organisation.changed"),
        (account, "team_link.renewed"),
    ]


def test_each_step_can_be_done_again_and_the_end_shows_the_chain(facilitator: Client) -> None:
    services.type_teams("Directors\n  Sales")
    for page in PAGES:
        assert facilitator.get(f"/organisation/{page}").status_code == 200
    assert facilitator.post("/naming/done/")["Location"] == "/for-whom/"
    assert services.is_set_up()
    fields = {"name": "Bakery Two", "language": "en", "currency": "EUR"}
    facilitator.post("/organisation/name/", fields)
    assert services.facts().stage is Stage.DONE
