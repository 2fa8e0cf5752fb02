"""The usual rules beside ours on one tree, as they stand on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.privacy.audit import usual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.audit.usual import Outcome, Rule
    from binnenuit.privacy.model import Flags, Plan

__all__ = ["Comparison", "Line", "beside"]


@dataclass(frozen=True)
class Line:
    """One of the usual rules and what it does."""

    name: str
    source: str
    page: str
    outcome: Outcome


@dataclass(frozen=True)
class Comparison:
    """What each rule does on the same tree, when everybody answers."""

    usual: tuple[Line, ...]
    ours: Outcome

    @property
    def least(self) -> int:
        """People whom the best of the usual rules lays bare."""
        return min(line.outcome.exposed.people for line in self.usual)

    @property
    def most(self) -> int:
        """People whom the worst of the usual rules lays bare."""
        return max(line.outcome.exposed.people for line in self.usual)


def beside(
    compared: Sequence[tuple[Rule, Outcome]],
    chosen: Plan,
    language: str,
    *,
    withheld: Flags | None = None,
) -> Comparison:
    """Put ours beside the usual rules; what ours lays bare is counted, not taken for granted."""
    bare = usual.laid_bare(chosen.sizes, chosen.k)
    return Comparison(
        tuple(
            Line(rule.name.say(language), rule.source.say(language), rule.page, outcome)
            for rule, outcome in compared
        ),
        usual.outcome(chosen.tree, chosen.counts, chosen.shown, bare, withheld=withheld),
    )
