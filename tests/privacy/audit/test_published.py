"""A published hierarchy: what is read from the table, and what follows from its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binnenuit.errors import InputError, TableError
from binnenuit.privacy.audit.hierarchy import audit_hierarchy
from binnenuit.privacy.audit.published import read_published
from binnenuit.privacy.audit.usual import exposed
from binnenuit.tables import DecimalMark

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.privacy.audit.hierarchy import Hierarchy
    from binnenuit.privacy.audit.words import Verdict

HEAD = "unit,parent,period,respondents\n"


def read(folder: Path, rows: str) -> tuple[Hierarchy, ...]:
    file = folder / "published.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return read_published(file).value


def verdict(folder: Path, rows: str, k: int = 5) -> Verdict:
    (hierarchy,) = read(folder, rows)
    return audit_hierarchy(hierarchy, k=k)


def refused(folder: Path, rows: str) -> TableError:
    with pytest.raises(TableError) as error:
        read(folder, rows)
    return error.value


def test_what_remains_of_the_top_is_found_and_told(tmp_path: Path) -> None:
    found = verdict(tmp_path, "Works,,2025,20\nKitchen,Works,2025,8\nShop,Works,2025,9\n")
    assert (found.audit.smallest, found.passed, found.exposes) == (3, False, True)
    assert str(found.sentence) == (
        "Take Works, subtract Shop, Kitchen: what remains are the answers of 3 people."
    )


def test_a_withheld_unit_is_in_what_remains_of_the_unit_above(tmp_path: Path) -> None:
    rows = "Works,,2025,20\nKitchen,Works,2025,8\nShop,Works,2025,9\nOffice,Works,2025,\n"
    assert verdict(tmp_path, rows).audit.smallest == 3


def test_parts_of_a_withheld_unit_are_subtracted_from_the_unit_above_it(tmp_path: Path) -> None:
    rows = "Works,,,20\nKitchen,Works,,\nOven,Kitchen,,9\nShop,Works,,9\n"
    found = verdict(tmp_path, rows)
    assert found.audit.smallest == 2
    assert dict(found.combination) == {"Works": 1.0, "Oven": -1.0, "Shop": -1.0}


def test_nothing_remains_and_nothing_is_laid_bare(tmp_path: Path) -> None:
    assert verdict(tmp_path, "Works,,,17\nKitchen,Works,,8\nShop,Works,,9\n").passed


def test_a_small_unit_that_was_published_is_found(tmp_path: Path) -> None:
    found = verdict(tmp_path, "Works,,,17\nKitchen,Works,,4\nShop,Works,,13\n")
    assert str(found.sentence) == "The figure of Kitchen rests on the answers of 4 people."
    assert verdict(tmp_path, "Works,,,17\nKitchen,Works,,4\nShop,Works,,13\n", k=4).passed


def test_each_period_is_a_tree_of_its_own(tmp_path: Path) -> None:
    rows = "Works,,2024,20\nShop,Works,2024,19\nShop,,2025,9\nWorks,Shop,2025,1\n"
    first, second = read(tmp_path, rows)
    assert (first.period, second.period) == ("2024", "2025")
    assert second.tree.tolist() == [-1, 0]
    assert str(audit_hierarchy(first, k=5).sentence).endswith("the answer of one person.")


def test_further_groups_are_told_the_smallest_first(tmp_path: Path) -> None:
    rows = "Works,,,30\nA,Works,,10\nA1,A,,9\nB,Works,,20\nB1,B,,17\nB2,B,,\n"
    found = verdict(tmp_path, rows)
    assert "Take A, subtract A1" in str(found.sentence)
    assert [str(more) for more in found.also] == [
        "Take B, subtract B1: what remains are the answers of 3 people."
    ]


def test_a_file_of_another_country_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    text = "Eenheid;Hoort bij;Jaar;Respondenten\nBedrijf;;2025;1.020\nKeuken;Bedrijf;2025;1.018\n"
    file.write_bytes(text.encode("cp1252"))
    (hierarchy,) = read_published(file, decimal_mark=DecimalMark.COMMA).value
    assert audit_hierarchy(hierarchy, k=5).audit.smallest == 2


def test_parts_above_their_whole_are_reported_and_leave_it_undecided(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_text(HEAD + "Works,,,16\nKitchen,Works,,8\nShop,Works,,9\n", encoding="utf-8")
    reading = read_published(file)
    (finding,) = (f for f in reading.findings if f.code == "privacy.parts-above-whole")
    assert (finding.file, finding.row) == ("published.csv", 2)
    assert "16" in str(finding.sentence)
    assert "17" in str(finding.sentence)
    found = audit_hierarchy(reading.value[0], k=5)
    assert (found.decided, found.passed, found.exposes) == (False, False, False)
    assert "Works" in str(found.doubt)


def test_a_unit_twice_in_a_period_is_refused_with_its_row(tmp_path: Path) -> None:
    error = refused(tmp_path, "Works,,2025,20\nShop,Works,2025,9\nShop,Works,2025,8\n")
    assert (error.code, error.file, error.row) == ("privacy.unit-twice", "published.csv", 4)


def test_a_parent_that_is_not_there_is_refused_with_its_row(tmp_path: Path) -> None:
    error = refused(tmp_path, "Works,,2024,20\nShop,Works,2025,9\n")
    assert (error.code, error.row) == ("privacy.unknown-parent", 3)
    assert "2025" in str(error)


def test_units_in_a_circle_are_refused_and_one_of_them_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path, "Works,,,20\nBelow,A,,1\nA,B,,9\nB,A,,9\n")
    assert error.code == "privacy.units-in-circle"
    assert error.row in {4, 5}


def test_part_of_a_person_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "Works,,,20.5\n").code == "privacy.not-whole"
    assert refused(tmp_path, "Works,,,-3\n").code == "privacy.not-whole"


def test_a_word_for_a_number_is_refused_and_not_taken_for_withheld(tmp_path: Path) -> None:
    error = refused(tmp_path, "Works,,,20\nShop,Works,,many\n")
    assert (error.row, error.code) == (3, "privacy.not-whole")
    assert "many" in str(error)
    for number in ("<", "xx", "1e3", "1.24.5", "0.240", "1,24", "Infinity", "9" * 40):
        assert refused(tmp_path, f'Works,,,"{number}"\n').code == "privacy.not-whole"


def test_marks_of_suppliers_are_read_as_withheld_and_told_once(tmp_path: Path) -> None:
    marks = ("<5", "<5", "< 10", "-", "*", "n/a", "n.v.t.", "N.V.T.", "x", ".", "\u2013")
    rows = "".join(f"u{place},Works,2025,{mark}\n" for place, mark in enumerate(marks))
    file = tmp_path / "published.csv"
    file.write_text(HEAD + "Works,,2025,90\n" + rows, encoding="utf-8")
    reading = read_published(file)
    assert np.flatnonzero(reading.value[0].shown).tolist() == [0]
    (finding,) = reading.findings
    assert (finding.code, finding.file) == ("privacy.read-as-withheld", "published.csv")
    assert "<5 (2 x)" in str(finding.sentence)


@pytest.mark.parametrize(
    ("written", "people"),
    [("1.240", 1240), ("1,240", 1240), ("1 240", 1240), ("1.240.000", 1_240_000), ("17.0", 17)],
)
def test_a_number_of_people_is_read_whole_and_never_asked_about(
    tmp_path: Path, written: str, people: int
) -> None:
    (hierarchy,) = read(tmp_path, f'Works,,,"{written}"\n')
    assert hierarchy.counts.tolist() == [people]


def test_who_says_the_decimal_mark_is_believed(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_text(HEAD + "Works,,,1.240\n", encoding="utf-8")
    (hierarchy,) = read_published(file, decimal_mark=DecimalMark.COMMA).value
    assert hierarchy.counts.tolist() == [1240]
    with pytest.raises(TableError, match=r"1\.240"):
        read_published(file, decimal_mark=DecimalMark.POINT)


def test_a_table_without_the_columns_says_which_are_missing(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_text("unit,parent\nWorks,\n")
    with pytest.raises(InputError, match="respondents"):
        read_published(file)


def test_nothing_published_passes(tmp_path: Path) -> None:
    assert verdict(tmp_path, "Works,,,\nShop,Works,,\n").passed


@st.composite
def published(draw: st.DrawFn) -> list[tuple[str, str, int | None]]:
    size = draw(st.integers(1, 10))
    parents = [draw(st.integers(-1, node - 1)) for node in range(size)]
    own = draw(st.lists(st.integers(0, 8), min_size=size, max_size=size))
    people = list(own)
    for node in reversed(range(size)):
        if parents[node] >= 0:
            people[parents[node]] += people[node]
    shown = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    names = [f"u{node}" for node in range(size)]
    return [
        (names[node], names[parents[node]] if parents[node] >= 0 else "", people[node])
        if shown[node]
        else (names[node], names[parents[node]] if parents[node] >= 0 else "", None)
        for node in range(size)
    ]


@settings(deadline=None)
@given(published(), st.integers(2, 9))
def test_the_attack_and_the_count_of_exposed_people_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, int | None]], k: int
) -> None:
    lines = [f"{unit},{parent},,{'' if n is None else n}\n" for unit, parent, n in rows]
    (hierarchy,) = read(tmp_path_factory.mktemp("p"), "".join(lines))
    found = audit_hierarchy(hierarchy, k=k)
    bare = exposed(hierarchy.tree, hierarchy.counts, hierarchy.shown, k)
    assert found.decided
    assert found.exposes == (bare.people > 0)
    assert found.passed == (bare.groups == 0)
