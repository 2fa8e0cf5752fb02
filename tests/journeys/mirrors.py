"""What each person does and sees in a round of the mirror, as each of them finds the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.journeys import guiding
from tests.journeys.answering import answer_on_a_phone
from tests.journeys.browser import PHONE, check_page, follow
from tests.journeys.daily import follow_move, promise, said, send

if TYPE_CHECKING:
    from playwright.sync_api import Page

STOPPED: Final = "Eerst nog eens kijken."
PROMISED: Final = "Voor elke vergadering vraag ik wie er intussen opneemt."


def nobody_below_goes_before_the_top(guide: Page, leader: Page) -> None:
    """Only the first layer can open, and a ballot waits for nobody."""
    assert [guiding.may_open(guide, number) for number in (1, 2, 3, 4)] == [True, *[False] * 3]
    leader.goto("/mirror/layers/")
    assert leader.locator(".locks > li.shut").count() == 4
    assert leader.locator("main a[href$='/open/']").count() == 0
    check_page(leader, language="nl")
    leader.goto("/mirror/ballot/")
    assert leader.locator("main form").count() == 0
    check_page(leader, language="nl")


def the_leader_answers_about_himself(page: Page) -> None:
    follow_move(page, "/mirror/own-view/")
    for card in page.locator("form.own-view .card").all():
        card.locator("[type=radio][value='4']").check()
    check_page(page, language="nl")
    follow(page.locator("form.own-view button"))
    check_page(page, language="nl")


def a_director_takes_his_own_ballot(director: Page) -> None:
    follow_move(director, "/mirror/ballot/")
    check_page(director, language="nl")
    director.set_viewport_size(PHONE)  # type: ignore[arg-type]
    follow(director.locator("main form button.move"))
    assert "/b/" in director.url
    answer_on_a_phone(director, language="nl")
    director.goto("/mirror/ballot/")
    assert director.locator("main form").count() == 0


def the_leader_sees_his_mirror_before_his_people(ceo: Page, director: Page) -> None:
    director.goto("/mirror/")
    assert director.locator("main a[href*='/number/']").count() == 0
    check_page(director, language="nl")
    follow_move(ceo, "/mirror/")
    check_page(ceo, language="nl")
    looks_and_promises(ceo)
    director.goto("/mirror/")
    follow(director.locator("main a[href^='/mirror/layer/']").first)
    assert PROMISED in director.locator("main").inner_text()
    assert director.locator("main a[href*='/number/']").count() > 0
    check_page(director, language="nl")


def looks_and_promises(leader: Page) -> None:
    """Read one's own page to its end: say that one looked, and promise one thing."""
    follow(leader.locator("section.card.move a[href^='/mirror/layer/']").first)
    check_page(leader, language="nl")
    send(leader, "/looked/")
    promise(leader, "#next", PROMISED)
    assert PROMISED in leader.locator("main").inner_text()
    check_page(leader, language="nl")


def the_works_council_stops_the_round_and_lets_it_go_on(
    council: Page, guide: Page, member: Page
) -> None:
    council.goto("/mirror/releases/")
    check_page(council, language="en")
    send(council, "/stop/", reason=STOPPED)
    check_page(council, language="en")
    assert STOPPED in guiding.lock(guide, 3).page.locator("main").inner_text()
    check_page(guide, language="en")
    assert guide.locator("form[action$='/close/']").count() == 0
    member.goto("/mirror/ballot/")
    assert member.locator("main form").count() == 0
    council.goto("/mirror/releases/")
    send(council, "/go-on/")
    member.goto("/mirror/ballot/")
    assert member.locator("main form").count() == 1
    send(council, "/audit/")
    assert said(council)
    check_page(council, language="en")


def a_team_sees_its_figures_only_after_its_leader(member: Page, leader: Page) -> None:
    member.goto("/mirror/")
    assert member.locator("section:has(#teams) a[href*='/number/']").count() == 0
    check_page(member, language="nl")
    follow_move(leader, "/mirror/")
    looks_and_promises(leader)
    member.goto("/mirror/")
    follow(member.locator("section:has(#teams) a[href^='/mirror/layer/']").first)
    assert PROMISED in member.locator("main").inner_text()
    assert member.locator(".patch.theirs").count() > 0
    assert member.locator(".patch.own").count() == 0
    check_page(member, language="nl")


def the_leader_follows_a_number_to_the_ledger(leader: Page) -> None:
    """Their view and his own side by side; a sheet to talk about; how a number came about."""
    assert leader.locator(".patch.own").count() > 0
    told = leader.locator("section:has(#leading)").inner_text()
    assert "4,0" in told
    assert "4.0" not in told
    page = leader.url
    follow(leader.locator("main a[href$='/sheet/']").first)
    assert leader.locator(".talk-questions li").count() == 3
    check_page(leader, language="nl")
    leader.goto(page)
    follow(leader.locator("main a[href*='/mirror/number/']").first)
    assert leader.locator("section:has(#ledger) tbody tr").count() > 0
    check_page(leader, language="nl")


def a_customer_answers_on_a_phone(customer: Page, link: str) -> None:
    customer.set_viewport_size(PHONE)  # type: ignore[arg-type]
    customer.goto(link)
    answer_on_a_phone(customer, language="en")
    promised = customer.locator("section:has(#promised)").inner_text()
    assert "promises" in promised, promised


def everybody_sees_what_came_of_it(ceo: Page, council: Page, guide: Page) -> None:
    """All layers in one row for who directs, releases for the works council, and the round ends."""
    ceo.goto("/mirror/")
    assert ceo.locator("ol.rows > li").count() == 4
    check_page(ceo, language="nl")
    send_audit_again(council)
    guide.goto("/mirror/layers/")
    assert guide.locator(".locks > li.shut").count() == 0
    assert guide.locator("main a[href='/mirror/rounds/begin/']").count() == 1
    check_page(guide, language="en")


def send_audit_again(council: Page) -> None:
    council.goto("/mirror/releases/")
    send(council, "/audit/")
    assert council.locator(".note.move").count() == 0
    tables = council.locator("section table")
    assert tables.count() == 4
    check_page(council, language="en")
