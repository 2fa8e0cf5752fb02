"""One-time links: setting up an empty installation, and choosing one's own first password."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.models import Account, OneTimeLink
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services.accounts import (
    NewPerson,
    create_account,
    has_accounts,
    must_prepare,
)
from binnenuit_web.people.services.elsewhere import forget_elsewhere
from binnenuit_web.people.services.logbook import note_down
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger("binnenuit.people")

SET_UP_LINK_LIVES: Final = timedelta(days=1)
INVITATION_LIVES: Final = timedelta(days=14)

acts.register("account.invited-again", _("made a new one-time link"))


@dataclass(frozen=True)
class Invitation:
    """For whom an invitation is."""

    account: int
    username: str
    name: str
    language: str


def set_up_link(now: datetime) -> str | None:
    """Make the token that sets up an empty installation; None when there is an account already."""
    if has_accounts():
        return None
    OneTimeLink.objects.filter(account=None).delete()
    return _new_link(None, now + SET_UP_LINK_LIVES)


def is_set_up_link(token: str, *, now: datetime) -> bool:
    return not has_accounts() and _living(token, now).filter(account=None).exists()


@transaction.atomic
def set_up(token: str, new: NewPerson, *, password: str, now: datetime) -> int | None:
    """Make the first account, a facilitator; None when the link no longer works."""
    if has_accounts() or not _use(_living(token, now).filter(account=None)):
        return None
    account = create_account(replace(new, roles=(Role.FACILITATOR,)), password=password)
    note_down(None, "account.made", f"account {account}")
    return account


@transaction.atomic
def invite(viewer: Viewer, new: NewPerson, *, now: datetime) -> tuple[int, str]:
    """Make an account and the token through which this person chooses a password."""
    must_prepare(viewer)
    account = create_account(new)
    note_down(viewer, "account.made", f"account {account}")
    return account, _new_link(account, now + INVITATION_LIVES)


@transaction.atomic
def invite_again(viewer: Viewer, account: int, *, now: datetime) -> str:
    """Make a fresh token, also for who forgot the password; the one before no longer works."""
    must_prepare(viewer)
    OneTimeLink.objects.filter(account=account).delete()
    forget_elsewhere(account)
    Account.objects.filter(pk=account).update(is_active=True)
    note_down(viewer, "account.invited-again", f"account {account}")
    return _new_link(account, now + INVITATION_LIVES)


def invitation(token: str, *, now: datetime) -> Invitation | None:
    """For whom this is; None when it does not exist, was used, or is too old."""
    link = _living(token, now).exclude(account=None).select_related("account").first()
    if link is None or link.account is None:
        return None
    account = link.account
    return Invitation(account.pk, account.username, account.name, account.language)


@transaction.atomic
def accept(token: str, password: str | None, *, now: datetime) -> int | None:
    """Use the link up; the id of the invited account, or None when the link no longer works.

    Without a password the account keeps what it has: one may go on and choose none.
    """
    found = invitation(token, now=now)
    if found is None or not _use(_living(token, now)):
        return None
    if password is not None:
        account = Account.objects.get(pk=found.account)
        account.set_password(password)
        account.save(update_fields=["password"])
    note_down(Viewer(account_id=found.account), "account.entered", f"account {found.account}")
    log.info("account %s accepted its invitation", found.account)
    return found.account


def _new_link(account: int | None, expires_at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(token_hash=_hash(token), account_id=account, expires_at=expires_at)
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _living(token: str, now: datetime) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(token_hash=_hash(token), expires_at__gt=now)


def _use(links: QuerySet[OneTimeLink]) -> bool:
    """Use the link up; of two requests at the same moment only one gets True."""
    deleted, _ = links.delete()
    return deleted == 1
