"""An organisation of three people, from its files to a promise that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.browser import check_page, follow
from tests.journeys.daily import (
    be_in_the_people_file,
    come_in,
    follow_move,
    mark,
    print_codes,
    promise,
    read_in,
    said,
    send,
    set_up,
    write_part,
)
from tests.journeys.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Look = Callable[[Page], None]

FILES = {
    "teams": "team,name,parent,leader\nshop,De winkel,,bo\n",
    "people": (
        "person,team,name,language\nbo,shop,Bo Bakker,{0}\nan,shop,An de Vries,{0}\n"
        "cas,shop,Cas Smit,{0}\n"
    ),
    "invoices": "date,customer,amount,cost_centre\n2026-01-31,De Linde,300.00,De winkel\n",
}
PROMISED = "Elke vrijdag vraag ik wat je nodig hebt."


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    with running("start", "--data", str(tmp_path / "data"), place=tmp_path) as server:
        yield server


@pytest.mark.parametrize(
    ("language", "javascript"),
    [("nl", True), pytest.param("en", False, marks=pytest.mark.slow)],
    indirect=["language"],
)
def test_three_people_from_their_files_to_a_promise_that_was_kept(
    empty: Server,
    open_page: Callable[..., Page],
    tmp_path: Path,
    language: str,
    *,
    javascript: bool,
) -> None:
    def look(page: Page) -> None:
        check_page(page, language=language, javascript=javascript)

    bo, an, cas = (open_page(empty, language, javascript=javascript) for _person in range(3))
    set_up(empty, bo, name="Bo Bakker", username="bo")
    read_in(bo, tmp_path, {kind: rows.format(language) for kind, rows in FILES.items()})
    let_everybody_in(bo, an, cas, look)
    begin_at_the_top(bo, look)
    answer_the_two_questions(bo, an, look)
    stand_side_by_side(bo, an, look)
    keep_a_promise(bo, an, look)
    everybody_reads_that_it_was_kept(cas, look)


def let_everybody_in(bo: Page, an: Page, cas: Page, look: Look) -> None:
    be_in_the_people_file(bo, "bo", "chief_executive")
    bo.goto("/people/codes/")
    look(bo)
    follow(bo.locator("form[action='/people/everybody/'] button"))
    codes = print_codes(bo, "shop")
    look(bo)
    for page, name in ((an, "An de Vries"), (cas, "Cas Smit")):
        come_in(page, codes[name])
        assert page.url.endswith("/today/")
    look(an)


def begin_at_the_top(bo: Page, look: Look) -> None:
    bo.goto("/today/")
    look(bo)
    follow(bo.locator(".moves a").first)
    assert bo.url.endswith("/bring-and-give/begin/")
    look(bo)
    for _person in range(2):
        form = bo.locator(".card.move form")
        form.locator("[name=customer][value=people]").check()
        form.locator("[name=line]").fill("Wie hier vraagt, krijgt antwoord.")
        follow(form.locator("button"))
    look(bo)


def answer_the_two_questions(bo: Page, an: Page, look: Look) -> None:
    bo.goto("/bring-and-give/")
    look(bo)
    follow(bo.locator("li:has-text('An de Vries') form button"))
    look(bo)
    write_part(bo, "Brood dat elke ochtend klaar ligt.", "Te weinig uitleg.")
    look(bo)
    an.goto("/today/")
    look(an)
    follow(an.locator(".moves a").first)
    assert "Te weinig uitleg." not in an.content()
    write_part(an, "Ik sta er om vijf uur.", "Een rooster, en soms een compliment.")


def stand_side_by_side(bo: Page, an: Page, look: Look) -> None:
    assert "Te weinig uitleg." in an.locator("main").inner_text()
    look(an)
    mark(an, "yes", "no")
    follow_move(bo)
    look(bo)
    mark(bo, "yes", "yes")
    look(bo)


def keep_a_promise(bo: Page, an: Page, look: Look) -> None:
    promise(bo, "/promise/", PROMISED)
    look(bo)
    follow(bo.locator(".promise-more a").first)
    look(bo)
    send(bo, "/done/")
    follow_move(an)
    assert "/promises/" in an.url
    look(an)
    send(an, "/kept/")
    look(an)


def everybody_reads_that_it_was_kept(cas: Page, look: Look) -> None:
    cas.goto("/today/")
    look(cas)
    above = cas.locator("section[aria-labelledby=above]")
    # Nothing else was promised, so what was kept is not folded away.
    assert PROMISED in above.inner_text()
    follow(above.locator(".promise-more a"))
    look(cas)
    assert PROMISED in said(cas)
    assert cas.locator(".promise-stands .chip:not(.quiet)").count() == 1
    assert "An de Vries" not in cas.locator("main").inner_text()
