"""An account for everybody in the people file, with the role that follows from whom they lead."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from binnenuit_web.people.models import Account
from binnenuit_web.people.services.accounts import NewPerson, create_account, must_prepare
from binnenuit_web.people.services.listing import people_file, with_accounts
from binnenuit_web.people.services.logbook import note_down

if TYPE_CHECKING:
    from collections.abc import Collection

    from binnenuit_web.people.listed import Listed
    from binnenuit_web.people.viewer import Viewer

_LONGEST_NAME: Final = 120
_LONGEST_SIGN_IN_NAME: Final = 50  # leaves room for a number behind it
_NOT_IN_A_SIGN_IN_NAME: Final = re.compile(r"[^a-z0-9]+")


@transaction.atomic
def accounts_for(viewer: Viewer, teams: Collection[str] | None) -> tuple[int, ...]:
    """Make an account for everybody of these teams (None: of all) who has none; their ids.

    Nobody can sign in with such an account before a link or a code was handed over. Whoever has an
    account, also an ended one, keeps it as it is.
    """
    must_prepare(viewer)
    return make_accounts(viewer, people_file(teams))


def make_accounts(viewer: Viewer, people: Collection[Listed]) -> tuple[int, ...]:
    """Make an account for each of these people who has none."""
    known = with_accounts(people)
    taken = set(Account.objects.values_list("username", flat=True))
    made = []
    for each in people:
        if each.person in known:
            continue
        username = _sign_in_name(each, taken)
        taken.add(username)
        made.append(create_account(_account_of(each, username)))
        note_down(viewer, "account.made", f"account {made[-1]}")
    return tuple(made)


def _account_of(listed: Listed, username: str) -> NewPerson:
    languages = dict(settings.LANGUAGES)
    return NewPerson(
        username=username,
        name=(listed.name or listed.person)[:_LONGEST_NAME],
        roles=(listed.role,),
        team=listed.teams[0],
        person=listed.person,
        language=listed.language if listed.language in languages else settings.LANGUAGE_CODE,
    )


def _sign_in_name(listed: Listed, taken: Collection[str]) -> str:
    """Derive a name that can be typed: karin.de.wit, and karin.de.wit2 for the second of them."""
    plain = unicodedata.normalize("NFKD", listed.name or listed.person)
    letters = plain.encode("ascii", "ignore").decode().lower()
    wanted = _NOT_IN_A_SIGN_IN_NAME.sub(".", letters).strip(".")[:_LONGEST_SIGN_IN_NAME] or "person"
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name
