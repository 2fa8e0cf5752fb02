"""The mirror of one team and its leader, as one viewer may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.questionnaire import About
from binnenuit_web.mirror.services.own_views import own_view_of
from binnenuit_web.mirror.services.promised import ORIGIN
from binnenuit_web.mirror.services.seeing.above import above, leader_name, only_talk
from binnenuit_web.mirror.services.seeing.apart import apart_of
from binnenuit_web.mirror.services.seeing.figures import figures_of, in_words, of_everybody
from binnenuit_web.mirror.services.seeing.looking import asks_own_view, has_looked, may_look
from binnenuit_web.mirror.services.seeing.own import beside
from binnenuit_web.mirror.services.seeing.page import Behaviour, Earlier, Leading, Served, TeamPage
from binnenuit_web.mirror.services.seeing.places import same_round, shown_layers
from binnenuit_web.mirror.services.seeing.sentences import in_short, waiting
from binnenuit_web.mirror.services.seeing.who import (
    SERVED,
    Stand,
    access,
    is_of_several,
    may_see_all_of,
    stand_of,
)
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.mirror.services.seeing.who import Access
    from binnenuit_web.people.viewer import Viewer

_CELEBRATED: Final = 2


def team_page(viewer: Viewer, layer: int, team: TeamId, *, today: date) -> TeamPage:
    """Read the mirror of a team as its leader or one of its people; others may not."""
    found = access(viewer, layer, team, today=today)
    here, mine = found.place, found.stand is Stand.LEADS
    leader = leader_name(here, team, today)
    given = own_view_of(viewer, here.layer.round) if mine else {}
    asks = mine and asks_own_view(viewer, here, today)
    is_open = found.is_open(today) and not asks
    figures = figures_of(here, team) if is_open else ()
    leading = tuple(_leading(here, figures, given))
    is_seen = mine and not here.layer.customers
    up = above(viewer, here.layer.round_id, today=today) if is_seen else None
    row, valued = here.teams.team_by_id[team], _valued(figures)
    return TeamPage(
        layer=layer,
        number=here.layer.number,
        round=here.layer.round.name,
        team=team,
        name=row.name,
        leader=leader,
        is_mine=mine,
        is_below=found.stand is Stand.BELOW,
        customers=here.layer.customers,
        waits="" if found.is_open(today) else waiting("" if mine else leader, found.from_on),
        asks_own_view=asks,
        may_look=mine and not asks and may_look(viewer, here),
        has_looked=mine and has_looked(viewer, here),
        above=up,
        valued=tuple(each.label for each in valued),
        in_questions=all(each.is_question for each in valued),
        leading=leading,
        talk=only_talk(leader) if is_open and leader and here.only_talk(team) else "",
        everybody=_everybody(viewer, here, figures, today) if is_open else None,
        team_figures=_of_team(found, figures),
        served=tuple(_served(here, team)) if is_open and found.stand is not Stand.BELOW else (),
        apart=apart_of(viewer, here, leading[0].whole.figure, up, today)
        if mine and leading
        else None,
        behaviours=_behaviours(here) if mine else (),
        promised=tuple(promises.about(viewer, ORIGIN, layer, today=today)),
        earlier=tuple(_earlier(viewer, here, team, today)),
    )


def _leading(
    here: Place, figures: tuple[Figure, ...], given: Mapping[str, int | str]
) -> Iterator[Leading]:
    for figure in figures:
        if figure.about is About.LEADER:
            whole, *items = beside(figure, here.asked.scale_by_code[figure.scale], given)
            shown = [each for each in items if each.figure.score]
            own = tuple(each for each in shown if each.figure.together == figure.together)
            shared = tuple(each.figure for each in shown if each not in own)
            words = in_short(items[0].figure) if items and figure.score else ""
            yield Leading(whole, own, shared, words)


def _valued(figures: tuple[Figure, ...]) -> list[Figure]:
    """Find what stands highest, if it stands above the middle: questions, or else scales.

    Nothing where only one is shown: it would be the highest of itself.
    """
    leading = [each for each in figures if each.about is About.LEADER]
    items = [item for each in leading for item in each.items if _is_own(item)]
    own = [each for each in figures if each.about in {About.LEADER, About.OWN_TEAM}]
    scales = [each for each in own if _is_own(each) and not each.turned and not each.is_index]
    beside = items if any(each.is_good for each in items) else scales
    if len(beside) == 1:
        return []
    # Sorted stably, so that of two alike the first of the questionnaire is named.
    good = [each for each in beside if each.is_good]
    return sorted(good, key=lambda each: -(each.value or 0.0))[:_CELEBRATED]


def _is_own(figure: Figure) -> bool:
    """Whether it is shown, and of this team and no other."""
    return figure.value is not None and not figure.together


def _of_team(found: Access, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Leave out the team's own figures for who answered about its leader alone."""
    if found.stand is Stand.BELOW:
        return ()
    return tuple(each for each in figures if each.about is About.OWN_TEAM)


def _everybody(
    viewer: Viewer, here: Place, figures: tuple[Figure, ...], today: date
) -> Figure | None:
    own = [each for each in figures if each.about is About.LEADER]
    if any(each.score for each in own) or not may_see_all_of(viewer, here):
        return None
    found = next((each for each in of_everybody(here) if each.about is About.LEADER), None)
    told = found and is_of_several(viewer, here, found, here.answering, today)
    return found if told else None


def _served(here: Place, team: TeamId) -> list[Served]:
    """What those say for whom it works; where nothing of it is shown, why, and that once.

    Then for the layer of this page, where most of them answer.
    """
    found = [
        Served(figure, each.layer.number, each.layer.customers)
        for each in same_round(here)
        for figure in figures_of(each, team)
        if figure.about in SERVED
    ]
    shown = [each for each in found if each.figure.score]
    near = [each for each in found if each.number == here.layer.number]
    return shown or near[:1] or found[:1]


def _behaviours(here: Place) -> tuple[Behaviour, ...]:
    items = (item for scale in here.asked.scales for item in scale.items)
    return tuple(Behaviour(each.code, in_words(each.own_text)) for each in items if each.own_text)


def _earlier(viewer: Viewer, here: Place, team: TeamId, today: date) -> Iterator[Earlier]:
    for each in shown_layers():
        before = each.layer.round_id < here.layer.round_id
        alike = each.layer.customers == here.layer.customers
        if before and alike and stand_of(viewer, each, team, today):
            yield Earlier(each.layer.round.name, each.layer.pk)
