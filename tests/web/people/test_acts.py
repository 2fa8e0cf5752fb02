"""Every act that is written into the logbook has words, and no act is named that nobody does."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import binnenuit_web
from binnenuit_web.people import acts

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(next(iter(binnenuit_web.__path__)))


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield name, node


def test_every_act_that_is_noted_down_has_words_and_is_done() -> None:
    noted = [node.args[1] for name, node in calls() if name == "note_down" and len(node.args) > 1]
    codes = {str(each.value) for each in noted if isinstance(each, ast.Constant)}
    assert codes <= set(acts.registered())
    assert "account.made" in codes
    if all(isinstance(each, ast.Constant) for each in noted):
        assert codes == {code for code in acts.registered() if code != "test.done"}


def test_what_is_noted_down_is_a_thing_with_a_number() -> None:
    """Never a variable alone: that could hold what somebody wrote."""
    for name, node in calls():
        if name == "note_down" and len(node.args) > 2:
            what = node.args[2]
            assert isinstance(what, ast.Constant | ast.JoinedStr), ast.unparse(node)
            if isinstance(what, ast.JoinedStr):
                assert isinstance(what.values[0], ast.Constant), ast.unparse(node)
