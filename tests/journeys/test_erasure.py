"""Somebody who wrote, promised and answered is forgotten: nothing of it is left anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.journeys.browser import check_page, follow
from tests.journeys.daily import follow_move, promise, send, write_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.journeys.company import Company

NAME: Final = "Leider 4"
WROTE: Final = (
    "Zilvervos brengt",
    "Zilvervos krijgt",
    "Zilvervos belooft",
    "Zilvervos droeg bij",
    "Zilvervos verandert",
)
EVERYWHERE: Final = (
    "/today/",
    "/bring-and-give/",
    "/bring-and-give/top-first/",
    "/promises/",
    "/walks/",
    "/for-whom/",
    "/this-happened/",
    "/for-whom-is-this/",
    "/people/me/export/",
)
_LAST_COPIES: Final = (
    "from django.db import connection\n"
    "cursor = connection.cursor()\n"
    "cursor.execute('PRAGMA wal_checkpoint(TRUNCATE)')\n"
    "assert cursor.fetchone()[0] == 0, 'somebody was writing'"
)


def test_of_a_forgotten_leader_neither_his_name_nor_a_word_is_left(
    sixty: Company, open_page: Callable[..., Page]
) -> None:
    leader, led, facilitator = (open_page(sixty.server, "nl") for _person in range(3))
    for page, person in ((leader, "l4"), (led, "e40"), (facilitator, "hr")):
        sixty.sit_down(page, person)
    talk, *remains = lives_a_little(leader, led)
    pages = (*remains, *EVERYWHERE)
    before = "".join(read(led, (talk, *pages)))
    assert NAME in before
    assert all(each in before for each in WROTE)
    assert all(each in everything_stored(sixty) for each in (NAME, *WROTE))
    has_himself_forgotten(leader)
    for page, addresses in ((led, pages), (facilitator, (*EVERYWHERE, "/people/", "/logbook/"))):
        left_over(" ".join(read(page, addresses)))
    # A talk is about both of its sides, so it goes as a whole; promise and walk stay, wordless.
    assert led.request.get(talk).status == 403
    for address in ("/bring-and-give/", *remains):
        led.goto(address)
        check_page(led, language="nl")
    left_over(sixty.server.log())
    # What stands in SQLite's log goes into its file, as happens by itself after some pages; the
    # product has SQLite overwrite what is deleted, so that the file needs no rebuilding.
    sixty.place.run_python(_LAST_COPIES)
    left_over(everything_stored(sixty))


def lives_a_little(leader: Page, led: Page) -> tuple[str, str, str]:
    """Write, promise, and answer a walk; returns the addresses of all three."""
    leader.goto("/bring-and-give/")
    follow(leader.locator(".ties li:has(h3:text-is('Mens 40')) form button"))
    talk = leader.url
    write_part(leader, WROTE[0], WROTE[1])
    follow_move(led)
    write_part(led, "Mijn vroege uren.", "Een rooster.")
    leader.reload()
    promise(leader, "/promise/", WROTE[2])
    follow(leader.locator(".promise-more a").first)
    led.goto("/walks/begin/")
    led.locator("[name=symptom]").first.check()
    follow(led.locator("main form .actions button"))
    follow_move(leader, "/walks/")
    leader.locator("[name=where][value=up]").check()
    send(leader, "/answer/", contributed=WROTE[3], changes=WROTE[4])
    return talk, promise_of(led), led.url


def promise_of(page: Page) -> str:
    walk = page.url
    page.goto("/promises/")
    address = page.locator(".promise-more a").first.get_attribute("href")
    page.goto(walk)
    assert address is not None
    return address


def has_himself_forgotten(leader: Page) -> None:
    leader.goto("/people/me/forget/")
    check_page(leader, language="nl")
    follow(leader.locator("main form button"))
    leader.goto("/today/")
    assert "/sign-in/" in leader.url


def read(page: Page, addresses: tuple[str, ...]) -> Iterator[str]:
    """What the server sends for each address, shown on a screen or not."""
    for address in addresses:
        answer = page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        yield answer.text()


def left_over(text: str) -> None:
    found = [each for each in (NAME, "Zilvervos") if each in text]
    assert not found, text[max(0, text.index(found[0]) - 200) :][:400]


def everything_stored(sixty: Company) -> str:
    """Every file in the data directory, byte by byte."""
    files = [each for each in sixty.place.data.rglob("*") if each.is_file()]
    return " ".join(each.read_bytes().decode("utf-8", "ignore") for each in files)
