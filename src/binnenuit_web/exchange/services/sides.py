"""Who stands on which side of a talk: the only place where that is decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from binnenuit.exchange.model import Kind, Side
from binnenuit.organisation.model import CustomerId, PersonId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit_web.exchange.models import Exchange
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "Voice",
    "locked_row",
    "name_in",
    "name_of",
    "names",
    "parties",
    "people_of",
    "row_of",
    "side_of",
    "voice_of",
]


def row_of(viewer: Viewer, talk: int) -> tuple[Exchange, Side]:
    """Give a talk to its two sides; for everyone else it is as if there were none."""
    return _owned(viewer, Exchange.objects.filter(pk=talk).first())


def locked_row(viewer: Viewer, talk: int) -> tuple[Exchange, Side]:
    """Give a talk to write in, inside a transaction: one side at a time."""
    return _owned(viewer, Exchange.objects.select_for_update().filter(pk=talk).first())


@dataclass(frozen=True)
class Voice:
    """For whom a viewer speaks inside the house: for himself, and for teams."""

    person: str
    teams: frozenset[str]

    def side(self, kind: Kind, giver: str, receiver: str) -> Side | None:
        """Tell on which side of a relation this voice is heard; None for everybody else.

        Who stands on both sides of two teams speaks for the giver: for the other team somebody
        else should. Nobody here speaks for a customer outside.
        """
        own = self.teams
        if kind is Kind.LEADING:
            own = frozenset({self.person} if self.person else ())
        if giver in own:
            return Side.GIVER
        return Side.RECEIVER if receiver in own and kind is not Kind.PAYING else None


def voice_of(viewer: Viewer) -> Voice:
    """Tell for whom the viewer speaks, whatever his role.

    The link of a team counts for who has no account only: a facilitator who tries it, or a leader
    who holds the link of the team he serves, would see a side that is not his.
    """
    if viewer.account_id is None and viewer.speaks_for is not None:
        return Voice("", frozenset({str(viewer.speaks_for)}))
    if viewer.person is None:
        return Voice("", frozenset())
    teams = organisation.today().teams
    led = frozenset(str(team.id) for team in teams if team.leader == viewer.person)
    return Voice(str(viewer.person), led)


def side_of(viewer: Viewer, row: Exchange) -> Side | None:
    """Tell on which side of a talk the viewer stands; None for everybody else."""
    if viewer.is_signed_in:
        return voice_of(viewer).side(Kind(row.kind), row.giver, row.receiver)
    # Whoever signed in and opened the link of a customer is not that customer.
    is_customer = row.kind == Kind.PAYING and viewer.exchange == row.pk
    return Side.RECEIVER if is_customer else None


def parties(row: Exchange) -> tuple[Party, Party]:
    """Give the giver and the receiver of a talk."""
    if row.kind == Kind.LEADING:
        return Party.person(PersonId(row.giver)), Party.person(PersonId(row.receiver))
    giver = Party.team(TeamId(row.giver))
    if row.kind == Kind.SERVING:
        return giver, Party.team(TeamId(row.receiver))
    return giver, Party.customer(CustomerId(row.receiver))


def name_of(party: Party) -> str:
    """Tell the name of a side, also of one that was there before today."""
    return name_in(names(), party)


def name_in(known: Mapping[Party, str], party: Party) -> str:
    """The same, where many are told at once."""
    return known.get(party, "") or gettext("somebody who is no longer here")


def names() -> Mapping[Party, str]:
    """Every side by name, over all time; kept in memory until the organisation changes."""
    return _names(organisation.facts().revision)


@lru_cache(maxsize=2)
def _names(revision: str) -> dict[Party, str]:
    del revision
    stored = organisation.load()
    # The first line of the people file about somebody names him, as Party.name does.
    people = {Party.person(each.person): each.name or each.person for each in stored.people[::-1]}
    teams = {Party.team(each.id): each.name for each in stored.teams}
    return {**people, **teams, **{Party.customer(each.id): each.name for each in stored.customers}}


def people_of(row: Exchange) -> tuple[PersonId, ...]:
    """Tell which persons the two sides are, so that they may be named: teams have their leaders."""
    if row.kind == Kind.LEADING:
        return PersonId(row.giver), PersonId(row.receiver)
    leaders = (
        team.leader for team in organisation.today().teams if team.id in {row.giver, row.receiver}
    )
    return tuple(leader for leader in leaders if leader)


def _owned(viewer: Viewer, row: Exchange | None) -> tuple[Exchange, Side]:
    side = side_of(viewer, row) if row else None
    if row is None or side is None:
        raise PermissionDenied
    return row, side
