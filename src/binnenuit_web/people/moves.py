"""Your move: what a room asks of whoever looks, to be shown on everybody's first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Move:
    """One thing that waits for this viewer.

    Attributes
    ----------
    text
        What is asked, as one short sentence in the reader's language.
    address
        The page on which it is done.
    until
        Day before which it is asked; None when there is no hurry.
    """

    text: str
    address: str
    until: date | None = None
