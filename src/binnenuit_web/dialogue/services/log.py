"""The log of votes: drawn, voted, taken back. Nothing in it is changed; the last one counts.

Who voted or drew stands in no logbook and no log line, and no answer in a session, a cookie or a
shared cache. Every line is sealed and as long as every other.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from binnenuit.dialogue.model import Vote
from binnenuit_web.dialogue.models import Event
from binnenuit_web.dialogue.services.hands import hand_of, may_take_part, may_vote
from binnenuit_web.dialogue.services.lines import (
    Happened,
    Line,
    last_standing,
    pending,
    standing,
    to_bytes,
)
from binnenuit_web.dialogue.services.restarting import open_for_voting
from binnenuit_web.dialogue.services.routing import choose
from binnenuit_web.dialogue.services.running import question_row
from binnenuit_web.dialogue.services.sealing import seal
from binnenuit_web.dialogue.services.shown import ShownStatement, accepted_rows, shown
from binnenuit_web.dialogue.services.table import VotesTable, lines_of, votes_of

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.dialogue.models import Question
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Drawn", "MyVote", "VotesTable", "cast", "draw", "my_votes", "undo", "votes_of"]


@dataclass(frozen=True)
class Drawn:
    """The statement that comes now.

    Attributes
    ----------
    voted, of
        On how many statements this person voted, and how many there are.
    last
        The statement whose vote ``undo`` would take back; None when there is none.
    """

    statement: ShownStatement
    voted: int
    of: int
    last: ShownStatement | None


@dataclass(frozen=True)
class MyVote:
    """What one says of a statement now."""

    statement: ShownStatement
    vote: Vote


@transaction.atomic
def cast(
    viewer: Viewer, question_id: int, statement_number: int, vote: Vote, *, today: date
) -> None:
    """Say something of a statement; the same again adds nothing, something else takes its place.

    ``Vote.NONE`` takes back. NotNowError when one cannot vote now, 404 without such a statement.
    """
    row, hand, _ = _open(viewer, question_id, today)
    if not accepted_rows(row).filter(number=statement_number).exists():
        raise Http404
    lines = lines_of(row, hand)
    if standing(lines).get(statement_number, Vote.NONE) != vote:
        _add(row, hand, Line(len(lines), statement_number, Happened(vote.value)))


@transaction.atomic
def undo(
    viewer: Viewer, question_id: int, today: date, *, statement: int | None = None
) -> int | None:
    """Take back the last vote that stands, and say of which statement: that one comes again.

    With ``statement`` that of this one: sent twice, it takes back no second one.
    """
    row, hand, _ = _open(viewer, question_id, today)
    lines = lines_of(row, hand)
    last = last_standing(lines) if statement is None else statement
    if last is None or last not in standing(lines):
        return None
    _add(row, hand, Line(len(lines), last, Happened.NONE))
    return last


@transaction.atomic
def draw(viewer: Viewer, question_id: int, today: date) -> Drawn | None:
    """Which statement comes now; None when there is none left. It comes back until it is answered.

    The draw is logged once, with its probability: what is not drawn is not missing at random.
    """
    row, hand, person = _open(viewer, question_id, today)
    lines, there = lines_of(row, hand), {each.number or 0: each for each in accepted_rows(row)}
    votes = {number: vote for number, vote in standing(lines).items() if number in there}
    if len(votes) == len(there):
        return None
    number = pending(lines, there.keys() - votes.keys())
    if number is None:
        number, probability = choose(row, person, votes, tuple(there), today)
        _add(row, hand, Line(len(lines), number, Happened.DRAWN, probability))
    last = last_standing(lines)
    before = shown(there[last]) if last in there else None
    return Drawn(shown(there[number]), len(votes), len(there), before)


def my_votes(viewer: Viewer, question_id: int) -> tuple[MyVote, ...]:
    """What one says of each statement now, the last one first; empty when the key is gone."""
    row = question_row(question_id)
    if not may_take_part(viewer) or viewer.person is None:
        raise PermissionDenied
    if row.key is None:
        return ()
    votes = standing(lines_of(row, hand_of(row.key, viewer.person)))
    there = {each.number or 0: each for each in accepted_rows(row)}
    mine = reversed(votes.items())
    return tuple(MyVote(shown(there[number]), vote) for number, vote in mine if number in there)


def _open(viewer: Viewer, question: int, today: date) -> tuple[Question, str, PersonId]:
    """Wait for whoever votes under this question, and say whose hand this is."""
    if not may_vote(viewer, today) or viewer.person is None:
        raise PermissionDenied
    row = open_for_voting(question, today)
    return row, hand_of(row.key or b"", viewer.person), viewer.person


def _add(row: Question, hand: str, line: Line) -> None:
    sealed = seal(row.key or b"", to_bytes(line))
    Event.objects.create(id=uuid.uuid4(), question=row, hand=hand, sealed=sealed)
