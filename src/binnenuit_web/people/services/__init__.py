"""Accounts: making, inviting, letting in, exporting and forgetting."""

from __future__ import annotations

from binnenuit_web.people.services.accounts import (
    NewPerson,
    Person,
    account_called,
    choose_language,
    choose_password,
    create_account,
    enter_as,
    enter_team,
    everybody,
    first_of,
    has_accounts,
    is_username_taken,
    person,
    person_of,
    shut_out,
)
from binnenuit_web.people.services.links import (
    Invitation,
    accept,
    invitation,
    invite,
    invite_again,
    is_set_up_link,
    set_up,
    set_up_link,
)
from binnenuit_web.people.services.own import LastFacilitatorError, export_all, forget_all

__all__ = [
    "Invitation",
    "LastFacilitatorError",
    "NewPerson",
    "Person",
    "accept",
    "account_called",
    "choose_language",
    "choose_password",
    "create_account",
    "enter_as",
    "enter_team",
    "everybody",
    "export_all",
    "first_of",
    "forget_all",
    "has_accounts",
    "invitation",
    "invite",
    "invite_again",
    "is_set_up_link",
    "is_username_taken",
    "person",
    "person_of",
    "set_up",
    "set_up_link",
    "shut_out",
]
