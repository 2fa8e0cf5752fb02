"""Passkeys in a real browser, with a key that the browser itself pretends to have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.browser import DESK, check_page, follow
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PASSWORD = "brood en boter"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty installation, under a name: a passkey does not work for an address of numbers."""
    place = tmp_path_factory.mktemp("passkeys")
    with running("start", "--data", str(place / "data"), place=place) as server:
        yield replace(server, address=server.address.replace("127.0.0.1", "localhost"))


@pytest.fixture(scope="module", autouse=True)
def _account(house: Server, browser: Browser) -> None:
    """Make the one account there is."""
    link = house.set_up_link()
    page = browser.new_page(base_url=house.address, locale="en")
    page.goto(link)
    page.get_by_label("Name", exact=True).fill("Ruben Smit")
    page.get_by_label("Sign-in name").fill("ruben")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Begin"))
    page.close()


def with_a_key(page: Page) -> None:
    """Give the browser a phone that knows its owner, and holds no passkey yet."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill("ruben")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in", exact=True))


def leave(page: Page) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.locator(".menu.desk summary").click()
    follow(page.locator(".menu.desk").get_by_role("button", name="Sign out"))


def test_a_passkey_is_added_signs_in_and_is_removed(
    house: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(house)
    with_a_key(page)
    enter(page)
    page.goto("/people/me/")
    follow(page.get_by_role("link", name="My passkeys"))
    check_page(page, language="en")
    follow(page.get_by_role("link", name="Add a passkey"))
    check_page(page, language="en")
    page.get_by_label("Name of this passkey").fill("my phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(f"{house.address}/people/me/passkeys/")
    check_page(page, language="en")
    assert page.get_by_role("heading", name="my phone").is_visible()

    leave(page)
    page.goto("/sign-in/?next=/people/me/passkeys/")
    check_page(page, language="en")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{house.address}/people/me/passkeys/")
    assert "Last used on" in page.locator("main").inner_text()

    follow(page.get_by_role("link", name="Remove"))
    check_page(page, language="en")
    follow(page.get_by_role("button", name="Yes, remove it"))
    assert page.get_by_text("You have no passkey here.").is_visible()

    leave(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This passkey is not known here").wait_for()
    check_page(page, language="en")
    assert "ruben" not in house.log().lower()


def test_without_a_key_it_is_said_kindly_and_the_password_stays(
    house: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(house)
    with_a_key(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work, or you stopped.").wait_for()
    check_page(page, language="en")
    assert page.get_by_label("Password").is_visible()


def test_on_an_address_of_numbers_no_passkey_is_offered(
    house: Server, open_page: Callable[..., Page]
) -> None:
    numbers = replace(house, address=house.address.replace("localhost", "127.0.0.1"))
    page = open_page(numbers)
    page.goto("/sign-in/")
    assert page.get_by_label("Password").is_visible()
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0


def test_without_javascript_no_passkey_is_offered_and_it_is_said_why(
    house: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(house, javascript=False)
    page.goto("/sign-in/")
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    enter(page)
    page.goto("/people/me/passkeys/add/")
    assert page.get_by_text("Passkeys do not work here").is_visible()
    assert page.get_by_role("button", name="Make the passkey").count() == 0
