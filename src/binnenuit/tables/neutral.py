"""Texts that a spreadsheet would run as a formula are written with an apostrophe in front.

Source: OWASP, "CSV Injection". Reading takes the apostrophe away again.
"""

from __future__ import annotations

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def _dangerous(text: str) -> bool:
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return "'" + text if _dangerous(text.lstrip("'")) else text


def original(text: str) -> str:
    """Return what was written by ``neutral``."""
    return text[1:] if text.startswith("'") and _dangerous(text.lstrip("'")) else text
