"""Adopting by consent: not "is everybody for it?", but "has anybody a reason against it?"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.language import sentence

if TYPE_CHECKING:
    from binnenuit.language import Sentence

MOST_RESISTANCE: Final = 4.0
"""Highest mean resistance, of 10, with which something is adopted without saying why."""


class Decision(StrEnum):
    """What may be done with a value or behaviour that everybody was asked about."""

    ADOPTED = "adopted"
    REVISE = "revise"
    WAIT = "wait"


@dataclass(frozen=True)
class Considered:
    """What is known of a value or behaviour when somebody wants to adopt it.

    Attributes
    ----------
    is_closed
        Nobody answers or objects any more.
    is_talk
        Fewer people than any figure may tell of: they talked, and nothing was counted.
    rests_on_adopted
        It is a value, or a behaviour of which at least one value is adopted.
    standing
        Objections that were neither taken back nor taken up.
    resistance
        Released mean, 0 to 10; None when it is withheld, or nothing was counted.
    because
        What those who adopt it give as their reason; may be empty.
    """

    is_closed: bool
    is_talk: bool = False
    rests_on_adopted: bool = True
    standing: int = 0
    resistance: float | None = None
    because: str = ""


@dataclass(frozen=True)
class Consent:
    """What may be done, and why."""

    decision: Decision
    why: Sentence


def consent(considered: Considered) -> Consent:
    """Decide whether something may be adopted.

    Parameters
    ----------
    considered
        What is known of it.

    Returns
    -------
    consent
        ``revise`` as long as an objection stands: numbers never outvote a reason. ``wait`` while it
        is asked, while none of its values is adopted, and where a reason is needed and not given:
        after a talk, where no resistance can be shown, or with a mean above ``MOST_RESISTANCE``.
        Else ``adopted``.

    Notes
    -----
    Consent with reasoned objections is the sociocratic rule; resistance from 0 to 10 is that of
    systemic consensing. The figure comes from the gate, and so does the decision not to show it.
    """
    if not considered.is_closed:
        return Consent(Decision.WAIT, sentence("It is still asked. Wait until it closes."))
    if considered.standing:
        return Consent(Decision.REVISE, _stands(considered.standing))
    if not considered.rests_on_adopted:
        return Consent(
            Decision.WAIT,
            sentence("None of the values it follows from is adopted. Adopt one of them first."),
        )
    return _without_objections(considered)


def _stands(standing: int) -> Sentence:
    if standing == 1:
        return sentence("One objection stands. Take it up in a new version, and ask again.")
    return sentence(
        "{number} objections stand. Take them up in a new version, and ask again.", number=standing
    )


def _without_objections(considered: Considered) -> Consent:
    if considered.is_talk:
        return _when_told(
            considered,
            sentence(
                "You are with fewer than ten people, so nothing was counted. Talk about it, and "
                "write down what you agreed."
            ),
            sentence("You agreed on it in a talk."),
        )
    if considered.resistance is None:
        return _when_told(
            considered,
            sentence(
                "Nobody objects. Too few answered to show how much resistance there is. Say why "
                "you adopt it all the same, or change it and ask again."
            ),
            sentence("Nobody objects. Too few answered to show how much resistance there is."),
        )
    if considered.resistance > MOST_RESISTANCE:
        return _when_told(
            considered,
            sentence(
                "Nobody objects, but resistance is {resistance:.1f} of 10. Say why you adopt it "
                "all the same, or change it and ask again.",
                resistance=considered.resistance,
            ),
            sentence(
                "Nobody objects. Resistance is {resistance:.1f} of 10, and a reason was given.",
                resistance=considered.resistance,
            ),
        )
    return Consent(
        Decision.ADOPTED,
        sentence(
            "Nobody objects, and resistance is {resistance:.1f} of 10.",
            resistance=considered.resistance,
        ),
    )


def _when_told(considered: Considered, missing: Sentence, given: Sentence) -> Consent:
    if considered.because.strip():
        return Consent(Decision.ADOPTED, given)
    return Consent(Decision.WAIT, missing)
