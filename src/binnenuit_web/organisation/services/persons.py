"""What is stored of one person in the organisation: exported and forgotten on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.organisation import models
from binnenuit_web.organisation.services.profile import touch
from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of

if TYPE_CHECKING:
    from binnenuit.organisation.model import PersonId

__all__ = ["forget_person", "memberships_of"]


def memberships_of(person: PersonId) -> list[dict[str, object]]:
    """Everything that is stored of a person."""
    columns = ("person", "team", "name", "email", "language", "start", "end")
    return list(models.Membership.objects.filter(person=person).order_by("pk").values(*columns))


@transaction.atomic
def forget_person(person: PersonId) -> None:
    """Remove a person from every team, also as a leader."""
    models.Membership.objects.filter(person=person).delete()
    models.Team.objects.filter(leader=person).update(leader="")
    touch()


def _export(account: int) -> list[personal.Record]:
    person = person_of(account)
    return memberships_of(person) if person else []


def _forget(account: int) -> None:
    person = person_of(account)
    if person:
        forget_person(person)


personal.register("organisation.Membership", export=_export, forget=_forget)
