"""The ladder in a sentence or two, for pages outside this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from binnenuit.errors import BinnenuitError
from binnenuit_web.chain import services
from binnenuit_web.chain.views.words import opening

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Glance:
    """For whom a team works: its name, what is said of it, and where the whole ladder stands."""

    team: str
    sentences: tuple[str, ...]
    address: str


def glance(viewer: Viewer) -> Glance | None:
    """Look at the viewer's own team; None without one, or when its chain cannot be shown."""
    if viewer.team is None or not services.has_team(viewer, viewer.team):
        return None
    try:
        ladder = services.ladder(viewer, viewer.team)
    except BinnenuitError:
        return None  # the page of the chain says why
    if ladder is None:
        return None
    said = opening(ladder, own=True)
    return Glance(ladder.name, said.sentences, reverse("chain:team", args=[viewer.team]))
