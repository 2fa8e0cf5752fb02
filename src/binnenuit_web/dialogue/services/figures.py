"""What is kept of a closed poll: what came through the gate, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from binnenuit.privacy.rounds.moments import AND
from binnenuit_web.dialogue.models import Poll
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises.services.place import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

_FLOAT: Final = 1e-9
_HUNDRED: Final = 100


@dataclass(frozen=True)
class Figure:
    """A released figure, and between which numbers the exact one lies for certain.

    Of a link in people of every hundred, of resistance 0 to 10, of readiness 1 to 5. ``people`` is
    a range, such as "10-19".
    """

    value: float
    low: float
    high: float
    people: str


@dataclass(frozen=True)
class FigureRow:
    """One group; a figure that is withheld is None.

    ``name`` is empty for everybody together. ``together`` names the groups with which it is shown
    as one.
    """

    name: str
    together: tuple[str, ...]
    figures: tuple[Figure | None, ...]


def seen(record: Mapping[str, Any], kind: str, item: str) -> list[dict[str, Any]]:
    """Take from a release, by group, what a page shows: the one figure that was asked for."""
    return [_seen(group, kind, item) for group in record["groups"]]


def _seen(group: Mapping[str, Any], kind: str, item: str) -> dict[str, Any]:
    figures = group["figures"]
    if kind == Poll.Kind.READINESS:
        figure, of = figures.get("score"), group["figure_of"]
    else:
        which = "favourable" if kind == Poll.Kind.LINK else "mean"
        figure, of = figures.get("items", {}).get(item, {}).get(which), group["items_of"]
    return {
        "group": group["group"],
        "parent": group["parent"],
        "state": group["state"],
        "of": of,
        "people": group["n_band"],
        "figure": figure,
    }


def top_figures(poll: Poll) -> tuple[Figure, ...]:
    """Figures about everybody, of the first thing that was asked; empty when withheld.

    One, but for an organisation with more than one top.
    """
    shown: Mapping[str, Any] = poll.shown or {}
    first: list[dict[str, Any]] = next(iter(shown.values()), [])
    tops = (_figure(group, poll.kind) for group in first if group["parent"] is None)
    return tuple(each for each in tops if each is not None)


def rows_for(viewer: Viewer, poll: Poll, today: date) -> tuple[FigureRow, ...]:
    """What one viewer sees: everybody together, and his own teams up to the top.

    Who guides sees every group. A group of which nothing may be shown is left out, but for the top;
    without any figure there is nothing.
    """
    shown: Mapping[str, list[dict[str, Any]]] = poll.shown or {}
    if not any(shown.values()):
        return ()
    first = next(iter(shown.values()))
    names = _names(poll)
    tops = [group["group"] for group in first if group["parent"] is None]
    names |= {tops[0]: ""} if len(tops) == 1 else {}
    wanted = None if viewer.may_prepare else _line(viewer, poll, first, today)
    places = (
        [of[at] for of in shown.values()]
        for at, group in enumerate(first)
        if group["parent"] is None or wanted is None or group["group"] in wanted
    )
    rows = [_row(names, poll.kind, each) for each in _once(places)]
    told = [row for row in rows if any(row.figures)]
    return tuple(row for row in rows if told and (row in told or not row.name))


def _once(rows: Iterable[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    """Leave out what only says again what stands at another team of the same merged group."""
    said = set()
    for places in rows:
        merged = tuple(each["of"] for each in places)
        if merged not in said or not any(AND in of for of in merged):
            yield places
        said.add(merged)


def _row(names: Mapping[str, str], kind: str, places: list[dict[str, Any]]) -> FigureRow:
    group = places[0]
    others = (part for part in group["of"].split(AND) if part and part != group["group"])
    return FigureRow(
        name=names.get(group["group"], group["group"]),
        together=tuple(names.get(part, part) for part in others),
        figures=tuple(_figure(each, kind) for each in places),
    )


def _figure(group: Mapping[str, Any], kind: str) -> Figure | None:
    told = group["figure"]
    if told is None:
        return None
    value, low, high = told["value"], told["low"], told["high"]
    if kind == Poll.Kind.LINK:
        low, high = floor(low * _HUNDRED + _FLOAT), ceil(high * _HUNDRED - _FLOAT)
        return Figure(round(value * _HUNDRED), low, high, group["people"])
    return Figure(value, low, high, group["people"])


def _names(poll: Poll) -> dict[str, str]:
    """Name each group by its team; those of a team itself as well as those below it."""
    teams = dict(organisation.team_names())
    kept: Mapping[str, Mapping[str, str]] = poll.teams
    itself = gettext("%(team)s itself")
    own = {group: itself % {"team": teams.get(team, team)} for team, group in kept["own"].items()}
    return own | {group: teams.get(team, team) for team, group in kept["whole"].items()}


def _line(
    viewer: Viewer, poll: Poll, groups: Iterable[Mapping[str, Any]], today: date
) -> frozenset[str]:
    """The viewer's teams, and every group above them."""
    above = {group["group"]: group["parent"] for group in groups}
    mine = (
        poll.teams[kind].get(team) for kind in ("own", "whole") for team in _teams(viewer, today)
    )
    return frozenset(each for group in mine if group for each in _up(group, above))


def _teams(viewer: Viewer, today: date) -> frozenset[str]:
    return frozenset(map(str, place(viewer, today).teams))


def _up(group: str, above: Mapping[str, str | None]) -> Iterator[str]:
    at: str | None = group
    for _ in above:  # no longer way up, even in a damaged record
        if at is None:
            return
        yield at
        at = above.get(at)
