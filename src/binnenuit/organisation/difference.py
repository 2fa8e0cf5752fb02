"""What would an import change? Shown first, and refused when it would remove too much unasked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeAlias

from binnenuit.errors import RefusedError
from binnenuit.language import sentence
from binnenuit.organisation.model import Customer, Membership, ServiceLink, Team

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from binnenuit.organisation.model import Organisation

Thing: TypeAlias = Team | Membership | Customer | ServiceLink

MOST_REMOVED: Final = 0.4
MOST_IDS_CHANGED: Final = 0.05


@dataclass(frozen=True)
class Change:
    """One thing that stays but is not the same.

    Attributes
    ----------
    fields
        Names of what differs; ``period`` when rows of its history were added or removed.
    """

    id: str
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What changes among the teams, the people, the customers or the links.

    Attributes
    ----------
    added, removed
        Ids, sorted. A link is written as ``supplier → customer (kind)``.
    before, after
        How many there are, each id counted once.
    ids_changed
        Old and new id of what has kept its name (and its team above) but not its id; these are
        among the removed and the added too.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]
    before: int
    after: int
    ids_changed: tuple[tuple[str, str], ...] = ()

    @property
    def share_removed(self) -> float:
        """Share of what there is that would go, 0 to 1; what only changes its id stays."""
        return (len(self.removed) - len(self.ids_changed)) / self.before if self.before else 0.0

    @property
    def share_of_ids_changed(self) -> float:
        """Share of the ids that would change, 0 to 1."""
        return len(self.ids_changed) / self.before if self.before else 0.0


@dataclass(frozen=True)
class Difference:
    """What an import would change."""

    teams: Changes
    people: Changes
    customers: Changes
    links: Changes

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not any(
            changes.added or changes.removed or changes.changed
            for changes in (self.teams, self.people, self.customers, self.links)
        )


def difference(old: Organisation, new: Organisation) -> Difference:
    """Compare two organisations; nothing is changed.

    Things are the same when they have the same id; a link, when supplier, customer and kind are
    the same. Time in proportion to the number of things.
    """
    return Difference(
        teams=_changes(
            _by_id((team.id, team) for team in old.teams),
            _by_id((team.id, team) for team in new.teams),
            _team_names(old),
            _team_names(new),
        ),
        people=_changes(
            _by_id((member.person, member) for member in old.people),
            _by_id((member.person, member) for member in new.people),
            _people_names(old),
            _people_names(new),
        ),
        customers=_changes(
            _by_id((customer.id, customer) for customer in old.customers),
            _by_id((customer.id, customer) for customer in new.customers),
            {str(customer.id): customer.name for customer in old.customers},
            {str(customer.id): customer.name for customer in new.customers},
        ),
        links=_changes(_links(old), _links(new), {}, {}),
    )


def guard(found: Difference, *, confirmed: bool = False) -> None:
    """Let an import pass, unless it removes or renumbers so much that it looks like a mistake.

    Raises
    ------
    RefusedError
        More than 40 % of the teams or people would go, or more than 5 % of the ids of teams,
        people or customers would change; not raised when ``confirmed``.
    """
    if confirmed:
        return
    for changes, kind in (
        (found.teams, sentence("teams")),
        (found.people, sentence("people")),
        (found.customers, sentence("customers")),
    ):
        if changes.share_of_ids_changed > MOST_IDS_CHANGED:
            raise RefusedError(
                "organisation.changes-ids",
                sentence(
                    "{count} of the {before} {kind} would get another id, for example {old} would "
                    "become {new}, and lose their history. Use the old ids, or confirm that this "
                    "is meant.",
                    count=len(changes.ids_changed),
                    before=changes.before,
                    kind=kind,
                    old=changes.ids_changed[0][0],
                    new=changes.ids_changed[0][1],
                ),
            )
        if changes is not found.customers and changes.share_removed > MOST_REMOVED:
            raise RefusedError(
                "organisation.removes-too-much",
                sentence(
                    "{count} of the {before} {kind} would be removed. Check whether the file is "
                    "complete, or confirm that this is meant.",
                    count=len(changes.removed) - len(changes.ids_changed),
                    before=changes.before,
                    kind=kind,
                ),
            )


_Grouped: TypeAlias = "Mapping[str, Sequence[Thing]]"


def _by_id(pairs: Iterable[tuple[str, Thing]]) -> dict[str, list[Thing]]:
    grouped: dict[str, list[Thing]] = defaultdict(list)
    for key, thing in pairs:
        grouped[str(key)].append(thing)
    return dict(grouped)


def _links(organisation: Organisation) -> dict[str, list[Thing]]:
    return _by_id(
        (f"{link.supplier} → {link.customer} ({link.kind.value})", link)
        for link in organisation.links
    )


def _changes(
    old: _Grouped,
    new: _Grouped,
    old_names: Mapping[str, Hashable],
    new_names: Mapping[str, Hashable],
) -> Changes:
    removed = sorted(old.keys() - new.keys())
    added = sorted(new.keys() - old.keys())
    changed = (
        Change(key, _name(new[key][0]), _fields_that_differ(old[key], new[key]))
        for key in sorted(old.keys() & new.keys())
        if set(old[key]) != set(new[key])
    )
    return Changes(
        tuple(added),
        tuple(removed),
        tuple(changed),
        len(old),
        len(new),
        _ids_changed(removed, added, old_names, new_names),
    )


def _fields_that_differ(old: Sequence[Thing], new: Sequence[Thing]) -> tuple[str, ...]:
    if len(old) != len(new):
        return ("period",)
    names = (field.name for field in fields(old[0]))
    return tuple(
        name
        for name in names
        if {getattr(thing, name) for thing in old} != {getattr(thing, name) for thing in new}
    )


def _name(thing: Thing) -> str:
    return "" if isinstance(thing, ServiceLink) else thing.name


def _team_names(organisation: Organisation) -> dict[str, Hashable]:
    teams = organisation.team_by_id
    above = {
        team.id: teams[team.parent].name if team.parent in teams else "" for team in teams.values()
    }
    return {str(team.id): (team.name, above[team.id]) for team in teams.values()}


def _people_names(organisation: Organisation) -> dict[str, Hashable]:
    # An address identifies better than a name; without both nothing can be said.
    return {
        str(member.person): member.email.casefold() or member.name
        for member in organisation.people
        if member.email or member.name
    }


def _ids_changed(
    removed: Sequence[str],
    added: Sequence[str],
    old_names: Mapping[str, Hashable],
    new_names: Mapping[str, Hashable],
) -> tuple[tuple[str, str], ...]:
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for key in added:
        if key in new_names:
            waiting[new_names[key]].append(key)
    return tuple(
        (key, waiting[old_names[key]].pop(0))
        for key in removed
        if key in old_names and waiting.get(old_names[key])
    )
