"""Check that a named way of computing is one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Collection


def check_method(method: str, known: Collection[str]) -> None:
    """Refuse a name that is not known.

    Raises
    ------
    ArgumentError
        ``mirror.method``.
    """
    if method not in known:
        raise ArgumentError(
            "mirror.method",
            sentence(
                "There is no method {method}. Choose one of: {known}.",
                method=method,
                known=", ".join(known),
            ),
        )
