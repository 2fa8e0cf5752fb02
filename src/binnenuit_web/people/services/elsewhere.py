"""Who signs in where the organisation already does: which account that is, and what is kept of it.

Kept is one line per account: the issuer (as a hash) and its number for this person. The first time
the sign-in name decides, from then on that number does: a name that is given to somebody else later
opens nothing.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from binnenuit_web.people.models import Account
from binnenuit_web.people.personal import Record, register

log = logging.getLogger("binnenuit.people")


def entrance() -> str:
    """Give the name of the place where people already sign in; empty when there is none."""
    configured = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
    return str(configured["APPS"][0]["name"]) if configured else ""


def provider() -> str:
    """Give the id of that place, which follows from its issuer; KeyError when there is none."""
    return str(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["provider_id"])


@transaction.atomic
def account_of(login: Any) -> Account | None:
    """Find whose account this is, and remember it; None for who has none, or not any more.

    ``login`` is allauth's, with the sign-in name that the issuer vouches for as ``claimed``.
    """
    known = SocialAccount.objects.filter(provider=login.account.provider, uid=login.account.uid)
    if found := known.select_related("user").first():
        return found.user if found.user.is_active else None
    account = _named(login.claimed)
    return account if account and _tie(account, login.account) else None


def forget_elsewhere(account: int) -> None:
    """Let the provider introduce somebody anew, by the sign-in name: it changed its numbers."""
    SocialAccount.objects.filter(user=account).delete()


def tell_operator(problem: Exception | None) -> None:
    """Log what kind of thing went wrong; what the provider said of it may name a person."""
    kind = type(problem.__cause__ or problem).__name__ if problem else "stopped on the way"
    log.warning("signing in elsewhere did not work: %s", kind)


def _named(claimed: object) -> Account | None:
    if not isinstance(claimed, str) or not claimed:
        return None
    found = Account.objects.select_for_update().filter(username=claimed.lower(), is_active=True)
    return found.first()


def _tie(account: Account, seen: SocialAccount) -> bool:
    """Remember under which number the provider knows this account; False for a second number."""
    tied, _new = SocialAccount.objects.get_or_create(
        user=account, provider=seen.provider, defaults={"uid": seen.uid}
    )
    return bool(tied.uid == seen.uid)


def _export(account: int) -> list[Record]:
    return [
        {"issuer": each.provider, "number": each.uid, "since": each.date_joined}
        for each in SocialAccount.objects.filter(user=account)
    ]


register("socialaccount.SocialAccount", export=_export, forget=forget_elsewhere)
