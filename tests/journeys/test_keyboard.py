"""Everything goes with the keyboard alone: Tab, Enter, Space and arrows, no mouse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import PHONE
from tests.journeys.daily import follow_move, write_part
from tests.journeys.server import running
from tests.journeys.test_wizard import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.company import Company
    from tests.journeys.server import Server

MOST_TABS = 80
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    name: at.name || "",
    says: (at.getAttribute("aria-label") || at.textContent).trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page: Page, *, says: str = "", name: str = "") -> None:
    """Press Tab until the focus is there; on the way it is always visible and on the screen."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["seen"], f"{page.url}: no visible focus on {at}"
        assert at["shown"], f"{page.url}: the focus is off the screen on {at}"
        if (says and at["says"].startswith(says)) or (name and at["name"] == name):
            return
    msg = f"{page.url}: Tab never reaches {says or name}"
    raise AssertionError(msg)


def press(page: Page, says: str) -> None:
    tab_to(page, says=says)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, name=name)
    page.keyboard.type(text)


@pytest.fixture
def page(demo: Server, open_page: Callable[..., Page]) -> Page:
    opened = open_page(demo, "en")
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return opened


def test_the_groceries(page: Page) -> None:
    page.goto("/groceries/")
    for answer in ("Begin", "My boss", "From what we sell", "No, not that", "Yes, I could"):
        press(page, answer)
    write(page, "worth", "warm bread")
    press(page, "Go on")
    press(page, "A small part")
    while page.locator("main .answers button", has_text="And then?").count():
        press(page, "And then?")
    press(page, "One last question")
    press(page, "Our customers")
    assert "warm bread" in page.locator("main").inner_text()


def test_the_map(page: Page) -> None:
    page.locator(f"form[action='/demo/{Role.CHIEF_EXECUTIVE.value}/'] button").press("Enter")
    page.goto("/way-of-the-money/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    tab_to(page, says="Verkoop Nederland")
    page.keyboard.press("Enter")
    page.wait_for_url("**open=**")
    page.locator(".say:focus").wait_for()
    write(page, "q", "oven")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=oven**")
    tab_to(page, says="Nachtploeg oven")
    page.keyboard.press("Enter")
    page.wait_for_url("**team=oven-night**")


def test_the_wizard(open_page: Callable[..., Page], tmp_path: Path) -> None:
    with running("start", "--data", str(tmp_path / "data"), place=tmp_path) as server:
        page = open_page(server, "en")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        link = server.log().partition("/people/set-up/")[2].partition("/")[0]
        page.goto(f"/people/set-up/{link}/")
        write(page, "name", "Ruben")
        write(page, "username", "ruben")
        write(page, "password", PASSWORD)
        press(page, "Begin")
        write(page, "name", "Smit")
        press(page, "Go on")
        tab_to(page, says="No file? Type your teams")
        page.keyboard.press("Enter")
        write(page, "lines", "Top\n- Bakery\n- Shop")
        press(page, "These are our teams")
        write(page, "name_0", "Hotel Zon")
        write(page, "amount_0", "850.000")
        tab_to(page, name="team_0")
        page.keyboard.type("Shop")
        press(page, "Go on")
        press(page, "Bakery")
        write(page, "target_0", "Shop")
        press(page, "These are the ones we work for")
        press(page, "Show the chain")
        press(page, "Bakery")
        assert page.locator(".rungs .pays").inner_text().startswith("Hotel Zon")


def choose(page: Page, name: str, *, down: int) -> None:
    """Go to a row of choices and down to one of them."""
    tab_to(page, name=name)
    for _choice in range(down):
        page.keyboard.press("ArrowDown")


def write_day(page: Page) -> None:
    """Type the day two weeks after the first that may be chosen, month first as here in English."""
    tab_to(page, name="due")
    first = page.locator(":focus").get_attribute("min")
    assert first is not None
    page.keyboard.type((date.fromisoformat(first) + timedelta(days=14)).strftime("%m%d%Y"))


def test_a_talk_and_its_promise(sixty: Company, open_page: Callable[..., Page]) -> None:
    leader, led = (open_page(sixty.server, "en") for _person in range(2))
    sixty.sit_down(leader, "l1")
    sixty.sit_down(led, "e10")
    leader.set_viewport_size(PHONE)  # type: ignore[arg-type]
    leader.goto("/bring-and-give/")
    press(leader, "Begin: Mens 10")
    write(leader, "brings", "Clean ovens at six.")
    write(leader, "gets", "A schedule.")
    press(leader, "I sign this")
    follow_move(led, "/bring-and-give/")
    write_part(led, "My early hours.", "Haste, mostly.")
    leader.reload()
    press(leader, "We see this alike")
    press(leader, "We do not")
    write(leader, "what", "The schedule hangs there on Friday.")
    write_day(leader)
    press(leader, "I promise this")
    assert "The schedule hangs there on Friday." in leader.locator(".promise").inner_text()


def test_a_tap_and_an_answer_in_a_walk(sixty: Company, open_page: Callable[..., Page]) -> None:
    led, leader = (open_page(sixty.server, "en") for _person in range(2))
    for page, person in ((led, "e10"), (leader, "l1")):
        sixty.sit_down(page, person)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    led.goto("/this-happened/")
    press(led, "A rule stood in the way")
    press(led, "Take it back")
    led.goto("/walks/begin/")
    choose(led, "symptom", down=1)
    press(led, "Begin the walk")
    leader.goto("/today/")
    press(leader, "A walk to the source waits")
    write(leader, "contributed", "I called the meeting.")
    write(leader, "changes", "I call it later.")
    choose(leader, "where", down=1)
    press(leader, "Say it")
    assert "It goes further up" in leader.locator(".walk-way").inner_text()
