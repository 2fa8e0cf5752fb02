"""A link per paying customer: who holds it takes part in one talk, without an account."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange.model import Kind, Side
from binnenuit_web.exchange.models import CustomerLink, Exchange
from binnenuit_web.exchange.services.sides import locked_row
from binnenuit_web.exchange.services.talks import is_latest
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer

__all__ = ["exchange_of_link", "key_for", "link_of", "renew_link"]

_SALT: Final = "binnenuit.exchange.customer-link"
_LENGTH: Final = 32

acts.register("customer_link.made", _("made the link of a customer"))
acts.register("customer_link.renewed", _("renewed the link of a customer"))


@transaction.atomic
def key_for(viewer: Viewer, talk: int) -> str:
    """Give the key of the customer, made on first use and the same ever after until renewed.

    Only the team that is paid hands it out, not the facilitator: whoever holds it reads the talk.
    """
    row = _paid_talk(viewer, talk)
    link = CustomerLink.objects.filter(exchange=row).first()
    if link is None:
        link = CustomerLink.objects.create(exchange=row, token_hash=link_of(_key(row, 1)))
        note_down(viewer, "customer_link.made", f"talk {row.pk}")
    return _key(row, link.serial)


@transaction.atomic
def renew_link(viewer: Viewer, talk: int) -> None:
    """End the customer's old key; the next one asked for is new."""
    row = _paid_talk(viewer, talk)
    link = CustomerLink.objects.filter(exchange=row).first()
    if link is None:
        return
    link.serial += 1
    link.token_hash = link_of(_key(row, link.serial))
    link.save(update_fields=["serial", "token_hash"])
    note_down(viewer, "customer_link.renewed", f"talk {row.pk}")


def link_of(key: str) -> str:
    """What a session may remember of a key: enough to ask ``exchange_of_link``, not to open it."""
    return hashlib.sha256(key.encode()).hexdigest()


def exchange_of_link(link: str) -> int | None:
    """Tell which talk a link opens; None when it was renewed, or when team or customer is gone."""
    row = Exchange.objects.filter(customerlink__token_hash=link).first()
    if row is None:
        return None
    stored = organisation.today()
    team_is_there = row.giver in {str(team) for team in stored.team_by_id}
    customer_is_there = row.receiver in {str(customer) for customer in stored.customer_by_id}
    return row.pk if team_is_there and customer_is_there else None


def _paid_talk(viewer: Viewer, talk: int) -> Exchange:
    row, side = locked_row(viewer, talk)
    if side is not Side.GIVER or row.kind != Kind.PAYING or not is_latest(row):
        raise PermissionDenied
    return row


def _key(row: Exchange, serial: int) -> str:
    # Of the two and not of the talk: a customer keeps his link from one talk to the next.
    text = json.dumps([serial, row.giver, row.receiver])
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:_LENGTH]
