"""A leader's own view beside that of his people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from binnenuit_web.mirror.services.seeing.sentences import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.mirror.model import Scored
    from binnenuit_web.mirror.services.seeing.figures import Figure


@dataclass(frozen=True)
class Beside:
    """One figure with how the leader sees it himself; ``own`` is None where he did not say."""

    figure: Figure
    own: float | None

    @property
    def is_clear(self) -> bool | None:
        """Whether his own view lies outside the interval of theirs; None where that is unknown."""
        low, high = self.figure.low.value, self.figure.high.value
        if self.own is None or low is None or high is None:
            return None
        return not low <= self.own <= high

    @property
    def words(self) -> str:
        """The difference in words, without calling it good or bad."""
        if self.own is None or self.figure.value is None:
            return ""
        own = {"own": number(self.own)}
        if self.is_clear is None:
            return gettext("You say %(own)s; whether that differs cannot be told yet.") % own
        if not self.is_clear:
            return gettext("You say %(own)s: no clear difference.") % own
        if self.own > self.figure.value:
            return gettext("You say %(own)s: more than they see.") % own
        return gettext("You say %(own)s: less than they see.") % own


def beside(figure: Figure, scale: Scored, given: Mapping[str, int | str]) -> list[Beside]:
    """A scale with its questions, each beside the leader's own answer."""
    turned = _turned(scale, given)
    enough = len(turned) >= scale.asked.needed
    whole = sum(turned.values()) / len(turned) if turned and enough else None
    items = [Beside(item, turned.get(item.item)) for item in figure.items]
    return [Beside(figure, whole), *items]


def _turned(scale: Scored, given: Mapping[str, int | str]) -> dict[str, float]:
    """Own answers as the gate counts them: what is asked the other way round is turned."""
    found: dict[str, float] = {}
    for item in scale.items:
        answer = given.get(item.code)
        if isinstance(answer, int):
            turned = scale.lowest + scale.highest - answer if item.reversed else answer
            found[item.code] = float(turned)  # a whole number is not written in one's language
    return found
