"""What is agreed about rounds: all that may be asked, and of how many people a figure tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.asked import with_own
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.privacy.model import SMALLEST_GROUP, SMALLEST_GROUP_OF_ITEM
from binnenuit_web.mirror.services.council.agreed import may_read
from binnenuit_web.mirror.services.own_questions import asked_now
from binnenuit_web.mirror.services.rounds import current_round, questionnaire_of
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Terms", "terms"]


@dataclass(frozen=True)
class Terms:
    """What can differ between one agreement and another; all else stands in the text.

    Attributes
    ----------
    scales
        With every question that may be asked; a round may ask fewer.
    k, k_items
        Fewest people behind the figure of a scale, and behind that of a single question.
    """

    organisation: str
    version: str
    scales: tuple[Scored, ...]
    k: int
    k_items: int


def terms(viewer: Viewer, today: date) -> Terms:
    """What holds for the round that runs, and without one for the next."""
    if not may_read(viewer):
        raise PermissionDenied
    row, whole = current_round(today), with_own(ketenspiegel(), asked_now())
    more = _not_in(whole, questionnaire_of(row)) if row else ()
    k = row.k if row else SMALLEST_GROUP
    return Terms(
        organisation=organisation.facts().name,
        version=ketenspiegel().version,
        scales=(*whole.scales, *more),
        k=k,
        k_items=max(k, SMALLEST_GROUP_OF_ITEM),
    )


def _not_in(whole: Questionnaire, asked: Questionnaire) -> Iterator[Scored]:
    """What a round asks beyond all that: it began with questions that were taken away since."""
    known = {(item.code, *item.text.items()) for scale in whole.scales for item in scale.items}
    for scale in asked.scales:
        items = tuple(each for each in scale.items if (each.code, *each.text.items()) not in known)
        if items:
            yield replace(scale, items=items)
