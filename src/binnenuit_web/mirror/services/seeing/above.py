"""The layer above: the page of a leader's own leader, which he reads before his own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.model import TeamId
from binnenuit.promises import State
from binnenuit_web.mirror.services.seeing.figures import figures_of
from binnenuit_web.mirror.services.seeing.places import invited, place_of
from binnenuit_web.mirror.services.seeing.sentences import in_one_line, waiting
from binnenuit_web.promises import services as promises
from binnenuit_web.promises.services.place import house

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Above:
    """The page of somebody's own leader.

    Attributes
    ----------
    figure
        How that leader is seen; None while it waits or is not told, and ``words`` say why.
    promised
        What that leader promised and kept, in one sentence.
    """

    leader: str
    layer: int
    team: TeamId
    figure: Figure | None
    words: str
    promised: str


def above(viewer: Viewer, round_id: int, *, today: date) -> Above | None:
    """The page of the viewer's own leader in a round; None when nobody leads him."""
    if viewer.person is None:
        return None
    for asked in invited(viewer.person, round_id):
        if asked.part == Part.FULL:
            here = place_of(asked.layer)
            return _above(viewer, here, TeamId(asked.team), today)
    return None


def leader_name(here: Place, team: TeamId, today: date) -> str:
    """Who leads, by name; empty when nobody does, or he is no longer here."""
    return house(today).names.get(here.leader_of(team) or "", "")


def leader_figure(here: Place, team: TeamId) -> Figure | None:
    """The first scale about who leads a team; None when that was not asked or is not released."""
    found = (each for each in figures_of(here, team) if each.about is About.LEADER)
    return next(found, None)


def promised_by(leader: str, made: list[promises.Shown]) -> str:
    """How many promises somebody made and how many were kept, in one sentence."""
    alive = [each for each in made if each.standing.state is not State.WITHDRAWN]
    kept = sum(each.standing.state is State.KEPT for each in alive)
    if not alive:
        return gettext("%(leader)s promised nothing yet.") % {"leader": leader}
    said = ngettext(
        "%(leader)s promised one thing; kept: %(kept)s.",
        "%(leader)s promised %(count)s things; kept: %(kept)s.",
        len(alive),
    )
    return said % {"leader": leader, "count": len(alive), "kept": kept}


def _above(viewer: Viewer, here: Place, team: TeamId, today: date) -> Above | None:
    person, leader = here.leader_of(team), leader_name(here, team, today)
    if person is None or not leader:
        return None
    from_on = here.open_from(team)
    figure = leader_figure(here, team) if from_on and from_on <= today else None
    words = in_one_line(figure) if figure else _no_figure(here, team, leader, from_on, today)
    made = promises.of_leader(viewer, person, today=today)
    said = promised_by(leader, made)
    return Above(leader, here.layer.pk, team, figure, words, said)


def _no_figure(here: Place, team: TeamId, leader: str, from_on: date | None, today: date) -> str:
    if here.layer.opened_on is None:
        return gettext("Nobody was asked about %(leader)s in this round yet.") % {"leader": leader}
    if from_on is None or from_on > today:
        return waiting(leader, from_on)
    if here.only_talk(team):
        return only_talk(leader)
    return gettext("Nothing can be told here: nobody answered these questions.")


def only_talk(leader: str) -> str:
    said = gettext("Too few people could answer about %(leader)s, so there is a talk, no figure.")
    return said % {"leader": leader}
