from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import PHONE, check_page, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.server import Server

CANARY = "Zeldzaam deeg om zeven uur"
MOST_PAGES = 20


def walk_through(page: Page, language: str, *, checking: bool) -> list[str]:
    """Answer every question with its first answer; return the headings in their order."""
    headings = []
    page.goto("/groceries/")
    for _ in range(MOST_PAGES):
        headings.append(page.locator("h1").inner_text())
        assert page.url.endswith("/groceries/")
        if checking:
            check_page(page, language=language)
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if page.locator("textarea").count():
            page.locator("textarea").fill(CANARY)
        answers = page.locator("main .answers button")
        if not answers.count():
            return headings
        follow(answers.first)
    msg = f"no end: {headings}"
    raise AssertionError(msg)


def test_two_minutes_on_a_phone_end_with_who_pays(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language)
    follow(page.locator("form[action='/demo/employee/'] button"))
    headings = walk_through(page, language, checking=True)
    assert len(headings) > 10
    end = page.locator("main").inner_text()
    assert CANARY in end
    assert "€" not in end
    assert CANARY not in demo.log()


@pytest.mark.parametrize(
    ("language", "role"),
    [("nl", None), ("en", None), ("nl", Role.CHIEF_EXECUTIVE), ("en", Role.WORKS_COUNCIL)],
)
def test_it_works_for_everybody_without_javascript(
    demo: Server, open_page: Callable[..., Page], language: str, role: Role | None
) -> None:
    page = open_page(demo, language, javascript=False)
    if role:
        follow(page.locator(f"form[action='/demo/{role.value}/'] button"))
    assert len(walk_through(page, language, checking=False)) > 10
    assert page.locator(".rungs .pays").count() == 1


def test_one_can_go_a_page_back_with_the_answers_kept(
    demo: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(demo, "en")
    page.goto("/groceries/")
    follow(page.get_by_role("button", name="Begin"))
    follow(page.get_by_role("button", name="My boss"))
    follow(page.get_by_role("button", name="From what we sell"))
    follow(page.get_by_role("button", name="One page back"))
    assert page.locator("h1").inner_text() == "Where does that money come from?"
    assert page.locator("[name=salary]").first.get_attribute("value") == "boss"
