"""What a person voted and wrote under questions whose key is there: exported, and forgotten.

Under a closed question nobody can find it any more: the key is destroyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Event, Question, Statement
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.lines import standing
from binnenuit_web.dialogue.services.routing import forget_folded
from binnenuit_web.dialogue.services.running import text_of
from binnenuit_web.dialogue.services.shown import accepted_rows
from binnenuit_web.dialogue.services.table import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.personal import Record

__all__ = ["forget_statements_of", "forget_votes_of", "statements_of_person", "votes_of_person"]


def votes_of_person(person: PersonId) -> list[Record]:
    """What somebody says of each statement now."""
    return [
        {"question": text_of(row), "statement": each.text, "vote": votes[each.number].value}
        for row, hand in _hands(person)
        for votes in [standing(lines_of(row, hand))]
        for each in accepted_rows(row)
        if each.number in votes
    ]


def statements_of_person(person: PersonId) -> list[Record]:
    """What somebody wrote, and what became of it."""
    return [
        {
            "question": text_of(row),
            "statement": each.text,
            "state": each.state,
            "reason": each.reason,
        }
        for row, hand in _hands(person)
        for each in row.statements.filter(author=hand)
    ]


@transaction.atomic
def forget_votes_of(person: PersonId) -> None:
    """Remove every vote and draw of somebody; the next picture is made without them."""
    for row, hand in _hands(person):
        Event.objects.filter(question=row, hand=hand).delete()
        forget_folded(row.pk)
    transaction.on_commit(erase)


@transaction.atomic
def forget_statements_of(person: PersonId) -> None:
    """Remove what somebody wrote; what was accepted stays without author, as others vote on it."""
    for row, hand in _hands(person):
        mine = row.statements.filter(author=hand)
        mine.exclude(state=Statement.State.ACCEPTED).delete()
        mine.update(author="")
    transaction.on_commit(erase)


def _hands(person: PersonId) -> Iterator[tuple[Question, str]]:
    for row in Question.objects.filter(closed_on=None).exclude(key=None).order_by("pk"):
        yield row, hand_of(row.key or b"", person)
