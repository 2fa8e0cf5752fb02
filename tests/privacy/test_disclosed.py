"""A figure about people comes from the gate, or it is no figure."""

from __future__ import annotations

import ast
import copy
import dataclasses
import io
import pickle
import sys
from pathlib import Path

import pytest
from mypy import api

from binnenuit.errors import ArgumentError
from binnenuit.privacy.figures.disclosed import Disclosed
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.figures.seal import disclose, withhold
from binnenuit.privacy.model import State

ROOT = Path(__file__).parents[2]
GATE = {"derive", "figures", "response", "seal", "shown"}


def figure(value: float = 3.4, **fields: object) -> Disclosed[float]:
    return disclose(value, "5-9", entries=("a" * 64,), interval=(3.1, 3.7), **fields)  # type: ignore[arg-type]


def code_of(make: object) -> str:
    with pytest.raises(ArgumentError) as caught:
        make()  # type: ignore[operator]
    return caught.value.code


def test_a_figure_made_by_hand_raises() -> None:
    everything = (3.4, State.SHOWN, "5-9", None, Bound.EXACT, ())
    assert code_of(lambda: Disclosed(*everything)) == "privacy.handmade-figure"
    assert code_of(Disclosed) == "privacy.handmade-figure"


def test_a_changed_copy_raises() -> None:
    changed = lambda: dataclasses.replace(figure(), value=9.9)  # noqa: E731
    assert code_of(changed) == "privacy.handmade-figure"


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        figure().value = 9.9  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        figure().other = 9.9  # type: ignore[attr-defined]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_figure_is_not_pickled(protocol: int) -> None:
    assert code_of(lambda: pickle.dumps(figure(), protocol)) == "privacy.pickled-figure"


def test_a_figure_is_not_unpickled_from_bytes_made_elsewhere() -> None:
    class Forger(pickle.Pickler):
        def reducer_override(self, thing: object) -> object:
            if isinstance(thing, Disclosed):
                return object.__new__, (Disclosed,), (9.9, State.SHOWN, "5-9", None, "exact", ())
            return NotImplemented

    forged = io.BytesIO()
    Forger(forged).dump(figure())
    assert code_of(lambda: pickle.loads(forged.getvalue())) == "privacy.pickled-figure"  # noqa: S301


def test_a_copy_is_the_figure_itself() -> None:
    one = figure()
    assert copy.copy(one) is one
    assert copy.deepcopy([one])[0] is one


def test_a_figure_is_no_bare_number() -> None:
    with pytest.raises(TypeError):
        float(figure())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        figure() + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        figure() < figure()  # type: ignore[operator]  # noqa: B015


def test_a_zero_that_is_shown_is_there_and_a_withheld_figure_is_not() -> None:
    assert figure(0.0)
    assert not withhold(State.SMALL)


def test_every_state_and_bound_can_be_written_on_a_page() -> None:
    assert (str(figure()), f"{figure(0.256):.0%}") == ("3.4", "26%")
    assert str(figure(1.5, bound=Bound.AT_MOST)) == "at most 1.5"
    assert f"{figure(0.9, bound=Bound.AT_LEAST):.0%}" == "at least 90%"
    assert f"{withhold(State.SMALL):.1f} {withhold(State.PROTECTS):>20}" == (
        "withheld because small withheld to protect others"
    )
    shares = disclose((0.25, 0.75), "10-19", entries=())
    assert f"{shares:.2f}" == "0.25, 0.75"
    assert str(shares) == "0.25, 0.75"


def test_a_withheld_figure_holds_nothing_but_its_reason() -> None:
    withheld = withhold(State.PROTECTS)
    assert (withheld.value, withheld.n_band, withheld.interval) == (None, "", None)
    assert str(withheld.words) == "withheld to protect others"


def test_the_gate_itself_cannot_mix_up_shown_and_withheld() -> None:
    with pytest.raises(AssertionError):
        disclose(3.4, "5-9", entries=(), state=State.SMALL)
    with pytest.raises(AssertionError):
        withhold(State.SHOWN)


def importers_of_the_seal() -> set[str]:
    found = set()
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names]
                module = getattr(node, "module", None) or ""
                if any("privacy.seal" in f"{module}.{name}" for name in names):
                    found.add(str(file.relative_to(ROOT / "src/binnenuit/privacy")))
    return found


def test_only_the_gate_reaches_the_makers_of_figures() -> None:
    assert importers_of_the_seal() <= {f"{name}.py" for name in GATE}


TYPED = """
from binnenuit.privacy.figures.disclosed import Disclosed

def show(score: Disclosed[float]) -> None: ...

def page(number: Disclosed[float], text: Disclosed[str], bare: float) -> None:
    show(number)
    show(text)
    show(bare)
    show(7.25)
    show(number.value)
"""


def test_mypy_rejects_a_bare_number_and_a_figure_of_another_kind(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(TYPED, encoding="utf-8")
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\nstrict = True\nfollow_imports = silent\n", encoding="utf-8")
    said, wrong, _ = api.run(
        [
            "--config-file",
            str(settings),
            "--cache-dir",
            str(tmp_path / "cache"),
            "--python-executable",
            sys.executable,
            str(page),
        ]
    )
    assert wrong == ""
    rejected = [line.split(":")[1] for line in said.splitlines() if "arg-type" in line]
    assert rejected == ["8", "9", "10", "11"], said
