"""A core question in the browser: its talk, statements, votes, and what carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.journeys.browser import PHONE, check_page, follow
from tests.journeys.crowd import SEEDS, TOGETHER, opinion
from tests.journeys.daily import follow_move, said, send
from tests.journeys.test_keyboard import press

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.crowd import Crowd

BANK: Final = "style-noticed"
NEARLY: Final = "Wie de klant het eerst spreekt, lost het op!"
REFUSED: Final = "De telefoon is te laat en de koffie is koud."
REASON: Final = "Dit zijn er twee. Maak er twee stellingen van."
DUTCH: Final = "Is iets later klaar, dan bellen wij daar zelf over."
ENGLISH: Final = "One number to call is enough for every customer."
BEGIN: Final = f"/core-questions/begin/?bank={BANK}"


def opens_a_question(guide: Page) -> int:
    """Take a question from the bank, with statements to begin with; returns its number."""
    guide.goto("/core-questions/")
    check_page(guide, language="nl")
    follow(guide.locator("main a[href='/core-questions/begin/']"))
    check_page(guide, language="nl")
    assert guide.locator("main a.bank").count() >= 20
    follow(guide.locator(f"main a[href='{BEGIN}']"))
    check_page(guide, language="nl")
    guide.locator("[name=seeds]").fill("\n".join(SEEDS))
    follow(guide.locator("main form .actions button"))
    check_page(guide, language="nl")
    return int(guide.url.rstrip("/").rpartition("/")[2])


def prints_the_sheet(page: Page, question: int) -> None:
    """First one talks: the sheet is all there is, and it fits on one piece of paper."""
    page.goto(f"/core-questions/{question}/vote/")
    check_page(page, language="nl")
    assert page.locator("main form").count() == 0
    follow(page.locator(f"main a[href='/core-questions/{question}/sheet/']"))
    check_page(page, language="nl")
    assert page.locator(".talk-questions li").count() >= 3
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def votes(page: Page, crowd: Crowd, person: str, number: int) -> None:
    """Click what this person thinks of so many statements that come."""
    for _each in range(number):
        text = page.locator("#statement").inner_text()
        vote = opinion(person, text)
        follow(page.locator(f"main button[name=vote][value={vote}]"))
        crowd.acknowledged[person, text] = vote


def votes_on_a_phone_and_takes_one_back(page: Page, crowd: Crowd, person: str) -> None:
    """Read what is promised, vote twice, and take the second back: it comes again."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    follow_move(page, "/core-questions/")
    check_page(page, language="nl")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    follow(page.locator("main button[name=begin]"))
    votes(page, crowd, person, 1)
    check_page(page, language="nl")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    text = page.locator("#statement").inner_text()
    votes(page, crowd, person, 1)
    send(page, "/undo/")
    del crowd.acknowledged[person, text]
    assert page.locator("#statement").inner_text() == text


def writes(page: Page, crowd: Crowd, person: str, question: int) -> None:
    """Vote on what somebody said already instead of saying it again; then say two other things."""
    page.goto(f"/core-questions/{question}/write/")
    check_page(page, language="nl")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    says(page, NEARLY)
    there = page.locator("main li", has_text=TOGETHER[0])
    assert there.count() == 1
    check_page(page, language="nl")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    follow(there.locator("[name=vote][value=agree]"))
    crowd.acknowledged[person, TOGETHER[0]] = opinion(person, TOGETHER[0])
    for text in (REFUSED, DUTCH):
        sends_a_statement(page, question, text)
    check_page(page, language="nl")


def sends_a_statement(page: Page, question: int, text: str) -> None:
    page.goto(f"/core-questions/{question}/write/")
    says(page, text)
    assert page.url.endswith("/mine/")
    assert text in page.locator("main").inner_text()


def says(page: Page, text: str) -> None:
    page.locator("[name=text]").fill(text)
    follow(page.locator("main form.writing .actions button"))


def reads_what_waits(guide: Page) -> None:
    """Refuse one statement with a reason, and put the others to everybody."""
    follow_move(guide, "/core-questions/")
    check_page(guide, language="nl")
    guide.locator("details summary", has_text=REFUSED).click()
    refusing = guide.locator(f"details:has-text('{REFUSED}') form")
    refusing.locator("[name=reason]").fill(REASON)
    follow(refusing.locator("button"))
    waiting = guide.locator("#accepting [name=ids]")
    assert waiting.count() == 2
    for each in waiting.all():
        each.check()
    follow(guide.locator("#accepting button"))
    check_page(guide, language="nl")
    assert guide.locator("#accepting").count() == 0


def reads_why(page: Page) -> None:
    """Its author reads the reason and puts the statement away; nobody else ever saw it."""
    follow_move(page, "/core-questions/1/mine/")
    mine = page.locator("section:has(#my-statements)")
    assert REASON in mine.inner_text()
    check_page(page, language="nl")
    follow(mine.locator("[name=put_away]"))
    assert REASON not in page.locator("main").inner_text()


def votes_with_keys_alone(page: Page, crowd: Crowd, person: str, number: int) -> None:
    """Vote on so many statements with Tab and Enter."""
    follow_move(page, "/core-questions/")
    press(page, "Begin")
    words = {"agree": "Eens", "disagree": "Oneens", "pass": "Overslaan"}
    for _each in range(number):
        text = page.locator("#statement").inner_text()
        vote = opinion(person, text)
        press(page, words[vote])
        crowd.acknowledged[person, text] = vote


def reads_what_carries(page: Page, question: int, language: str) -> None:
    """Two lists before any picture; the picture has a table with the same shares."""
    page.goto(f"/core-questions/{question}/picture/")
    check_page(page, language=language)
    sections = [each.get_attribute("aria-labelledby") for each in page.locator("section").all()]
    assert sections[:2] == ["together", "differ"]
    assert sections[-1] == "drawn"
    together = page.locator("section:has(#together) li").all_inner_texts()
    assert any(TOGETHER[0] in each for each in together), together
    page.locator("section:has(#drawn) details summary").click()
    check_page(page, language=language)
    drawn = page.locator(".drawn > li")
    rows = page.locator("section:has(#drawn) tbody tr")
    assert rows.count() >= drawn.count() >= len(together)
    follow(page.locator("section:has(#together) li a").first)
    check_page(page, language=language)


def finds_two_groups(page: Page, question: int) -> None:
    """Those are named by what they say, and by no department."""
    page.goto(f"/core-questions/{question}/picture/")
    groups = page.locator(".opinions > li")
    assert groups.count() == 2, said(page)
    assert page.locator(".opinions a").count() > 0
    assert "Afdeling" not in page.locator(".opinions").inner_text()


def closes_the_question(guide: Page, question: int) -> None:
    guide.goto(f"/core-questions/{question}/")
    check_page(guide, language="nl")
    guide.locator("details:has(form[action$='/close/']) summary").click()
    send(guide, "/close/")
    check_page(guide, language="nl")
