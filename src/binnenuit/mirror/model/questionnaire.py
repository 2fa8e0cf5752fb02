"""What is asked: scales of items, each about somebody who should serve the one who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from binnenuit.privacy.answers import Scale

if TYPE_CHECKING:
    from collections.abc import Mapping


class About(StrEnum):
    """Of whom the answers tell."""

    LEADER = "leader"
    SUPPLIER = "supplier"
    OWN_TEAM = "own_team"
    CUSTOMER_FACING = "customer_facing"


class Kind(StrEnum):
    """Whether the items mirror one thing, or together make it up (then there is no reliability)."""

    REFLECTIVE = "reflective"
    INDEX = "index"


class Words(StrEnum):
    """In which words one answers."""

    FREQUENCY = "frequency"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes
    ----------
    code
        Stable name; texts are labels and may change.
    text
        By language.
    reversed
        A high answer tells of little.
    own_text
        The same as a leader answers it about himself, by language; empty when that is not asked.
    pulse
        Asked in the short form as well.
    """

    code: str
    text: Mapping[str, str]
    reversed: bool = False
    own_text: Mapping[str, str] = field(default_factory=dict)
    pulse: bool = False


@dataclass(frozen=True)
class Scored:
    """Items that are averaged into one score.

    Attributes
    ----------
    code
        Stable name.
    name
        By language.
    kind, about
        What the score is, and of whom it tells.
    items
        In the order in which they are asked; all with the same options.
    lowest, options
        Value of the first option, and how many there are; the next ones are 1 higher each.
    words
        In which words one answers.
    """

    code: str
    name: Mapping[str, str]
    kind: Kind
    about: About
    items: tuple[Item, ...]
    lowest: int = 1
    options: int = 5
    words: Words = Words.FREQUENCY

    @cached_property
    def asked(self) -> Scale:
        """The scale as the gate knows it."""
        return Scale(self.code, tuple(i.code for i in self.items), self.lowest, self.options)

    @property
    def highest(self) -> int:
        """Value of the last option."""
        return self.lowest + self.options - 1


@dataclass(frozen=True)
class Questionnaire:
    """Everything that is asked in a round.

    Attributes
    ----------
    version
        Of the questionnaire; rounds with another version are compared by item codes only.
    """

    version: str
    scales: tuple[Scored, ...]

    @cached_property
    def scale_by_code(self) -> Mapping[str, Scored]:
        """Find a scale."""
        return {scale.code: scale for scale in self.scales}

    @cached_property
    def scale_of_item(self) -> Mapping[str, Scored]:
        """Find the scale of an item."""
        return {item.code: scale for scale in self.scales for item in scale.items}
