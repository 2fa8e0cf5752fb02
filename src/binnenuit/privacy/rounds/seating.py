"""Who counts in which group, fixed when a round about one's own team opens, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from binnenuit.privacy.answers import Groups
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.rounds.layers import team_groups, team_places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self, TypeAlias

    from numpy.typing import ArrayLike

    from binnenuit.organisation.model import Organisation, PersonId, TeamId
    from binnenuit.privacy.rounds.moments import Opening

    Opens: TypeAlias = Callable[[Groups, ArrayLike], Opening]


@dataclass(frozen=True, eq=False)
class Seating:
    """The groups of a round, and where the people of each team stand in them.

    Attributes
    ----------
    opening
        The round; its classes are the smallest groups in which answers are ever added up.
    own
        For each team with people, the group that they are in.
    whole
        For each team, the group that holds it with everything below it.
    """

    opening: Opening
    own: Mapping[TeamId, str]
    whole: Mapping[TeamId, str]

    @classmethod
    def of(
        cls, organisation: Organisation, opens: Opens
    ) -> tuple[Self, dict[PersonId, int | None]]:
        """Fix in which group everybody counts.

        Parameters
        ----------
        organisation
            As it stands on the day on which the round opens (``Organisation.on``).
        opens
            Opens the round with these groups, and the people who were invited in each.

        Returns
        -------
        seating
            The groups. Sister teams that are small are added up together.
        classes
            In which class each person counts; None for who is in no sum that may be shown.

        Raises
        ------
        ArgumentError
            ``privacy.circle``: teams stand above one another.

        Notes
        -----
        One plan, on membership alone.
        """
        groups, invited = team_groups(organisation)
        places = team_places(organisation)
        own: dict[TeamId, str] = {}
        for member in organisation.people:
            # Somebody in two teams is in the group of the first.
            if member.person in places:
                own.setdefault(member.team, places[member.person])
        whole = dict(zip(organisation.team_by_id, groups.names, strict=False))
        seating = cls(opens(groups, invited), own, whole)
        return seating, {person: seating.class_of_group(place) for person, place in places.items()}

    @classmethod
    def read(cls, record: Mapping[str, Any], opens: Opens) -> Self | None:
        """Read back what was fixed.

        None when the groups do not come out as they were, because the record or the program was
        changed: nothing may be shown of such a round.
        """
        groups = Groups(tuple(record["names"]), fixed(np.array(record["tree"], dtype=np.int64)))
        opening = opens(groups, record["invited"])
        if opening.settings_hash != record["fixed"]:
            return None
        return cls(opening, record["own"], record["whole"])

    def record(self) -> dict[str, Any]:
        """Write down all that is fixed, as text and numbers; see ``read``."""
        opening = self.opening
        return {
            "names": list(opening.groups.names),
            "tree": opening.groups.tree.tolist(),
            "invited": opening.plan.counts.tolist(),
            "own": dict(self.own),
            "whole": dict(self.whole),
            "fixed": opening.settings_hash,
        }

    def class_of(self, team: TeamId) -> int | None:
        """Tell in which class the people of a team count; None when no sum could hold them."""
        group = self.own.get(team)
        return None if group is None else self.class_of_group(group)

    def class_of_group(self, group: str) -> int | None:
        """Tell in which class those who are in a group itself count; None for in none."""
        number = int(self.opening.plan.regions[self._places[group]])
        return None if number == NOWHERE else number

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.opening.groups.names)}
