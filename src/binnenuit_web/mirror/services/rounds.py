"""Rounds: beginning one with what is asked in it, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.asked import pulse_of, seen_often, with_own, without_groceries
from binnenuit.mirror.model.questionnaire import About
from binnenuit.mirror.model.recorded import from_record, record
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit_web.mirror.models import Layer, Round
from binnenuit_web.mirror.services.frozen import frozen
from binnenuit_web.mirror.services.here import here
from binnenuit_web.mirror.services.own_questions import asked_now
from binnenuit_web.mirror.services.refused import NotNowError, NotReadyError, demand_allowed
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from binnenuit.mirror.model import Questionnaire
    from binnenuit.mirror.model.asked import OwnQuestion
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "FEWEST",
    "NewRound",
    "NotNowError",
    "NotReadyError",
    "ShownRound",
    "asks_readiness",
    "current_round",
    "default_name",
    "end_round",
    "every_round",
    "frozen",
    "is_taken",
    "latest_round",
    "questionnaire_of",
    "start_round",
]

FEWEST: Final = 5  # k may be raised, never lowered
_MOST_ADOPTED: Final = 6
"""A pulse is answered in about a minute: no more adopted behaviours, the newest."""
_QUARTER: Final = 3

acts.register("mirror.begun", _("began a round"))
acts.register("mirror.unready", _("began the first round without a vote on readiness"))
acts.register("mirror.ended", _("ended a round"))


@dataclass(frozen=True)
class NewRound:
    """What a round asks; ``k`` is the fewest people in any figure.

    A pulse asks neither the groceries nor the organisation's own questions, but how often adopted
    behaviours are seen. ``unready``: begin the first round though nobody was asked whether people
    are ready.
    """

    name: str
    is_pulse: bool = False
    groceries: bool = True
    k: int = FEWEST
    unready: bool = False


@dataclass(frozen=True)
class ShownRound:
    """One round in the list of who guides them."""

    id: int
    name: str
    version: str
    k: int
    began_on: date
    ended_on: date | None
    may_end: bool


def current_round(today: date) -> Round | None:
    """The round that runs; None between two rounds. There is never more than one."""
    return Round.objects.filter(ended_on=None, began_on__lte=today).order_by("pk").last()


def latest_round(today: date) -> Round | None:
    """The round that runs, or else the last one that ended."""
    return current_round(today) or Round.objects.order_by("ended_on", "pk").last()


def questionnaire_of(round: Round) -> Questionnaire:  # noqa: A002  the word of the room
    """What is asked in a round, as it was fixed when it began."""
    return from_record(round.questionnaire)


def default_name(today: date) -> str:
    """A name of the quarter, with a number behind it for the second one."""
    name = f"{today.year}-Q{(today.month - 1) // _QUARTER + 1}"
    taken = set(Round.objects.filter(name__startswith=name).values_list("name", flat=True))
    more = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *more) if each not in taken)


def is_taken(name: str, once: UUID) -> bool:
    """Whether another round has this name; names are for ever, as figures stand under them."""
    return Round.objects.filter(name__iexact=name).exclude(once=once).exists()


def asks_readiness() -> bool:
    """Whether this would be the first round, and people did not vote on their readiness yet."""
    return not Round.objects.exists() and import_string(settings.READY)() is None


@transaction.atomic
def start_round(viewer: Viewer, new: NewRound, *, once: UUID, today: date) -> int:
    """Begin a round with all its layers, locked; the same ``once`` again gives the same round.

    NotNowError while another round runs, or when nobody leads anybody; TooSoonError within four
    weeks of the last figures, LowerError with a k below that of an earlier round, NotReadyError for
    the first one before a vote on readiness, unless it is begun ``unready``.
    """
    _demand_guide(viewer)
    same = Round.objects.filter(once=once).first()
    if same is not None:
        return same.pk
    layers = here(today).layers
    if current_round(today) is not None or not layers or new.k < FEWEST:
        raise NotNowError
    early = asks_readiness()
    if early and not new.unready:
        raise NotReadyError
    demand_allowed(new.k, today)
    asked = _asked(new)
    row, is_new = Round.objects.get_or_create(
        once=once,
        defaults={
            "name": new.name,
            "questionnaire": record(asked),
            "k": new.k,
            "began_on": today,
        },
    )
    if is_new:
        _make_layers(row, [each.number for each in layers], asked)
        note_down(viewer, "mirror.begun", f"round {row.pk}")
        if early:
            note_down(viewer, "mirror.unready", f"round {row.pk}")
        _demand_alone(row)
    return row.pk


def every_round(viewer: Viewer) -> tuple[ShownRound, ...]:
    """All rounds, the newest first, for who guides them."""
    _demand_guide(viewer)
    return tuple(
        ShownRound(
            id=row.pk,
            name=row.name,
            version=str(row.questionnaire.get("version", "")),
            k=row.k,
            began_on=row.began_on,
            ended_on=row.ended_on,
            may_end=row.ended_on is None and not _under_way(row),
        )
        for row in Round.objects.order_by("-pk")
    )


@transaction.atomic
def end_round(viewer: Viewer, round: int, today: date) -> None:  # noqa: A002  as above
    """End a round before its last layer; NotNowError while answers of it wait to be shown.

    A layer whose key is in no backup has no answers any more: it is locked again, as before.
    """
    _demand_guide(viewer)
    row = Round.objects.select_for_update().filter(pk=round).first()
    if row is None:
        raise Http404
    if row.ended_on is not None:
        return
    if _under_way(row):
        raise NotNowError
    for layer in _opened(row):
        _lock_again(layer)
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    note_down(viewer, "mirror.ended", f"round {row.pk}")


def _make_layers(row: Round, numbers: Sequence[int], asked: Questionnaire) -> None:
    Layer.objects.bulk_create(Layer(round=row, number=number) for number in numbers)
    if any(scale.about is About.CUSTOMER_FACING for scale in asked.scales):
        Layer.objects.create(round=row, number=numbers[-1] + 1, customers=True)


def _demand_alone(row: Round) -> None:
    """Refuse the second of two forms sent at one moment: it waited for its turn in the logbook."""
    if Round.objects.filter(ended_on=None).exclude(pk=row.pk).exists():
        raise NotNowError


def _under_way(row: Round) -> bool:
    return _opened(row).exclude(private_key=None).exists()


def _opened(row: Round) -> QuerySet[Layer]:
    return row.layers.filter(opened_on__isnull=False, shown_on=None)


def _lock_again(layer: Layer) -> None:
    """Leave nothing of a layer that was open when a backup was made: nobody can read it."""
    for rows in (layer.ballots, layer.codes, layer.invitations, layer.sendings):
        rows.all().delete()
    layer.opened_on = layer.closes_on = layer.closed_on = layer.public_key = None
    layer.teams, layer.is_enough = [], False
    layer.save()


def _asked(new: NewRound) -> Questionnaire:
    whole = ketenspiegel()
    if new.is_pulse:
        return with_own(pulse_of(without_groceries(whole)), _adopted())
    chosen = whole if new.groceries else without_groceries(whole)
    return with_own(chosen, asked_now())


def _adopted() -> tuple[OwnQuestion, ...]:
    newest = import_string(settings.ADOPTED)()[:_MOST_ADOPTED]
    return tuple(seen_often(code, {"nl": nl, "en": en}) for code, nl, en in newest)


def _demand_guide(viewer: Viewer) -> None:
    if not viewer.may_prepare:
        raise PermissionDenied
