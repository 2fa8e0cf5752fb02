"""Sixty people in four layers, from the chief executive's first line to a customer's last word.

In the browser one person a layer acts; what the others of that layer do meanwhile is done by a
process of its own on the same data (sixty.py), through the same services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.browser import check_page, chromium, follow
from tests.journeys.company import Company, company
from tests.journeys.daily import mark, promise, said, send, write_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PLAYED = ("ceo", "dir1", "l1", "l7", "hr", "e11")
TO_ZON = "Elke dinsdag bellen wij of alles klopte."
CHIEF = "Karin de Wit"


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Company]:
    chromium()
    with company(tmp_path, *(f"{person}:nl" for person in PLAYED)) as opened:
        yield opened


def test_sixty_people_from_the_first_line_to_the_customers(
    closed: Company, open_page: Callable[..., Page]
) -> None:
    pages = {person: open_page(closed.server, "nl") for person in PLAYED}
    for person, page in pages.items():
        closed.sit_down(page, person)
    nobody_goes_before_the_top(pages["l1"])
    the_chief_executive_begins(pages["ceo"])
    talk_and_promise(pages["ceo"], "Directeur 1", pages["dir1"])
    assert waits_for(pages["dir1"], layer=1) == [CHIEF]
    closed.others("layer", "1")
    assert waits_for(pages["dir1"], layer=1) == []
    two_keys_open_a_layer_out_of_order(pages["hr"], pages["e11"], pages["l1"])
    talk_and_promise(pages["dir1"], "Leider 1", pages["l1"])
    closed.others("layer", "2")
    assert "Leider 7" in waits_for(pages["ceo"], layer=3)
    a_customer_waits_as_well(pages["l7"])
    closed.others("layer", "3")
    link = ask_the_customer(pages["l7"])
    customer = open_page(closed.server, "en")
    customer.goto(link)
    the_customer_answers(customer)
    the_customer_says_that_it_was_kept(customer, pages["l7"])


def waits_for(page: Page, *, layer: int) -> list[str]:
    """For whom the layers below this one wait, by name, as it stands under Top first."""
    page.goto("/bring-and-give/top-first/")
    waiting = page.locator(".locks > li").nth(layer - 1).locator("> ul li").all_inner_texts()
    return [each.partition(":")[0] for each in waiting]


def state(page: Page, *, layer: int) -> str:
    page.goto("/bring-and-give/top-first/")
    return page.locator(".locks > li").nth(layer - 1).get_attribute("class") or ""


def nobody_goes_before_the_top(leader: Page) -> None:
    leader.goto("/bring-and-give/")
    assert leader.locator(".ties form").count() == 0
    locked = " ".join(leader.locator("main .card:has(.chip.quiet)").all_inner_texts())
    assert "Mens 10" in locked
    assert "Directeur 1" in locked
    check_page(leader, language="nl")
    leader.goto("/bring-and-give/top-first/")
    assert CHIEF in leader.locator(".locks > li").first.inner_text()
    assert state(leader, layer=3) == "shut"
    check_page(leader, language="nl")


def the_chief_executive_begins(page: Page) -> None:
    page.goto("/today/")
    follow(page.locator(".moves a").first)
    for _director in range(3):
        form = page.locator(".card.move form")
        form.locator("[name=customer][value=people]").check()
        form.locator("[name=line]").fill("Zonder hun werk is er geen klant.")
        follow(form.locator("button"))
    assert page.locator(".card.move form").count() == 0


def talk_and_promise(leader: Page, name: str, led: Page) -> None:
    """Let these two answer, stand side by side, mark, and let the leader promise."""
    leader.goto("/bring-and-give/")
    follow(leader.locator(f".ties li:has(h3:text-is('{name}')) form button"))
    write_part(leader, "Rust in de ploegen.", "Ruimte, en soms haast.")
    led.goto("/today/")
    follow(led.locator(".moves a").first)
    write_part(led, "Mensen die blijven.", "Vooral haast.")
    mark(led, "yes", "no")
    leader.reload()
    mark(leader, "yes", "no")
    check_page(leader, language="nl")
    promise(leader, "/promise/", "Geen vergadering meer voor tien uur.")


def two_keys_open_a_layer_out_of_order(facilitator: Page, council: Page, leader: Page) -> None:
    assert state(leader, layer=3) == "shut"
    for page in (facilitator, council):
        assert state(page, layer=3) == "shut"
        key = page.locator(".locks > li").nth(2)
        key.locator("summary").click()
        send(page, "/3/key/", reason="Een afdeling wil niet wachten.")
        check_page(page, language="nl")
    assert state(leader, layer=3) != "shut"
    assert "Een afdeling wil niet wachten." in leader.locator(".locks > li").nth(2).inner_text()
    leader.goto("/bring-and-give/")
    follow(leader.locator(".ties li:has(h3:text-is('Mens 10')) form button"))
    write_part(leader, "Vroege uren.", "Een luisterend oor.")


def a_customer_waits_as_well(leader: Page) -> None:
    leader.goto("/bring-and-give/")
    assert leader.locator("select[name=receiver]").count() == 0
    assert state(leader, layer=4) == "shut"


def ask_the_customer(leader: Page) -> str:
    """Begin with the customer, answer for the team, and get the link."""
    assert state(leader, layer=4) != "shut"
    leader.goto("/bring-and-give/")
    check_page(leader, language="nl")
    follow(leader.locator("form:has(select[name=receiver]) button"))
    write_part(leader, "Bestellingen ruim van tevoren.", "Brood op tijd.")
    follow(leader.locator("main a[href$='/link/']"))
    check_page(leader, language="nl")
    return leader.locator(".address").inner_text()


def the_customer_answers(customer: Page) -> None:
    check_page(customer, language="en")
    assert "Afdeling" not in customer.locator("main").inner_text()
    write_part(customer, "Forty thousand a year.", "Bread, and a kind voice.")
    check_page(customer, language="en")
    mark(customer, "yes", "yes")
    check_page(customer, language="en")


def the_customer_says_that_it_was_kept(customer: Page, leader: Page) -> None:
    leader.goto("/bring-and-give/")
    follow(leader.locator(".ties li:has(h3:text-is('Zonnebakkers')) a.button"))
    mark(leader, "yes", "yes")
    promise(leader, "/promise/", TO_ZON)
    customer.goto("/customer/")
    assert TO_ZON in customer.locator("main").inner_text()
    check_page(customer, language="en")
    follow(leader.locator(".promise-more a").first)
    send(leader, "/done/")
    customer.goto("/customer/")
    send(customer, "/kept/")
    check_page(customer, language="en")
    leader.reload()
    assert leader.locator(".promise-stands .chip:not(.quiet)").count() == 1
    assert said(leader)
