"""A picture of every page at 360 and 1280 px in both languages: ``python -m tests.screens``."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.journeys.browser import DESK, PHONE, launch
from tests.journeys.demo_mirrors import mirrors_of
from tests.journeys.pages import PAGES, VISITOR
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUT: Final = Path(__file__).resolve().parent.parent / "build" / "screens"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as place,
        running("demo", "--no-open", place=Path(place)) as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for language in ("nl", "en"):
            picture_everybody(browser, server, language)
        browser.close()


def picture_everybody(browser: Browser, server: Server, language: str) -> None:
    picture(browser, server, language, None, VISITOR)
    for role, addresses in PAGES.items():
        picture(browser, server, language, role.value, addresses)


def picture(
    browser: Browser, server: Server, language: str, role: str | None, addresses: tuple[str, ...]
) -> None:
    """Sign in as ``role`` and picture what this person sees."""
    context = browser.new_context(base_url=server.address)
    cookie = {"name": "django_language", "value": language, "url": server.address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    if role:
        page.goto("/")
        page.locator(f"form[action='/demo/{role}/'] button").click()
    in_mirror = mirrors_of(page) if role else ()
    for address in (*addresses, *in_mirror):
        page.goto(address)
        both_sizes(page, f"{language}-{role or 'visitor'}-{name_of(address)}")
    context.close()


def both_sizes(page: Page, name: str) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=OUT / f"{name}-{size['width']}.png", full_page=True)


def name_of(address: str) -> str:
    return re.sub(r"\W+", "-", address).strip("-") or "home"


if __name__ == "__main__":
    main()
