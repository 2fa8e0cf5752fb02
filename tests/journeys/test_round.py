"""A whole round of the mirror: eighty people, three layers and their customers, from the files on.

In the browser everybody with a part in it plays it once; what the others do meanwhile is done by
processes of their own on the same installation (eighty.py), with ballots sent as browsers send
them. A layer closes when its guide closes it, so nobody waits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys import guiding, mirrors
from tests.journeys.answering import answer_with_keys_alone
from tests.journeys.browser import check_page, chromium, follow
from tests.journeys.daily import (
    come_in,
    follow_move,
    print_codes,
    read_in,
    set_up,
)
from tests.journeys.eighty_files import CHIEF, COUNCIL, FILES, KEYBOARD, PEOPLE, SIZES
from tests.journeys.server import Server, running
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@dataclass(frozen=True)
class House:
    """A server that began empty, and where its data lie."""

    server: Server
    place: Place

    def others(self, *acts: str) -> list[int]:
        """Let the others do what no browser shows; how much each act did. See eighty.py."""
        done: list[int] = json.loads(self.place.run_module("tests.journeys.eighty", *acts))
        return done

    def in_the_box(self, number: int) -> dict[str, Any]:
        """What lies in the box of a layer, read from the file of the database by hand."""
        rows = self.place.rows_by_hand()
        layer = next(
            row
            for (table, _key), row in rows.items()
            if table == "mirror_layer" and row["number"] == number
        )
        inside = [(at[0], row) for at, row in rows.items() if row.get("layer_id") == layer["id"]]
        return {
            "ballots": sum(table == "mirror_ballot" for table, _row in inside),
            "spent": sum(row.get("is_spent", 0) for _table, row in inside),
            "keys": layer["private_key"] is not None and layer["secret"] is not None,
        }


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    chromium()
    place = Place(tmp_path / "data")
    with running("start", "--data", str(place.data), place=tmp_path) as server:
        yield House(server, place)


@pytest.mark.timeout(400)  # a whole round; a minute and a bit where nobody else works
def test_a_round_of_eighty_people_from_their_files_to_what_customers_said(
    house: House, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    guide, council = (open_page(house.server, "en") for _each in range(2))
    ceo, director, leader, member = (open_page(house.server, "nl") for _each in range(4))
    set_up(house.server, guide, name="Ruben Smit", username="ruben")
    read_in(guide, tmp_path, FILES)
    one_team_says_for_which_other_it_works(guide)
    codes = everybody_gets_a_code(guide)
    one_of_them_watches_for_the_works_council(guide)
    guiding.begin_a_round(guide)
    played = (CHIEF, "Gerrit Bakhuis", "Leider Deeg", "Bas Akker", COUNCIL)
    for page, name in zip((ceo, director, leader, member, council), played, strict=True):
        come_in(page, codes[name])
    mirrors.nobody_below_goes_before_the_top(guide, leader)
    letters = directors_and_leaders_answer_about_the_top(house, open_page, guide, ceo, director)
    mirrors.the_leader_sees_his_mirror_before_his_people(ceo, director)
    leaders_answer_about_directors_of_whom_each_has_too_few(house, guide, director)
    sheets = teams_answer_also_on_paper(house, guide, council, leader, member)
    mirrors.a_team_sees_its_figures_only_after_its_leader(member, leader)
    mirrors.the_leader_follows_a_number_to_the_ledger(leader)
    links = customers_answer_who_pays_them(house, open_page, guide)
    mirrors.everybody_sees_what_came_of_it(ceo, council, guide)
    no_log_knows_who_or_what(house, [*letters, *links], sheets)


def directors_and_leaders_answer_about_the_top(
    house: House, open_page: Callable[..., Page], guide: Page, ceo: Page, director: Page
) -> list[str]:
    """Layer 1; returns the addresses on the letters."""
    layer = guiding.open_layer(guide, 1)
    letters = guiding.letters(guide, layer)
    by_letter = open_page(house.server, "en", javascript=False)
    by_letter.goto(letters[KEYBOARD])
    assert by_letter.locator("main").get_attribute("data-state") == "not_yet"
    check_page(by_letter, language="en", javascript=False)
    mirrors.the_leader_answers_about_himself(ceo)
    by_letter.goto(letters[KEYBOARD])
    check_page(by_letter, language="en", javascript=False)
    answer_with_keys_alone(by_letter)
    check_page(by_letter, language="en", javascript=False)
    mirrors.a_director_takes_his_own_ballot(director)
    (sent,) = house.others(f"answer 1 {house.server.address}")
    assert sent + 2 == len(letters) == 3 + 8
    closes_with_all_that_was_sent(house, guide, 1, sent + 2)
    return list(letters.values())


def leaders_answer_about_directors_of_whom_each_has_too_few(
    house: House, guide: Page, director: Page
) -> None:
    """Layer 2: they look at what all of them get together, or have the talks."""
    guiding.open_layer(guide, 2)
    own_views, sent = house.others("own_views 2", f"answer 2 {house.server.address}")
    assert (own_views, sent) == (3, 8)
    closes_with_all_that_was_sent(house, guide, 2, sent)
    follow_move(director, "/mirror/")
    check_page(director, language="nl")
    mirrors.looks_and_promises(director)
    assert not guiding.may_open(guide, 3)
    # Who had all talks need not look.
    assert house.others("talk dir2", "look_and_promise 2 dir1") == [3, 1]


def teams_answer_also_on_paper(
    house: House, guide: Page, council: Page, leader: Page, member: Page
) -> list[str]:
    """Layer 3; returns the codes of the sheets."""
    layer = guiding.open_layer(guide, 3)
    mirrors.the_leader_answers_about_himself(leader)
    sheets = guiding.hand_out_paper(guide, layer, "Middagronde")
    mirrors.the_works_council_stops_the_round_and_lets_it_go_on(council, guide, member)
    own_views, sent = house.others("own_views 3", f"answer 3 {house.server.address}")
    assert (own_views, sent) == (7, sum(SIZES.values()) - 3)
    for number, code in enumerate(sheets):
        guiding.type_in(guide, layer, code, "3425"[number:] + "0")
    closes_with_all_that_was_sent(house, guide, 3, sent + 3)
    return sheets


def customers_answer_who_pays_them(
    house: House, open_page: Callable[..., Page], guide: Page
) -> list[str]:
    """The last layer; returns the addresses on slips and in links."""
    assert house.others("look_and_promise 3 l1") == [7]
    layer = guiding.open_layer(guide, 4)
    slips = guiding.slips(guide, layer, "t4", 12)
    links = guiding.links(guide, layer, "t4")
    assert set(links) == {"Hotel De Linde", "Zonnebakkers"}
    mirrors.a_customer_answers_on_a_phone(open_page(house.server, "en"), links["Zonnebakkers"])
    addresses = " ".join([*slips, links["Hotel De Linde"]])
    (sent,) = house.others(f"customers 4 t4 {addresses}")
    closes_with_all_that_was_sent(house, guide, 4, sent + 1)
    return [*slips, *links.values()]


def closes_with_all_that_was_sent(house: House, guide: Page, number: int, sent: int) -> None:
    """As many ballots lie in the box as were sent; when the layer is shown none is left."""
    assert house.in_the_box(number) == {"ballots": sent, "spent": sent, "keys": True}
    guiding.close_and_show(guide, number)
    assert house.in_the_box(number) == {"ballots": 0, "spent": 0, "keys": False}


def one_team_says_for_which_other_it_works(guide: Page) -> None:
    guide.goto("/naming/team/t1")
    guide.locator("[name=target_0]").fill("Oven")
    guide.locator("[name=share_0]").select_option("0.9")
    follow(guide.locator("form:has(datalist) .actions button"))


def everybody_gets_a_code(guide: Page) -> dict[str, str]:
    guide.goto("/people/codes/")
    follow(guide.locator("form[action='/people/everybody/'] button"))
    rows = guide.locator("main tbody td:last-child").all_inner_texts()
    assert sum(map(int, rows)) == PEOPLE == 80
    found: dict[str, str] = {}
    for team in ("top", "directors", "d1", "t1"):
        found |= print_codes(guide, team)
    return found


def one_of_them_watches_for_the_works_council(guide: Page) -> None:
    guide.goto("/people/")
    follow(guide.locator("tbody th a", has_text=COUNCIL))
    guide.locator("[name=roles][value=works_council]").check()
    follow(guide.locator("main form .actions button"))


def no_log_knows_who_or_what(house: House, addresses: list[str], sheets: list[str]) -> None:
    """The logs hold no code, no name and no question; no file at all holds a code."""
    rows = house.place.rows_by_hand().items()
    logbook = [str(row) for (table, _key), row in rows if table == "people_logbookline"]
    assert any("mirror.released" in line for line in logbook)
    logs = house.server.log() + " ".join(logbook)
    for canary in (KEYBOARD, *guiding.OWN_QUESTION.values()):
        assert canary not in logs
    files = [file.read_bytes() for file in house.place.data.rglob("*") if file.is_file()]
    assert any(KEYBOARD.encode() in stored for stored in files)  # so they are read as they are
    for address in (*addresses, *sheets):
        in_groups = address.rpartition("/b/")[2].strip("/")
        code = in_groups.replace("-", "")
        assert len(code) == 20
        for written in (code, code.lower(), in_groups, in_groups.lower()):
            assert written not in logs
            assert not any(written.encode() in stored for stored in files)
