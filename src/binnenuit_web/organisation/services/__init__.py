"""The stored organisation: load it, replace it, read files into it, let teams speak."""

from __future__ import annotations

from binnenuit_web.organisation.services.arrivals import (
    QUESTIONS,
    Answers,
    Preview,
    accept,
    preview,
)
from binnenuit_web.organisation.services.byhand import (
    TypedCustomer,
    add_customers,
    remove_customer,
    teams_as_text,
    type_customers,
    type_teams,
)
from binnenuit_web.organisation.services.everybody import people_of_teams
from binnenuit_web.organisation.services.keys import keys_for, link_of, renew_key, team_of_link
from binnenuit_web.organisation.services.mapping import (
    assign_codes,
    assigned_by_hand,
    withdraw_code,
)
from binnenuit_web.organisation.services.mentions import third_persons
from binnenuit_web.organisation.services.naming import (
    AT_MOST,
    Choice,
    Entry,
    Naming,
    Progress,
    Said,
    choices,
    find_choice,
    is_above,
    judge,
    name_customers,
    naming,
    naming_progress,
)
from binnenuit_web.organisation.services.payers import payers, tell_payers
from binnenuit_web.organisation.services.persons import forget_person, memberships_of
from binnenuit_web.organisation.services.profile import (
    Facts,
    Stage,
    begin,
    facts,
    is_set_up,
    reached,
    touch,
)
from binnenuit_web.organisation.services.sources import (
    Note,
    SourceRead,
    note,
    pack,
    pack_error,
    record,
    sources,
    unpack,
)
from binnenuit_web.organisation.services.store import load, replace, team_names, today
from binnenuit_web.organisation.services.two_keys import (
    KEY_HOLDERS,
    Turned,
    free_keys,
    has_turned,
    held_keys,
    turn,
    turned_keys,
)
from binnenuit_web.organisation.services.uploads import discard_upload, keep_upload, uploaded

__all__ = [
    "AT_MOST",
    "KEY_HOLDERS",
    "QUESTIONS",
    "Answers",
    "Choice",
    "Entry",
    "Facts",
    "Naming",
    "Note",
    "Preview",
    "Progress",
    "Said",
    "SourceRead",
    "Stage",
    "Turned",
    "TypedCustomer",
    "accept",
    "add_customers",
    "assign_codes",
    "assigned_by_hand",
    "begin",
    "choices",
    "discard_upload",
    "facts",
    "find_choice",
    "forget_person",
    "free_keys",
    "has_turned",
    "held_keys",
    "is_above",
    "is_set_up",
    "judge",
    "keep_upload",
    "keys_for",
    "link_of",
    "load",
    "memberships_of",
    "name_customers",
    "naming",
    "naming_progress",
    "note",
    "pack",
    "pack_error",
    "payers",
    "people_of_teams",
    "preview",
    "reached",
    "record",
    "remove_customer",
    "renew_key",
    "replace",
    "sources",
    "team_names",
    "team_of_link",
    "teams_as_text",
    "tell_payers",
    "third_persons",
    "today",
    "touch",
    "turn",
    "turned_keys",
    "type_customers",
    "type_teams",
    "unpack",
    "uploaded",
    "withdraw_code",
]
