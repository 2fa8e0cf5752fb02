"""What who guides a round does with it, page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import segno

from tests.journeys.browser import check_page, follow
from tests.journeys.daily import send

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OWN_QUESTION: Final = {
    "nl": "Onze kanariegele karren staan klaar als ik ze nodig heb.",
    "en": "Our canary yellow carts are ready when I need them.",
}


def begin_a_round(page: Page) -> None:
    """Add a question of one's own, and begin a round that asks everything."""
    page.goto("/mirror/rounds/questions/")
    form = page.locator("main form:has([name=nl])")
    form.locator("[name=about][value=own_team]").check()
    form.locator("[name=words][value=frequency]").check()
    for language, text in OWN_QUESTION.items():
        form.locator(f"[name={language}]").fill(text)
    follow(form.locator("button"))
    check_page(page, language="en")
    page.goto("/mirror/rounds/")
    check_page(page, language="en")
    follow(page.locator("main a[href='/mirror/rounds/begin/']"))
    check_page(page, language="en")
    unready = page.locator("main form [name=unready]")
    if unready.count():  # the first round, and nobody voted on readiness
        unready.check()
    follow(page.locator("main form .actions button"))
    assert page.url.endswith("/mirror/layers/")
    check_page(page, language="en")


def lock(page: Page, number: int) -> Locator:
    """One layer on the page with the locks."""
    page.goto("/mirror/layers/")
    return page.locator(".locks > li").nth(number - 1)


def may_open(page: Page, number: int) -> bool:
    return lock(page, number).locator("a[href$='/open/']").count() == 1


def open_layer(page: Page, number: int) -> int:
    """Open a layer for two weeks; returns its number in addresses."""
    follow(lock(page, number).locator("a[href$='/open/']"))
    check_page(page, language="en")
    found = re.search(r"/layers/(\d+)/open/", page.url)
    assert found is not None
    follow(page.locator("main form .actions button"))
    assert lock(page, number).locator("form[action$='/close/']").count() == 1
    return int(found[1])


def close_and_show(page: Page, number: int) -> None:
    """Close a layer, read the audit, and show it."""
    closes = lock(page, number)
    closes.locator("details:has(form[action$='/close/']) summary").click()
    send(page, "/close/")
    assert page.url.endswith("/release/")
    check_page(page, language="en")
    follow(page.locator("main form.card button"))
    assert page.url.endswith("/mirror/layers/")
    check_page(page, language="en")


def letters(page: Page, layer: int) -> dict[str, str]:
    """Print all letters; the address of each by name, as its picture says it too."""
    page.goto(f"/mirror/layers/{layer}/invitations/")
    check_page(page, language="en")
    follow(page.locator("section:has(#letters) form button"))
    check_page(page, language="en")
    found = {}
    for letter in page.locator("article.letter").all():
        address = letter.locator(".address").inner_text()
        assert drawn(letter) == picture_of(address)
        name = letter.locator("h2").evaluate("heading => heading.firstChild.textContent.trim()")
        found[name] = address
    return found


def drawn(paper: Locator) -> str:
    """The dots of the code that a phone scans."""
    return paper.locator("svg.code-picture path").get_attribute("d") or ""


def picture_of(address: str) -> str:
    """The dots that say this address, made here and not by the product."""
    made = segno.make(address, error="m").svg_inline(scale=3, border=2, lineclass=None)
    found = re.search(r' d="([^"]+)"', made)
    assert found is not None
    return found[1]


def hand_out_paper(page: Page, layer: int, team: str) -> list[str]:
    """Print three sheets without names for people of one team; returns their codes."""
    page.goto(f"/mirror/layers/{layer}/paper/")
    check_page(page, language="en")
    follow(page.locator("tr", has_text=team).locator("a"))
    check_page(page, language="en")
    for each in page.locator("[name=people]").all()[:3]:
        each.check()
    follow(page.locator("main form .actions button"))
    check_page(page, language="en")
    return page.locator(".sheet-code code").all_inner_texts()


def type_in(page: Page, layer: int, code: str, digits: str) -> None:
    """Type one sheet in with the keyboard alone: its code, then these digits again and again."""
    page.goto(f"/mirror/layers/{layer}/enter/")
    # The browser gives the focus when it has drawn the page, which is after it was loaded.
    page.locator("form input:focus").wait_for()
    page.keyboard.type(code.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("input.digit:focus").wait_for()
    own = page.locator("input.digit[name^='q:']").count()
    page.keyboard.type((digits * own)[:own])
    # Behind the last digit the focus is on the button by itself.
    page.locator("form.typing button:focus").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("said=received")


def slips(page: Page, layer: int, team: str, number: int) -> list[str]:
    """Print slips for the customers of a team, in English; returns their addresses."""
    page.goto(f"/mirror/layers/{layer}/slips/")
    check_page(page, language="en")
    page.locator("[name=team]").select_option(team)
    page.locator("[name=number]").fill(str(number))
    page.locator("select[name=language]").select_option("en")
    follow(page.locator("form:has([name=number]) button"))
    check_page(page, language="en")
    papers = page.locator(".slips li")
    found = papers.locator(".address").all_inner_texts()
    assert drawn(papers.first) == picture_of(found[0])
    return found


def links(page: Page, layer: int, team: str) -> dict[str, str]:
    """The link of each known customer of a team."""
    page.goto(f"/mirror/layers/{layer}/slips/")
    follow(page.locator(f"button[name=links][value={team}]"))
    check_page(page, language="en")
    shown = page.locator("dl.kept > div")
    names, addresses = shown.locator("dt"), shown.locator("dd")
    return dict(zip(names.all_inner_texts(), addresses.all_inner_texts(), strict=True))
