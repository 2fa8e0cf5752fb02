"""What this room holds about a person, table by table: exported, and forgotten on request.

Votes, statements, answers and objections stand under hands and not under names: they are found with
the key as long as it is there, and afterwards by nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit_web.dialogue.services import forgetting, poll_forgetting
from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.organisation.model import PersonId


def _register(
    table: str,
    export: Callable[[PersonId], list[personal.Record]],
    forget: Callable[[PersonId], None],
) -> None:
    """Say it of the person whose account it is; an account without one holds nothing here."""

    def export_account(account: int) -> list[personal.Record]:
        person = person_of(account)
        return export(person) if person else []

    def forget_account(account: int) -> None:
        person = person_of(account)
        if person:
            forget(person)

    personal.register(table, export=export_account, forget=forget_account)


_register("dialogue.Event", forgetting.votes_of_person, forgetting.forget_votes_of)
_register("dialogue.Statement", forgetting.statements_of_person, forgetting.forget_statements_of)
_register("dialogue.Value", poll_forgetting.values_by_person, poll_forgetting.forget_values_by)
_register(
    "dialogue.Behaviour",
    poll_forgetting.behaviours_by_person,
    poll_forgetting.forget_behaviours_by,
)
_register("dialogue.Link", poll_forgetting.links_by_person, poll_forgetting.forget_links_by)
_register(
    "dialogue.PollAnswer", poll_forgetting.answers_of_person, poll_forgetting.forget_answers_of
)
_register(
    "dialogue.Objection",
    poll_forgetting.objections_of_person,
    poll_forgetting.forget_objections_of,
)
