"""A symptom: from a tap and a walk upward to a promise at the top, and back to who felt it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.browser import check_page, follow
from tests.journeys.daily import follow_move, promise, said, send, write_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.company import Company

PROMISED = "Vanaf maandag staat elke afspraak op één plek."


def test_a_symptom_is_walked_to_the_top_and_its_promise_comes_back(
    sixty: Company, open_page: Callable[..., Page]
) -> None:
    asking, leader, director, top = (
        open_page(sixty.server, "nl") for _person in ("e70", "l7", "dir3", "ceo")
    )
    for page, person in ((asking, "e70"), (leader, "l7"), (director, "dir3"), (top, "ceo")):
        sixty.sit_down(page, person)
    customer = open_page(sixty.server, "en")
    customer.goto(link_for_the_customer(leader))
    address = tap_and_begin_a_walk(asking)
    further_up(leader, address)
    further_up(director, address)
    it_begins_at_the_top(top, address)
    the_team_reads_what_was_found(asking, address)
    the_customer_hears_it(customer)
    the_promise_is_kept(top, asking)
    customer.reload()
    assert customer.locator(".promise-stands .chip:not(.quiet)").count() == 1


def link_for_the_customer(leader: Page) -> str:
    leader.goto("/bring-and-give/")
    follow(leader.locator("form:has(select[name=receiver]) button"))
    write_part(leader, "Bestellingen.", "Brood.")
    follow(leader.locator("main a[href$='/link/']"))
    return leader.locator(".address").inner_text()


def tap_and_begin_a_walk(page: Page) -> str:
    """Tap what happened, and ask where it comes from; returns the address of the walk."""
    page.goto("/this-happened/")
    tapped = page.locator(".taps button[value=told-twice]")
    text = tapped.inner_text()
    follow(tapped)
    follow(page.locator("main a[href='/walks/begin/']"))
    check_page(page, language="nl")
    page.get_by_label(text).check()
    page.locator("[name=customer]").select_option("zon")
    follow(page.locator("main form .actions button"))
    check_page(page, language="nl")
    return page.url


def further_up(page: Page, address: str) -> None:
    """Answer as a leader in between: in public, and on to the next layer."""
    follow_move(page, "/walks/")
    assert page.url == address
    check_page(page, language="nl")
    page.locator("[name=where][value=up]").check()
    send(page, "/answer/", contributed="Ik gaf het niet door.", changes="Ik schrijf het op.")
    assert page.locator("main form[action$='/answer/']").count() == 0
    assert "Ik gaf het niet door." in page.locator("main").inner_text()


def it_begins_at_the_top(page: Page, address: str) -> None:
    follow_move(page, "/walks/")
    assert page.url == address
    assert page.locator("[name=where]").count() == 0
    check_page(page, language="nl")
    given = {"contributed": "Ik liet vier plekken bestaan.", "changes": "Ik laat er één over."}
    promise(page, "/answer/", PROMISED, **given)
    check_page(page, language="nl")


def the_team_reads_what_was_found(page: Page, address: str) -> None:
    page.goto("/today/")
    assert PROMISED in page.locator("main").inner_text()
    check_page(page, language="nl")
    page.goto("/walks/")
    check_page(page, language="nl")
    page.goto(address)
    assert "Karin de Wit" in said(page)
    assert PROMISED in page.locator("section[aria-labelledby=promised]").inner_text()
    assert page.locator(".walk-way > li").count() == 4  # the team and three layers
    check_page(page, language="nl")


def the_customer_hears_it(page: Page) -> None:
    page.goto("/customer/")
    assert PROMISED in page.locator("main").inner_text()
    assert "Ik gaf het niet door." not in page.content()
    check_page(page, language="en")


def the_promise_is_kept(top: Page, asking: Page) -> None:
    follow(top.locator(".promise-more a").first)
    send(top, "/done/")
    follow_move(asking, "/promises/")
    check_page(asking, language="nl")
    send(asking, "/kept/")
    assert asking.locator(".promise-stands .chip:not(.quiet)").count() == 1


def test_two_taps_for_whom_a_meeting_is(sixty: Company, open_page: Callable[..., Page]) -> None:
    page = open_page(sixty.server, "nl")
    sixty.sit_down(page, "e70")
    page.goto("/for-whom-is-this/")
    page.locator("[name=kind][value=meeting]").check()
    page.locator("[name=name]").fill("Het maandagoverleg")
    page.locator("[name=caller]").select_option("d-3")
    page.locator("[name=team]").select_option("d-3")
    follow(page.locator("main form.card button"))
    check_page(page, language="nl")
    follow_move(page, "/for-whom-is-this/")
    check_page(page, language="nl")
    follow(page.locator("[name=whom][value=above]"))
    check_page(page, language="nl")
    follow(page.locator("[name=worth][value=no]"))
    assert page.locator("[name=whom]").count() == 0
    check_page(page, language="nl")
