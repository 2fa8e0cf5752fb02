"""What the page of a talk shows, for the two sides inside and for a customer outside alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.exchange import Question
from binnenuit_web.exchange import services
from binnenuit_web.exchange.forms.part import PartForm, asked

if TYPE_CHECKING:
    from typing import Any

    from binnenuit_web.exchange.services import Talk
    from binnenuit_web.people.viewer import ViewerRequest


def part_form(request: ViewerRequest, talk: Talk, *, sent: bool = False) -> PartForm:
    """The two questions for the viewer's side, filled in with what it wrote before."""
    return PartForm(
        request.POST if sent else None,
        asked=asked(talk),
        third_persons=lambda text: services.third_persons_in(request.viewer, talk.id, text),
        written=talk.mine,
    )


def side_by_side(talk: Talk) -> list[dict[str, Any]]:
    """Both answers to each question, and what was marked; empty before both have signed."""
    if talk.mine is None or talk.theirs is None:
        return []
    words = asked(talk)
    compared = {each.question: each for each in talk.compared}
    return [
        {
            "question": question.value,
            "asked": words[question],
            "mine": getattr(talk.mine, question.value),
            "theirs": getattr(talk.theirs, question.value),
            "marked": compared[question],
        }
        for question in Question
    ]
