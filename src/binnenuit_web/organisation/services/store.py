"""The whole organisation, in and out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from binnenuit.organisation.model import Organisation, TeamId
from binnenuit_web.organisation import models
from binnenuit_web.organisation.services import rows
from binnenuit_web.organisation.services.profile import facts, touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

__all__ = ["load", "replace", "team_names", "today"]

_BATCH = 500


def load() -> Organisation:
    """Everything stored, over all time; kept in memory until something changes."""
    return _load(facts().revision)


def today() -> Organisation:
    """The organisation as it stands today."""
    return load().on(timezone.localdate())


def team_names() -> list[tuple[str, str]]:
    """Id and name of every team of today, to choose from."""
    return [(str(team.id), team.name) for team in today().teams]


@lru_cache(maxsize=2)
def _load(revision: str) -> Organisation:
    del revision
    places = models.Membership.objects.order_by("pk")
    return Organisation(
        teams=tuple(rows.team(row) for row in models.Team.objects.order_by("pk")),
        people=tuple(rows.membership(row) for row in places.exclude(person="")),
        customers=tuple(rows.customer(row) for row in models.Customer.objects.order_by("pk")),
        links=tuple(rows.link(row) for row in models.ServiceLink.objects.order_by("pk")),
        mapping=tuple(rows.mapping(row) for row in models.CodeMapping.objects.order_by("pk")),
        vacancies=tuple(TeamId(row.team) for row in places.filter(person="")),
    )


@transaction.atomic
def replace(organisation: Organisation) -> None:
    """Store ``organisation`` in place of what is there: everything or nothing.

    Keys handed out to teams stay valid; what was assigned by hand stays marked as such.
    """
    by_hand = set(
        models.CodeMapping.objects.filter(by_hand=True).values_list("dimension", "code", "team")
    )
    mapping = [rows.mapping_row(item) for item in organisation.mapping]
    for row in mapping:
        row.by_hand = (row.dimension, row.code, row.team) in by_hand
    _refill(models.Team, [rows.team_row(item) for item in organisation.teams])
    vacancies = [models.Membership(team=team) for team in organisation.vacancies]
    people = [rows.membership_row(item) for item in organisation.people]
    _refill(models.Membership, [*people, *vacancies])
    _refill(models.Customer, [rows.customer_row(item) for item in organisation.customers])
    _refill(models.ServiceLink, [rows.link_row(item) for item in organisation.links])
    _refill(models.CodeMapping, mapping)
    touch()


def _refill(model: type[Model], fresh: Sequence[Model]) -> None:
    manager = model._default_manager  # noqa: SLF001 - Django's documented way to the manager
    manager.all().delete()
    manager.bulk_create(fresh, batch_size=_BATCH)
