"""The bank of core questions in the reader's language, and the talk that comes before the votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.read.bank import bank
from binnenuit_web.dialogue.models import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.dialogue.read.bank import BankQuestion
    from binnenuit_web.people.viewer import Viewer

__all__ = ["BankChoice", "BankTheme", "TalkStep", "bank_left", "choice", "from_bank", "talk"]

# For a question of one's own.
_TALK = (
    (3, _("Everyone writes down one moment that the question makes him think of.")),
    (7, _("Tell your moments. The others only ask on. Leave out the names of people.")),
    (7, _("Look together for what comes back, and for where you do not agree.")),
    (3, _("Everyone says one sentence that he would like to put in as a statement later.")),
)


@dataclass(frozen=True)
class BankChoice:
    """One question of the bank, as the reader reads it."""

    code: str
    text: str
    why: str


@dataclass(frozen=True)
class BankTheme:
    """What some questions of the bank are about."""

    name: str
    choices: tuple[BankChoice, ...]


@dataclass(frozen=True)
class TalkStep:
    """One step of the talk; the minutes of all steps add up to twenty."""

    minutes: int
    text: str


def bank_left(viewer: Viewer) -> tuple[BankTheme, ...]:
    """Questions of the bank that are not being asked now, by theme; the facilitator only."""
    if not viewer.may_prepare:
        raise PermissionDenied
    asked = set(Question.objects.filter(closed_on=None).values_list("bank", flat=True))
    themes: dict[str, list[BankChoice]] = {}
    for each in bank():
        choices = themes.setdefault(_read(each.theme), [])
        if each.code not in asked:
            choices.append(_choice(each))
    return tuple(BankTheme(name, tuple(choices)) for name, choices in themes.items() if choices)


def choice(code: str) -> BankChoice | None:
    """One question of the bank; None for one that is not there, or not any more."""
    found = from_bank(code)
    return _choice(found) if found else None


def talk(code: str) -> tuple[TalkStep, ...]:
    """The twenty minutes that come first; the same ones for every question of one's own."""
    found = from_bank(code)
    if found is None:
        return tuple(TalkStep(minutes, str(text)) for minutes, text in _TALK)
    return tuple(TalkStep(step.minutes, _read(step.text)) for step in found.talk)


def from_bank(code: str) -> BankQuestion | None:
    """What the bank holds under a code; None for one that is not there, or not any more."""
    return next((each for each in bank() if each.code == code), None)


def _choice(each: BankQuestion) -> BankChoice:
    return BankChoice(each.code, _read(each.question), _read(each.why))


def _read(told: Mapping[str, str]) -> str:
    return told["nl" if (get_language() or "").startswith("nl") else "en"]
