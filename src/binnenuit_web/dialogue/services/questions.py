"""Core questions: beginning one, all of them, one of them, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue.models import Question, Statement
from binnenuit_web.dialogue.services.banked import TalkStep, choice, from_bank, talk
from binnenuit_web.dialogue.services.hands import may_vote
from binnenuit_web.dialogue.services.moderating import add_seeds
from binnenuit_web.dialogue.services.running import (
    NotNowError,
    State,
    question_row,
    state_of,
    text_of,
)
from binnenuit_web.dialogue.services.sealing import new_key
from binnenuit_web.dialogue.services.statements import NamesSomebodyError
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.moves import Move
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "LONGEST_OPEN",
    "USUAL_TALK",
    "USUAL_VOTE",
    "NewQuestion",
    "QuestionPage",
    "ShownQuestion",
    "State",
    "every_question",
    "guide_moves",
    "is_wrong",
    "open_question",
    "question_page",
    "text_of",
]

USUAL_TALK: Final = timedelta(days=7)
USUAL_VOTE: Final = timedelta(days=21)
LONGEST_OPEN: Final = timedelta(days=120)

acts.register("dialogue.begun", _("began a core question"))


@dataclass(frozen=True)
class NewQuestion:
    """What is asked, and when.

    Attributes
    ----------
    bank
        Code of a question of the bank, whose words are taken; empty for own words.
    nl, en
        Own words; one of both may be empty.
    votes_from, closes_on
        The first and the last day on which one votes.
    seeds
        Statements to begin with.
    """

    votes_from: date
    closes_on: date
    bank: str = ""
    nl: str = ""
    en: str = ""
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownQuestion:
    """One core question in a list."""

    id: int
    text: str
    state: State
    votes_from: date
    closes_on: date
    closed_on: date | None
    has_picture: bool

    @property
    def ended_on(self) -> date:
        """When one could vote for the last time, as far as is known."""
        return self.closed_on or self.closes_on


@dataclass(frozen=True)
class QuestionPage:
    """One core question, and what its reader can do.

    Attributes
    ----------
    statements
        How many there are to vote on.
    waiting
        How many wait to be read; 0 for who does not guide.
    takes_part
        Whether this reader writes and votes while it is open.
    guides
        Whether this reader guides: reads what waits, closes.
    restarted_on
        When voting began anew, after a backup was put back; None when it did not.
    is_destroyed
        It is closed, its last picture is made, and votes and hands are gone.
    why
        Why one asks it, as the bank says; empty for an own question.
    talk
        The twenty minutes that come first.
    """

    id: int
    text: str
    state: State
    opened_on: date
    votes_from: date
    closes_on: date
    closed_on: date | None
    restarted_on: date | None
    has_picture: bool
    statements: int
    waiting: int
    takes_part: bool
    guides: bool
    is_destroyed: bool
    why: str
    talk: tuple[TalkStep, ...]

    @property
    def was_cut_short(self) -> bool:
        """Closed because a backup was put back after a picture had been shown."""
        return self.state is State.CLOSED and self.restarted_on == self.closed_on is not None


def every_question(viewer: Viewer, today: date) -> tuple[ShownQuestion, ...]:
    """All core questions: first those on which one votes, then those to talk about, then closed."""
    _demand_inside(viewer)
    order = {State.OPEN: 0, State.TALK: 1, State.CLOSED: 2}
    rows = Question.objects.prefetch_related("pictures").order_by("-pk")
    every = [_shown(row, today) for row in rows]
    return tuple(sorted(every, key=lambda each: order[each.state]))


def question_page(viewer: Viewer, question_id: int, today: date) -> QuestionPage:
    """One core question as this viewer sees it; 404 when there is none."""
    _demand_inside(viewer)
    row = question_row(question_id)
    statements = row.statements.filter(state=Statement.State.ACCEPTED).count()
    waits = row.statements.filter(state=Statement.State.WAITING)
    state, chosen = state_of(row, today), choice(row.bank)
    return QuestionPage(
        id=row.pk,
        text=text_of(row),
        state=state,
        opened_on=row.opened_on,
        votes_from=row.votes_from,
        closes_on=row.closes_on,
        closed_on=row.closed_on,
        restarted_on=row.restarted_on,
        has_picture=row.pictures.exclude(shown={}).exists(),
        statements=statements,
        waiting=waits.count() if viewer.may_prepare and state is not State.CLOSED else 0,
        takes_part=may_vote(viewer, today),
        guides=viewer.may_prepare,
        is_destroyed=row.closed_on is not None and row.key is None,
        why=chosen.why if chosen else "",
        talk=talk(row.bank),
    )


@transaction.atomic
def open_question(viewer: Viewer, new: NewQuestion, *, once: UUID, today: date) -> int:
    """Begin a core question; the same ``once`` again gives the same one. The facilitator only.

    NotNowError when the days are not in order, or there are no words; NamesSomebodyError when the
    question or one of its seeds names a person.
    """
    if not viewer.may_prepare:
        raise PermissionDenied
    same = Question.objects.filter(once=once).first()
    if same is not None:
        return same.pk
    chosen = from_bank(new.bank)
    nl, en = (chosen.question["nl"], chosen.question["en"]) if chosen else (new.nl, new.en)
    if is_wrong(new.votes_from, new.closes_on, today) or not (nl or en):
        raise NotNowError
    names = organisation.third_persons(f"{new.nl}\n{new.en}")
    if names:
        raise NamesSomebodyError(names)
    row = Question.objects.create(
        once=once,
        bank=chosen.code if chosen else "",
        nl=nl,
        en=en,
        opened_on=today,
        votes_from=new.votes_from,
        closes_on=new.closes_on,
        key=new_key(),
    )
    add_seeds(row, new.seeds, once=once)
    note_down(viewer, "dialogue.begun", f"core question {row.pk}")
    return row.pk


def is_wrong(votes_from: date, closes_on: date, today: date) -> bool:
    """Whether the days are not in order: today, from when on one votes, the last day."""
    return not today <= votes_from < closes_on <= today + LONGEST_OPEN


def guide_moves(viewer: Viewer, today: date) -> list[Move]:
    """What waits for the facilitator: statements to be read; empty for everybody else."""
    if not viewer.may_prepare:
        return []
    waits = Question.objects.filter(closed_on=None, statements__state=Statement.State.WAITING)
    return [
        Move(
            gettext("Read statements that wait: %(question)s") % {"question": text_of(row)},
            reverse("dialogue:moderate", args=[row.pk]),
            row.closes_on,
        )
        for row in waits.distinct().order_by("pk")
        if state_of(row, today) is not State.CLOSED
    ]


def _shown(row: Question, today: date) -> ShownQuestion:
    return ShownQuestion(
        row.pk,
        text_of(row),
        state_of(row, today),
        row.votes_from,
        row.closes_on,
        row.closed_on,
        any(each.shown for each in row.pictures.all()),
    )


def _demand_inside(viewer: Viewer) -> None:
    if not viewer.is_signed_in:
        raise PermissionDenied
