"""The two sides of a relation: a person, a team, or somebody outside who pays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.organisation.model import CustomerId, Organisation, PersonId, TeamId


class PartyKind(StrEnum):
    """What stands on one side of a relation."""

    PERSON = "person"
    TEAM = "team"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Party:
    """One side of a relation. Ids of persons, teams and customers share one namespace."""

    kind: PartyKind
    id: str

    @classmethod
    def person(cls, person: PersonId) -> Party:
        """Make the side of one person."""
        return cls(PartyKind.PERSON, person)

    @classmethod
    def team(cls, team: TeamId) -> Party:
        """Make the side of a whole team."""
        return cls(PartyKind.TEAM, team)

    @classmethod
    def customer(cls, customer: CustomerId) -> Party:
        """Make the side of a customer outside."""
        return cls(PartyKind.CUSTOMER, customer)

    def name(self, organisation: Organisation) -> str:
        """Tell the name under which readers know this side; empty when it is gone.

        A person who is in the people file without a name is told by id.
        """
        if self.kind is PartyKind.PERSON:
            found = next((each for each in organisation.people if each.person == self.id), None)
            return (found.name or found.person) if found else ""
        if self.kind is PartyKind.TEAM:
            team = organisation.team_by_id.get(self.id)  # type: ignore[call-overload]
            return team.name if team else ""
        customer = organisation.customer_by_id.get(self.id)  # type: ignore[call-overload]
        return customer.name if customer else ""
