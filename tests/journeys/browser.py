"""A real browser, and what must hold for every page it sees."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import axe_playwright_python
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Playwright

PHONE: Final = {"width": 360, "height": 740}
DESK: Final = {"width": 1280, "height": 800}
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Find Chromium; without one the test is skipped, or fails where a browser is required."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    reason = "there is no Chromium; install one to walk through the pages"
    if os.environ.get("BINNENUIT_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)


@cache
def _axe() -> str:
    """Return the text of axe-core that the package carries."""
    found = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    return found.read_text(encoding="utf-8")


def follow(link: Locator) -> None:
    """Click, and wait until the page it leads to is whole: what is counted next is not half."""
    link.click()
    link.page.wait_for_load_state()


def check_page(
    page: Page, *, language: str, javascript: bool = True, at_a_desk: bool = False
) -> None:
    """Assert what every page owes its reader, on a phone and on a desk.

    Axe reads it on a phone, where things lie closest together; ``at_a_desk`` as well, which is for
    pages that are walked one by one, in Dutch, of which the words are longer. Without JavaScript it
    cannot.
    """
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (
            f"{page.url} scrolls sideways at {size['width']} px"
        )
        if javascript and (size is PHONE or (at_a_desk and language == "nl")):
            found = violations(page)
            assert not found, found
    assert page.locator("h1").count() == 1, page.url
    assert page.locator("html").get_attribute("lang") == language


def violations(page: Page) -> list[str]:
    """Run axe inside the page; evaluating does not touch the content security policy.

    A page of which both the frame and what stands in it were found clean before, of the same build
    and in the same size, is not read again: axe judges how a page is built, not what it says.
    """
    builds = {(*build, *_size(page)) for build in page.evaluate(_BUILDS)}
    if builds <= _found_clean:
        return []
    found = _read(page)
    if not found:
        _found_clean.update(builds)
    return found


_found_clean: set[tuple[str, ...]] = set()

# Every element with its attributes; of words only that they are there, of numbers and addresses
# nothing, and of neighbours that are built alike, such as the lines of a table, one.
_BUILDS: Final = """() => {
  const loose = new Set(["href", "action", "value", "datetime", "content", "src", "d", "points"]);
  const held = ({ name, value }) => loose.has(name) ? name
    : /^(aria-label|alt|title|placeholder|lang|x|y|cx|cy|width|height|transform)/.test(name)
      || /^[xy][12]$/.test(name) ? `${name}=${value ? "some" : "none"}`
    : `${name}=${value.replace(/[0-9]+/g, "0")}`;
  const build = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "words" : "";
    if (node.nodeType !== Node.ELEMENT_NODE || node.localName === "script") return "";
    const inside = [...node.childNodes].map(build).filter((each) => each);
    const apart = inside.filter((each, at) => each !== inside[at - 1]);
    return `<${node.localName} ${[...node.attributes].map(held).join(" ")}>${apart.join("")}</>`;
  };
  const main = document.querySelector("main");
  const within = main ? build(main) : "";
  return [["frame", build(document.documentElement).replace(within, "")], ["main", within]];
}"""


def _size(page: Page) -> tuple[str, ...]:
    size = page.viewport_size
    return () if size is None else (str(size["width"]),)


def _read(page: Page) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_axe())
    # Halfway from one colour to another axe would read a contrast that nobody sees.
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        RULES,
    )
    return [
        f"{page.url}: {each['id']}: {node['html'][:200]}"
        for each in found
        for node in each["nodes"]
    ]
