"""A code to scan, drawn into the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["drawn", "whole_address"]


def drawn(request: HttpRequest, path: str) -> str:
    """Draw the whole address of a path; what it says stands beside it as text."""
    picture = segno.make(whole_address(request, path), error="m").svg_inline(
        scale=3, border=2, svgclass="code-picture", lineclass=None, omitsize=True
    )
    return mark_safe(picture.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308


def whole_address(request: HttpRequest, path: str) -> str:
    """Give the address under which others reach this server too."""
    return request.build_absolute_uri(path)
