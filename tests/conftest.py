"""What all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import MutableSequence

# A busy machine is no fault of the code; timeouts of pytest end what really hangs. Examples are the
# same in every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=explore draws others.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items: MutableSequence[pytest.Item]) -> None:
    """Begin with the journeys: one of minutes that comes last would keep one worker waiting."""
    items[:] = sorted(items, key=lambda item: item.get_closest_marker("journey") is None)
