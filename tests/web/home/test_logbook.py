"""The logbook: a chain that shows every change, kept by the database, read by two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy, override

from binnenuit_web.home.numbered import in_words
from binnenuit_web.people import acts, services
from binnenuit_web.people.roles import Role
from tests.web.house import sign_in, viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

acts.register("test.done", gettext_lazy("Done"))
pytestmark = pytest.mark.django_db


def fill(lines: int) -> None:
    for number in range(lines):
        services.note_down(None, "test.done", f"thing {number}")


def get_round_the_database(change: str) -> None:
    """Change a line as somebody would who may do everything in the database."""
    drop = {
        "sqlite": [
            "DROP TRIGGER people_logbook_no_update",
            "DROP TRIGGER people_logbook_no_delete",
        ],
        "postgresql": ["DROP TRIGGER people_logbook_no_change ON people_logbookline"],
    }
    with connection.cursor() as cursor:
        for statement in [*drop[connection.vendor], change]:
            cursor.execute(statement)


def test_an_untouched_logbook_is_whole_and_has_a_fingerprint() -> None:
    fill(5)
    chain = services.check_logbook()
    assert (chain.lines, chain.broken_at) == (5, None)
    fill(1)
    assert services.check_logbook().fingerprint != chain.fingerprint


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE people_logbookline SET what = 'other' WHERE number = 2", 2),
        ("UPDATE people_logbookline SET who = '9' WHERE number = 4", 4),
        ("DELETE FROM people_logbookline WHERE number = 3", 4),
        ("UPDATE people_logbookline SET number = number + 1 WHERE number = 5", 6),
        ("DELETE FROM people_logbookline WHERE number = 1", 2),
    ],
)
def test_every_change_breaks_the_chain_where_it_was_made(change: str, broken_at: int) -> None:
    fill(5)
    get_round_the_database(change)
    assert services.check_logbook().broken_at == broken_at


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE people_logbookline SET what = 'other'",
        "DELETE FROM people_logbookline",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(change: str) -> None:
    fill(2)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(change)
    assert services.check_logbook() == services.check_logbook()
    assert services.check_logbook().lines == 2


def note_down_and_fail() -> None:
    services.note_down(None, "test.done", "thing 1")
    raise ZeroDivisionError


def test_what_failed_leaves_no_line() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note_down_and_fail()
    assert services.check_logbook().lines == 0


def test_an_act_without_words_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        services.note_down(None, "test.unknown", "thing 1")


def test_somebody_with_a_team_link_has_no_number() -> None:
    services.note_down(viewer(team="oven"), "test.done", "thing 1")
    (line,) = services.as_lines(list(services.logbook(viewer("", Role.WORKS_COUNCIL))))
    assert (line.who, line.name, line.did, line.what) == ("link", "", "Done", "thing 1")


def test_somebody_with_a_team_link_is_no_customer_whose_link_he_opened_before() -> None:
    services.note_down(replace(viewer(team="oven"), exchange=3), "test.done", "thing 1")
    (line,) = services.as_lines(list(services.logbook(viewer("", Role.WORKS_COUNCIL))))
    assert line.who == "link"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.WORKS_COUNCIL])
def test_who_watches_reads_it_page_by_page(role: Role) -> None:
    client: Client = sign_in("", role)
    fill(120)
    first, second = (client.get(f"/logbook/?page={n}").content.decode() for n in (1, 2))
    assert "thing 119" in first
    assert "thing 3<" not in first
    assert "thing 3<" in second
    assert "Nothing was changed or left out" in first


def test_a_broken_chain_is_the_first_thing_one_reads() -> None:
    client = sign_in("", Role.WORKS_COUNCIL)
    fill(3)
    get_round_the_database("UPDATE people_logbookline SET what = 'other'")
    assert "changed from outside at line 1" in client.get("/logbook/").content.decode()


@pytest.mark.parametrize("role", [Role.CHIEF_EXECUTIVE, Role.EMPLOYEE, Role.ANALYST])
def test_nobody_else_reads_it(sign_in_as: Callable[..., Client], role: Role) -> None:
    assert sign_in_as(role).get("/logbook/").status_code == 403


def test_the_logbook_names_things_in_the_readers_language() -> None:
    with override("nl"):
        said = {
            what: in_words(what) for what in ("promise 12", "key 3 of layer 2", "core question 4")
        }
        assert said == {
            "promise 12": "belofte 12",
            "key 3 of layer 2": "sleutel 3 van laag 2",
            "core question 4": "kernvraag 4",
        }
        assert in_words("organisation") == "de organisatie"
        assert in_words("something else") == "something else"


def test_the_logbook_names_layers_by_their_round() -> None:
    with override("en"):
        assert in_words("layer 2 of round 5") == "layer 2 of round 5"
        assert in_words("agreement 04af-f2") == "version 04af-f2 of the agreement"
