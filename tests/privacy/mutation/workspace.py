"""Break the planning on purpose, one small change at a time, and see which changes no test sees.

mutmut makes the changes and runs the tests of the plan against each, in a folder of its own: its
copies of the code stay out of the checkout, and the tests run without the web house.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
BROKEN = ("planning.plan", "planning.programme", "planning.merging", "tree")
TESTS = ("test_plan.py", "test_plan_properties.py")
COPIED = ("__init__.py", "privacy/forests.py", *(f"privacy/{name}" for name in TESTS))
CAUGHT = {"killed", "timeout"}

# Examples are not made smaller: that a change is seen is enough.
CONFTEST = """
from hypothesis import Phase, settings
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=100,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("mutants")
"""
SETTINGS = f"""
[tool.pytest.ini_options]
addopts = "--import-mode=importlib -p no:cacheprovider -p no:django -p no:randomly -p no:xdist"
pythonpath = ["."]
filterwarnings = ["error", "ignore::pytest.PytestUnraisableExceptionWarning"]

[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/binnenuit/privacy/{name.replace('.', '/')}.py" for name in BROKEN]}
pytest_add_cli_args_test_selection = {[f"tests/privacy/{name}" for name in TESTS]}
timeout_multiplier = 3.0
timeout_constant = 5.0
use_git_change_detection = false
"""


@dataclass(frozen=True)
class Mutant:
    """A change: in which function, the line as it was and as it became."""

    place: str
    was: str
    became: str


def unseen(folder: Path, children: int = 2) -> tuple[set[Mutant], int]:
    """Run all mutants in ``folder``; those that no test saw, and how many there were."""
    _fill(folder)
    done = _mutmut(folder, "run", "--max-children", str(children))
    fates = _fates(folder)
    if done.returncode or "not checked" in fates.values():
        raise RuntimeError((done.stdout + done.stderr)[-2000:])
    names = [name for name, fate in fates.items() if fate not in CAUGHT]
    return {_shown(folder, name) for name in names}, len(fates)


def _fill(folder: Path) -> None:
    shutil.copytree(ROOT / "src" / "binnenuit", folder / "src" / "binnenuit")
    for name in COPIED:
        target = folder / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / name, target)
    (folder / "tests" / "conftest.py").write_text(CONFTEST)
    (folder / "pyproject.toml").write_text(SETTINGS)


def _fates(folder: Path) -> dict[str, str]:
    lines = _mutmut(folder, "results", "--all", "true").stdout.splitlines()
    pairs = (line.strip().rsplit(": ", 1) for line in lines if ": " in line)
    return {name: fate for name, fate in pairs if "__mutmut_" in name}


def _shown(folder: Path, name: str) -> Mutant:
    lines = _mutmut(folder, "show", name).stdout.splitlines()
    was = [line[1:].strip() for line in lines if line.startswith("-") and line[:3] != "---"]
    became = [line[1:].strip() for line in lines if line.startswith("+") and line[:3] != "+++"]
    place = name.removeprefix("binnenuit.privacy.").rsplit("__mutmut_", 1)[0]
    return Mutant(place.replace(".x_", "."), " ".join(was), " ".join(became))


def _mutmut(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mutmut", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
