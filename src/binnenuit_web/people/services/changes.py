"""Changing what somebody is here: roles, team, and who this is in the people file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.models import Account, Duty
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services.accounts import LastFacilitatorError, must_prepare
from binnenuit_web.people.services.listing import people_file
from binnenuit_web.people.services.logbook import note_down

if TYPE_CHECKING:
    from binnenuit.organisation.model import PersonId, TeamId
    from binnenuit_web.people.viewer import Viewer

acts.register("account.roles-changed", _("changed the roles of an account"))
acts.register("account.moved", _("changed the team of an account"))
acts.register("account.tied", _("said who an account is in the people file"))


@dataclass(frozen=True)
class Change:
    """What an account becomes; an empty ``person`` leaves open who it is."""

    roles: frozenset[Role]
    team: TeamId | None
    person: PersonId | None


def _team_in_file(person: str) -> str:
    return next((str(each.teams[0]) for each in people_file() if each.person == person), "")


def is_in_people_file(person: str) -> bool:
    return any(each.person == person for each in people_file())


def has_account(person: str) -> bool:
    """Tell whether somebody of the people file has an account."""
    return Account.objects.filter(person=person).exists()


@transaction.atomic
def change_account(viewer: Viewer, account: int, change: Change) -> None:
    """Change an account; it holds at the next page that its person opens.

    Whose account it is can be said once and not changed: what somebody signed must not pass into
    other hands. The last facilitator stays one, and everybody has a role.
    """
    must_prepare(viewer)
    row = Account.objects.select_for_update().get(pk=account)
    _change_roles(viewer, row, change.roles)
    if row.team != (change.team or ""):
        row.team = change.team or ""
        note_down(viewer, "account.moved", f"account {account}")
    if change.person and not row.person:
        if has_account(change.person):
            raise ValueError(change.person)
        row.person = change.person
        row.team = row.team or _team_in_file(change.person)
        note_down(viewer, "account.tied", f"account {account}")
    row.save(update_fields=["team", "person"])


def _change_roles(viewer: Viewer, account: Account, roles: frozenset[Role]) -> None:
    before = frozenset(Role(duty.role) for duty in account.duties.all())
    if roles == before:
        return
    if not roles:
        raise ValueError(roles)
    if Role.FACILITATOR in before - roles and not _other_facilitators(account):
        raise LastFacilitatorError
    account.duties.exclude(role__in=roles).delete()
    Duty.objects.bulk_create(Duty(account=account, role=role) for role in roles - before)
    note_down(viewer, "account.roles-changed", f"account {account.pk}")


def _other_facilitators(account: Account) -> bool:
    facilitators = Account.objects.filter(duties__role=Role.FACILITATOR, is_active=True)
    return facilitators.exclude(pk=account.pk).exists()
