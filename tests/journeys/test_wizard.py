from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.browser import check_page, follow
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PASSWORD = "brood en boter"
DATED = (
    "team,name,parent,valid_from\ntop,Directie,,04-05-2020\nbakery,Bakkerij,top,05-06-2020\n"
    "sales,Verkoop,top,05-06-2020\n"
)
INVOICES = (
    "date,customer,amount,cost_centre\n2026-01-31,Supermarkten,300.00,Verkoop\n"
    "2026-02-28,Horeca,200.00,Verkoop\n2026-03-31,,100.00,Overig\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    with running("start", "--data", str(tmp_path / "data"), place=tmp_path) as server:
        yield server


def begin(server: Server, page: Page) -> None:
    link = server.set_up_link()
    page.goto(link)
    page.locator("[name=name]").fill("Ruben Smit")
    page.locator("[name=username]").fill("ruben")
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main form button").first)
    assert page.url.endswith("/organisation/setup/")


def go_on(page: Page) -> None:
    follow(page.locator("main form .actions button").first)


@pytest.mark.parametrize(
    ("language", "javascript"),
    [
        ("nl", True),
        ("en", False),
        pytest.param("en", True, marks=pytest.mark.slow),
        pytest.param("nl", False, marks=pytest.mark.slow),
    ],
)
def test_from_nothing_to_the_chain_in_five_steps(
    empty: Server,
    open_page: Callable[..., Page],
    tmp_path: Path,
    language: str,
    *,
    javascript: bool,
) -> None:
    page = open_page(empty, language, javascript=javascript)

    def look() -> None:
        check_page(page, language=language, javascript=javascript)

    begin(empty, page)
    look()
    page.locator("[name=name]").fill("Bakkerij Smit")
    go_on(page)
    look()

    (tmp_path / "teams.csv").write_text(DATED, encoding="utf-8")
    page.locator("[name=teams]").set_input_files(tmp_path / "teams.csv")
    go_on(page)
    look()
    page.locator("[name=date_order]").first.check()
    go_on(page)
    look()
    go_on(page)
    look()

    follow(page.locator("main a[href='/books/']"))
    look()
    (tmp_path / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    page.locator("[name=file]").set_input_files(tmp_path / "invoices.csv")
    go_on(page)
    page.locator("main a[href='/books/accounts/']").wait_for()
    look()
    follow(page.locator("main a[href='/books/accounts/']"))
    look()
    go_on(page)
    look()
    go_on(page)
    look()

    follow(page.locator("main a[href='/naming/team/bakery']"))
    look()
    page.locator("[name=target_0]").fill("Verkoop")
    page.locator("[name=share_0]").select_option("0.9")
    follow(page.locator("form:has(datalist) .actions button"))
    look()
    follow(page.locator("form[action='/naming/done/'] button"))
    assert page.url.endswith("/for-whom/")
    look()
    page.goto("/for-whom/bakery")
    assert page.locator(".rungs .pays").inner_text().startswith("Supermarkten")
    look()
