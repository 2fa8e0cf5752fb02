"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code; timeouts of pytest end what really hangs. Examples are the
# same in every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=explore draws others,
# and twice as many: those that are the same every time tell little more after the first fifty.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

HERE = Path(__file__).parent
_LONGEST = (HERE / "journeys", HERE / "storage")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what one worker does alone for minutes, so that the others do the rest meanwhile.

    After the plugin that shuffles; within each folder its order stays.
    """
    items.sort(key=_place_in_turn)


def _place_in_turn(item: pytest.Item) -> int:
    return next((at for at, place in enumerate(_LONGEST) if place in item.path.parents), 2)
