"""The bank of core questions that comes with Binnenuit, in words of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Step:
    """One step of the talk.

    Attributes
    ----------
    minutes
        How long it takes; those of a talk add up to twenty.
    text
        What one does, by language ("nl", "en").
    """

    minutes: int
    text: Mapping[str, str]


@dataclass(frozen=True)
class BankQuestion:
    """One core question.

    Attributes
    ----------
    code
        Stable name.
    theme
        What it is about, by language ("nl", "en").
    question
        What is asked, by language.
    why
        Why one asks it, as one sentence by language.
    talk
        What a team does in twenty minutes before anybody votes.
    """

    code: str
    theme: Mapping[str, str]
    question: Mapping[str, str]
    why: Mapping[str, str]
    talk: tuple[Step, ...]


@cache
def bank() -> tuple[BankQuestion, ...]:
    """Which core questions are there to begin with?

    Returns
    -------
    questions
        In the order in which they are offered, by theme. The same object each time.

    Notes
    -----
    A proposal of our own: nobody has shown yet which questions serve an organisation best.
    """
    text = (files("binnenuit.dialogue.read") / "bank.yaml").read_text(encoding="utf-8")
    told: Mapping[str, Any] = yaml.safe_load(text)
    return tuple(_question(each, told["themes"]) for each in told["questions"])


def _question(told: Mapping[str, Any], themes: Mapping[str, Any]) -> BankQuestion:
    talk = tuple(Step(step["minutes"], _both(step)) for step in told["talk"])
    theme = _both(themes[told["theme"]])
    return BankQuestion(told["code"], theme, _both(told), _both(told["why"]), talk)


def _both(told: Mapping[str, Any]) -> dict[str, str]:
    return {"nl": told["nl"], "en": told["en"]}
