"""The order in which a reader expects names with numbers in them."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile("([0-9]{1,18})")


def natural(name: str) -> tuple[list[str | int], str]:
    """Put 2 before 10: numbers in a name count as numbers."""
    # Words and numbers take turns, so that like is held against like.
    parts = enumerate(_NUMBER.split(name.casefold()))
    return [int(part) if place % 2 else part for place, part in parts], name
