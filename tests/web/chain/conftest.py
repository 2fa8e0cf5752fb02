from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit_web.organisation import services
from tests.web.chain.cast import bakery

if TYPE_CHECKING:
    from binnenuit.organisation.model import Organisation


@pytest.fixture
def organisation(db: None) -> Organisation:
    """The bakery, stored, with the wizard at its end."""
    services.begin("Bakery", language="en")
    stored = bakery()
    services.replace(stored)
    services.reached(services.Stage.DONE)
    return stored
