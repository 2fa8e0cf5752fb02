"""Ballots as people fill them in: on a phone with JavaScript, and by letter with keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.journeys.browser import PHONE, check_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

_MOST_KEYS: Final = 150
_AT: Final = """() => {
  const at = document.activeElement, frame = at.closest("label") || at;
  const style = getComputedStyle(frame), box = frame.getBoundingClientRect();
  return {
    type: at.type || "", name: at.name || "", value: at.value || "",
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def answer_on_a_phone(page: Page, *, language: str) -> None:
    """Walk through an open ballot, one question a screen, and send it."""
    check_page(page, language=language)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.locator("[data-step=begin] [data-go=next]").click()
    asked = 0
    while (step := page.locator("fieldset[data-step]:visible")).count():
        name = step.get_attribute("data-step")
        asked += 1
        if asked == 1:
            check_page(page, language=language)
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        # Choosing goes on by itself; teams that one may tick wait for the button.
        step.locator("label.option").nth(asked % 3 + 1).click()
        if step.locator("[type=checkbox]").count():
            page.locator("[data-next]").click()
        page.locator(f"fieldset[data-step='{name}']").wait_for(state="hidden")
    check_page(page, language=language)
    page.locator("[data-next]").click()
    page.locator("main[data-state=received]").wait_for()
    check_page(page, language=language)


def answer_with_keys_alone(page: Page) -> None:
    """Fill in a ballot without JavaScript: nothing but Tab, arrows, Space and Enter."""
    asked: set[str] = set()
    for _key in range(_MOST_KEYS):
        page.keyboard.press("Tab")
        at = page.evaluate(_AT)
        assert at["seen"], f"no visible focus on {at}"
        assert at["shown"], f"the focus is off the screen on {at}"
        if at["type"] == "radio" and at["name"] not in asked:
            asked.add(at["name"])
            page.keyboard.press("ArrowDown")
        elif at["type"] == "checkbox" and not asked:
            asked.add("a team")
            page.keyboard.press("Space")
        elif at["name"] == "step" and at["value"] in {"teams", "send"}:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if at["value"] == "send":
                break
            asked.clear()
    assert page.locator("main").get_attribute("data-state") == "received"
