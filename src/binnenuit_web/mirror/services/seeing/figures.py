"""Figures as they were released, by team; read from the folder, and never made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from binnenuit.mirror.disclose.item_ends import item_ends
from binnenuit.mirror.disclose.layered import read_layer
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.rounds.moments import AND
from binnenuit_web.mirror.services.seeing.places import place
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.model import Scored
    from binnenuit.mirror.model.questionnaire import About, Item
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Disclosed, Group, Place
    from binnenuit.privacy.model import State
    from binnenuit_web.mirror.services.seeing.places import Place as LayerPlace

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Figure:
    """One scale, or one question of it, as it was released for one group.

    Attributes
    ----------
    layer
        Number of the stored layer in which it was asked.
    item
        Code of the question; empty for the whole scale.
    low, high
        Between these it could lie with other people of the same mind, 95 %.
    together
        Names of the teams whose figure this is, where several are shown as one.
    turned
        It was asked the other way round, so that a high figure tells of little.
    entries
        The hashes of its lines in the ledger.
    """

    layer: int
    team: TeamId
    scale: str
    item: str
    name: str
    about: About
    lowest: int
    highest: int
    state: State
    score: Disclosed[float]
    low: Disclosed[float]
    high: Disclosed[float]
    n_band: str
    unchanged: bool
    turned: bool
    fewest: int
    together: tuple[str, ...] = ()
    items: tuple[Figure, ...] = field(default=())

    @property
    def value(self) -> float | None:
        return self.score.value

    @property
    def entries(self) -> tuple[str, ...]:
        return self.score.entries

    @property
    def is_good(self) -> bool:
        """Whether it stands above the middle of the options."""
        return self.value is not None and self.value > (self.lowest + self.highest) / 2


def figures_of(here: LayerPlace, team: TeamId) -> tuple[Figure, ...]:
    """What was released of one team in one layer, in the order of the questionnaire."""
    return tuple(_found(here, team, below=False))


def of_branch(here: LayerPlace, team: TeamId) -> tuple[Figure, ...]:
    """What was released of everybody below a team in one layer."""
    return tuple(_found(here, team, below=True))


def of_everybody(here: LayerPlace) -> tuple[Figure, ...]:
    """What was released of all teams of one layer together."""
    tops = [team.id for team in here.teams.teams if team.parent not in here.teams.team_by_id]
    if len(tops) != 1:
        return ()
    return of_branch(here, tops[0]) or figures_of(here, tops[0])


def told_of(layer: int) -> Mapping[str, Told]:
    """Everything that was released of a layer, by code of the scale."""
    folder = published()
    return _told(folder, _stamp(folder), layer)


def in_words(texts: Mapping[str, str]) -> str:
    """A text of the questionnaire in the reader's language, or in the first that it has."""
    return texts.get(get_language() or "en") or next(iter(texts.values()), "")


def _stamp(folder: Path) -> Stamp:
    """By what it is seen that something was released since."""
    file = folder / LEDGER
    stat = file.stat() if file.exists() else None
    return (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)


@lru_cache(maxsize=32)
def _told(folder: Path, stamp: Stamp, layer: int) -> Mapping[str, Told]:
    del stamp
    here = place(layer)
    if here is None or not here.is_shown:
        return {}
    row = here.layer
    told = read_layer(
        folder, here.asked, round_name=row.round.name, layer=row.number, teams=here.teams
    )
    # In the folder each layer has a series of its own over the years: A.2 is A in layer 2.
    return {each.scale.rpartition(".")[0]: each for each in told}


def _found(here: LayerPlace, team: TeamId, *, below: bool) -> Iterator[Figure]:
    told = told_of(here.layer.pk)
    for scale in here.asked.scales:
        if scale.code in told:
            reading = _Reading(here, scale, told[scale.code])
            yield from reading.figures(team, below=below)


@dataclass(frozen=True, eq=False)
class _Reading:
    """One scale of one layer, on its way to the page."""

    here: LayerPlace
    scale: Scored
    told: Told

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of the team that each group stands for."""
        known = self.here.teams.team_by_id
        return {
            group.name: known[figure.team].name
            for group, figure in self.pairs
            if figure.team in known
        }

    @property
    def pairs(self) -> Sequence[tuple[Group, TeamFigure]]:
        """Groups that stand for a team; both are told in one order."""
        by_place = {id(group.place): group for group in self.told.groups}
        return [(by_place[id(figure.place)], figure) for figure in self.told.teams]

    def figures(self, team: TeamId, *, below: bool) -> Iterator[Figure]:
        for group, figure in self.pairs:
            if (figure.team, figure.below) == (team, below):
                yield self._whole(group, figure)

    def _whole(self, group: Group, figure: TeamFigure) -> Figure:
        items = (self._item(group, figure, item) for item in self.scale.items)
        return Figure(
            layer=self.here.layer.pk,
            team=figure.team,
            scale=self.scale.code,
            item="",
            name=in_words(self.scale.name),
            about=self.scale.about,
            lowest=self.scale.lowest,
            highest=self.scale.highest,
            state=figure.state,
            score=figure.score,
            low=figure.low,
            high=figure.high,
            n_band=figure.n_band,
            unchanged=figure.unchanged,
            turned=all(item.reversed for item in self.scale.items),
            fewest=self.here.layer.round.k,
            together=self._together(figure.place),
            items=tuple(items),
        )

    def _item(self, group: Group, figure: TeamFigure, item: Item) -> Figure:
        seen, stands = group.items[item.code], group.place_of_items
        low, high = item_ends(seen, self.scale.lowest)
        return Figure(
            layer=self.here.layer.pk,
            team=figure.team,
            scale=self.scale.code,
            item=item.code,
            name=in_words(item.text),
            about=self.scale.about,
            lowest=self.scale.lowest,
            highest=self.scale.highest,
            state=stands.state,
            score=seen.mean,
            low=low,
            high=high,
            n_band=stands.n_band,
            unchanged=figure.unchanged,
            turned=item.reversed,
            fewest=max(self.here.layer.round.k, 10),
            together=self._together(stands),
        )

    def _together(self, stands: Place) -> tuple[str, ...]:
        groups = stands.figure_of.split(AND)
        return tuple(self.names.get(each, each) for each in groups) if len(groups) > 1 else ()
