"""The first page of the mirror, for whoever looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit_web.mirror.services.inviting import my_ballots
from binnenuit_web.mirror.services.own_views import own_view_page
from binnenuit_web.mirror.services.seeing.above import leader_name
from binnenuit_web.mirror.services.seeing.figures import figures_of
from binnenuit_web.mirror.services.seeing.layers import below, rows
from binnenuit_web.mirror.services.seeing.places import shown_layers
from binnenuit_web.mirror.services.seeing.team import team_page
from binnenuit_web.mirror.services.seeing.who import (
    Stand,
    access,
    directs,
    guides,
    own_teams,
    stand_of,
)
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.services.inviting import OwnBallot
    from binnenuit_web.mirror.services.seeing.layers import Below, Row
    from binnenuit_web.mirror.services.seeing.page import TeamPage
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer

_MOST: Final = 3


@dataclass(frozen=True)
class Mine:
    """What one viewer finds first.

    Attributes
    ----------
    led
        Mirrors of the teams that the viewer leads, with what those below him get.
    teams
        Mirrors of the teams he belongs to, and of who leads at the top.
    rows
        The layers of the round named ``round``.
    promised
        What he promised himself; ``above``: what was promised above him.
    ballots
        Which wait for him; ``own_view``: he is asked about himself first.
    directs, guides
        Whether the rows of layers stand on top, and whether he reads nothing else.
    """

    led: tuple[tuple[TeamPage, Below | None], ...]
    teams: tuple[TeamPage, ...]
    round: str
    rows: tuple[Row, ...]
    promised: tuple[promises.Shown, ...]
    above: tuple[promises.Shown, ...]
    ballots: tuple[OwnBallot, ...]
    own_view: bool
    directs: bool
    guides: bool

    @property
    def first_promised(self) -> tuple[promises.Shown, ...]:
        return _first(self.promised)

    @property
    def first_above(self) -> tuple[promises.Shown, ...]:
        return _first(self.above)

    @property
    def every_promise(self) -> int:
        return len(self.promised) + len(self.above)


def mine(viewer: Viewer, today: date) -> Mine:
    """Put together what a viewer may read, the newest round first."""
    found = list(_mirrors(viewer, today))
    pages = [(here, team_page(viewer, here.layer.pk, team, today=today)) for here, team in found]
    asked = own_view_page(viewer, today)
    name, layers = rows(viewer, today)
    return Mine(
        led=tuple(
            (page, below(viewer, here, page.team, today)) for here, page in pages if page.is_mine
        ),
        teams=tuple(page for _, page in pages if not page.is_mine),
        round=name,
        rows=layers,
        promised=tuple(promises.mine(viewer, today=today)),
        above=tuple(promises.above(viewer, today=today)),
        ballots=tuple(each for each in my_ballots(viewer, today) if each.waits),
        own_view=asked is not None and asked.may_change and not asked.given,
        directs=directs(viewer),
        guides=guides(viewer),
    )


def _first(these: tuple[promises.Shown, ...]) -> tuple[promises.Shown, ...]:
    """At most three, the living ones before what was kept or withdrawn."""
    return tuple(sorted(these, key=lambda each: each.has_ended)[:_MOST])


@dataclass(frozen=True)
class Newest:
    """The newest mirror that a viewer may read; ``is_mine``: it is of the team he leads."""

    layer: int
    team: TeamId
    name: str
    leader: str
    round: str
    is_mine: bool


def newest(viewer: Viewer, today: date) -> Newest | None:
    """What came of the last round for this viewer: of his own team if he leads one.

    None where nothing of his is shown yet.
    """
    found = [_newest(viewer, here, team, today) for here, team in _mirrors(viewer, today)]
    known = [each for each in found if each]
    return next((each for each in known if each.is_mine), known[0] if known else None)


def _newest(viewer: Viewer, here: Place, team: TeamId, today: date) -> Newest | None:
    found = access(viewer, here.layer.pk, team, today=today)
    if here.layer.customers or not found.is_open(today):
        return None
    return Newest(
        layer=here.layer.pk,
        team=team,
        name=here.teams.team_by_id[team].name,
        leader=leader_name(here, team, today),
        round=here.layer.round.name,
        is_mine=found.stand is Stand.LEADS,
    )


def _mirrors(viewer: Viewer, today: date) -> Iterator[tuple[Place, TeamId]]:
    """Find every team whose mirror the viewer may open, each in the newest round that shows it."""
    known: set[tuple[TeamId, bool]] = set()
    for here in shown_layers():
        for team in sorted(own_teams(viewer, here, today)):
            key = (team, here.layer.customers)
            # Every team might face customers; only of some of them anything was said.
            told = not here.layer.customers or figures_of(here, team)
            if key not in known and told and stand_of(viewer, here, team, today):
                known.add(key)
                yield here, team
