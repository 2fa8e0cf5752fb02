"""What bring and give asks of a viewer: begin, write, compare, promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from binnenuit.exchange import Kind
from binnenuit_web.exchange import services
from binnenuit_web.exchange.services import Step
from binnenuit_web.people.moves import Move

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.exchange.services import Tie
    from binnenuit_web.people.viewer import Viewer


def moves(viewer: Viewer, today: date) -> list[Move]:
    """Talks that wait for this viewer, leading first; nothing for customers outside."""
    if not viewer.is_signed_in:
        return []
    ties = services.my_relations(viewer, today=today)
    found = [_move(each) for each in ties if each.is_open]
    return [*_begin(viewer), *(move for move in found if move)]


def _begin(viewer: Viewer) -> list[Move]:
    if not services.begins(viewer) or services.first_lines(viewer).is_done:
        return []
    said = gettext("Begin, alone: who is the customer, you or your people?")
    return [Move(said, reverse("exchange:begin"))]


def _move(tie: Tie) -> Move | None:
    # A team may have thousands of customers: which of them to begin with is its own choice.
    if tie.talk is None and tie.kind is Kind.PAYING:
        return None
    step = tie.talk.step if tie.talk else Step.WRITE
    said = _words(step)
    if not said:
        return None
    address = reverse("exchange:talk", args=[tie.talk.id]) if tie.talk else reverse("exchange:mine")
    return Move(said % {"name": tie.other_name}, address)


def _words(step: Step) -> str:
    if step is Step.WRITE:
        return gettext("Write what you and %(name)s bring and get.")
    if step is Step.MARK:
        return gettext("You and %(name)s both answered. What do you see alike?")
    if step is Step.PROMISE:
        return gettext("Promise %(name)s one thing.")
    return ""
