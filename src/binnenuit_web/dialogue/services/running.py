"""One core question: which it is, how it stands, and what it says to a reader."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import get_language

from binnenuit_web.dialogue.models import Question

if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """How a question stands."""

    TALK = "talk"  # teams talk about it; nobody writes or votes yet
    OPEN = "open"  # one writes and votes
    CLOSED = "closed"


class NotNowError(Exception):
    """A question is not open now, or what was chosen is not there any more."""


def question_row(question: int) -> Question:
    """One question as it is stored; 404 when there is none."""
    row = Question.objects.filter(pk=question).first()
    if row is None:
        raise Http404
    return row


def locked(question: int) -> Question:
    """One question, kept from changing until the transaction ends; 404 when there is none.

    Whoever votes waits here for whoever else votes under it, so that no two lines of a hand get
    the same number.
    """
    row = Question.objects.select_for_update().filter(pk=question).first()
    if row is None:
        raise Http404
    return row


def state_of(row: Question, today: date) -> State:
    """How a question stands; one that is over is closed, also before its last picture is made.

    One whose key is gone, after a backup was put back, is closed when anything was shown of it:
    see ``restart``.
    """
    if row.closed_on is not None or today > row.closes_on:
        return State.CLOSED
    if is_keyless(row) and row.pictures.exists():
        return State.CLOSED
    return State.OPEN if today >= row.votes_from else State.TALK


def text_of(row: Question, language: str = "") -> str:
    """What is asked, in the reader's language; in the other one where that is all there is."""
    dutch = (language or get_language() or "").startswith("nl")
    return (row.nl or row.en) if dutch else (row.en or row.nl)


def is_keyless(row: Question) -> bool:
    """Whether a backup was put back while one voted: no backup holds the key."""
    return row.closed_on is None and row.key is None
