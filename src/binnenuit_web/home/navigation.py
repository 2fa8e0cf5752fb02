"""Which rooms and pages are offered to whom, at the top of every page."""

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
    """One page that is offered."""

    address: str
    text: str
    is_here: bool


@dataclass(frozen=True)
class Room:
    """A room with its pages; the first page is its door."""

    text: str
    pages: tuple[Entry, ...]

    @property
    def address(self) -> str:
        return self.pages[0].address

    @property
    def is_here(self) -> bool:
        return any(page.is_here for page in self.pages)


Pages = list[tuple[str, str]]  # name of the address, text
# Pages with an address of their own that lie below another page: a behaviour below its value.
_BELOW: dict[str, tuple[str, ...]] = {"/values/": ("/behaviours/", "/polls/")}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates the ``rooms``, the ``room`` one is in, the ``viewer``, and the ``demo``."""
    viewer: Viewer = getattr(request, "viewer", VISITOR)
    rooms = [_room(request.path, text, pages) for text, pages in _rooms(viewer)]
    return {
        "rooms": rooms,
        "room": next((room for room in rooms if room.is_here), None),
        "viewer": viewer,
        "demo": settings.DEMO,
    }


def _room(path: str, text: str, pages: Pages) -> Room:
    addresses = [(reverse(name), words) for name, words in pages]
    # The longest address that fits is where one is: /promises/ lies above /promises/12/.
    here = max(
        (address for address, _ in addresses if path.startswith((address, *_below(address)))),
        default="",
        key=len,
    )
    return Room(text, tuple(Entry(address, words, address == here) for address, words in addresses))


def _below(address: str) -> tuple[str, ...]:
    return _BELOW.get(address, ())


def _rooms(viewer: Viewer) -> list[tuple[str, Pages]]:
    if not viewer.is_signed_in:
        return []
    return [
        (_("Today"), [("home:today", _("Today"))]),
        (_("For whom?"), _chain(viewer)),
        (
            _("Bring and give"),
            [
                ("exchange:mine", _("Bring and give")),
                ("exchange:top_first", _("Top first")),
                ("promises:index", _("Promised")),
            ],
        ),
        (
            _("This happened"),
            [
                ("signals:taps", _("This happened")),
                ("signals:weeks", _("Week by week")),
                ("signals:walks", _("To the source")),
                ("signals:things", _("For whom is this?")),
            ],
        ),
        (_("Mirror"), _mirror(viewer)),
        (
            _("Core questions"),
            [
                ("dialogue:questions", _("Core questions")),
                ("dialogue:values", _("Values")),
                ("dialogue:readiness", _("Are we ready?")),
            ],
        ),
        (_("Safe answering"), [("privacy:safe", _("Safe answering"))]),
    ]


def _mirror(viewer: Viewer) -> Pages:
    pages = [("mirror:mine", _("Your mirror")), ("mirror:layers", _("Layer by layer"))]
    if viewer.may_prepare:
        pages.append(("mirror:rounds", _("Rounds")))
    if viewer.may_audit:
        pages.append(("mirror:releases", _("What was shown")))
    return pages


def _chain(viewer: Viewer) -> Pages:
    pages = [
        ("chain:index", _("Your ladder")),
        ("chain:customers", _("Whose hands?")),
        ("chain:flow", _("The way of the money")),
        ("chain:groceries", _("Who pays for your groceries?")),
    ]
    if viewer.may_prepare:
        pages.append(("chain:unknown", _("Still unknown")))
    return pages
