"""The shared conversations, where they are beside this checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "data" / "polis"
NAMES = ("bg2050-volunteers", "brexit-consensus", "austria-climate.5twd2jsnkf.2022-08-08")


def shared(name: str) -> Path:
    """Find a shared conversation, or skip the test with the reason."""
    if not (SHARED / name).is_dir():
        pytest.skip(f"the conversation {name} is not beside this checkout")
    return SHARED / name
