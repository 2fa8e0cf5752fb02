"""The tool that keeps the Dutch complete sees what is wrong with a translation."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Message
from tools.translations import problem_with


@pytest.mark.parametrize(
    ("english", "dutch", "problem"),
    [
        ("Team {team}", "Team {team}", ""),
        ("Only to {bound:.1e}", "Alleen tot op {bound:.1e}", ""),
        ("Only to {bound:.1e}", "Alleen tot op", "misses a field of the English"),
        ("Only to {bound:.1e}", "Alleen tot op {bound}", "has a field that the English lacks"),
        ("%(name)s was read", "%(naam)s is gelezen", "has a field that the English lacks"),
        ("%(name)s was read", "", "has no Dutch"),
        (("one team", "%(n)s teams"), ("één team", "%(n)s teams"), ""),
        (("one team", "%(n)s teams"), ("één team", ""), "has no Dutch"),
        (("one team", "%(n)s teams"), ("één team", "teams"), "misses a field of the English"),
    ],
)
def test_what_is_wrong_with_a_translation_is_told(
    english: str | tuple[str, str], dutch: str | tuple[str, str], problem: str
) -> None:
    assert problem_with(Message(english, dutch)) == problem


def test_a_translation_marked_as_doubtful_is_no_translation() -> None:
    assert problem_with(Message("a team", "een team", flags=["fuzzy"])) == "has no Dutch"
