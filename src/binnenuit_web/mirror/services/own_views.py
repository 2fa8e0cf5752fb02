"""Leaders answer about themselves first, the same questions in the I-form; only they read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binnenuit.mirror.model.ballot import DONT_KNOW
from binnenuit.mirror.model.locks import Seen
from binnenuit.mirror.model.questionnaire import About
from binnenuit_web.mirror.models import Code, OwnView
from binnenuit_web.mirror.services.frozen import (
    freeze,
    leaders_among,
    leaders_of,
    teams_led_in,
)
from binnenuit_web.mirror.services.here import here
from binnenuit_web.mirror.services.rounds import current_round, questionnaire_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit.mirror.model.questionnaire import Item, Scored
    from binnenuit.organisation.model import PersonId
    from binnenuit_web.mirror.models import Layer, Round
    from binnenuit_web.people.viewer import Viewer

__all__ = ["OwnViewPage", "give_own_view", "own_view_of", "own_view_page"]

Answers = dict[str, int | str]


@dataclass(frozen=True)
class OwnViewPage:
    """What a leader is asked about himself in the round that runs.

    Attributes
    ----------
    asked
        Items with a text about oneself, each with its scale.
    given
        What he answered so far; empty when nothing.
    may_change
        Until the layer is shown in which he is seen; who did not answer may do so after that too,
        since he reads nothing before he did.
    """

    asked: tuple[tuple[Scored, Item], ...]
    given: Answers
    may_change: bool


def own_view_of(viewer: Viewer, round: Round) -> Answers:  # noqa: A002  the word of the room
    """What the viewer answered about himself in a round; empty when nothing."""
    rows = OwnView.objects.filter(round=round, person=viewer.person or None)
    return dict(rows.values_list("answers", flat=True).first() or {})


def own_view_page(viewer: Viewer, today: date) -> OwnViewPage | None:
    """Ask the viewer about his own leading; None when nobody is asked about it in this round."""
    row = current_round(today)
    layers = _layers(viewer, row, today) if row else []
    if row is None or not layers:
        return None
    asked, given = questionnaire_of(row).scales, own_view_of(viewer, row)
    return OwnViewPage(
        asked=tuple(
            (scale, item)
            for scale in asked
            for item in scale.items
            if scale.about is About.LEADER and item.own_text
        ),
        given=given,
        may_change=not given or all(layer.shown_on is None for layer in layers),
    )


@transaction.atomic
def give_own_view(viewer: Viewer, answers: Mapping[str, int | str], *, today: date) -> None:
    """Keep what a leader answers about himself; from now on his people may answer about him.

    The logbook tells of opening and closing, never who answered.
    """
    page = own_view_page(viewer, today)
    row = current_round(today)
    if page is None or row is None or not page.may_change:
        raise PermissionDenied
    OwnView.objects.update_or_create(
        round=row,
        person=viewer.person,
        defaults={"answers": _kept(page, answers)},
        create_defaults={"answers": _kept(page, answers), "given_on": today},
    )
    for layer in row.layers.filter(opened_on__isnull=False, closed_on=None):
        waiting = Code.objects.filter(layer=layer, from_on__gt=today)
        waiting.filter(team__in=teams_led_in(layer, viewer.person)).update(from_on=today)


def _kept(page: OwnViewPage, answers: Mapping[str, int | str]) -> Answers:
    found: Answers = {}
    for scale, item in page.asked:
        value = answers.get(item.code)
        options = {DONT_KNOW, *range(scale.lowest, scale.highest + 1)}
        if value is not None and value in options:
            found[item.code] = value
    return found


def _layers(viewer: Viewer, row: Round, today: date) -> list[Layer]:
    """Layers of a round in which people are asked about the viewer, opened or to come."""
    rows = row.layers.filter(customers=False)
    return [each for each in rows if _is_asked(viewer, each, today)]


def _is_asked(viewer: Viewer, layer: Layer, today: date) -> bool:
    seen = leaders_of(layer) if layer.opened_on else _to_be_seen(layer, today)
    return viewer.person is not None and seen.get(viewer.person, Seen.TALK) is not Seen.TALK


def _to_be_seen(layer: Layer, today: date) -> Mapping[PersonId, Seen]:
    there = here(today)
    plan = there.layer(layer.number)
    return leaders_among(freeze(there.organisation, plan, k=layer.round.k))
