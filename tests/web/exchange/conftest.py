from __future__ import annotations

import pytest

from tests.web import house


@pytest.fixture
def sixty(db: None) -> None:
    """The house of sixty people in four layers, stored."""
    house.live_in(house.sixty())


@pytest.fixture
def three(db: None) -> None:
    """The shop of three people, stored."""
    house.live_in(house.three())
