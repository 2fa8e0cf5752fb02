"""From answers that carry to an adopted behaviour, and readiness, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.journeys.browser import PHONE, check_page, follow
from tests.journeys.crowd import TOGETHER
from tests.journeys.daily import follow_move, send
from tests.journeys.test_keyboard import MOST_TABS, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

VALUE: Final = "Eén aanspreekpunt"
SENTENCE: Final = "Wie opneemt, belt de klant dezelfde dag terug."
ACTED: Final = {
    "who": "Wie opneemt",
    "does": "belt de klant zelf terug",
    "when": "dezelfde dag",
    "visible_to": "de klant",
    "nl": SENTENCE,
}
OBJECTION: Final = "In de avondploeg is om vijf uur niemand meer te bereiken."
TAKEN_UP: Final = "Voor de avondploeg is het de volgende ochtend."
REVISED: Final = "dezelfde dag, na vijven de volgende ochtend"


def writes_a_value(page: Page, language: str) -> None:
    """Take an answer that carries, name it, and ask everybody."""
    follow_move(page, "/values/")
    check_page(page, language=language)
    follow(page.locator("main a[href='/values/new/']").first)
    check_page(page, language=language)
    page.get_by_label(TOGETHER[0]).check()
    page.locator("[name=name]").fill(VALUE)
    page.locator("[name=words]").fill("Wie een klant helpt, laat hem niet meer los.")
    follow(page.locator("main form .actions button"))
    check_page(page, language=language)
    send(page, "/ask/")
    check_page(page, language=language)


def writes_a_behaviour(page: Page, language: str) -> None:
    """Say who does what, from the value on which the page stands, and ask everybody."""
    follow(page.locator("main a[href^='/behaviours/new/?value=']"))
    check_page(page, language=language)
    for name, text in ACTED.items():
        page.locator(f"[name={name}]").fill(text)
    follow(page.locator("main form .actions button"))
    check_page(page, language=language)
    send(page, "/ask/")
    check_page(page, language=language)


def answers_on_a_phone(page: Page, polls: int) -> None:
    """Answer what waits: each step, and how much resistance there is."""
    for _each in range(polls):
        _next_poll(page)
        check_page(page, language="nl")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if page.locator("main .answers").count():
            follow(page.locator("main .answers [value='2']"))
        else:
            page.locator("main .to-ten label").nth(1).click()
            follow(page.locator("main form.roomy .actions button"))


def answers_with_keys_alone(page: Page, polls: int) -> None:
    for _each in range(polls):
        _next_poll(page)
        if page.locator("main .answers").count():
            press(page, "Ja, dat volgt eruit")
        else:
            tab_to_a_number(page)
            page.keyboard.press("ArrowRight")
            press(page, "Verstuur mijn antwoord")


def tab_to_a_number(page: Page) -> None:
    """Press Tab until the focus is on the numbers: the frame around the number shows it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'radio'"):
            frame = page.locator("label.option:has(:focus)")
            style = frame.evaluate("each => getComputedStyle(each).outlineStyle")
            assert style != "none", f"{page.url}: no visible focus on a number"
            return
    msg = f"{page.url}: Tab never reaches a number"
    raise AssertionError(msg)


def _next_poll(page: Page) -> None:
    """Go on with what is asked about the same thing, which comes by itself, or with what waits."""
    if "/polls/" not in page.url or page.locator(".messages").count():
        follow_move(page, "/polls/")


def objects(page: Page, poll: int) -> None:
    page.goto(f"/polls/{poll}/")
    page.locator("section:has(#objections) details summary").click()
    send(page, "/object/", text=OBJECTION)
    assert OBJECTION in page.locator("section:has(#objections)").inner_text()
    check_page(page, language="nl")


def reads_a_step(page: Page, poll: int, language: str) -> None:
    page.goto(f"/polls/{poll}/")
    check_page(page, language=language)
    assert page.locator("main tbody tr").count() > 0


def adopts(page: Page, poll: int) -> None:
    """Decide by consent; with no objection left it is adopted."""
    page.goto(f"/polls/{poll}/")
    check_page(page, language="nl")
    send(page, "/decide/")
    check_page(page, language="nl")
    assert page.locator("form[action$='/decide/']").count() == 0


def takes_the_objection_up(page: Page, poll: int) -> None:
    """Nothing is adopted over an objection: it is said otherwise, and asked again."""
    page.goto(f"/polls/{poll}/")
    check_page(page, language="nl")
    assert page.locator("form[action$='/decide/']").count() == 0
    follow(page.locator("section:has(#decide) a[href$='/change/']"))
    check_page(page, language="nl")
    page.locator("main form [name^=answer-]").fill(TAKEN_UP)
    page.locator("main form [name=when]").fill(REVISED)
    follow(page.locator("main form .actions button"))
    assert REVISED in page.locator("main").inner_text()
    send(page, "/ask/")
    check_page(page, language="nl")


def traces_it_back_and_forth(page: Page, language: str) -> None:
    """From the behaviour to the statement by clicking, and from the statement to the behaviour."""
    page.goto("/values/")
    check_page(page, language=language)
    follow(page.locator("main a[href^='/behaviours/']:not([href$='/new/'])").first)
    check_page(page, language=language)
    behaviour = page.url
    follow(page.locator(".steps-of a[href^='/values/']").first)
    check_page(page, language=language)
    value = page.url
    follow(page.locator(".steps-of a", has_text=TOGETHER[0]))
    check_page(page, language=language)
    assert TOGETHER[0] in page.locator("h1").inner_text()
    onward = page.locator("section:has(#onward)")
    statement = page.url
    follow(onward.locator("a[href^='/values/']"))
    assert page.url == value
    page.goto(statement)
    follow(onward.locator("a[href^='/behaviours/']"))
    assert page.url == behaviour


def begins_no_mirror_unasked(guide: Page) -> None:
    """The first round waits: its form says so and refuses, and leads to the question."""
    guide.goto("/mirror/rounds/begin/")
    check_page(guide, language="nl")
    follow(guide.locator("main form .actions button"))
    check_page(guide, language="nl")
    assert guide.locator("main form .errorlist").count() == 1
    follow(guide.locator("main .note a[href='/readiness/']"))
    check_page(guide, language="nl")
    send(guide, "/readiness/begin/")
    check_page(guide, language="nl")


def says_whether_ready(page: Page, *, javascript: bool) -> None:
    follow_move(page, "/readiness/")
    check_page(page, language="nl", javascript=javascript)
    questions = page.locator("form.ready fieldset")
    assert questions.count() == 8
    for at, each in enumerate(questions.all()):
        each.locator("label.option").nth(2 + at % 3).click()
    follow(page.locator("form.ready .actions button"))
    check_page(page, language="nl", javascript=javascript)


def reads_readiness(page: Page, language: str) -> None:
    page.goto("/readiness/")
    check_page(page, language=language)
    assert page.locator("main form.ready").count() == 0
    assert page.locator("main table tbody tr").count() > 0


def begins_the_mirror(guide: Page) -> None:
    """Begin a short round, which asks how often the adopted behaviour is seen."""
    guide.goto("/mirror/rounds/begin/")
    assert guide.locator("main form [name=unready]").count() == 0
    guide.locator("main form [name=kind][value=short]").check()
    follow(guide.locator("main form .actions button"))
    assert guide.url.endswith("/mirror/layers/")
