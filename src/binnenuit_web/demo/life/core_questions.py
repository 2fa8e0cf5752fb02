"""Two core questions of the bakery group: one that ended weeks ago, and one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import translation

from binnenuit.organisation.model import TeamId
from binnenuit_web.demo.crowd import Crowd
from binnenuit_web.demo.life import words_of_core_questions as words
from binnenuit_web.demo.life.shaping import Shaping
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.services import invented
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.demo.life.cast import Cast
    from binnenuit_web.demo.life.words_of_core_questions import Said
    from binnenuit_web.people.viewer import Viewer

TAKES_PART: Final = 0.68
_SO_FAR: Final = 0.3
# How many statements whom a visitor can be has voted on, by the team; the others on none.
_VOTED: Final = {"oven-night": 4, "drivers-west": 7, "top": 2}


@dataclass(frozen=True)
class _Days:
    """When a question was opened, voted on first and last, in days before today."""

    opened: int
    votes_from: int
    closes: int


_THEN: Final = _Days(49, 42, 21)
_NOW: Final = _Days(8, 4, -14)


def ask_core_questions(cast: Cast, today: date) -> None:
    """Let the group be asked whether it is ready, then about two questions, and decide on some.

    Call it outside a transaction: what ended goes through the gate.
    """
    crowd = Crowd(organisation.load())
    shaping = Shaping(cast, crowd, today)
    asking = _Asking(cast, crowd, today)
    with translation.override("nl"):
        shaping.ask_whether_ready()
        asking.ended()
        shaping.shape()
        asking.under_way()


@dataclass(frozen=True)
class _Asking:
    """Everything that was asked until today."""

    cast: Cast
    crowd: Crowd
    today: date

    def ended(self) -> None:
        """The first question: three weeks of votes, and what carries."""
        with transaction.atomic():
            question = self._open("style-noticed", words.THEN, _THEN)
            voters = self.crowd.some("then", TAKES_PART)
            self._vote(question, words.THEN, voters, self._ago(_THEN.votes_from - 7))
        services.close_question(self.cast.facilitator, question, self._ago(_THEN.closes))

    def under_way(self) -> None:
        """The second one: votes came in, some statements wait, and visitors have votes to give."""
        on = self._ago(1)
        with transaction.atomic():
            question = self._open("account-for", words.NOW, _NOW)
            voters = self.crowd.some("now", _SO_FAR, but=self.cast.visitors)
            self._vote(question, words.NOW, voters, on)
            for team, number in _VOTED.items():
                self._vote(question, words.NOW[:number], [self._visitor(team).person], on)
        services.make_picture(question, self.today)
        with transaction.atomic():
            self._wait(question)

    def _open(self, bank: str, said: Sequence[Said], days: _Days) -> int:
        opened, on = self._ago(days.opened), self._ago(days.votes_from)
        new = services.NewQuestion(
            votes_from=on,
            closes_on=self._ago(days.closes),
            bank=bank,
            seeds=tuple(each.text for each in said if each.is_seed),
        )
        once = _once(f"question {bank}")
        question = services.open_question(self.cast.facilitator, new, once=once, today=opened)
        written = [each for each in said if not each.is_seed]
        for author, each in zip(cycle(self._authors()), written, strict=False):
            with translation.override(each.language):
                self._write(author, question, each.text, on)
        self._accept(question, on)
        return question

    def _wait(self, question: int) -> None:
        """Statements of today: one that was refused, and some that nobody has read yet."""
        employee, *others = (self._visitor("oven-night"), *self._authors())
        self._write(employee, question, words.REFUSED, self.today)
        (refused,) = services.waiting(self.cast.facilitator, question)
        services.refuse(self.cast.facilitator, refused.id, words.WHY_REFUSED)
        self._write(employee, question, words.MINE, self.today)
        for author, text in zip(others, words.WAITING, strict=False):
            self._write(author, question, text, self.today)

    def _vote(
        self, question: int, said: Sequence[Said], voters: Iterable[PersonId | None], on: date
    ) -> None:
        votes = self.crowd.votes(str(question), [each for each in voters if each], said)
        invented.vote_together(question, votes, today=on)

    def _write(self, author: Viewer, question: int, text: str, on: date) -> None:
        services.write(author, question, text, once=_once(f"{question} {text}"), today=on)

    def _accept(self, question: int, on: date) -> None:
        waits = services.waiting(self.cast.facilitator, question)
        services.accept(self.cast.facilitator, [each.id for each in waits], on)

    def _authors(self) -> list[Viewer]:
        """Who has an account and is nobody whom a visitor can be."""
        there: Collection[Viewer] = self.cast.people.values()
        return [each for each in there if each.person not in self.cast.visitors]

    def _visitor(self, team: str) -> Viewer:
        """Whom a visitor can be, by his team."""
        here = (self.cast.people[each] for each in self.cast.visitors)
        return next(each for each in here if each.team == TeamId(team))

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def _once(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"bakery group: {what}")
