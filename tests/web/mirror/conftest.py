"""What tests of the mirror share: a round that went through the gate once for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.web.mirror import released

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from binnenuit_web.mirror.models import Layer


@pytest.fixture(scope="session")
def released_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released") / "published"
    released.publish(folder)
    return folder


@pytest.fixture
def shown_round(db: None, settings: Settings, released_folder: Path) -> dict[int, Layer]:
    """The house of 81 people after its round; layers by number, customers last.

    All tests read one folder, in which they write nothing; ``released.copied`` is for others.
    """
    settings.CHOSEN = replace(settings.CHOSEN, data=released_folder.parent)
    return released.live_in()
