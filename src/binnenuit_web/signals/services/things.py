"""For whom is this? Things that are asked about, as a viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.crypto import salted_hmac

from binnenuit.organisation.model import TeamId
from binnenuit.signals.for_whom import Opinion
from binnenuit.signals.model import ThingKind
from binnenuit_web.promises.services.place import Place, house, place
from binnenuit_web.signals.models import Hand, Thing
from binnenuit_web.signals.services.found import Found, found_in

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.viewer import Viewer

OPEN_FOR: Final = timedelta(weeks=2)
_KEY_BYTES: Final = 32


@dataclass(frozen=True)
class ShownThing:
    """One thing as one viewer may see it.

    Attributes
    ----------
    leader
        Who called it; empty when nobody leads that team any more.
    is_open
        It is still asked.
    is_mine
        The viewer called it: the result is a question to him.
    may_answer
        It costs the viewer's time, and it is still asked.
    has_answered
        This hand gave its two taps.
    found
        What came through the gate; None as long as it is asked.
    """

    id: int
    kind: ThingKind
    name: str
    leader: str
    team: str
    closes_on: date
    is_open: bool
    is_mine: bool
    may_answer: bool
    has_answered: bool
    found: Found | None

    @property
    def asks_me(self) -> bool:
        return self.may_answer and not self.has_answered

    @property
    def has_result(self) -> bool:
        return self.found is not None and self.found.opinion is not Opinion.WITHHELD


def holder(viewer: Viewer, session: str | None) -> str:
    """Who taps, so that one counts once; who has no account is known by the session alone."""
    if viewer.person:
        return f"person {viewer.person}"
    if viewer.account_id is not None:
        return f"account {viewer.account_id}"
    if not session:
        raise PermissionDenied
    return f"session {session}"


def things_for(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """What is asked of the viewer, about his own things, and what came of both; newest first."""
    rows = _for_reader(place(viewer, today), today)
    return [_shown(row, viewer, hand, today) for row in rows]


def thing(viewer: Viewer, number: int, hand: str, *, today: date) -> ShownThing | None:
    """One thing; None when it is not there, or not for this viewer to see."""
    row = _for_reader(place(viewer, today), today).filter(pk=number).first()
    return _shown(row, viewer, hand, today) if row else None


def asks_me(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """Things that wait for two taps of the viewer."""
    rows = _for_reader(place(viewer, today), today).filter(closes_on__gte=today)
    shown = [_shown(row, viewer, hand, today) for row in rows]
    return [each for each in shown if each.asks_me]


def asks_caller(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """What was found about things that the viewer called, as long as it is new."""
    rows = _for_reader(place(viewer, today), today).filter(closes_on__gte=today - OPEN_FOR)
    shown = [_shown(row, viewer, hand, today) for row in rows.exclude(closed_at=None)]
    return [each for each in shown if each.is_mine and each.has_result]


def hands_of(person: PersonId) -> dict[str, Thing]:
    """Hashes under which a person can have answered about things that are still asked."""
    every = Thing.objects.exclude(key=None)
    return {hashed(row, f"person {person}"): row for row in every}


def _for_reader(here: Place, today: date) -> QuerySet[Thing]:
    may = Q(team__in=here.lines)
    if here.person:
        may |= Q(caller__in=house(today).leads.get(here.person, frozenset()))
    return Thing.objects.filter(may).order_by("-pk")


def _shown(row: Thing, viewer: Viewer, hand: str, today: date) -> ShownThing:
    names, leader = house(today).names, leader_of(TeamId(row.caller), today)
    return ShownThing(
        id=row.pk,
        kind=ThingKind(row.kind),
        name=row.name,
        leader=names.get(leader or "", ""),
        team=names.get(row.team, ""),
        closes_on=row.closes_on,
        is_open=_is_open(row, today),
        is_mine=_called_it(row, place(viewer, today), today),
        may_answer=may_answer(row, viewer, today),
        has_answered=row.key is not None and Hand.objects.filter(hash=hashed(row, hand)).exists(),
        found=found_in(row.shown),
    )


def _is_open(row: Thing, today: date) -> bool:
    return row.key is not None and today <= row.closes_on


def may_answer(row: Thing, viewer: Viewer, today: date) -> bool:
    here = place(viewer, today)
    costs_time = _belongs(viewer, TeamId(row.team), today)
    return _is_open(row, today) and costs_time and not _called_it(row, here, today)


def _belongs(viewer: Viewer, team: TeamId, today: date) -> bool:
    """Members answer, not who leads them from above: the same people that were counted."""
    linked = viewer.account_id is None and not viewer.person
    mine = {viewer.speaks_for} if linked and viewer.speaks_for else set()
    if viewer.person:
        mine |= set(house(today).leading.teams_of.get(viewer.person, ()))
    elif viewer.team and viewer.is_signed_in:
        mine.add(viewer.team)
    return any(is_below(each, team, today) for each in mine)


def is_below(team: TeamId, above: TeamId, today: date) -> bool:
    teams = house(today).leading.organisation.team_by_id
    at: TeamId | None = team
    for _ in teams:  # no longer way up, even if teams stood above one another
        if at is None or at == above or at not in teams:
            break
        at = teams[at].parent
    return at == above and above in teams


def _called_it(row: Thing, here: Place, today: date) -> bool:
    return here.person is not None and here.person == leader_of(TeamId(row.caller), today)


def leader_of(team: TeamId, today: date) -> PersonId | None:
    found = house(today).leading.organisation.team_by_id.get(team)
    return found.leader if found else None


def hashed(row: Thing, hand: str) -> str:
    # Made with the key of the installation too: the database alone tells nobody's hand.
    key = bytes(row.key or b"").hex()
    return salted_hmac(key, f"thing {row.pk} {hand}", algorithm="sha256").hexdigest()
