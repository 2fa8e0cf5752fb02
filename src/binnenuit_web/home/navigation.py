"""Which pages are offered to whom, at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from binnenuit_web.people.viewer import VISITOR, Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Entry:
    address: str
    text: str
    is_here: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates ``navigation`` (entries), ``viewer``, and whether this is the ``demo``."""
    viewer: Viewer = getattr(request, "viewer", VISITOR)
    entries = [
        Entry(address, text, is_here=request.path.startswith(address))
        for address, text in _pages(viewer)
    ]
    return {"navigation": entries, "viewer": viewer, "demo": settings.DEMO}


def _pages(viewer: Viewer) -> list[tuple[str, str]]:
    if not viewer.is_signed_in:
        return []
    pages = [
        (reverse("chain:index"), _("For whom?")),
        (reverse("chain:customers"), _("Whose hands?")),
        (reverse("chain:flow"), _("The way of the money")),
    ]
    if viewer.may_prepare:
        pages.append((reverse("chain:unknown"), _("Still unknown")))
    pages.append((reverse("chain:groceries"), _("Who pays for your groceries?")))
    pages.append((reverse("privacy:safe"), _("Safe answering")))
    return pages
