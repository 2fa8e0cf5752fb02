from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from binnenuit.exchange import WhoIsCustomer
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import FirstLine
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web import house
from tests.web.exchange.facts import TODAY

ADDRESS = "/bring-and-give/begin/"


def line(about: str, text: str = "He knows the floor.", customer: str = "people") -> dict[str, str]:
    return {"about": about, "customer": customer, "line": text}


def test_the_chief_executive_writes_a_line_for_each_of_his_people_and_opens_the_first_layer(
    sixty: None,
) -> None:
    client = house.sign_in("ceo", Role.CHIEF_EXECUTIVE)
    for number in (1, 2, 3):
        assert f"Directeur {number}" in client.get(ADDRESS).content.decode()
        assert not services.is_open(1)
        assert client.post(ADDRESS, line(f"dir{number}")).status_code == 302
    assert services.is_open(1)
    assert "Now the talks may begin." in client.get(ADDRESS).content.decode()


def test_nobody_else_sees_or_writes_them(sixty: None) -> None:
    house.sign_in("ceo").post(ADDRESS, line("dir1", "A secret thought."))
    others = [
        house.sign_in("dir1", Role.DIRECTOR),
        house.sign_in("e10"),
        house.sign_in("", Role.FACILITATOR, Role.WORKS_COUNCIL, Role.CHIEF_EXECUTIVE),
    ]
    for client in others:
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, line("dir1")).status_code == 403
        assert b"A secret thought." not in client.get("/bring-and-give/top-first/").content
    assert Client().get(ADDRESS)["Location"].startswith("/sign-in/")
    assert FirstLine.objects.get().line == "A secret thought."
    for who in ("dir1", "e10"):
        with pytest.raises(PermissionDenied):
            services.first_lines(house.viewer(who))


def test_no_line_can_be_written_about_who_is_led_by_somebody_else(sixty: None) -> None:
    client = house.sign_in("ceo")
    for about in ("l1", "ceo", "nobody", ""):
        assert client.post(ADDRESS, line(about)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.write_first_line(
            house.viewer("ceo"), "l1", customer=WhoIsCustomer.YOU, line="x", today=TODAY
        )
    assert not FirstLine.objects.exists()


def test_the_same_line_twice_is_one_line_and_a_new_one_takes_its_place(sixty: None) -> None:
    client = house.sign_in("ceo")
    for _ in range(2):
        assert client.post(ADDRESS, line("dir1")).status_code == 302
    assert LogbookLine.objects.filter(did="first-line.written").count() == 1
    client.post(ADDRESS, line("dir1", "I was wrong.", "you"))
    written = FirstLine.objects.get()
    assert (written.customer, written.line) == ("you", "I was wrong.")


def test_the_logbook_says_that_a_line_was_written_and_not_about_whom(sixty: None) -> None:
    house.sign_in("ceo").post(ADDRESS, line("dir1", "Canary"))
    noted = LogbookLine.objects.get(did="first-line.written")
    assert noted.what == f"first line {FirstLine.objects.get().pk}"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (line("dir1", ""), "This field is required."),
        (line("dir1", "x" * 301), "at most 300 characters"),
        (line("dir1", customer=""), "This field is required."),
        (line("dir1", "As Leider 1 says."), "Leave out the name Leider 1"),
    ],
)
def test_a_line_that_cannot_be_is_told_why(sixty: None, given: dict[str, str], said: str) -> None:
    answer = house.sign_in("ceo").post(ADDRESS, given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not FirstLine.objects.exists()


def test_the_two_whom_a_line_is_about_may_be_named(sixty: None) -> None:
    text = "Directeur 1 brings it, Karin de Wit pays it back."
    assert house.sign_in("ceo").post(ADDRESS, line("dir1", text)).status_code == 302


def test_a_line_that_was_tried_again_in_vain_keeps_its_words_in_its_own_place(sixty: None) -> None:
    client = house.sign_in("ceo")
    client.post(ADDRESS, line("dir1"))
    shown = client.post(ADDRESS, line("dir1", "As Leider 1 says.")).content.decode()
    assert shown.count("As Leider 1 says.") == 1
    assert '<details class="more" open>' in shown


def test_lines_are_never_kept_by_a_browser(sixty: None) -> None:
    assert "no-store" in house.sign_in("ceo").get(ADDRESS)["Cache-Control"]


def test_whoever_stands_at_the_top_is_led_to_his_beginning_and_not_told_to_wait_for_others(
    sixty: None,
) -> None:
    page = house.sign_in("ceo").get("/bring-and-give/").content.decode()
    assert f'href="{ADDRESS}"' in page
    assert "You begin, alone." in page
    assert "The layers above begin." not in page


def test_that_a_talk_is_not_open_yet_is_said_once_for_all_of_a_leaders_people(
    sixty: None,
) -> None:
    page = house.sign_in("dir1").get("/bring-and-give/").content.decode()
    people, _heading, leader = page.partition("Whose customer you are")
    assert people.count("The layers above begin.") == leader.count("The layers above begin.") == 1
    assert ADDRESS not in page


def test_a_leader_reads_that_his_paying_customers_come_later_instead_of_that_he_has_none(
    sixty: None,
) -> None:
    page = house.sign_in("l7").get("/bring-and-give/").content.decode()
    assert "the customers who pay " in page
    assert "Zon" not in page
