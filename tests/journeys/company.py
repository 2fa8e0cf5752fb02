"""A running installation of sixty people, and the way to sit down as one of them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.journeys.server import Server, running
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@dataclass(frozen=True)
class Company:
    """The server, where its data lie, and a session for everybody whom a browser plays."""

    server: Server
    place: Place
    sessions: dict[str, str]

    def others(self, *act: str) -> None:
        """Let the others do what no browser shows; see sixty.py."""
        self.place.run_module("tests.journeys.sixty", *act)

    def sit_down(self, page: Page, person: str) -> None:
        """Be this person in this browser, as if the way in lay behind."""
        page.context.add_cookies(
            [{"name": "sessionid", "value": self.sessions[person], "url": self.server.address}]
        )
        page.goto("/today/")


@contextmanager
def company(folder: Path, *people: str, open_layers: bool = False) -> Iterator[Company]:
    """Start the server of sixty people, of whom these are played: ``ceo:nl``."""
    place = Place(folder / "data")
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    told = place.run_module("tests.journeys.sixty", "prepare", *people)
    if open_layers:
        place.run_module("tests.journeys.sixty", "open_layers")
    with running("start", "--data", str(place.data), place=folder) as server:
        yield Company(server, place, json.loads(told))
