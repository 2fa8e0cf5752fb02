"""Values: named clusters of answers that carry, in the organisation's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue.models import Behaviour, Link, Poll, Value
from binnenuit_web.dialogue.services.hands import may_shape
from binnenuit_web.dialogue.services.links import Source, hanging_on, link_statements, sources
from binnenuit_web.dialogue.services.revising import destroy_open_polls, revise, to_take_up
from binnenuit_web.dialogue.services.shaping import (
    OrphanError,
    Stand,
    demand_reader,
    demand_shaper,
    stand_of,
)
from binnenuit_web.dialogue.services.tree import ShownValue, sentence_of, shown_value
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "NewValue",
    "ToTakeUp",
    "ValuePage",
    "ValuesPage",
    "change_value",
    "make_value",
    "value_page",
    "values_from",
    "values_page",
    "withdraw_value",
]

acts.register("value.made", _("wrote down a value"))
acts.register("value.changed", _("changed a value"))
acts.register("value.withdrawn", _("withdrew a value"))


@dataclass(frozen=True)
class NewValue:
    """A value as it is written down; ``statements`` are codes of ``Source``."""

    name: str
    words: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class ToTakeUp:
    """An objection that a new version has to take up."""

    id: UUID
    text: str


@dataclass(frozen=True)
class ValuesPage:
    """Everything on one page; ``unused`` carries and is in no value yet."""

    values: tuple[ShownValue, ...]
    withdrawn: tuple[ShownValue, ...]
    may_shape: bool
    unused: tuple[Source, ...]


@dataclass(frozen=True)
class ValuePage:
    """One value, and what this viewer may do with it.

    ``hanging``: behaviours that have to be withdrawn before it.
    """

    value: ShownValue
    may_change: bool
    may_ask: bool
    may_withdraw: bool
    may_follow: bool
    hanging: tuple[tuple[int, str], ...]
    to_take_up: tuple[ToTakeUp, ...]


def values_page(viewer: Viewer, today: date) -> ValuesPage:
    """All values with what they come from and what follows from them; for everybody inside."""
    del today
    demand_reader(viewer)
    rows = Value.objects.order_by("pk")
    shaper = may_shape(viewer)
    return ValuesPage(
        values=tuple(shown_value(row) for row in rows.filter(withdrawn_on=None)),
        withdrawn=tuple(shown_value(row) for row in rows.exclude(withdrawn_on=None)),
        may_shape=shaper,
        unused=_unused(viewer) if shaper else (),
    )


def value_page(viewer: Viewer, value: int, today: date) -> ValuePage:
    """One value; 404 when it is not there."""
    del today
    demand_reader(viewer)
    row = _row(value)
    stand, shaper = stand_of(row), may_shape(viewer)
    lives = stand is not Stand.WITHDRAWN
    hanging = hanging_on(row) if shaper else ()
    return ValuePage(
        value=shown_value(row),
        may_change=shaper and lives and stand is not Stand.ASKED,
        may_ask=shaper and stand is Stand.NEW,
        may_withdraw=shaper and lives,
        may_follow=shaper and lives and (stand is not Stand.NEW or row.version > 1),
        hanging=tuple((each.pk, sentence_of(each)) for each in hanging),
        to_take_up=tuple(ToTakeUp(each.pk, each.text) for each in to_take_up(row))
        if shaper and stand is not Stand.ASKED
        else (),
    )


def values_from(viewer: Viewer, question: int, number: int) -> tuple[tuple[int, str], ...]:
    """Values that follow from a statement, by number and name; for the page of the statement."""
    demand_reader(viewer)
    links = Link.objects.filter(
        statement__question=question, statement__number=number, value__withdrawn_on=None
    )
    return tuple(links.order_by("value").values_list("value", "value__name"))


@transaction.atomic
def make_value(viewer: Viewer, new: NewValue, *, once: UUID, today: date) -> int:
    """Write a value down; the same ``once`` again adds nothing.

    OrphanError when one of its statements does not carry now, or there is none.
    """
    demand_shaper(viewer)
    row, is_new = Value.objects.get_or_create(
        once=once,
        defaults={
            "name": new.name,
            "words": new.words,
            "made_on": today,
            "by": viewer.person or "",
        },
    )
    if is_new:
        link_statements(row, new.statements, by=viewer.person or "", today=today)
        note_down(viewer, "value.made", f"value {row.pk}")
    return row.pk


@transaction.atomic
def change_value(
    viewer: Viewer,
    value: int,
    new: NewValue,
    *,
    answers: Mapping[UUID, str] | None = None,
    today: date,
) -> None:
    """Say it in other words, or let it follow from more; what was asked has to be asked again.

    StandsOtherwiseError while it is asked, NotTakenUpError when an objection stands without an
    answer, OrphanError as in ``make_value``.
    """
    demand_shaper(viewer)
    row = _locked(value)
    revise(row, answers or {})
    row.name, row.words = new.name, new.words
    row.save()
    by = viewer.person or ""
    link_statements(row, new.statements, by=by, today=today, at_least_one=False)
    note_down(viewer, "value.changed", f"value {row.pk}")


@transaction.atomic
def withdraw_value(viewer: Viewer, value: int, today: date) -> None:
    """Withdraw a value; OrphanError while a behaviour rests on nothing else."""
    demand_shaper(viewer)
    row = _locked(value)
    if row.withdrawn_on is not None:
        return
    hanging: tuple[Behaviour, ...] = hanging_on(row)
    if hanging:
        raise OrphanError(*map(sentence_of, hanging))
    row.withdrawn_on = today
    row.save(update_fields=["withdrawn_on"])
    destroy_open_polls(Poll.objects.filter(Q(value=row) | Q(link__value=row)))
    note_down(viewer, "value.withdrawn", f"value {row.pk}")


def _unused(viewer: Viewer) -> tuple[Source, ...]:
    used = set(
        Link.objects.filter(statement__isnull=False, value__withdrawn_on=None).values_list(
            "statement__question", "statement__number"
        )
    )
    return tuple(each for each in sources(viewer) if (each.question, each.number) not in used)


def _row(value: int) -> Value:
    row = Value.objects.filter(pk=value).first()
    if row is None:
        raise Http404
    return row


def _locked(value: int) -> Value:
    row = Value.objects.select_for_update().filter(pk=value).first()
    if row is None:
        raise Http404
    return row
