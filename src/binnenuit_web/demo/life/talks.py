"""Talks of the chief executive with five directors, and what became of the promises in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from binnenuit.exchange.model import Kind, Question
from binnenuit.promises import Happened
from binnenuit_web.demo.life.words_of_talks import FIRST_LINES, TALKS
from binnenuit_web.exchange import services as exchange
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.demo.life.cast import Cast
    from binnenuit_web.demo.life.words_of_talks import Promised, Turn
    from binnenuit_web.people.viewer import Viewer

_BEGAN = 40


def talk_at_the_top(cast: Cast, today: date) -> None:
    """Begin with a first line about each director, then hold every talk as far as it came."""
    for team, customer, line in FIRST_LINES:
        director = cast.leader(team)
        exchange.write_first_line(
            cast.top,
            director.person or "",
            customer=customer,
            line=line,
            today=_ago(today, _BEGAN),
        )
    for team, turns in TALKS.items():
        _hold(cast.top, cast.leader(team), turns, today)


def _hold(top: Viewer, director: Viewer, turns: tuple[Turn, ...], today: date) -> None:
    number: int | None = None
    for turn in turns:
        on = _ago(today, turn.ago)
        if number is None:
            giver, receiver = top.person or "", director.person or ""
            number = exchange.open_talk(top, Kind.LEADING, giver, receiver, today=on)
        else:
            number = exchange.again(director, number, today=on)
        if number is None:
            raise LookupError("the first layer is closed")
        _write(top, director, number, turn, on)
        if turn.promised:
            _promise(top, director, number, turn.promised, today)


def _write(top: Viewer, director: Viewer, number: int, turn: Turn, on: date) -> None:
    for viewer, part in ((top, turn.top), (director, turn.director)):
        if part:
            exchange.sign(viewer, number, *part, today=on)
    for viewer, alike in ((top, turn.top_sees), (director, turn.director_sees)):
        for question, same in zip(Question, alike, strict=False):
            exchange.mark(viewer, number, question, alike=same)


def _promise(top: Viewer, director: Viewer, talk: int, said: Promised, today: date) -> None:
    promise = exchange.promise(
        top,
        talk,
        said.what,
        _ago(today, said.due),
        once=uuid4(),
        today=_ago(today, said.ago),
    )
    for then in said.then:
        due = None if then.due is None else _ago(today, then.due)
        event = Happened(then.happening, _ago(today, then.ago), then.what, due, then.reason)
        promises.happen(director if then.by_director else top, promise, event, once=uuid4())


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)
