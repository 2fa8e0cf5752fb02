from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import DESK, PHONE, check_page, follow, violations
from tests.journeys.pages import NOT_OK, PAGES, REFUSED, VISITOR, pages_of
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

CANARY = "Kanariepiet Zeldzaam"
PASSWORD = "brood en boter"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty installation."""
    place = tmp_path_factory.mktemp("start")
    with running("start", "--data", str(place / "data"), place=place) as server:
        yield server


def enter(page: Page, role: Role) -> None:
    page.goto("/")
    follow(page.locator(f"form[action='/demo/{role.value}/'] button"))


def test_a_bad_page_is_found_out(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='en'><title>Bad</title><h1>Bad</h1><img src='x'><button></button>")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "button-name" in found
    with pytest.raises(AssertionError):
        check_page(page, language="en")
    page.close()


def test_what_is_built_as_a_clean_page_is_not_read_again_and_nothing_else(browser: Browser) -> None:
    page = browser.new_page()
    clean = "<html lang='en'><title>Clean</title><main><h1>{}</h1><button>{}</button></main>"
    for words, found in ((("One", "Go"), False), (("Two", "Stop"), False), (("Two", ""), True)):
        page.set_content(clean.format(*words))
        assert bool(violations(page)) is found, words
    page.close()


def test_a_visitor_can_read_every_page(
    demo: Server, open_page: Callable[..., Page], walk: Callable[..., None], language: str
) -> None:
    page = open_page(demo, language)
    for address in VISITOR:
        status = NOT_OK.get(address, 200)
        walk(page, address, language=language, status=status)


@pytest.mark.parametrize("role", PAGES)
def test_everybody_can_read_every_page_of_his_own(
    demo: Server,
    open_page: Callable[..., Page],
    walk: Callable[..., None],
    language: str,
    role: Role,
) -> None:
    page = open_page(demo, language)
    enter(page, role)
    for address in pages_of(role, language):
        status = 403 if (role, address) in REFUSED else 200
        walk(page, address, language=language, status=status)


@pytest.mark.parametrize("role", PAGES)
def test_one_click_makes_me_an_invented_person_without_javascript(
    demo: Server, open_page: Callable[..., Page], role: Role
) -> None:
    page = open_page(demo, javascript=False)
    enter(page, role)
    assert page.locator("h1").inner_text()
    assert page.locator(".menu summary:visible").count() == 1


def test_the_language_changes_on_every_page_without_javascript(
    demo: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(demo, "en", javascript=False)
    page.goto("/sign-in/")
    follow(page.get_by_role("button", name="Nederlands"))
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.url.endswith("/sign-in/")


def test_the_menu_of_a_phone_opens_with_the_keyboard(
    demo: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(demo)
    enter(page, Role.EMPLOYEE)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.locator(".pocket summary").press("Enter")
    assert page.locator(".pocket .sheet a").first.is_visible()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert page.locator(".rooms a").first.is_visible()
    assert not page.locator(".pocket summary").is_visible()


def test_from_an_empty_installation_to_a_second_person(
    empty: Server, open_page: Callable[..., Page], walk: Callable[..., None]
) -> None:
    link = empty.set_up_link()
    page = open_page(empty)
    walk(page, link, language="en")
    page.get_by_label("Name", exact=True).fill("Ruben Smit")
    page.get_by_label("Sign-in name").fill("Ruben")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Begin"))
    assert page.url.endswith("/organisation/setup/")
    invited = invite(page)
    guest = open_page(empty)
    walk(guest, invited, language="en")
    guest.get_by_label("Password").fill(PASSWORD)
    follow(guest.get_by_role("button", name="Go inside"))
    guest.goto("/people/me/")
    check_page(guest, language="en")
    leave_and_return(guest)
    assert CANARY not in empty.log()
    assert PASSWORD not in empty.log()


def invite(page: Page) -> str:
    page.goto("/people/invite/")
    page.get_by_label("Name", exact=True).fill(CANARY)
    page.get_by_label("Sign-in name").fill("kanarie")
    page.get_by_label("Language").select_option("en")
    follow(page.get_by_role("button", name="Make the link"))
    check_page(page, language="en")
    return page.locator("main code").inner_text()


def leave_and_return(page: Page) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    follow(page.locator(".menu.desk summary"))
    follow(page.locator(".menu.desk").get_by_role("button", name="Sign out"))
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill("kanarie")
    page.get_by_label("Password").fill("not this one")
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    check_page(page, language="en")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in"))
    assert CANARY in page.locator(".menu.desk").inner_text()
