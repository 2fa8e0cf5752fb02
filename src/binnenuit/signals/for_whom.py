"""For whom is this meeting, report or rule? What those whose time it costs said, through the gate.

Two questions, each asked once about each thing, in one group of people. Nothing about a thing is
shown that did not pass here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from binnenuit.privacy import Groups, Scale, Tallies, close_round, open_round, release
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.signals.model import ToWhom, Worth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.privacy import Release
    from binnenuit.privacy.releases.once import Before

FEWEST_ASKED: Final = SMALLEST_GROUP_OF_ITEM
"""Fewer people cannot be asked: their answers could never be shown. They talk."""
_GROUP: Final = "everybody asked"
_MOST: Final = 0.5


class ThingQuestion(StrEnum):
    """What is asked about a thing, one tap each."""

    WHOM = "whom"
    WORTH = "worth"


class Opinion(StrEnum):
    """For whom a thing is, as more than half of those asked see it; mixed when no answer has that.

    Withheld when too few answered.
    """

    CUSTOMER = "customer"
    COLLEAGUES = "colleagues"
    ABOVE = "above"
    UNKNOWN = "unknown"
    MIXED = "mixed"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Share:
    """A released share of answers, 0 to 1; ``bound`` says whether it is at most or at least that.

    Read from a release: nothing here was computed from answers.
    """

    value: float
    bound: str

    @property
    def of_hundred(self) -> int:
        """The share of every hundred answers."""
        return round(self.value * 100)


def round_name(thing: str) -> str:
    """Name a thing as a round, for the ledger; ``thing`` is a name that never comes back."""
    return f"for-whom {thing}"


def scale_name(question: ThingQuestion, thing: str) -> str:
    """Name a question about one thing as a scale, for the ledger: it is asked once."""
    return f"{question.value} {thing}"


def disclose_thing(
    thing: str,
    question: ThingQuestion,
    answers: Mapping[str, int],
    *,
    asked: int,
    before: Before,
) -> Release:
    """Release what was answered to one question about a thing, as far as may be shown.

    Parameters
    ----------
    thing
        A name that never comes back: each thing is a round of its own.
    question
        Which of the two.
    answers
        People by code of ``ToWhom`` or ``Worth``; what is not in it was answered by nobody.
    asked
        People who were asked.
    before
        The ledger and the key of the noise.

    Returns
    -------
    release
        One group, everybody who was asked; withheld with fewer than ``FEWEST_ASKED`` answers.

    Raises
    ------
    ArgumentError, ExposureError
        ``privacy.more-than-invited``, and as ``privacy.release``.

    Notes
    -----
    Constant time beside the ledger.
    """
    counts = np.array([answers.get(code, 0) for code in _codes(question)], dtype=np.int64)
    groups = Groups((_GROUP,), np.array([-1], dtype=np.int64))
    opening = open_round(round_name(thing), groups, [asked])
    shown = len(opening.plan.sets)  # none, when too few were asked
    closing = close_round(opening, [int(counts.sum())] * shown)
    tallies = Tallies(
        np.full((shown, 1), counts.sum(), dtype=np.int64),
        np.broadcast_to(counts, (shown, 1, 1, len(counts))),
    )
    scale = Scale(scale_name(question, thing), (question.value,), options=len(counts))
    return release(closing, scale, tallies, ledger=before.ledger, secret=before.secret)


def shares_of(record: Mapping[str, Any], question: ThingQuestion) -> dict[str, Share]:
    """Read the share of each answer from what was published; empty when they are withheld.

    Parameters
    ----------
    record
        Of the release (``releases.record``).
    question
        Which of the two it is about.

    Returns
    -------
    shares
        By code of ``ToWhom`` or ``Worth``; rounded each by itself, so that they need not add up
        to 1.
    """
    item = record["groups"][0]["figures"].get("items", {}).get(question.value)
    figures = item["shares"] if item else []
    return {
        code: Share(figure["value"], figure["bound"])
        for code, figure in zip(_codes(question), figures, strict=False)
    }


def opinion(shares: Mapping[str, Share]) -> Opinion:
    """Tell for whom more than half of them say that it is, from released shares."""
    if not shares:
        return Opinion.WITHHELD
    code = max(shares, key=lambda each: shares[each].value)
    return Opinion(code) if shares[code].value > _MOST else Opinion.MIXED


def _codes(question: ThingQuestion) -> list[str]:
    words: type[ToWhom | Worth] = ToWhom if question is ThingQuestion.WHOM else Worth
    return [word.value for word in words]
