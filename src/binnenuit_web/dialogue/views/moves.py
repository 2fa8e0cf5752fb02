"""What core questions ask of a viewer: vote, read why, look at what waits, answer a poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from binnenuit_web.dialogue import services
from binnenuit_web.people.moves import Move

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from binnenuit_web.dialogue.services import ShownQuestion
    from binnenuit_web.people.viewer import Viewer


def moves(viewer: Viewer, today: date) -> list[Move]:
    """What waits for this viewer; nothing of a question on which one does not vote now."""
    if not viewer.is_signed_in:
        return []
    others = [*services.poll_moves(viewer, today), *services.guide_moves(viewer, today)]
    return [*_votes(viewer, today), *others]


def _votes(viewer: Viewer, today: date) -> Iterator[Move]:
    if not services.may_take_part(viewer):
        return
    for each in services.every_question(viewer, today):
        if each.state is services.State.OPEN:
            yield from _of(viewer, each, today)


def _of(viewer: Viewer, asked: ShownQuestion, today: date) -> Iterator[Move]:
    there = services.question_page(viewer, asked.id, today).statements
    if there > len(services.my_votes(viewer, asked.id)):
        said = gettext("Vote on short statements: “%(question)s”")
        address = reverse("dialogue:vote", args=[asked.id])
        yield Move(said % {"question": asked.text}, address, asked.closes_on)
    if any(each.state == "refused" for each in services.my_statements(viewer, asked.id)):
        said = gettext("A statement of yours was refused. Read why.")
        yield Move(said, reverse("dialogue:mine", args=[asked.id]))
