"""Codes on paper: who has no mail signs in with twelve characters, or by scanning them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.models import PaperCode
from binnenuit_web.people.services.accounts import enter_as, must_prepare
from binnenuit_web.people.services.arrivals import make_accounts
from binnenuit_web.people.services.listing import people_file, with_accounts
from binnenuit_web.people.services.logbook import note_down
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.http import HttpRequest

log = logging.getLogger("binnenuit.people")

CODE_LIVES: Final = timedelta(days=180)
LENGTH: Final = 12
# Douglas Crockford's 32 characters: no I, L, O or U, and who types these means 1, 1, 0 and V.
# Twelve of them are 60 bits.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT: Final = str.maketrans("ILOU", "110V")
_NOT_IN_A_CODE: Final = re.compile(r"[^0-9A-Z]")
_MAKING: Final = "binnenuit.people.paper-code"
_STORING: Final = "binnenuit.people.paper-code.stored"

acts.register("code.printed", _("printed a code on paper"))


@dataclass(frozen=True)
class PrintedCode:
    """A slip of paper: the name, and the code in three groups of four."""

    name: str
    code: str
    expires_at: datetime


@transaction.atomic
def print_codes(
    viewer: Viewer, team: str, persons: Collection[str], *, once: UUID, now: datetime
) -> tuple[PrintedCode, ...]:
    """Give each of these people of a team a new code; the one before no longer works.

    Who has no account gets one; an ended account stays ended. The code follows from the server's
    secret and ``once``: the same form sent again gives the same sheet and ends nothing.
    """
    must_prepare(viewer)
    people = [each for each in people_file([team]) if each.person in persons]
    make_accounts(viewer, people)
    accounts = with_accounts(people)
    return tuple(
        _print(viewer, accounts[each.person].pk, accounts[each.person].name, once, now)
        for each in people
        if accounts[each.person].is_active
    )


def _print(viewer: Viewer, account: int, name: str, once: UUID, now: datetime) -> PrintedCode:
    code = _code(account, once)
    there = PaperCode.objects.filter(account=account, code_hash=_hash(code)).first()
    if there is None:
        there, _made = PaperCode.objects.update_or_create(
            account_id=account,
            defaults={"code_hash": _hash(code), "expires_at": now + CODE_LIVES},
        )
        note_down(viewer, "code.printed", f"account {account}")
        log.info("account %s got a code on paper", account)
    return PrintedCode(name, in_groups(code), there.expires_at)


def in_groups(code: str) -> str:
    """Write a code as it is printed: ABCD-EFGH-JKMN."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def as_meant(typed: str) -> str:
    """Read a code as somebody types it: small letters, spaces, and an O for a nought."""
    return _NOT_IN_A_CODE.sub("", typed.upper()).translate(_MEANT)


def account_of_code(code: str, *, now: datetime) -> int | None:
    """Whose code this is; None for one that nobody has, is too old, or whose account has ended."""
    living = PaperCode.objects.filter(expires_at__gt=now, account__is_active=True)
    found = living.filter(code_hash=_hash(as_meant(code))).values_list("account", flat=True).first()
    return int(found) if found is not None else None


@transaction.atomic
def enter_with_code(request: HttpRequest, account: int, *, stays: bool) -> None:
    """Sign in; unless it ``stays``, until the browser is closed: phones are shared."""
    enter_as(request, account)
    if not stays:
        request.session.set_expiry(0)
    note_down(Viewer(account_id=account), "account.entered", f"account {account}")


def _code(account: int, once: UUID) -> str:
    made = salted_hmac(_MAKING, f"{account}:{once}", algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:LENGTH])


def _hash(code: str) -> str:
    return salted_hmac(_STORING, code, algorithm="sha256").hexdigest()
