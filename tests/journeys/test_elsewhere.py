"""Signing in where the organisation already does, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.browser import DESK, check_page, follow
from tests.journeys.server import Server, free_port, running
from tests.oidc.people import PASSWORD, PROGRAM, SECRET
from tests.oidc.running import provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("elsewhere")
    port = free_port()
    with pytest.MonkeyPatch.context() as chosen:
        chosen.setenv("BINNENUIT_OIDC_ISSUER", f"http://127.0.0.1:{port}")
        chosen.setenv("BINNENUIT_OIDC_CLIENT", PROGRAM)
        chosen.setenv("BINNENUIT_OIDC_SECRET", SECRET)
        chosen.setenv("BINNENUIT_OIDC_NAME", "The Bakery")
        with (
            running("start", "--data", str(place / "data"), place=place) as server,
            provider(port, place, f"{server.address}/sign-in/elsewhere/back/"),
        ):
            yield server


def set_up(page: Page, house: Server) -> None:
    """Make the one account there is, and leave again."""
    link = house.set_up_link()
    page.goto(link)
    page.get_by_label("Name", exact=True).fill("Ruben Smit")
    page.get_by_label("Sign-in name").fill("ruben")
    page.get_by_label("Password").fill("brood en boter")
    follow(page.get_by_role("button", name="Begin"))
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.locator(".menu.desk summary").click()
    follow(page.locator(".menu.desk").get_by_role("button", name="Sign out"))


def sign_in_there(page: Page, name: str) -> None:
    page.goto("/sign-in/?next=/people/me/")
    page.get_by_role("button", name="Sign in with The Bakery").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign In").click()
    page.get_by_role("button", name="Authorize").click()


def test_there_and_back_with_and_without_javascript(
    house: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(house)
    set_up(page, house)
    page.goto("/sign-in/")
    check_page(page, language="en")
    sign_in_there(page, "Ruben")
    page.wait_for_url(f"{house.address}/people/me/")
    plain = open_page(house, javascript=False)
    sign_in_there(plain, "Ruben")
    plain.wait_for_url(f"{house.address}/people/me/")
    stranger = open_page(house)
    sign_in_there(stranger, "stranger")
    stranger.get_by_role("heading", name="You have no account here yet").wait_for()
    check_page(stranger, language="en")
    stranger.goto("/sign-in/elsewhere/back/?state=made-up")
    stranger.get_by_role("heading", name="Signing in did not work").wait_for()
    check_page(stranger, language="en")
    assert SECRET not in house.log()
    assert "code=" not in house.log()
