"""Are we ready for the mirror? What is asked, apart from what people agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ReadinessItem:
    """One statement, answered from 1 (fully disagree) to 5 (fully agree).

    Attributes
    ----------
    code
        Stable name.
    text
        By language.
    """

    code: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class ReadinessScale:
    """Statements about one thing: whether we want to, or whether we are able to.

    Attributes
    ----------
    code
        Stable name.
    name
        By language.
    items
        Averaged into one score.
    """

    code: str
    name: Mapping[str, str]
    items: tuple[ReadinessItem, ...]


@dataclass(frozen=True)
class Readiness:
    """The whole vote on readiness.

    Attributes
    ----------
    version
        Goes up with each change of a statement.
    scales
        What is told of, each by itself.
    """

    version: str
    scales: tuple[ReadinessScale, ...]

    @property
    def items(self) -> tuple[ReadinessItem, ...]:
        """Every statement, in the order in which they are asked."""
        return tuple(item for scale in self.scales for item in scale.items)
