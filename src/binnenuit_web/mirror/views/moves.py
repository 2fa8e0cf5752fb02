"""What a round of the mirror asks of a viewer: answer, look, promise; open, check, show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from binnenuit.mirror.model.locks import Wait
from binnenuit_web.mirror import services
from binnenuit_web.mirror.services.inviting import my_ballot
from binnenuit_web.people.moves import Move

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.services import LayerShown
    from binnenuit_web.people.viewer import Viewer


def moves(viewer: Viewer, today: date) -> list[Move]:
    """What waits for this viewer; nothing between rounds, and while a round is stopped."""
    if not viewer.is_signed_in:
        return []
    picture = services.round_picture(viewer, today)
    if picture is None or picture.ended_on or picture.stopped_on:
        return []
    guided = [move for layer in picture.layers for move in _guide(layer)]
    return [*_leader(viewer, today), *_ballot(viewer, today), *guided]


def _ballot(viewer: Viewer, today: date) -> list[Move]:
    if my_ballot(viewer, today) is None:
        return []
    return [Move(gettext("Your ballot waits for you."), reverse("mirror:collect"))]


def _leader(viewer: Viewer, today: date) -> list[Move]:
    has_to = services.has_to(viewer, today)
    return [_words(wait) for wait in Wait if wait in has_to]


def _words(wait: Wait) -> Move:
    if wait is Wait.OWN_VIEW:
        return Move(gettext("Answer about yourself first."), reverse("mirror:own_view"))
    if wait is Wait.LOOK:
        return Move(gettext("Your mirror is there: look."), reverse("mirror:mine"))
    if wait is Wait.TALK:
        said = gettext("The layers below wait for your talks.")
        return Move(said, reverse("exchange:mine"))
    return Move(gettext("Promise your people something."), reverse("mirror:mine"))


def _guide(layer: LayerShown) -> list[Move]:
    number = {"number": layer.number}
    if layer.may_open:
        said = gettext("Layer %(number)s can open.")
        return [Move(said % number, reverse("mirror:open", args=[layer.id]))]
    if layer.may_release:
        said = gettext("Layer %(number)s is closed: look at the audit.")
        return [Move(said % number, reverse("mirror:release", args=[layer.id]))]
    return []
