"""Somebody without mail: a printed sheet, a code on paper, a phone, and the first tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.browser import PHONE, check_page, follow
from tests.journeys.daily import come_in, print_codes, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.company import Company


def test_from_a_printed_sheet_to_the_first_tap(
    sixty: Company, open_page: Callable[..., Page]
) -> None:
    facilitator = open_page(sixty.server, "nl")
    sixty.sit_down(facilitator, "hr")
    codes = hand_out_codes(facilitator)
    phone = open_page(sixty.server, "nl")
    phone.set_viewport_size(PHONE)  # type: ignore[arg-type]
    scan(phone, codes["Mens 30"])
    tap(phone)
    other = open_page(sixty.server, "nl", javascript=False)
    other.set_viewport_size(PHONE)  # type: ignore[arg-type]
    come_in(other, codes["Mens 31"].lower().replace("-", " "))
    assert other.url.endswith("/today/")
    for code in codes.values():
        assert code not in sixty.server.log()


def hand_out_codes(page: Page) -> dict[str, str]:
    page.goto("/people/codes/")
    follow(page.locator("form[action='/people/everybody/'] button"))
    check_page(page, language="nl")
    codes = print_codes(page, "t3")
    check_page(page, language="nl")
    assert len(codes) == 6
    return codes


def scan(page: Page, code: str) -> None:
    """Open what the camera reads: the address with the code behind the number sign."""
    page.goto(f"/people/code/#{code}")
    assert page.locator("[name=code]").input_value() == code
    check_page(page, language="nl")
    follow(page.locator("main form button").first)
    assert page.url.endswith("/today/")
    check_page(page, language="nl")


def tap(page: Page) -> None:
    follow(page.locator("main a[href='/this-happened/']").first)
    check_page(page, language="nl")
    first = page.locator(".taps button").first
    text = first.inner_text()
    follow(first)
    assert text in page.locator(".took").inner_text()
    check_page(page, language="nl")
    follow(page.locator(".took button"))
    assert page.locator(".took").count() == 0
    follow(page.locator(".taps button").first)
    assert page.locator(".took").count() == 1
    follow(page.locator("main a[href='/this-happened/weeks/']").first)
    check_page(page, language="nl")
    assert said(page)
