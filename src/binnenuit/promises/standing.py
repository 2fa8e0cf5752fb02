"""How does a promise stand, and what can be said of it next?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from binnenuit.days import after
from binnenuit.errors import PromiseError
from binnenuit.language import Sentence, sentence
from binnenuit.promises.model import Happened, Happening, Standing, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

GIVER_SAYS: Final = frozenset({Happening.CHANGED, Happening.WITHDRAWN, Happening.DONE})
RECEIVER_SAYS: Final = frozenset({Happening.KEPT, Happening.NOT_KEPT})
ASKED_DAYS: Final = 5
_FURTHEST: Final = timedelta(days=5 * 366)
_ENDED: Final = frozenset({State.KEPT, State.WITHDRAWN})
_ENDS: Final = {Happening.KEPT: State.KEPT, Happening.WITHDRAWN: State.WITHDRAWN}
_WORDS: Final = {
    Happening.MADE: sentence("made"),
    Happening.CHANGED: sentence("changed"),
    Happening.WITHDRAWN: sentence("withdrawn"),
    Happening.DONE: sentence("done"),
    Happening.KEPT: sentence("kept"),
    Happening.NOT_KEPT: sentence("not kept"),
}


def stand(events: Iterable[Happened], *, today: date) -> Standing:
    """How does a promise stand today?

    Parameters
    ----------
    events
        Everything that happened to it, oldest first: made first and once. What was made or changed
        has a day ``due``, not before its own day and at most five years later. A text may be
        empty: those of who was forgotten are.
    today
        The day on which it is looked at.

    Returns
    -------
    standing
        Past ``due`` the giver is asked for 5 working days, then it is overdue for everyone; while
        the receiving side is asked whether it was kept, it is neither.

    Raises
    ------
    PromiseError
        ``promises.beginning``: the first event is not that it was made. ``promises.ended``:
        something follows after kept or withdrawn. ``promises.cannot-follow``: something was said
        that could not be said then, see `allowed`. ``promises.no-day``, ``promises.day-past``,
        ``promises.day-far``: the day until which was promised is missing, past or too far away.

    Notes
    -----
    Linear in the number of events.
    """
    history = tuple(events)
    standing = _beginning(history)
    for event in history[1:]:
        standing = _then(_on(standing, event.on), event)
    return _on(standing, today)


def allowed(standing: Standing) -> frozenset[Happening]:
    """Tell what can be said next of a promise that stands so.

    Parameters
    ----------
    standing
        How it stands on the day on which something would be said.

    Returns
    -------
    happenings
        Nothing once it was kept or withdrawn. Until then it can be changed, withdrawn and kept;
        done when nobody waits for a judgement yet; not kept when that is asked or its day is past,
        and not twice.
    """
    if standing.state in _ENDED:
        return frozenset()
    may = {Happening.CHANGED, Happening.WITHDRAWN, Happening.KEPT}
    past = standing.asks_giver or standing.is_overdue
    if not standing.asks_receiver:
        may.add(Happening.DONE)
    if standing.asks_receiver or (past and not standing.said_not_kept):
        may.add(Happening.NOT_KEPT)
    return frozenset(may)


def asked_until(standing: Standing) -> date:
    """Until which day is the giver asked, before everyone sees that it is overdue?"""
    return after(standing.due, ASKED_DAYS)


def _beginning(history: tuple[Happened, ...]) -> Standing:
    if not history or history[0].happening is not Happening.MADE:
        raise PromiseError(
            "promises.beginning",
            sentence("A promise begins with being made. Put that event first."),
        )
    made = history[0]
    return Standing(
        state=State.OPEN,
        what=made.what,
        due=_day_of(made),
        made_on=made.on,
        asks_giver=False,
        is_overdue=False,
        asks_receiver=False,
        said_not_kept=False,
        history=history,
    )


def _then(before: Standing, event: Happened) -> Standing:
    """How it stands after one more event; its questions to the giver are not yet looked at."""
    if event.happening not in allowed(before):
        raise _cannot_follow(before, event)
    if event.happening is Happening.CHANGED:
        return replace(
            before,
            state=State.CHANGED,
            what=event.what,
            due=_day_of(event),
            asks_receiver=False,
            said_not_kept=False,
        )
    return replace(
        before,
        state=_ENDS.get(event.happening, before.state),
        asks_receiver=event.happening is Happening.DONE,
        said_not_kept=event.happening is Happening.NOT_KEPT
        or (before.said_not_kept and event.happening is not Happening.KEPT),
    )


def _on(standing: Standing, day: date) -> Standing:
    waits = standing.state not in _ENDED and not standing.asks_receiver and day > standing.due
    is_overdue = waits and day > asked_until(standing)
    return replace(standing, asks_giver=waits and not is_overdue, is_overdue=is_overdue)


def _day_of(event: Happened) -> date:
    if event.due is None:
        raise PromiseError(
            "promises.no-day", sentence("A promise needs a day. Say until when you promise it.")
        )
    if event.due < event.on:
        said = sentence("{day} is past. Choose a day from today on.", day=event.due)
        raise PromiseError("promises.day-past", said)
    if event.due - event.on > _FURTHEST:
        said = sentence("{day} is more than five years away. Choose a nearer day.", day=event.due)
        raise PromiseError("promises.day-far", said)
    return event.due


def _cannot_follow(before: Standing, event: Happened) -> PromiseError:
    if before.state in _ENDED:
        return PromiseError(
            "promises.ended",
            sentence("This promise has come to its end. Make a new one instead."),
        )
    word: Sentence = _WORDS[event.happening]
    return PromiseError(
        "promises.cannot-follow",
        sentence("“{word}” cannot be said of this promise now. See how it stands.", word=word),
    )
