"""What stands at each group, in words of the organisation: by name, and with whom together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.audit.forest import totals
from binnenuit.privacy.model import NOWHERE, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.organisation import Organisation
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy.answers import Groups
    from binnenuit.privacy.model import Integers, Plan

__all__ = ["Planned", "Standing"]

# Who lacks a figure of his own comes first.
_STATES: Final = (State.SMALL, State.PROTECTS, State.MERGED, State.SHOWN)


@dataclass(frozen=True)
class Standing:
    """What stands at one group.

    Attributes
    ----------
    with_below
        A team together with the teams below it.
    members_only
        The members of such a team without the teams below it.
    together
        Names of the teams with which it is shown as one group.
    counts_in
        The nearest group above whose figure holds its answers; empty when none does.
    """

    name: str
    state: State
    with_below: bool = False
    members_only: bool = False
    together: tuple[str, ...] = ()
    counts_in: str = ""


@dataclass(frozen=True, eq=False)
class Planned:
    """The organisation, its groups, and what the plan makes of them."""

    organisation: Organisation
    groups: Groups
    plan: Plan

    @cached_property
    def people(self) -> Integers:
        """People in each group, with everything below it. Shape (nodes,)."""
        return totals(self.groups.tree, self.plan.counts)

    @cached_property
    def _leading(self) -> frozenset[int]:
        return frozenset(self.groups.tree.tolist())

    @cached_property
    def by_state(self) -> tuple[tuple[State, tuple[Standing, ...]], ...]:
        """Every group that holds anybody, by what stands there."""
        found: dict[State, list[Standing]] = {state: [] for state in _STATES}
        for node in np.flatnonzero(self.people).tolist():
            found[self.plan.state[node]].append(self.standing(node))
        return tuple((state, tuple(groups)) for state, groups in found.items() if groups)

    def standing_of(self, team: TeamId) -> Standing | None:
        """What stands at the members of ``team``: where somebody in it finds his answers."""
        inside = [node for node in self._nodes.get(team, ()) if self.people[node]]
        return self.standing(inside[-1]) if inside else None

    def standing(self, node: int) -> Standing:
        state = self.plan.state[node]
        return Standing(
            self._name(node),
            state,
            with_below=node in self._leading,
            members_only=self._is_part(node),
            together=self._together.get(node, ()) if state is State.MERGED else (),
            counts_in=self._counts_in(node) if state in {State.SMALL, State.PROTECTS} else "",
        )

    @cached_property
    def _nodes(self) -> dict[TeamId, list[int]]:
        """The nodes of each team: itself with everything below, then its members alone."""
        nodes: dict[TeamId, list[int]] = {}
        for node in range(len(self.groups.names)):
            nodes.setdefault(self._team(node), []).append(node)
        return nodes

    @cached_property
    def _together(self) -> dict[int, tuple[str, ...]]:
        return {
            node: self._names([other for other in group if other != node])
            for group in self.plan.merged
            for node in group
        }

    @cached_property
    def _teams(self) -> tuple[TeamId, ...]:
        return tuple(self.organisation.team_by_id)

    def _is_part(self, node: int) -> bool:
        """Tell whether a node is the members alone: such leaves come after all teams."""
        return node >= len(self._teams)

    def _team(self, node: int) -> TeamId:
        return self._teams[self.groups.tree[node] if self._is_part(node) else node]

    def _name(self, node: int) -> str:
        return self.organisation.team_by_id[self._team(node)].name

    def _names(self, nodes: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._name(node) for node in nodes)

    def _counts_in(self, node: int) -> str:
        """Name the nearest shown group above."""
        above = int(self.groups.tree[node])
        while above != NOWHERE and not self.plan.shown[above]:
            above = int(self.groups.tree[above])
        return "" if above == NOWHERE else self._name(above)
