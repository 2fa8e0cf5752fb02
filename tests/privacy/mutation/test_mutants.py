"""Every small change to the planning is caught by its tests, or makes no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.privacy.mutation.workspace import BROKEN, ROOT, Mutant, unseen

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "methods" / "mutants.md"


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip(" `") for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[0].rpartition(".")[0] in BROKEN]


def explained() -> set[Mutant]:
    return {Mutant(*row[:3]) for row in rows()}


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_mutant_is_caught_or_explained(tmp_path: Path) -> None:
    found, count = unseen(tmp_path)
    assert count > 400
    assert found - explained() == set(), "caught by no test, and not explained"
    assert explained() - found == set(), "explained, but caught or gone"


def test_every_explanation_is_about_a_line_that_is_there() -> None:
    source = ROOT / "src" / "binnenuit" / "privacy"
    files = {name: source / f"{name.replace('.', '/')}.py" for name in BROKEN}
    squeezed = {name: " ".join(file.read_text("utf-8").split()) for name, file in files.items()}
    assert len(explained()) == len(rows()) > 5
    for place, was, became, reason in rows():
        assert was in squeezed[place.rpartition(".")[0]], place
        assert was != became
        assert len(reason) > 8
