"""Teams and people as the organisation knows them, and who of them can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from binnenuit_web.people.models import Account
from binnenuit_web.people.services.accounts import must_prepare

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from binnenuit_web.people.listed import Listed
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class TeamOfPeople:
    """A team with how many are in it, and how many of them have an account."""

    team: str
    name: str
    people: int
    with_account: int


@dataclass(frozen=True)
class WayIn:
    """How somebody can sign in; nothing of it without an account."""

    is_active: bool
    has_password: bool
    link_until: datetime | None
    code_until: datetime | None

    @property
    def waits(self) -> bool:
        """Whether this person has no way in yet."""
        return self.is_active and not (self.has_password or self.link_until or self.code_until)


def team_names() -> list[tuple[str, str]]:
    """Ids and names of the teams; the organisation stands above this room, so settings name it."""
    names: list[tuple[str, str]] = import_string(settings.TEAM_NAMES)()
    return names


def people_file(teams: Collection[str] | None = None) -> list[Listed]:
    """Everybody in the people file of today, or those of some teams."""
    listed: list[Listed] = import_string(settings.PEOPLE_OF_TEAMS)(teams)
    return listed


def with_accounts(people: Collection[Listed]) -> dict[str, Account]:
    """The account of each of these people who has one, by id of the person."""
    ids = {str(each.person) for each in people}
    # Of many people all accounts are read: a database takes no list without end.
    accounts = Account.objects.exclude(person="").select_related("onetimelink", "papercode")
    return {account.person: account for account in accounts if account.person in ids}


def teams_with_people(viewer: Viewer) -> list[TeamOfPeople]:
    """Every team that has people, in the order of the tree."""
    must_prepare(viewer)
    people = people_file()
    accounts = with_accounts(people)
    members: dict[str, int] = {}
    known: dict[str, int] = {}
    for each in people:
        for team in each.teams:
            members[team] = members.get(team, 0) + 1
            known[team] = known.get(team, 0) + (each.person in accounts)
    return [
        TeamOfPeople(team, name, members[team], known[team])
        for team, name in team_names()
        if team in members
    ]


def waiting_for_account(viewer: Viewer) -> int:
    """How many people of the people file have no account."""
    must_prepare(viewer)
    people = people_file()
    return len(people) - len(with_accounts(people))


def people_of_team(viewer: Viewer, team: str) -> tuple[tuple[Listed, WayIn], ...]:
    """Tell of everybody in a team how he can sign in; empty for a team that is not there."""
    must_prepare(viewer)
    people = people_file([team])
    accounts = with_accounts(people)
    return tuple((each, _way_in(accounts.get(each.person))) for each in people)


def own_ways_in(viewer: Viewer) -> WayIn | None:
    """Tell how whoever looks can sign in; None without an account."""
    if viewer.account_id is None:
        return None
    return _way_in(Account.objects.get(pk=viewer.account_id))


def _way_in(account: Account | None) -> WayIn:
    now = timezone.now()
    return WayIn(
        is_active=account is None or account.is_active,
        has_password=account is not None and account.has_usable_password(),
        link_until=_end(getattr(account, "onetimelink", None), now),
        code_until=_end(getattr(account, "papercode", None), now),
    )


def _end(way: object | None, now: datetime) -> datetime | None:
    end: datetime | None = getattr(way, "expires_at", None)
    return end if end is not None and end > now else None
