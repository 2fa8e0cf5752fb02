"""Importing again: shown first, and refused when it looks like a mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import RefusedError
from binnenuit.organisation import (
    Change,
    Customer,
    LinkKind,
    Membership,
    Organisation,
    ServiceLink,
    Team,
    difference,
    guard,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

# mypy: disable-error-code="arg-type"


def organisation(numbers: Iterable[int], prefix: str = "") -> Organisation:
    return Organisation(
        teams=(
            Team("top", "Top"),
            *(Team(f"{prefix}t{n}", f"Team {n}", "top") for n in numbers),
        ),
        people=tuple(Membership(f"p{n}", f"{prefix}t{n}", f"Person {n}") for n in numbers),
    )


OLD = organisation(range(20))


def test_the_same_again_changes_nothing() -> None:
    found = difference(OLD, organisation(range(20)))
    assert found.empty
    guard(found)


def test_what_is_added_removed_and_changed_is_named() -> None:
    old = Organisation(
        teams=(Team("a", "A"), Team("b", "B", "a")),
        customers=(Customer("c", "C"),),
        links=(ServiceLink("a", "c", LinkKind.SERVES, work_share=0.5),),
    )
    new = Organisation(
        teams=(Team("a", "A", leader="p1"), Team("d", "D", "a")),
        customers=(Customer("c", "C", pays=False),),
        links=(ServiceLink("a", "c", LinkKind.SERVES, work_share=0.6),),
    )
    found = difference(old, new)
    assert (found.teams.added, found.teams.removed) == (("d",), ("b",))
    assert found.teams.changed == (Change("a", "A", ("leader",)),)
    assert found.customers.changed == (Change("c", "C", ("pays",)),)
    assert found.links.changed == (Change("a → c (serves)", "", ("work_share",)),)
    assert (found.teams.before, found.teams.after) == (2, 2)


@pytest.mark.parametrize(("kept", "refused"), [(12, False), (11, True)])
def test_more_than_forty_percent_removed_is_refused(kept: int, refused: bool) -> None:
    found = difference(replace(OLD, teams=()), replace(organisation(range(kept)), teams=()))
    if not refused:
        guard(found)
        return
    with pytest.raises(RefusedError, match="9 of the 20 people") as error:
        guard(found)
    assert error.value.code == "organisation.removes-too-much"
    guard(found, confirmed=True)


@pytest.mark.parametrize(("renumbered", "refused"), [(1, False), (2, True)])
def test_more_than_five_percent_of_ids_changed_is_refused(renumbered: int, refused: bool) -> None:
    people = tuple(
        replace(member, person=f"new{member.person}") if number < renumbered else member
        for number, member in enumerate(OLD.people)
    )
    found = difference(OLD, replace(OLD, people=people))
    assert len(found.people.ids_changed) == renumbered
    if not refused:
        guard(found)
        return
    with pytest.raises(RefusedError, match="p0 would become newp0") as error:
        guard(found)
    assert error.value.code == "organisation.changes-ids"


def test_renumbering_all_teams_is_seen_as_such_and_not_as_removal() -> None:
    found = difference(OLD, organisation(range(20), prefix="x"))
    assert len(found.teams.ids_changed) == 20
    assert found.teams.share_removed == 0


def test_teams_of_the_same_name_below_different_teams_are_different() -> None:
    old = Organisation(teams=(Team("a", "A"), Team("b", "B"), Team("s1", "Sales", "a")))
    new = Organisation(teams=(Team("a", "A"), Team("b", "B"), Team("s2", "Sales", "b")))
    assert difference(old, new).teams.ids_changed == ()


def test_a_first_import_removes_nothing() -> None:
    guard(difference(Organisation(), OLD))


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_what_is_added_one_way_is_removed_the_other(one: set[int], other: set[int]) -> None:
    there = difference(organisation(one), organisation(other))
    back = difference(organisation(other), organisation(one))
    assert there.teams.added == back.teams.removed
    assert there.people.removed == back.people.added
    assert there.teams.before - len(there.teams.removed) + len(there.teams.added) == (
        there.teams.after
    )
