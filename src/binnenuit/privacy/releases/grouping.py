"""For every group what stands there: its figures, a merged group's, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from binnenuit.privacy.model import NOWHERE, State
from binnenuit.privacy.releases.released import Place
from binnenuit.privacy.rounds.standing import Standing, standing

if TYPE_CHECKING:
    from binnenuit.privacy.model import Plan
    from binnenuit.privacy.releases.parts import Part
    from binnenuit.privacy.rounds.moments import Closing


@dataclass(frozen=True, eq=False)
class Layout:
    """Where published sets stand among the groups of the opening; made by ``lay_out``.

    Attributes
    ----------
    part
        The published sets.
    names
        Groups of the opening.
    parents
        The group above each; None at the top.
    standing
        What stands at each.
    """

    part: Part
    names: tuple[str, ...]
    parents: tuple[str | None, ...]
    standing: tuple[Standing, ...]

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Whether each published set is a group of its own or a merged one."""
        states = dict.fromkeys(range(len(self.part.names)), State.MERGED)
        states.update((stands.number, stands.state) for stands in self.standing)
        return tuple(states[number] for number in range(len(self.part.names)))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """What stands at each group of the opening."""
        return tuple(map(self._place, self.standing))

    def _place(self, stands: Standing) -> Place:
        number = stands.number
        if number == NOWHERE:
            return Place(stands.state, stands.sentence, "", "", None)
        return Place(
            stands.state,
            stands.sentence,
            self.part.names[number],
            self.part.bands[number],
            self.part.rest_bands[number],
        )


def lay_out(closing: Closing, part: Part, plan: Plan, items: Plan | None = None) -> Layout:
    """Find where the published sets of a plan stand among the groups of the opening.

    Parameters
    ----------
    plan
        The plan of the scale.
    items
        For single items: their plan, on the published sets of ``plan``.

    Notes
    -----
    Linear in the groups.
    """
    opened = closing.opening.groups
    parents = (opened.names[n] if n != NOWHERE else None for n in opened.tree.tolist())
    return Layout(part, opened.names, tuple(parents), standing(closing, plan=plan, items=items))
