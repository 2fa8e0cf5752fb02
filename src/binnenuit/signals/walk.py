"""The way of a symptom to its source: who is asked, until when, and where it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.days import after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.organisation.leading import Led
    from binnenuit.organisation.model import PersonId

DAYS_TO_ANSWER: Final = 5
"""Working days that each layer has."""


class StepState(StrEnum):
    """How one layer of a walk stands.

    A silent layer did not answer in time, and nobody waits for it any more; it may still answer,
    which then is late.
    """

    ASKED = "asked"
    SILENT = "silent"
    ANSWERED = "answered"
    LATE = "late"


@dataclass(frozen=True)
class WalkStep:
    """One layer that was asked, and whether it answered.

    Attributes
    ----------
    leader
        Who was asked; empty for somebody who was forgotten since.
    asked_on
        The day on which he was asked.
    answered_on
        The day on which he answered; None as long as he did not.
    begins_here
        He said "it begins with me"; False for "it goes further up", None without an answer.
    """

    leader: PersonId
    asked_on: date
    answered_on: date | None = None
    begins_here: bool | None = None

    @property
    def until(self) -> date:
        """The last day on which an answer is in time."""
        return after(self.asked_on, DAYS_TO_ANSWER)


@dataclass(frozen=True)
class WalkStanding:
    """How a walk stands on one day.

    Attributes
    ----------
    states
        How each layer that was asked stands, in the order of the steps.
    begins_with
        Number of the step whose leader said "it begins with me", counted from 0; None as long as
        the walk goes on. The first who said so, when two did.
    to_ask
        Who must be asked now, with the team led on this way; None when somebody in time still has
        days left, at the top, and when the walk has ended.
    """

    states: tuple[StepState, ...]
    begins_with: int | None
    to_ask: Led | None

    @property
    def has_ended(self) -> bool:
        """Somebody said that it begins with him."""
        return self.begins_with is not None


def stand(way: Sequence[Led], steps: Sequence[WalkStep], *, today: date) -> WalkStanding:
    """Tell how a walk stands: which layers answered, which are silent, and who is asked next.

    Parameters
    ----------
    way
        Leaders from the team that asked to the top: ``Leading.way_up``, as it is today. Empty when
        nobody leads that team: then nobody is asked.
    steps
        Who was asked so far, lowest first; empty for a walk that begins now.
    today
        The day for which it is told.

    Returns
    -------
    standing
        One state for each step. Somebody who is no longer on the way is not waited for.

    Notes
    -----
    Linear in way and steps.
    """
    on_way = {each.leader for each in way}
    states = tuple(_state(step, today, is_on_way=step.leader in on_way) for step in steps)
    begins_with = _begins_with(steps)
    waits = bool(states) and states[-1] is StepState.ASKED
    to_ask = None if waits or begins_with is not None else next_leader(way, steps)
    return WalkStanding(states, begins_with, to_ask)


def next_leader(way: Sequence[Led], steps: Sequence[WalkStep]) -> Led | None:
    """Tell who comes after those who were asked, whether they answered or not.

    Parameters
    ----------
    way, steps
        As for ``stand``. When the organisation changed meanwhile, the next is who stands above the
        highest on the way that was asked; the first of the way when none of those is left on it.

    Returns
    -------
    led
        The next leader with the team led; None when the top was asked.
    """
    asked = {step.leader for step in steps}
    above = max((place for place, each in enumerate(way) if each.leader in asked), default=-1) + 1
    return way[above] if above < len(way) else None


def is_top(way: Sequence[Led], leader: PersonId) -> bool:
    """Tell whether nobody stands above ``leader`` on the way: then it begins with him."""
    return bool(way) and way[-1].leader == leader


def _state(step: WalkStep, today: date, *, is_on_way: bool) -> StepState:
    if step.answered_on is not None:
        return StepState.ANSWERED if step.answered_on <= step.until else StepState.LATE
    return StepState.ASKED if is_on_way and today <= step.until else StepState.SILENT


def _begins_with(steps: Sequence[WalkStep]) -> int | None:
    """Find who said first that it begins with him; the lower one when it was the same day."""
    said = [
        (step.answered_on, number)
        for number, step in enumerate(steps)
        if step.begins_here and step.answered_on is not None
    ]
    return min(said)[1] if said else None
