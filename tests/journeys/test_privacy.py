from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import DESK, PHONE, check_page
from tests.journeys.test_keyboard import press, tab_to
from tests.journeys.test_sign_in import enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.server import Server

LEAKS = (
    "unit,parent,period,respondents\nBakkerij,,2026,12\nNacht,Bakkerij,2026,9\nDag,Bakkerij,2026,\n"
)
# Between a phone and a desk: not wide enough for all pages beside one another at the top.
TABLET = {"width": 1152, "height": 800}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.csv"
    file.write_text(LEAKS, encoding="utf-8")
    return file


def test_an_employee_reads_what_becomes_of_the_own_team(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language, javascript=False)
    enter(page, Role.EMPLOYEE)
    page.goto("/safe-answering/")
    assert "Nachtploeg oven" in page.locator("main").inner_text()
    page.locator("main summary").first.click()
    assert page.locator("table.rules tbody tr").last.locator("td").first.inner_text() == "0"


def test_the_works_council_takes_a_report_apart(
    demo: Server, open_page: Callable[..., Page], report: Path, language: str
) -> None:
    page = open_page(demo, language, javascript=False)
    enter(page, Role.WORKS_COUNCIL)
    page.goto("/safe-answering/check/")
    page.set_input_files("input[type=file]", report)
    page.locator("main form button").click()
    page.wait_for_load_state()
    assert "Nacht" in page.locator(".say").inner_text()
    assert " 3 " in page.locator(".say").inner_text()
    assert page.locator("main form").count() == 1
    page.goto("/safe-answering/check/")
    assert "Nacht" not in page.locator("main .say").inner_text()


def test_the_verdict_and_a_refusal_can_be_read_by_everybody(
    demo: Server, open_page: Callable[..., Page], report: Path, language: str
) -> None:
    page = open_page(demo, language)
    enter(page, Role.WORKS_COUNCIL)
    for content in (LEAKS, LEAKS + "Dag,Bakkerij,2026,4\n"):
        report.write_text(content, encoding="utf-8")
        page.goto("/safe-answering/check/")
        page.set_input_files("input[type=file]", report)
        page.locator("main form button").click()
        page.wait_for_load_state()
        for each in page.locator("main summary").all():
            each.click()
        check_page(page, language=language)


def test_with_the_keyboard_alone(demo: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(demo, "en")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    enter(page, Role.WORKS_COUNCIL)
    page.goto("/safe-answering/")
    tab_to(page, says="The same as a table")
    page.keyboard.press("Enter")
    assert page.locator("table.rules").is_visible()
    press(page, "Check a report")
    tab_to(page, name="file")


def test_the_pages_at_the_top_fit_on_every_desk(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language)
    enter(page, Role.FACILITATOR)
    for size in (TABLET, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto("/safe-answering/")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("address", ["/safe-answering/", "/safe-answering/check/"])
def test_no_column_of_a_table_is_out_of_sight_on_a_phone(
    demo: Server, open_page: Callable[..., Page], language: str, address: str
) -> None:
    page = open_page(demo, language)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    enter(page, Role.WORKS_COUNCIL)
    page.goto(address)
    page.locator("main summary").first.click()
    region = page.locator("main .scroll")
    assert region.is_visible()
    assert region.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
