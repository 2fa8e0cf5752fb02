from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from binnenuit.tables import ORGANISATION_LIMIT_BYTES
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client

ADDRESS = "/safe-answering/check/"
HEAD = "unit,parent,period,respondents\n"
LEAKS = HEAD + "Bakery,,2026,12\nNight,Bakery,2026,9\nDay,Bakery,2026,\n"
TIGHT = HEAD + "Bakery,,2026,15\nNight,Bakery,2026,9\nDay,Bakery,2026,6\n"


@pytest.fixture
def council(sign_in_as: Callable[..., Client]) -> Client:
    return sign_in_as(Role.WORKS_COUNCIL)


def send(client: Client, content: str | bytes, **answers: str) -> HttpResponse:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(ADDRESS, {"file": SimpleUploadedFile("wave.csv", raw), **answers})


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_a_report_that_hides_one_small_team_is_taken_apart(council: Client) -> None:
    answer = send(council, LEAKS)
    assert answer.status_code == 200
    assert "This report can be taken apart" in text(answer)
    assert "Take Bakery, subtract Night" in text(answer)
    assert "In all it lays bare 3 of 12 people" in text(answer)


def test_a_report_without_small_groups_passes(council: Client) -> None:
    page = text(send(council, TIGHT))
    assert "No small group comes out of this report" in page
    assert "has 6 people" in page


def test_numbers_that_contradict_one_another_leave_a_doubt(council: Client) -> None:
    page = text(send(council, HEAD + "Bakery,,2026,12\nNight,Bakery,2026,9\nDay,Bakery,2026,8\n"))
    assert "This report leaves a doubt" in page


def test_the_worst_of_all_periods_is_told_first(council: Client) -> None:
    rows = TIGHT + LEAKS.removeprefix(HEAD).replace("2026", "2025")
    page = text(send(council, rows))
    assert "This report can be taken apart" in page
    assert "2025: Take Bakery" in page
    assert "The other periods" in page


def test_the_period_with_the_smallest_group_is_the_worst(council: Client) -> None:
    one_alone = "Bakery,,2025,12\nNight,Bakery,2025,11\n"
    page = text(send(council, LEAKS + one_alone))
    assert "2025: Take Bakery, subtract Night: what remains is the answer of one person" in page
    assert "In all it lays bare 1 of 12 people" in page


def test_of_two_groups_as_small_the_period_that_lays_most_bare_is_the_worst(
    council: Client,
) -> None:
    two_teams = "Bakery,,2025,15\nNight,Bakery,2025,9\nLate,Bakery,2025,3\n"
    page = text(send(council, LEAKS + two_teams))
    assert "In all it lays bare 6 of 15 people" in page


def test_it_is_said_what_was_not_tried(council: Client) -> None:
    page = text(send(council, TIGHT))
    assert "Each period was tried by itself, and only this table." in page


def test_a_report_without_people_has_no_rules_beside_it(council: Client) -> None:
    page = text(send(council, HEAD + "Bakery,,2026,\n"))
    assert "No figure was published" in page
    assert "The rules side by side" not in page


def test_the_headings_that_the_dutch_page_names_can_be_read(council: Client) -> None:
    council.cookies["django_language"] = "nl"
    page = text(council.get(ADDRESS))
    assert "kolommen eenheid, bovenliggend, periode en respondenten" in page
    assert all(f">{shown}</th>" in page for shown in ("eenheid", "bovenliggend", "respondenten"))
    report = LEAKS.replace(HEAD, "eenheid,bovenliggend,periode,respondenten\n")
    assert "Neem Bakery en trek Night ervan af" in text(send(council, report))


def test_the_usual_rules_stand_beside_ours(council: Client) -> None:
    page = text(send(council, LEAKS))
    assert "People laid bare, for each rule" in page
    assert "Viva Glint" in page


def test_a_workbook_will_do(council: Client) -> None:
    book = Workbook()
    for line in LEAKS.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])  # type: ignore[union-attr]
    kept = BytesIO()
    book.save(kept)
    assert "This report can be taken apart" in text(send(council, kept.getvalue()))


def test_nothing_of_it_is_kept(
    council: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    for content in (LEAKS, "broken", b"\0" * 6_000_000):
        send(council, content)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert "Bakery" not in text(council.get(ADDRESS)).replace("Bakery</", "")


def test_a_row_that_is_wrong_is_named(council: Client) -> None:
    answer = send(council, LEAKS + "Day,Bakery,2026,4\n")
    assert answer.status_code == 422
    assert "Row 5: The unit Day stands twice" in text(answer)


def test_people_with_a_mark_between_thousands_are_read_whole_and_not_asked_about(
    council: Client,
) -> None:
    rows = HEAD.replace(",", ";") + "Group;;2026;1.234\nBakery;Group;2026;1.230\n"
    answer = send(council, rows)
    assert answer.status_code == 200
    assert "4 people" in text(answer)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"PK\x03\x04" + b"x" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        HEAD.encode() + b"a," * 100_000,
        HEAD.encode() + b"<script>alert(1)</script>,,2026,3\n",
        HEAD.encode() + b"A,,2026,99999999999999999999\n",
        HEAD.encode() + b"A,,2026,-4\n",
        HEAD.encode() + b"A,,2026,Infinity\n",
        HEAD.encode() + b"A,,2026,NaN\n",
        HEAD.encode() + b"A,,2026,1e999999999\n",
        HEAD.encode(),
        b"team,name\ntop,Top\n",
    ],
)
def test_a_hostile_file_gets_a_sentence(council: Client, content: bytes) -> None:
    answer = send(council, content)
    page = text(answer)
    assert answer.status_code in {200, 422}
    assert "<h1>" in page
    assert "Traceback" not in page
    assert "/tmp" not in page
    assert "root:" not in page
    assert "<script>alert" not in page


def test_units_below_one_another_without_end_are_refused(council: Client) -> None:
    chain = "".join(
        f"u{number},u{number - 1},2026,{30_000 - number}\n" for number in range(1, 20_000)
    )
    answer = send(council, HEAD + "u0,,2026,30000\n" + chain)
    assert answer.status_code == 422
    assert "20000 layers" in text(answer)


def test_what_is_too_large_is_refused_before_it_is_copied(
    sign_in_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("binnenuit_web.privacy.forms.ORGANISATION_LIMIT_BYTES", 1000)
    answer = send(sign_in_as(Role.FACILITATOR), LEAKS * 100)
    assert answer.status_code == 422
    assert "can be read here" in text(answer)
    assert ORGANISATION_LIMIT_BYTES > 1000


def test_without_a_file_it_is_asked_for(council: Client) -> None:
    assert council.post(ADDRESS).status_code == 422


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.TEAM_LEADER, Role.CHIEF_EXECUTIVE])
def test_others_do_not_send_reports(sign_in_as: Callable[..., Client], role: Role) -> None:
    assert send(sign_in_as(role), LEAKS).status_code == 403
