"""What values, behaviours and polls hold about a person: exported, and forgotten on request.

An answer or objection can be found as long as the poll has its key; afterwards by nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Behaviour, Link, Objection, Poll, PollAnswer, Value
from binnenuit_web.dialogue.services.asked_places import keep_places, places_of
from binnenuit_web.dialogue.services.asking import SHORT
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.sealing import unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.personal import Record

__all__ = [
    "answers_of_person",
    "behaviours_by_person",
    "forget_answers_of",
    "forget_behaviours_by",
    "forget_links_by",
    "forget_objections_of",
    "forget_values_by",
    "links_by_person",
    "objections_of_person",
    "values_by_person",
]


def values_by_person(person: PersonId) -> list[Record]:
    """Values that somebody wrote down."""
    rows = Value.objects.filter(by=person).order_by("pk")
    return [{**row} for row in rows.values("name", "words", "made_on")]


def behaviours_by_person(person: PersonId) -> list[Record]:
    """Behaviours that somebody wrote down."""
    columns = ("who", "does", "when", "visible_to", "nl", "en", "made_on")
    return [{**row} for row in Behaviour.objects.filter(by=person).order_by("pk").values(*columns)]


def links_by_person(person: PersonId) -> list[Record]:
    """Steps that somebody made."""
    rows = Link.objects.filter(by=person).order_by("pk")
    return [{**row} for row in rows.values("value__name", "statement__text", "made_on")]


def answers_of_person(person: PersonId) -> list[Record]:
    """What somebody answered in polls that are open."""
    return [
        {"poll": poll.pk, "kind": poll.kind, "answer": unseal(poll.key or b"", row.sealed).decode()}
        for poll, hand in _hands(person)
        for row in PollAnswer.objects.filter(poll=poll, hand=hand)
    ]


def objections_of_person(person: PersonId) -> list[Record]:
    """What somebody objected in polls that are open."""
    return [
        {"poll": poll.pk, "objection": row.text, "state": row.state}
        for poll, hand in _hands(person)
        for row in Objection.objects.filter(poll=poll, author=hand)
    ]


def forget_values_by(person: PersonId) -> None:
    """Leave no name at values: their words are the organisation's, and everybody was asked."""
    Value.objects.filter(by=person).update(by="")


def forget_behaviours_by(person: PersonId) -> None:
    """As for values."""
    Behaviour.objects.filter(by=person).update(by="")


def forget_links_by(person: PersonId) -> None:
    """As for values."""
    Link.objects.filter(by=person).update(by="")


@transaction.atomic
def forget_answers_of(person: PersonId) -> None:
    """Remove what somebody answered, and that he was asked."""
    for poll, hand in _hands(person):
        PollAnswer.objects.filter(poll=poll, hand=hand).delete()
        places = places_of(poll)
        if places.pop(hand[:SHORT], None) is not None:
            keep_places(poll, places)
            poll.save(update_fields=["teams"])
    transaction.on_commit(erase)


@transaction.atomic
def forget_objections_of(person: PersonId) -> None:
    """Remove what somebody objected."""
    for poll, hand in _hands(person):
        Objection.objects.filter(poll=poll, author=hand).delete()
    transaction.on_commit(erase)


def _hands(person: PersonId) -> Iterator[tuple[Poll, str]]:
    for row in Poll.objects.filter(closed_on=None).exclude(key=None).order_by("pk"):
        yield row, hand_of(row.key or b"", person)
