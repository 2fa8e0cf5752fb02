"""Behaviours: who does what, when, visible to whom; each follows from a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue.models import Behaviour, Poll
from binnenuit_web.dialogue.services.hands import may_shape
from binnenuit_web.dialogue.services.links import link_values
from binnenuit_web.dialogue.services.revising import destroy_open_polls, revise, to_take_up
from binnenuit_web.dialogue.services.shaping import Stand, demand_reader, demand_shaper, stand_of
from binnenuit_web.dialogue.services.tree import ShownBehaviour, shown_behaviour
from binnenuit_web.dialogue.services.values import ToTakeUp
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "BehaviourPage",
    "NewBehaviour",
    "behaviour_page",
    "change_behaviour",
    "make_behaviour",
    "withdraw_behaviour",
]

acts.register("behaviour.made", _("wrote down a behaviour"))
acts.register("behaviour.changed", _("changed a behaviour"))
acts.register("behaviour.withdrawn", _("withdrew a behaviour"))


@dataclass(frozen=True)
class NewBehaviour:
    """A behaviour as it is written down; at least one of ``nl`` and ``en`` is there."""

    who: str
    does: str
    when: str
    visible_to: str
    nl: str
    en: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class BehaviourPage:
    """One behaviour, and what this viewer may do with it."""

    behaviour: ShownBehaviour
    may_change: bool
    may_ask: bool
    may_withdraw: bool
    to_take_up: tuple[ToTakeUp, ...]


def behaviour_page(viewer: Viewer, behaviour: int, today: date) -> BehaviourPage:
    """One behaviour, for everybody inside; 404 when it is not there."""
    del today
    demand_reader(viewer)
    row = _row(behaviour)
    stand, shaper = stand_of(row), may_shape(viewer)
    lives = shaper and stand is not Stand.WITHDRAWN
    return BehaviourPage(
        behaviour=shown_behaviour(row),
        may_change=lives and stand is not Stand.ASKED,
        may_ask=shaper and stand is Stand.NEW,
        may_withdraw=lives,
        to_take_up=tuple(ToTakeUp(each.pk, each.text) for each in to_take_up(row))
        if lives and stand is not Stand.ASKED
        else (),
    )


@transaction.atomic
def make_behaviour(viewer: Viewer, new: NewBehaviour, *, once: UUID, today: date) -> int:
    """Write a behaviour down; the same ``once`` again adds nothing.

    OrphanError without a value, or with one that nobody was asked about.
    """
    demand_shaper(viewer)
    written = {**_columns(new), "made_on": today, "by": viewer.person or ""}
    row, is_new = Behaviour.objects.get_or_create(once=once, defaults=written)
    if is_new:
        link_values(row, new.values, by=viewer.person or "", today=today)
        note_down(viewer, "behaviour.made", f"behaviour {row.pk}")
    return row.pk


@transaction.atomic
def change_behaviour(
    viewer: Viewer,
    behaviour: int,
    new: NewBehaviour,
    *,
    answers: Mapping[UUID, str] | None = None,
    today: date,
) -> None:
    """Say it in other words, or let it follow from more values; as ``change_value``."""
    demand_shaper(viewer)
    row = _locked(behaviour)
    revise(row, answers or {})
    for column, text in _columns(new).items():
        setattr(row, column, text)
    row.save()
    by = viewer.person or ""
    link_values(row, new.values, by=by, today=today, at_least_one=False)
    note_down(viewer, "behaviour.changed", f"behaviour {row.pk}")


@transaction.atomic
def withdraw_behaviour(viewer: Viewer, behaviour: int, today: date) -> None:
    """Withdraw a behaviour: the next pulse does not ask about it."""
    demand_shaper(viewer)
    row = _locked(behaviour)
    if row.withdrawn_on is not None:
        return
    row.withdrawn_on = today
    row.save(update_fields=["withdrawn_on"])
    destroy_open_polls(Poll.objects.filter(Q(behaviour=row) | Q(link__behaviour=row)))
    note_down(viewer, "behaviour.withdrawn", f"behaviour {row.pk}")


def _columns(new: NewBehaviour) -> dict[str, str]:
    return {
        "who": new.who,
        "does": new.does,
        "when": new.when,
        "visible_to": new.visible_to,
        "nl": new.nl,
        "en": new.en,
    }


def _row(behaviour: int) -> Behaviour:
    row = Behaviour.objects.filter(pk=behaviour).first()
    if row is None:
        raise Http404
    return row


def _locked(behaviour: int) -> Behaviour:
    row = Behaviour.objects.select_for_update().filter(pk=behaviour).first()
    if row is None:
        raise Http404
    return row
