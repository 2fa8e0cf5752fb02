from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import DESK, check_page, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.server import Server


def enter(page: Page, role: Role) -> None:
    page.goto("/")
    follow(page.locator(f"form[action='/demo/{role.value}/'] button"))


def test_from_my_ladder_to_the_customer_and_along_the_money(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language)
    enter(page, Role.EMPLOYEE)
    page.goto("/for-whom/")
    check_page(page, language=language)
    follow(page.locator(".rungs .pays a"))
    assert "/whose-hands/" in page.url
    check_page(page, language=language)
    page.goto("/way-of-the-money/")
    check_page(page, language=language)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_way_of_the_money_opens_folds_and_focuses(
    demo: Server, open_page: Callable[..., Page], *, javascript: bool
) -> None:
    page = open_page(demo, "en", javascript=javascript)
    enter(page, Role.CHIEF_EXECUTIVE)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto("/way-of-the-money/")
    follow(page.locator("svg a.folded").first)
    page.wait_for_url(re.compile(r"open="))
    follow(page.locator(".way-tools a", has_text="Fold").first)
    page.wait_for_url(lambda address: "open=" not in address)
    follow(page.locator("svg a.team").first)
    page.wait_for_url(re.compile(r"team="))
    assert page.locator("svg a.focus").count() == 1
    follow(page.locator(".way-tools a", has_text="Show the whole"))
    page.wait_for_url(lambda address: "team=" not in address)
    assert page.locator("#way").count() == 1


def test_the_ladder_of_the_chief_executive_runs_down(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language)
    enter(page, Role.CHIEF_EXECUTIVE)
    page.goto("/for-whom/")
    me = page.locator(".rungs.down .me").bounding_box()
    payer = page.locator(".rungs.down .pays").bounding_box()
    assert me is not None
    assert payer is not None
    assert me["y"] < payer["y"]
    check_page(page, language=language)


@pytest.mark.parametrize(
    "address", ["/for-whom/quality", "/for-whom/reception", "/for-whom/?q=oven"]
)
def test_cut_off_unknown_and_searching_are_pages_like_any_other(
    demo: Server,
    open_page: Callable[..., Page],
    walk: Callable[..., None],
    language: str,
    address: str,
) -> None:
    page = open_page(demo, language)
    enter(page, Role.EMPLOYEE)
    walk(page, address, language=language)


def test_unknown_money_is_assigned_with_two_clicks_and_undone(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language, javascript=False)
    enter(page, Role.FACILITATOR)
    page.goto("/unknown/")
    before = page.locator(".unknowns > li").count()
    page.locator(".assign select").first.select_option(index=1)
    follow(page.locator(".assign button").first)
    assert page.locator(".unknowns > li").count() == before - 1
    assert page.locator(".message.success").count() == 1
    follow(page.locator("form[action='/unknown/undo/'] button").first)
    assert page.locator(".unknowns > li").count() == before


def test_through_the_link_of_a_team_on_a_phone(
    demo: Server, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(demo, language)
    enter(page, Role.FACILITATOR)
    page.goto("/naming/links/")
    address = page.locator(".slips .address a").last.get_attribute("href")
    assert address is not None
    guest = open_page(demo, language)
    guest.goto(address)
    check_page(guest, language=language)
    guest.locator("[name=target_0]").fill("Algemeen directeur")
    follow(guest.locator("form:has(datalist) button"))
    assert guest.locator("[name=own_use_0]").count() == 1
    check_page(guest, language=language)
