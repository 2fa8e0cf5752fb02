"""What ``binnenuit audit`` says of tables that it cannot attack as a whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from binnenuit.cli.audit import read_audit

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "unit,parent,period,respondents\n"
SAFE = HEAD + "Works,,2025,17\nKitchen,Works,2025,8\nShop,Works,2025,9\n"
TODAY = date(2026, 1, 1)


def told(folder: Path, code: str) -> list[tuple[str, str]]:
    audited = read_audit(folder, TODAY, 5, None)
    assert audited.passed
    return [(str(one.file), str(one.sentence)) for one in audited.findings if one.code == code]


def test_several_tops_are_said_to_be_taken_apart(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    assert told(tmp_path, "privacy.several-tops") == []
    (tmp_path / "published.csv").write_text(SAFE + "Site X,,2025,10\nSite Y,,2025,7\n")
    ((file, said),) = told(tmp_path, "privacy.several-tops")
    assert file == "published.csv"
    assert said.startswith("The tops Works, Site X, Site Y were audited as if nobody is in two")


@pytest.mark.parametrize("more", ["published.tsv", "Published.txt"])
def test_a_second_table_that_is_not_read_is_named(tmp_path: Path, more: str) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    assert told(tmp_path, "privacy.published-ignored") == []
    (tmp_path / more).write_text("unit\tparent\tperiod\trespondents\nWorks\t\t2025\t17\n")
    ((file, said),) = told(tmp_path, "privacy.published-ignored")
    assert {file, said.split()[6]} == {more, "published.csv"}
