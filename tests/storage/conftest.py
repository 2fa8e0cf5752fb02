"""A PostgreSQL server of our own, and one filled installation to copy from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage import postgres
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # pytest-xdist looks at the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each file goes to one worker, which has one PostgreSQL server for all that it gets."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(f"storage-{item.path.stem}"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    postgres.needed()
    with postgres.running() as running:
        yield running


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation on SQLite with rows in every table; nobody changes it."""
    place = Place(tmp_path_factory.mktemp("example") / "data")
    place.fill()
    return place


@pytest.fixture
def filled(example: Place, tmp_path: Path) -> Place:
    """A copy of the example for one test."""
    shutil.copytree(example.data, tmp_path / "data")
    return Place(tmp_path / "data")


@pytest.fixture
def another(tmp_path: Path) -> Callable[[str], Place]:
    return lambda name: Place(tmp_path / name)
