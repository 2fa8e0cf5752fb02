"""What promises ask of a viewer: how does it go, and was it kept?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext

from binnenuit.promises import asked_until
from binnenuit_web.people.moves import Move
from binnenuit_web.promises import services

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.promises.services import Shown


def moves(viewer: Viewer, today: date) -> list[Move]:
    """Promises about which this viewer is asked something, newest first."""
    found = {
        each.id: each
        for each in (*services.mine(viewer, today=today), *services.to_me(viewer, today=today))
        if each.is_your_move
    }
    return [_as_move(each) for each in found.values()]


def _as_move(each: Shown) -> Move:
    address = reverse("promises:promise", args=[each.id])
    if not each.is_mine:
        said = gettext("%(name)s says that a promise to you is done. Was it kept?")
        return Move(said % {"name": each.giver_name or gettext("Somebody")}, address)
    said = gettext("You promised until %(day)s: “%(what)s”. How does it go?")
    words = Truncator(each.standing.what).words(8)
    fields = {"day": date_format(each.standing.due, "j F"), "what": words}
    return Move(said % fields, address, asked_until(each.standing))
