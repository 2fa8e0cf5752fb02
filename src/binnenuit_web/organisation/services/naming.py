"""For whom do you work? Each team names at most five; the named team confirms or objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from binnenuit.organisation.model import Basis, LinkKind, TeamId
from binnenuit_web.organisation import models
from binnenuit_web.organisation.services.profile import touch
from binnenuit_web.organisation.services.store import today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.organisation.model import Organisation, ServiceLink

__all__ = [
    "AT_MOST",
    "Choice",
    "Entry",
    "Heard",
    "Naming",
    "Progress",
    "Said",
    "choices",
    "find_choice",
    "is_above",
    "judge",
    "name_customers",
    "naming",
    "naming_progress",
]

AT_MOST: Final = 5
_OWN: Final = (Basis.NAMED, Basis.CONFIRMED, Basis.OBJECTED, Basis.IMPORTED)


@dataclass(frozen=True)
class Choice:
    """A team or customer that can be named; ``label`` is unique, the name need not be."""

    id: str
    label: str
    is_customer: bool


@dataclass(frozen=True)
class Entry:
    """One named customer with a rough share of the team's work; None when not said."""

    target: str
    share: float | None


@dataclass(frozen=True)
class Said:
    """What a team said about itself."""

    target: str
    label: str
    share: float | None
    basis: Basis


@dataclass(frozen=True)
class Heard:
    """What another team said about this one: we work for you."""

    supplier: TeamId
    name: str
    share: float | None
    basis: Basis


@dataclass(frozen=True)
class Naming:
    """A team's page.

    ``payers`` are the names of those whose payments to the team are known in money; with these
    there is nothing left to name.
    """

    team: TeamId
    name: str
    said: tuple[Said, ...]
    heard: tuple[Heard, ...]
    payers: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether something waits to be confirmed."""
        return any(each.basis is Basis.NAMED for each in self.heard)


@dataclass(frozen=True)
class Progress:
    """How far a team is."""

    team: TeamId
    name: str
    depth: int
    named: int
    to_confirm: int
    in_money: bool
    leads: bool

    @property
    def level(self) -> int:
        """Depth as far as a page indents."""
        return min(self.depth, 6)


def choices(organisation: Organisation) -> tuple[Choice, ...]:
    """Everyone who can be named, customers first, each under a label of its own."""
    named = [
        (customer.id, customer.name, True) for customer in organisation.customers if customer.pays
    ] + [(team.id, team.name, False) for team in organisation.teams]
    seen: dict[str, int] = {}
    for _id, name, _outside in named:
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
    return tuple(
        Choice(key, name if seen[name.casefold()] == 1 else f"{name} ({key})", outside)
        for key, name, outside in named
    )


def find_choice(text: str, offered: Sequence[Choice]) -> Choice | None:
    """Find whom ``text`` names: a label, or an id; upper and lower case alike."""
    wanted = text.strip().casefold()
    by_label = (choice for choice in offered if choice.label.casefold() == wanted)
    by_id = (choice for choice in offered if choice.id.casefold() == wanted)
    return next(by_label, None) or next(by_id, None)


def is_above(organisation: Organisation, team: TeamId, target: str) -> bool:
    """Tell whether ``target`` stands above ``team``: its money is a budget, handed down."""
    seen: set[str] = set()
    at = organisation.team_by_id[team].parent
    while at is not None and at not in seen and at in organisation.team_by_id:
        if at == target:
            return True
        seen.add(at)
        at = organisation.team_by_id[at].parent
    return False


def naming(team: TeamId) -> Naming | None:
    """What a team says, what others say of it; None when there is no such team today."""
    organisation = today()
    found = organisation.team_by_id.get(team)
    if found is None:
        return None
    labels = {choice.id: choice.label for choice in choices(organisation)}
    links = organisation.links
    return Naming(
        team=team,
        name=found.name,
        said=tuple(
            Said(
                link.customer, labels.get(link.customer, link.customer), link.work_share, link.basis
            )
            for link in links
            if link.supplier == team and link.kind is LinkKind.SERVES
        ),
        heard=tuple(
            Heard(link.supplier, labels[link.supplier], link.work_share, link.basis)
            for link in links
            if _is_heard(link, team) and link.supplier in labels
        ),
        payers=tuple(
            labels.get(link.customer, link.customer)
            for link in links
            if link.supplier == team and link.kind is LinkKind.PAYS
        ),
    )


def _is_heard(link: ServiceLink, team: TeamId) -> bool:
    return link.customer == team and link.kind is LinkKind.SERVES


def naming_progress() -> tuple[Progress, ...]:
    """Every team with what it named, in the order of the tree."""
    organisation = today()
    named: dict[str, int] = {}
    open_to: dict[str, int] = {}
    in_money: set[str] = set()
    for link in organisation.links:
        if link.kind is LinkKind.PAYS:
            in_money.add(link.supplier)
            continue
        named[link.supplier] = named.get(link.supplier, 0) + 1
        if link.basis is Basis.NAMED:
            open_to[link.customer] = open_to.get(link.customer, 0) + 1
    return tuple(
        Progress(
            team=team.id,
            name=team.name,
            depth=organisation.depth.get(team.id, 0),
            named=named.get(team.id, 0),
            to_confirm=open_to.get(team.id, 0),
            in_money=team.id in in_money,
            leads=team.id in organisation.children,
        )
        for team in organisation.teams
    )


@transaction.atomic
def name_customers(team: TeamId, entries: Sequence[Entry]) -> None:
    """Write down for whom ``team`` works, in place of what it said before.

    Shares that together pass the whole are shrunk in proportion. What was confirmed or objected
    to stays so as long as the same is said.
    """
    total = sum(entry.share or 0 for entry in entries)
    shrink = 1 / total if total > 1 else 1.0
    mine = models.ServiceLink.objects.filter(
        supplier=team, kind=LinkKind.SERVES.value, basis__in=[basis.value for basis in _OWN]
    )
    before = {row.customer: (row.work_share, row.basis) for row in mine}
    mine.delete()
    models.ServiceLink.objects.bulk_create(
        [_row(team, entry.target, _shrunk(entry.share, shrink), before) for entry in entries]
    )
    touch()


def _shrunk(share: float | None, shrink: float) -> float | None:
    return None if share is None else min(1.0, share * shrink)


def _row(
    team: TeamId, target: str, share: float | None, before: dict[str, tuple[float | None, str]]
) -> models.ServiceLink:
    said, basis = before.get(target, (None, Basis.NAMED.value))
    unchanged = target in before and said == share
    return models.ServiceLink(
        supplier=team,
        customer=target,
        kind=LinkKind.SERVES.value,
        work_share=share,
        basis=basis if unchanged else Basis.NAMED.value,
    )


@transaction.atomic
def judge(team: TeamId, supplier: TeamId, *, agrees: bool) -> bool:
    """Let ``team`` confirm or object that ``supplier`` works for it; False when nobody said so."""
    said = models.ServiceLink.objects.filter(
        supplier=supplier, customer=team, kind=LinkKind.SERVES.value
    )
    verdict = Basis.CONFIRMED if agrees else Basis.OBJECTED
    changed = said.update(basis=verdict.value)
    touch()
    return bool(changed)
