"""Whose hand it is: a mark that tells whose vote it is to nobody without the key of the question.

The same person makes the same hand under one question, and another one under every other. The key
of the installation is part of it as well: who has the database alone joins no hand to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.crypto import salted_hmac

from binnenuit_web.people.roles import Role
from binnenuit_web.promises.services.place import house

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.viewer import Viewer

_SHAPE: Final = frozenset({Role.FACILITATOR, Role.CHIEF_EXECUTIVE, Role.DIRECTOR})


def hand_of(key: bytes | memoryview, person: PersonId) -> str:
    """Under what a person votes and writes, as long as the key is there."""
    made = salted_hmac(bytes(key).hex(), f"person:{person}", algorithm="sha256")
    return made.hexdigest()


def may_take_part(viewer: Viewer) -> bool:
    """Whether somebody writes and votes: one person, one vote, so with a way in of his own."""
    return viewer.account_id is not None and viewer.person is not None


def may_vote(viewer: Viewer, today: date) -> bool:
    """Whether somebody writes and votes now: who left has an account, and is nobody's colleague."""
    if not may_take_part(viewer):
        return False
    return any(each.person == viewer.person for each in house(today).leading.organisation.people)


def may_shape(viewer: Viewer) -> bool:
    """Whether somebody turns answers that carry into values and behaviours."""
    return not viewer.roles.isdisjoint(_SHAPE)
