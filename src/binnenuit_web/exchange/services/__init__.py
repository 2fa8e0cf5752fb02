"""Bring and give: what the room does and who may see it."""

from __future__ import annotations


def exchange_of_link(link: str) -> int | None:
    """Tell which talk a customer's link opens; None when it was renewed."""
    raise NotImplementedError(link)
