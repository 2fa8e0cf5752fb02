"""The rows of layers: how a round stands, and what all leaders of a layer get together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from binnenuit.mirror.model.locks import State
from binnenuit.mirror.model.questionnaire import About
from binnenuit_web.mirror.services.frozen import state_of
from binnenuit_web.mirror.services.rounds import latest_round
from binnenuit_web.mirror.services.seeing.figures import of_branch, of_everybody
from binnenuit_web.mirror.services.seeing.places import place_of
from binnenuit_web.mirror.services.seeing.sentences import standing
from binnenuit_web.mirror.services.seeing.who import is_of_several, may_see_all_of, may_see_branch

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Row:
    """One layer of the round.

    Attributes
    ----------
    title
        Which layer, and how many lead there.
    figure
        What all who lead there get together, as their people see it; None when ``words`` say why
        there is none.
    others
        What else was asked there, of everybody who answered.
    """

    number: int
    title: str
    figure: Figure | None
    words: str
    others: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Below:
    """What all who lead below a leader get together, in the layer below his."""

    number: int
    leaders: int
    figure: Figure | None
    words: str


def rows(viewer: Viewer, today: date) -> tuple[str, tuple[Row, ...]]:
    """The layers of the round that runs, or of the last one, with its name."""
    row = latest_round(today)
    if row is None or not viewer.is_signed_in:
        return "", ()
    layers = row.layers.select_related("round").order_by("number")
    return row.name, tuple(_row(viewer, each, today) for each in layers)


def below(viewer: Viewer, here: Place, team: TeamId, today: date) -> Below | None:
    """What those get together who lead below a team, in the next layer; None for nobody there."""
    number = here.layer.number + 1
    next_rows = here.layer.round.layers.select_related("round").filter(number=number)
    row = next_rows.filter(customers=False).first()
    if row is None or not row.opened_on:
        return None
    there = place_of(row)
    leaders = len({there.leaders[each] for each in there.under(team)} - {viewer.person})
    if not leaders:
        return None
    if may_see_branch(viewer, there, team):
        figure = _about_leaders(of_branch(there, team))
        if figure and not is_of_several(viewer, there, figure, there.under(team), today):
            return Below(number, leaders, None, _one_left())
        return Below(number, leaders, figure, standing(figure) if figure else _nothing())
    words = _one_leader() if there.is_shown else _not_shown(row)
    return Below(number, leaders, None, words)


def _row(viewer: Viewer, layer: Layer, today: date) -> Row:
    if layer.customers:
        return Row(layer.number, gettext("Customers"), None, _customers(layer))
    if layer.shown_on is None:
        return Row(layer.number, _title(layer.number, 0), None, _not_shown(layer))
    here = place_of(layer)
    title = _title(layer.number, len(set(here.leaders.values())))
    if not may_see_all_of(viewer, here):
        return Row(layer.number, title, None, _one_leader())
    figures = of_everybody(here)
    told = [each for each in figures if is_of_several(viewer, here, each, here.answering, today)]
    figure = _about_leaders(tuple(told))
    others = tuple(each for each in told if each.about is About.OWN_TEAM)
    words = standing(figure) if figure else _one_left() if figures else _nothing()
    return Row(layer.number, title, figure, words, others)


def _about_leaders(figures: tuple[Figure, ...]) -> Figure | None:
    return next((each for each in figures if each.about is About.LEADER), None)


def _title(number: int, leaders: int) -> str:
    if number == 1:
        return gettext("The top")
    if not leaders:
        return gettext("Layer %(number)s") % {"number": number}
    said = ngettext(
        "Layer %(number)s: %(leaders)s who leads",
        "Layer %(number)s: %(leaders)s who lead",
        leaders,
    )
    return said % {"number": number, "leaders": leaders}


def _customers(layer: Layer) -> str:
    if layer.shown_on is None:
        return _not_shown(layer)
    return gettext("What customers said is read by the team that faces them, and who leads it.")


def _not_shown(layer: Layer) -> str:
    state = state_of(layer)
    if state is State.LOCKED:
        return gettext("Not open yet: it waits for the layers above.")
    if state is State.OPEN and layer.closes_on is not None:
        day = date_format(layer.closes_on, "j F Y")
        return gettext("People answer until %(day)s.") % {"day": day}
    return gettext("The answers are in. What may be shown is being checked.")


def _one_leader() -> str:
    return gettext(
        "Fewer than three lead here. What they get is read by themselves and by their people."
    )


def _one_left() -> str:
    return gettext(
        "Beside what you read already, this figure would tell you of one leader alone. So it is "
        "not shown to you."
    )


def _nothing() -> str:
    return gettext("Nothing can be told here: nobody answered these questions.")
