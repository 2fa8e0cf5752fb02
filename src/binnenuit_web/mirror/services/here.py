"""The organisation of one day as a round sees it: who answers in which layer, and all names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from binnenuit.mirror.model.layers import layers_of_round
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit.mirror.model.layers import LayerOfRound
    from binnenuit.organisation.model import Organisation, PersonId

__all__ = ["Here", "here"]


@dataclass(frozen=True)
class Here:
    """What follows from the organisation alone, as it stands on one day."""

    organisation: Organisation

    @cached_property
    def layers(self) -> tuple[LayerOfRound, ...]:
        """Who would answer in which layer if a round began today."""
        return layers_of_round(self.organisation)

    @cached_property
    def names(self) -> Mapping[PersonId, str]:
        """Under which name everybody of the people file is known; the id when there is none."""
        people = self.organisation.people
        return {member.person: member.name or member.person for member in people}

    @cached_property
    def persons(self) -> frozenset[PersonId]:
        """Everybody who is here: in the people file, or leading a team."""
        leaders = {team.leader for team in self.organisation.teams if team.leader}
        return frozenset(self.names) | leaders

    def layer(self, number: int) -> LayerOfRound | None:
        """One of the layers; None when nobody leads that deep any more."""
        return next((each for each in self.layers if each.number == number), None)


def here(today: date) -> Here:
    """The organisation of today; kept in memory until something changes."""
    return _here(organisation.facts().revision, today)


@lru_cache(maxsize=2)
def _here(revision: str, today: date) -> Here:
    del revision
    return Here(organisation.load().on(today))
