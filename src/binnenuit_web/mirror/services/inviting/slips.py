"""Slips and links with which paying customers answer about the team that faces them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import LinkKind
from binnenuit.organisation.paying import paying_customers
from binnenuit_web.mirror.models import Code, Layer
from binnenuit_web.mirror.services.box.codes import code_of, hash_of, in_groups
from binnenuit_web.mirror.services.inviting.invited import ballot_path, team_names_of
from binnenuit_web.mirror.services.inviting.opened import layer_of, open_layer_of
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from binnenuit.organisation.model import CustomerId, TeamId
    from binnenuit_web.people.viewer import Viewer

__all__ = ["MOST_SLIPS", "CustomerLink", "FacingTeam", "Slip", "facing_teams", "links_for", "slips"]

MOST_SLIPS: Final = 60
_BATCH: Final = 500

acts.register("slips.printed", _("printed slips for customers"))
acts.register("customer_ballots.shown", _("made the addresses of the ballots of customers"))


@dataclass(frozen=True)
class FacingTeam:
    """A team that customers pay; ``customers`` are the names of those who are known."""

    team: TeamId
    name: str
    customers: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """One code for one answer, in groups, with where its ballot is."""

    code: str
    path: str


@dataclass(frozen=True)
class CustomerLink:
    """The address for one customer who is known; the same whenever it is asked for."""

    customer: str
    path: str


def facing_teams(viewer: Viewer, layer: int) -> tuple[FacingTeam, ...]:
    """Teams that some customer pays, in the order in which they stood when the layer opened."""
    row = layer_of(viewer, layer, customers=True)
    stored, known = organisation.today(), _known()
    facing = set(known) | _paid_by_somebody()
    names = team_names_of(row)
    return tuple(
        FacingTeam(
            team,
            names[team],
            tuple(stored.customer_by_id[each].name for each in known.get(team, ())),
        )
        for team in names
        if team in facing
    )


@transaction.atomic
def slips(
    viewer: Viewer, layer: int, team: TeamId, number: int, *, once: UUID, today: date
) -> tuple[Slip, ...]:
    """Make slips for one team; the same form again gives the same slips and adds none."""
    row = _locked(viewer, layer, team)
    asked_for = repr(("slip", str(once), team))
    codes = [code_of(_secret(row), asked_for, each) for each in range(min(number, MOST_SLIPS))]
    if _added(row, team, codes, today):
        note_down(viewer, "slips.printed", f"layer {row.number} of round {row.round_id}")
    return tuple(Slip(in_groups(code), ballot_path(code)) for code in codes)


@transaction.atomic
def links_for(viewer: Viewer, layer: int, team: TeamId, *, today: date) -> tuple[CustomerLink, ...]:
    """Give an address for each known customer of a team, to hand over or to mail oneself."""
    row = _locked(viewer, layer, team)
    names = organisation.today().customer_by_id
    codes = {
        customer: code_of(_secret(row), repr(("customer", team, customer)), 0)
        for customer in _known().get(team, ())
    }
    if _added(row, team, list(codes.values()), today):
        note_down(viewer, "customer_ballots.shown", f"layer {row.number} of round {row.round_id}")
    return tuple(CustomerLink(names[each].name, ballot_path(code)) for each, code in codes.items())


def _known() -> dict[TeamId, tuple[CustomerId, ...]]:
    return {**paying_customers(organisation.today(), organisation.payers())}


def _paid_by_somebody() -> set[TeamId]:
    """Teams paid by anybody at all, also by people whose names nobody knows."""
    linked = {each.supplier for each in organisation.today().links if each.kind is LinkKind.PAYS}
    return linked | {each.team for each in organisation.payers()}


def _locked(viewer: Viewer, layer: int, team: TeamId) -> Layer:
    open_layer_of(viewer, layer, customers=True)
    if team not in {each.team for each in facing_teams(viewer, layer)}:
        raise Http404
    return Layer.objects.select_for_update().get(pk=layer)


def _secret(layer: Layer) -> bytes:
    if layer.secret is None:
        raise NotNowError
    return bytes(layer.secret)


def _added(layer: Layer, team: TeamId, codes: Sequence[str], today: date) -> bool:
    """Store those that are not there yet; tell whether there were any."""
    hashes = {hash_of(code) for code in codes}
    missing = sorted(
        hashes - set(Code.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    )
    since = layer.opened_on or today
    Code.objects.bulk_create(
        [
            Code(hash=each, layer=layer, team=team, part=Part.CUSTOMER, from_on=since)
            for each in missing
        ],
        batch_size=_BATCH,
    )
    return bool(missing)
