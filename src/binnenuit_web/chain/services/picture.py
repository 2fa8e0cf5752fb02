"""The chain as it stands today, computed once for each state of the organisation and its books."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from binnenuit.chain.disclose import ChainPicture, Hands, Ladder, Share, chain
from binnenuit.errors import BinnenuitError
from binnenuit_web.chain.services.library import books_in, revenue_accounts
from binnenuit_web.chain.services.payers import is_told, tell
from binnenuit_web.organisation import services as organisation_services

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "Found",
    "Start",
    "departments",
    "hands",
    "has_team",
    "keep_payers",
    "ladder",
    "names",
    "picture",
    "search",
    "teams_below",
]

log = logging.getLogger("binnenuit.chain")
MOST_FOUND: Final = 20
MOST_SHOWN: Final = 60
MOST_TOLD: Final = 20  # ladders on one page: each takes some milliseconds


def picture(viewer: Viewer) -> ChainPicture:
    """Show the chain; amounts of money exist only for who may see the books.

    BinnenuitError when what is stored cannot be combined, for example two currencies.
    """
    return _current(amounts=viewer.may_see_books)


def keep_payers() -> None:
    """See to it that the organisation knows who pays which team, also when nobody looks.

    Costs one query when nothing changed since it was told. What cannot be combined tells nothing:
    what was told before stays.
    """
    facts = organisation_services.facts()
    if not facts.revision or is_told(facts, timezone.localdate()):
        return
    try:
        _current(amounts=False)
    except BinnenuitError as error:
        log.info("nobody knows who pays: %s", error.code)


def _current(*, amounts: bool) -> ChainPicture:
    facts, day = organisation_services.facts(), timezone.localdate()
    shown = _picture(facts.revision, day, amounts)
    # Whatever changed it, teams or books: who pays is known from the moment it is computed.
    if not is_told(facts, day):
        tell(shown, facts, day)
    return shown


# Two pictures (with and without amounts), and the same for the state just before a change.
@lru_cache(maxsize=4)
def _picture(revision: str, day: date, amounts: bool) -> ChainPicture:  # noqa: FBT001 - a cache key
    del revision
    return chain(
        organisation_services.load().on(day),
        books_in(),
        revenue_accounts=revenue_accounts(),
        amounts=amounts,
    )


def ladder(viewer: Viewer, team: str) -> Ladder | None:
    """For whom does ``team`` work? None when there is no such team."""
    shown = picture(viewer)
    found = next((each for each in shown.teams if each == team), None)
    return shown.ladder(found) if found is not None else None


def hands(viewer: Viewer, customer: str) -> Hands | None:
    """Through whose hands does the money of ``customer`` go? None when nobody is called so."""
    shown = picture(viewer)
    try:
        return shown.hands(customer)
    except KeyError:
        return None


@dataclass(frozen=True)
class Found:
    """Teams and customers whose names hold what somebody typed, as (id, name)."""

    teams: tuple[tuple[str, str], ...] = ()
    customers: tuple[tuple[str, str], ...] = ()


def names(shown: ChainPicture) -> dict[str, str]:
    """Every team and customer of the chain by its id."""
    organisation = shown.organisation
    return {
        **{str(team.id): team.name for team in organisation.teams},
        **{str(customer.id): customer.name for customer in organisation.customers},
        **{customer.id: customer.name for customer in shown.customers},
    }


def search(viewer: Viewer, text: str) -> Found:
    """Find teams and customers by a part of their name; nothing for nothing."""
    wanted = text.strip().casefold()
    if not wanted:
        return Found()
    shown = picture(viewer)
    teams = ((str(team.id), team.name) for team in shown.organisation.teams)
    payers = ((customer.id, customer.name) for customer in shown.customers)
    return Found(_matching(teams, wanted), _matching(payers, wanted))


def _matching(named: Iterable[tuple[str, str]], wanted: str) -> tuple[tuple[str, str], ...]:
    found = [(key, name) for key, name in named if wanted in name.casefold()]
    found.sort(key=lambda pair: (not pair[1].casefold().startswith(wanted), pair[1].casefold()))
    return tuple(found[:MOST_FOUND])


def has_team(viewer: Viewer, team: str) -> bool:
    return team in picture(viewer).teams


@dataclass(frozen=True)
class Start:
    """A team to start from, and who brings most of its money; None while that is not known."""

    id: str
    name: str
    payer: Share | None = None


def departments(viewer: Viewer) -> tuple[Start, ...]:
    """The top and the teams right below it, to start from; the first ones with who pays them."""
    shown = picture(viewer)
    children = shown.organisation.children
    top = children.get(None, ())
    below = [team for above in top for team in children.get(above.id, ())]
    first = (*top, *below)[:MOST_SHOWN]
    return tuple(
        Start(team.id, team.name, _largest(shown, team.id) if number < MOST_TOLD else None)
        for number, team in enumerate(first)
    )


def _largest(shown: ChainPicture, team: TeamId) -> Share | None:
    return next(iter(shown.ladder(team).customers), None)


def teams_below(viewer: Viewer, team: str) -> tuple[tuple[str, str], ...]:
    """The teams right below a team."""
    children = picture(viewer).organisation.children
    below = children.get(team, ())  # type: ignore[call-overload]
    return tuple((str(each.id), each.name) for each in below)
