"""A browser that walks through the running product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import check_page, chromium, launch
from tests.journeys.company import Company, company
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # pytest-xdist looks at the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey; who shares a server walks on one worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group(f"journeys-{_server(item)}"))


def _server(item: pytest.Item) -> str:
    """Name the server that a journey shares with others; else it brings its own."""
    used = set(getattr(item, "fixturenames", ()))
    return next((server for server in ("demo", "sixty") if server in used), item.path.stem)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    chromium()
    with running("demo", "--no-open", place=tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Sixty people with every layer open; each journey keeps to a department of its own."""
    chromium()
    place = tmp_path_factory.mktemp("sixty")
    dutch = ("hr", "ceo", "dir3", "l4", "l7", "e40", "e70")
    played = (*(f"{person}:nl" for person in dutch), "l1:en", "e10:en")
    with company(place, *played, open_layers=True) as opened:
        yield opened


# By package: while Playwright runs, Django takes the thread for an asynchronous one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium()
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a server in a language; what the console complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_at(server: Server, language: str = "en", *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=server.address, java_script_enabled=javascript, viewport=None
        )
        contexts.append(context)
        cookie = {"name": "django_language", "value": language, "url": server.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.goto("/")
        return page

    yield open_at
    for context in contexts:
        context.close()
    # A browser reports every answer of 400 and above; tests look at those answers themselves.
    # When htmx sets the focus in what it swapped in, Chromium says that it need not do so itself.
    expected = ("server responded with a status of 4", "Autofocus processing was blocked")
    assert [each for each in complaints if not any(said in each for said in expected)] == []


@pytest.fixture
def walk() -> Callable[..., None]:
    """Go to an address and check what every page owes its reader."""

    def go(page: Page, address: str, *, status: int = 200, **looking: Any) -> None:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{address}: {answer.status}"
        check_page(page, at_a_desk=True, **looking)

    return go
