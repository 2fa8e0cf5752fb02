"""What can have happened: the symptoms that are always there; an organisation may add its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.language import sentence

if TYPE_CHECKING:
    from binnenuit.language import Sentence


@dataclass(frozen=True)
class Symptom:
    """Something that happens to people at work, told in one line.

    Attributes
    ----------
    code
        Stable name; what was counted stands under it for ever.
    text
        What happened, as somebody to whom it happened would say it.
    good
        Whether one would wish it to happen more often.
    """

    code: str
    text: Sentence
    good: bool = False


STANDARD: Final[tuple[Symptom, ...]] = (
    Symptom(
        "asked-and-done",
        sentence("Someone higher up asked what they could do for us, and did it."),
        good=True,
    ),
    Symptom(
        "left-for-a-meeting",
        sentence("The phone or the desk was left alone for an internal meeting."),
    ),
    Symptom(
        "talk-broken-off",
        sentence("A talk with a customer was broken off for something urgent from above."),
    ),
    Symptom("for-whom", sentence("I did work and do not know for whom.")),
    Symptom("told-twice", sentence("A customer had to tell the same thing twice.")),
    Symptom("rule-in-the-way", sentence("A rule stood in the way of a customer.")),
)
"""The good ones first."""
