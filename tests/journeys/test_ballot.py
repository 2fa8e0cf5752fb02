"""The ballot in a real browser: a phone, a desk, keys alone, no JavaScript, no connection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.journeys.browser import DESK, PHONE, check_page, chromium, follow
from tests.journeys.server import Server, running
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_STORED: Final = """
import json
from binnenuit.mirror.read.ballots import ballot_text
from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services import box
ballots = [each for layer in Layer.objects.all() for each in box.ballots_of(layer)]
print(json.dumps([ballot_text(each) for each in ballots]))
"""


@dataclass
class Booth:
    """A server with open ballots, and codes that nobody used yet."""

    server: Server
    place: Place
    codes: dict[str, list[str]]

    def link(self, part: str = "full") -> str:
        return f"/b/{self.codes[part].pop()}/"

    def stored(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in json.loads(self.place.run_python(_STORED))]


@pytest.fixture(scope="module")
def booth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Booth]:
    chromium()
    folder = tmp_path_factory.mktemp("ballots")
    place = Place(folder / "data")
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    place.run_python("installation.migrate()")
    codes = json.loads(place.run_module("tests.journeys.ballots"))
    with running("start", "--data", str(place.data), place=folder) as server:
        yield Booth(server, place, codes)


@pytest.fixture
def tab(browser: Browser, booth: Booth) -> Iterator[Callable[..., Page]]:
    """Open a tab on a phone of its own; what the browser says of a lost connection is expected."""
    contexts = []

    def opened(**options: Any) -> Page:
        options = {"viewport": PHONE, "locale": "en", **options}
        context = browser.new_context(base_url=booth.server.address, **options)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def begin(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("[data-go=next]").click()


def question(page: Page) -> str:
    return page.locator("fieldset:visible").get_attribute("data-step") or ""


def choose(page: Page, number: int) -> None:
    """Touch an answer, and wait for what comes next."""
    before = question(page)
    page.locator("fieldset:visible .option").nth(number).click()
    page.wait_for_function(
        "before => !document.querySelector(`[data-step='${before}']:not([hidden])`)", arg=before
    )


def rush(page: Page, *, until: str = "send") -> list[str]:
    """Answer often, or the fourth option, as fast as it goes; return which questions came by."""
    found: list[str] = page.evaluate(
        """until => {
            const asked = []
            const now = () => document.querySelector("fieldset[data-step]:not([hidden])")
            while (now() && now().dataset.step !== until) {
                asked.push(now().dataset.step)
                now().querySelectorAll("input")[3].click()
                document.querySelector("[data-next]").click()
            }
            return asked
        }""",
        until,
    )
    return found


def send(page: Page) -> None:
    page.locator("[data-next]").click()
    page.locator("main[data-state=received]").wait_for()


def kept(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return found


def test_a_ballot_is_answered_one_question_a_screen(
    booth: Booth, open_page: Callable[..., Page], language: str
) -> None:
    page, link = open_page(booth.server, language), booth.link()
    page.goto(link)
    check_page(page, language=language)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.locator("[data-go=next]").click()
    for team in ("t4", "t6"):
        page.locator(f"[name=team][value={team}]").check()
    page.locator("[data-next]").click()
    choose(page, 1)  # groceries: mostly the company
    check_page(page, language=language)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.locator(".walk-words").inner_text().endswith("34")
    choose(page, 5)
    asked = rush(page, until="groceries-last")
    assert (len(asked), asked[0], asked[-1]) == (31, "q:A2", "q:B5:t6")
    choose(page, 3)  # groceries: mostly customers
    text = json.dumps(kept(page))
    assert link.split("/")[2] not in text
    assert '"A1' in text.replace("q:", "")
    send(page)
    check_page(page, language=language)
    assert kept(page) == {}
    stored = next(each for each in booth.stored() if len(each["rows"]) == 3)
    assert [row["rated"] for row in stored["rows"]] == ["t1", "t4", "t6"]
    own = stored["rows"][0]["answers"]
    assert (own["A1"], own["A2"], own["G1"]) == ("dk", 4, 7)


def test_keys_alone_are_enough(booth: Booth, open_page: Callable[..., Page]) -> None:
    page = open_page(booth.server, "en")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto(booth.link("customer"))
    page.locator("[data-go=next]").focus()
    page.keyboard.press("Enter")
    for number in range(3):
        assert page.evaluate("document.activeElement.type") == "radio"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.locator("input:checked:visible").get_attribute("value") == "3"
        assert page.locator(".walk-words").inner_text() == f"Question {number + 1} of 3"
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Ready to send"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-next')"):
            break
    page.keyboard.press("Enter")
    page.locator("main[data-state=received]").wait_for()


def test_one_tab_stop_for_each_scale_also_where_answers_have_no_name(
    booth: Booth, open_page: Callable[..., Page]
) -> None:
    page = open_page(booth.server, "en")
    begin(page, booth.link())
    page.locator("[data-next]").click()
    assert question(page) == "groceries-first"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "dk"
    assert page.locator("fieldset:visible input:checked").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.go") == "back"


def test_a_closed_tab_goes_on_where_one_was_and_the_browser_goes_back(
    booth: Booth, tab: Callable[..., Page]
) -> None:
    link = booth.link()
    page = tab()
    begin(page, link)
    page.locator("[name=team][value=t4]").check()
    page.locator("[data-next]").click()
    choose(page, 0)
    choose(page, 4)
    choose(page, 2)
    assert question(page) == "q:A3"
    page.go_back()
    assert question(page) == "q:A2"
    assert page.locator("fieldset:visible input:checked").get_attribute("value") == "3"
    page.go_forward()
    page.close()
    again = page.context.new_page()
    again.goto(link)
    assert question(again) == "q:A3"
    again.locator("[data-go=back]").click()
    assert question(again) == "q:A2"
    assert again.locator("fieldset:visible input:checked").get_attribute("value") == "3"
    assert "q:B1:t4" in rush(again)
    send(again)
    other_device = tab()
    other_device.goto(link)
    assert other_device.locator("h1").inner_text() == "Received"


def test_without_a_connection_it_is_kept_on_the_phone_and_sent_once(
    booth: Booth, tab: Callable[..., Page]
) -> None:
    page, link = tab(), booth.link("customer")
    before = len(booth.stored())
    begin(page, link)
    rush(page)
    page.context.set_offline(True)
    page.locator("[data-next]").dblclick()
    page.locator("[data-step=waiting]").wait_for()
    assert page.locator("h1").inner_text() == "Not sent yet"
    assert "waiting" in json.dumps(kept(page))
    page.context.set_offline(False)
    page.locator("main[data-state=received]").wait_for()
    assert kept(page) == {}
    assert len(booth.stored()) == before + 1


def test_an_answer_that_was_taken_and_not_acknowledged_is_not_counted_twice(
    booth: Booth, tab: Callable[..., Page]
) -> None:
    page, link = tab(), booth.link("customer")
    before = len(booth.stored())
    begin(page, link)
    rush(page)

    def lose(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/b/**", lose)
    page.locator("[data-next]").click()
    page.locator("[data-step=waiting]").wait_for()
    page.close()
    again = page.context.new_page()
    again.goto(link)
    again.locator("main[data-state=received]").wait_for()
    assert kept(again) == {}
    assert len(booth.stored()) == before + 1


def test_on_a_shared_phone_everything_can_be_erased(booth: Booth, tab: Callable[..., Page]) -> None:
    page, link = tab(), booth.link("customer")
    begin(page, link)
    choose(page, 0)
    page.locator("[data-go=erase]").click()
    assert kept(page) == {}
    assert page.locator("[data-erased]").is_visible()
    page.reload()
    assert page.locator("[data-go=next]").is_visible()
    page.locator("[data-go=next]").click()
    assert page.locator("fieldset:visible input:checked").count() == 0


def test_without_javascript_one_ticks_first_and_answers_on_one_page(
    booth: Booth, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(booth.server, language, javascript=False)
    page.goto(booth.link())
    check_page(page, language=language, javascript=False)
    page.locator("[name=team][value=t5]").check()
    follow(page.locator("button[value=teams]"))
    check_page(page, language=language, javascript=False)
    page.locator("[name='q:A1'][value='4']").check()
    page.locator("[name='q:B1:t5'][value=dk]").check()
    follow(page.locator("button[value=send]"))
    assert page.locator("main").get_attribute("data-state") == "received"


def test_what_is_said_when_one_cannot_answer_is_a_whole_page(
    booth: Booth, open_page: Callable[..., Page], walk: Callable[..., None]
) -> None:
    page = open_page(booth.server, "nl")
    walk(page, booth.link("later"), language="nl")
    walk(page, booth.link("closed"), status=410, language="nl")
