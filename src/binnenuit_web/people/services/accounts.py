"""Making accounts, listing them, signing in and shutting out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import login, update_session_auth_hash
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.people import acts
from binnenuit_web.people.models import Account, Duty, OneTimeLink, PaperCode
from binnenuit_web.people.roles import Role, titles
from binnenuit_web.people.services.logbook import note_down
from binnenuit_web.people.viewer import TEAM_LINK, Viewer

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

log = logging.getLogger("binnenuit.people")

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

acts.register("account.made", _("made an account"))
acts.register("account.entered", _("came in with a link or a code that somebody handed over"))
acts.register("account.shut-out", _("ended an account"))


class LastFacilitatorError(Exception):
    """Nobody would be left who can invite people and prepare."""


@dataclass(frozen=True)
class Person:
    """One account as shown in a list; ``invited_until`` while no password was chosen."""

    id: int
    name: str
    username: str
    roles: tuple[Role, ...]
    team: TeamId | None
    invited_until: datetime | None
    is_active: bool
    person: PersonId | None = None

    @property
    def titles(self) -> str:
        return titles(self.roles)


@dataclass(frozen=True)
class NewPerson:
    """What is needed to make an account; ``person`` ties it to the people file."""

    username: str
    name: str
    roles: tuple[Role, ...]
    team: TeamId | None = None
    person: PersonId | None = None
    language: str = "nl"


def has_accounts() -> bool:
    return Account.objects.exists()


def is_username_taken(username: str) -> bool:
    return Account.objects.filter(username=username.strip().lower()).exists()


def create_account(new: NewPerson, *, password: str | None = None) -> int:
    """Make an account and return its id; without a password nobody can sign in with it yet.

    Call it in a transaction: an account without its roles would be a visitor.
    """
    account = Account(
        username=new.username.strip().lower(),
        name=new.name.strip(),
        team=new.team or "",
        person=new.person or "",
        language=new.language,
    )
    account.set_password(password)
    account.save()
    Duty.objects.bulk_create(Duty(account=account, role=role) for role in dict.fromkeys(new.roles))
    log.info("account %s made, roles %s", account.pk, ", ".join(new.roles))
    return int(account.pk)


def account_called(username: str, name: str) -> Account:
    """Give an account that is not stored, to hold a password against its names."""
    return Account(username=username, name=name)


def person_of(account: int) -> PersonId | None:
    """Tell who an account is in the people file; None when nobody said so."""
    person = Account.objects.values_list("person", flat=True).get(pk=account)
    return PersonId(person) if person else None


def everybody(viewer: Viewer) -> list[Person]:
    """List all accounts by name, for whoever hands them out."""
    must_prepare(viewer)
    accounts = Account.objects.exclude(username__startswith="forgotten-")
    return [
        _as_person(account)
        for account in accounts.select_related("onetimelink").prefetch_related("duties")
    ]


def person(viewer: Viewer, account: int) -> Person | None:
    must_prepare(viewer)
    found = Account.objects.select_related("onetimelink").filter(pk=account).first()
    return _as_person(found) if found else None


def must_prepare(viewer: Viewer) -> None:
    """Stop a programming mistake: views let nobody else come here."""
    if not viewer.may_prepare:
        raise PermissionError(viewer.roles)


def own_account(viewer: Viewer) -> int:
    """Return whose account this is; views let nobody come here without one."""
    if viewer.account_id is None:
        raise PermissionError(viewer.roles)
    return viewer.account_id


def _as_person(account: Account) -> Person:
    link: OneTimeLink | None = getattr(account, "onetimelink", None)
    return Person(
        id=account.pk,
        name=account.name,
        username=account.username,
        roles=tuple(Role(duty.role) for duty in account.duties.all()),
        team=TeamId(account.team) if account.team else None,
        invited_until=link.expires_at if link else None,
        is_active=account.is_active,
        person=PersonId(account.person) if account.person else None,
    )


def first_of(role: Role) -> Person | None:
    """Return the first active account with ``role``; the demo offers to sign in as that person."""
    account = Account.objects.filter(duties__role=role, is_active=True).order_by("pk").first()
    return _as_person(account) if account else None


def enter_as(request: HttpRequest, account: int) -> None:
    """Sign in without a password: after an invitation, and in the demo."""
    login(request, Account.objects.get(pk=account, is_active=True), backend=_BACKEND)


def enter_team(request: HttpRequest, link: str) -> None:
    """Let in who opened the link of a team: an employee of that team, without an account.

    Whoever opens it again keeps his session: it is all that tells one hand from another.
    """
    if request.session.get(TEAM_LINK) == link:
        return
    request.session.cycle_key()
    request.session[TEAM_LINK] = link


def choose_password(request: HttpRequest, password: str) -> None:
    """Change the password of whoever is signed in; other devices are signed out, this one stays."""
    account = Account.objects.get(username=request.user.get_username())
    account.set_password(password)
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)
    log.info("account %s chose a new password", account.pk)


def choose_language(viewer: Viewer, language: str) -> None:
    Account.objects.filter(pk=own_account(viewer)).update(language=language)


@transaction.atomic
def shut_out(viewer: Viewer, account: int) -> None:
    """End an account: open sessions, links and codes stop working at once. Nobody ends his own."""
    must_prepare(viewer)
    if account == viewer.account_id:
        raise PermissionError(account)
    OneTimeLink.objects.filter(account=account).delete()
    PaperCode.objects.filter(account=account).delete()
    if Account.objects.filter(pk=account, is_active=True).update(is_active=False):
        note_down(viewer, "account.shut-out", f"account {account}")
    log.info("account %s ended by account %s", account, viewer.account_id)
