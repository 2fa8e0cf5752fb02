"""Passkeys: a key in somebody's own phone or computer that signs in instead of a password."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.models import Account
from binnenuit_web.people.personal import Record, register
from binnenuit_web.people.services.accounts import own_account
from binnenuit_web.people.services.logbook import note_down

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from binnenuit_web.people.viewer import Viewer, ViewerRequest

acts.register("passkey.added", _("Added a passkey to the own account"))
acts.register("passkey.removed", _("Removed a passkey from the own account"))


@dataclass(frozen=True)
class Passkey:
    """One passkey as its owner sees it; ``used_at`` is None before its first use."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


def own_passkeys(viewer: Viewer) -> list[Passkey]:
    """List one's own passkeys, the oldest first; empty for who has none."""
    return [_as_passkey(stored) for stored in _of(own_account(viewer)).order_by("pk")]


def how_many(account: int) -> int:
    return int(_of(account).count())


def passkey(viewer: Viewer, number: int) -> Passkey | None:
    """Give one passkey of one's own; None when there is no such passkey, or it is another's."""
    stored = _of(own_account(viewer)).filter(pk=number).first()
    return _as_passkey(stored) if stored else None


def came_in_recently(request: HttpRequest, now: datetime) -> bool:
    """Tell whether somebody signed in, in whatever way, or proved it again, shortly ago."""
    since = now.timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(
        record["at"] > since
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated")
    )


def offer_passkey(request: ViewerRequest) -> dict[str, Any]:
    """Say what the browser needs to make a passkey; the challenge is kept in the session."""
    own_account(request.viewer)
    offered: dict[str, Any] = flows.begin_registration(request, request.user, passwordless=True)
    return offered


@transaction.atomic
def add_passkey(request: ViewerRequest, name: str, credential: dict[str, Any]) -> None:
    """Store a passkey that was checked against its challenge; the same one again adds nothing."""
    account = own_account(request.viewer)
    Account.objects.select_for_update().get(pk=account)
    if not is_my_passkey(request.viewer, credential):
        added, _codes = flows.add_authenticator(request, name=name, credential=credential)
        note_down(request.viewer, "passkey.added", f"passkey {added.pk}")


@transaction.atomic
def remove_passkey(request: ViewerRequest, number: int) -> None:
    """Remove one's own passkey; one that is no longer there is removed already."""
    stored = _of(own_account(request.viewer)).filter(pk=number).first()
    if stored:
        flows.remove_authenticator(request, stored)
        note_down(request.viewer, "passkey.removed", f"passkey {number}")


def is_my_passkey(viewer: Viewer, credential: object) -> bool:
    """Tell whether what a browser sent is stored already: a form that was sent twice."""
    sent = credential.get("id") if isinstance(credential, dict) else None
    stored = _of(own_account(viewer)).values_list("data", flat=True)
    return any(data["credential"]["id"] == sent for data in stored)


def as_credential(text: str) -> object:
    """Read what a browser sent; None when it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@receiver(user_logged_in)
def _remember_moment(request: HttpRequest, user: Account, **_other: object) -> None:
    """Let every way of signing in count as proof, since not everybody has a password to repeat."""
    record_authentication(request, user, "sign-in", reauthenticated=True)


def _of(account: int) -> Any:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)


def _as_passkey(stored: Any) -> Passkey:
    return Passkey(stored.pk, stored.data["name"], stored.created_at, stored.last_used_at)


def _export(account: int) -> list[Record]:
    return [
        {"name": each.name, "added_at": each.added_at, "used_at": each.used_at}
        for each in map(_as_passkey, _of(account).order_by("pk"))
    ]


def _forget(account: int) -> None:
    Authenticator.objects.filter(user=account).delete()


register("mfa.Authenticator", export=_export, forget=_forget)
