"""What is kept about one person, to take along or to have forgotten."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.models import Account, Duty, OneTimeLink, PaperCode
from binnenuit_web.people.personal import Record, register, registered
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services.accounts import LastFacilitatorError, own_account
from binnenuit_web.people.services.logbook import note_down

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer

log = logging.getLogger("binnenuit.people")

acts.register("account.forgotten", _("was forgotten, at the own request"))


def export_all(viewer: Viewer) -> dict[str, list[Record]]:
    """Return everything stored about whoever is signed in, by table."""
    account = own_account(viewer)
    return {each.table: each.export(account) for each in registered()}


@transaction.atomic
def forget_all(viewer: Viewer) -> None:
    """Make everything stored say nothing any more about whoever is signed in."""
    account = own_account(viewer)
    others = Account.objects.filter(duties__role=Role.FACILITATOR, is_active=True).exclude(
        pk=account
    )
    if viewer.may_prepare and not others.exists():
        raise LastFacilitatorError
    # Rooms first, the account last: it alone knows who this person is in the tables of the rooms.
    for each in reversed(registered()):
        each.forget(account)
    note_down(viewer, "account.forgotten", f"account {account}")
    log.info("account %s was forgotten", account)


def _export_account(account: int) -> list[Record]:
    columns = ("username", "name", "team", "person", "language", "created_at", "last_login")
    return [{**row} for row in Account.objects.filter(pk=account).values(*columns)]


def _forget_account(account: int) -> None:
    Account.objects.filter(pk=account).update(
        username=f"forgotten-{account}",
        name="",
        team="",
        person="",
        password="!",  # noqa: S106  Django's mark for "no password fits"
        is_active=False,
        last_login=None,
    )


def _export_link(account: int) -> list[Record]:
    return [{**row} for row in OneTimeLink.objects.filter(account=account).values("expires_at")]


def _forget_link(account: int) -> None:
    OneTimeLink.objects.filter(account=account).delete()


def _export_addresses(account: int) -> list[Record]:
    return [
        {**row} for row in EmailAddress.objects.filter(user=account).values("email", "verified")
    ]


def _forget_addresses(account: int) -> None:
    EmailAddress.objects.filter(user=account).delete()


register("people.Account", export=_export_account, forget=_forget_account)


def _export_duties(account: int) -> list[Record]:
    return [{**row} for row in Duty.objects.filter(account=account).values("role")]


def _forget_duties(account: int) -> None:
    Duty.objects.filter(account=account).delete()


def _export_code(account: int) -> list[Record]:
    return [{**row} for row in PaperCode.objects.filter(account=account).values("expires_at")]


def _forget_code(account: int) -> None:
    PaperCode.objects.filter(account=account).delete()


register("people.Duty", export=_export_duties, forget=_forget_duties)
register("people.PaperCode", export=_export_code, forget=_forget_code)
register("people.OneTimeLink", export=_export_link, forget=_forget_link)
register("account.EmailAddress", export=_export_addresses, forget=_forget_addresses)
