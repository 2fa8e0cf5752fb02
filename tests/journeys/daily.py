"""What people do in the daily engine, as they do it: by looking for a form and filling it in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.journeys.browser import follow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.server import Server

PASSWORD = "brood en boter"


def send(page: Page, form: str, **filled: str) -> None:
    """Fill in the one form whose address ends like this, and send it with its own button."""
    found = page.locator(f"main form[action$='{form}']")
    for name, text in filled.items():
        found.locator(f"[name={name}]").fill(text)
    follow(found.locator("button").last)


def said(page: Page) -> str:
    """The one sentence on top of the page."""
    return page.locator(".say").inner_text()


def set_up(server: Server, page: Page, *, name: str, username: str) -> None:
    """Make the first account, who prepares everything."""
    link = server.set_up_link()
    page.goto(link)
    page.locator("[name=name]").fill(name)
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main form button").first)
    page.locator("[name=name]").fill("Het huis")
    _go_on(page)


def read_in(page: Page, folder: Path, files: Mapping[str, str]) -> None:
    """Walk through the wizard with a file of teams, of people, and of invoices."""
    for kind, rows in files.items():
        (folder / f"{kind}.csv").write_text(rows, encoding="utf-8")
    page.goto("/organisation/teams/")
    for kind in ("teams", "people"):
        page.locator(f"[name={kind}]").set_input_files(folder / f"{kind}.csv")
    _go_on(page)
    _go_on(page)
    assert page.url.endswith("/organisation/customers/"), page.locator("main").inner_text()
    page.goto("/books/")
    page.locator("[name=file]").set_input_files(folder / "invoices.csv")
    _go_on(page)
    page.locator("main a[href='/books/accounts/']").wait_for()
    follow(page.locator("main a[href='/books/accounts/']"))
    _go_on(page)
    _go_on(page)
    page.goto("/naming/")
    follow(page.locator("form[action='/naming/done/'] button"))


def _go_on(page: Page) -> None:
    follow(page.locator("main form .actions button").first)


def be_in_the_people_file(page: Page, person: str, *roles: str) -> None:
    """Say on one's own account who one is in the people file, and what one is besides."""
    page.goto("/people/")
    follow(page.locator("tbody th a").first)
    page.locator("[name=person]").fill(person)
    for role in roles:
        page.locator(f"[name=roles][value={role}]").check()
    follow(page.locator("main form .actions button"))


def print_codes(page: Page, team: str) -> dict[str, str]:
    """Print the sheet of a team: names and the codes beneath them."""
    page.goto(f"/people/codes/?team={team}")
    follow(page.locator("main form .actions button"))
    slips = page.locator(".papers li")
    return {
        slip.locator("h2").inner_text(): slip.locator("code").inner_text() for slip in slips.all()
    }


def come_in(page: Page, code: str) -> None:
    """Come in with a code on paper."""
    page.goto("/people/code/")
    send(page, "/people/code/", code=code)


def write_part(page: Page, brings: str, gets: str) -> None:
    send(page, "/part/", brings=brings, gets=gets)


def mark(page: Page, *alike: str) -> None:
    """Mark the answers to both questions: ``yes`` or ``no``."""
    for question, said_alike in zip(("brings", "gets"), alike, strict=True):
        row = page.locator(f"form[action$='/mark/']:has([value={question}])")
        follow(row.locator(f"[name=alike][value={said_alike}]"))


def promise(page: Page, form: str, what: str, **filled: str) -> None:
    """Promise something within two weeks, counted from the first day the form takes."""
    first = page.locator(f"main form[action$='{form}'] [name=due]").get_attribute("min")
    assert first is not None
    due = date.fromisoformat(first) + timedelta(days=14)
    send(page, form, what=what, due=due.isoformat(), **filled)


def follow_move(page: Page, to: str = "/") -> None:
    """Go to the first page, and do the first thing it asks under this address."""
    page.goto("/today/")
    follow(page.locator(f".moves a[href^='{to}']").first)
