"""Figures as they were released, by team; read from the folder, and never made again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from binnenuit.mirror.disclose.item_ends import item_ends
from binnenuit.mirror.disclose.layered import read_layer
from binnenuit.mirror.model.asked import GROCERIES
from binnenuit.mirror.model.options import options_of
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.organisation.model import TeamId
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.releases.kept import FEWEST_ITEMS
from binnenuit.privacy.rounds.moments import AND
from binnenuit_web.mirror.services.gate import gate_name
from binnenuit_web.mirror.services.seeing.places import place
from binnenuit_web.mirror.services.seeing.sentences import language
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.model import Scored
    from binnenuit.mirror.model.questionnaire import About, Item
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
    fewest
        Fewest people behind a figure of this kind.
    is_index
        Its questions make something up together, and need not go together.
    is_question
        It is one question, whether of a scale or alone.
    ends
        The first and the last answer in words; empty where values are no answers.
    explained
        What its values mean, where they are no answers.
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
    is_index: bool = False
    is_question: bool = False
    ends: tuple[str, str] = ("", "")
    explained: str = ""
    together: tuple[str, ...] = ()
    items: tuple[Figure, ...] = field(default=())

    @property
    def value(self) -> float | None:
        return self.score.value

    @property
    def label(self) -> str:
        """Its name within a sentence."""
        return f"“{self.name}”" if self.is_question else self.name

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


def told_of(layer: int) -> tuple[Told, ...]:
    """Everything that was released of a layer, scale by scale."""
    return tuple(each.told for each in _released(*published_now(), layer).values())


def places_of(here: LayerPlace, scale: str) -> dict[TeamId, str]:
    """Name the figure that stands for each team on a scale; the team itself where there is none.

    Teams that are shown as one have the same.
    """
    found = _released(*published_now(), here.layer.pk).get(scale)
    teams = found.told.teams if found else ()
    return {each.team: each.place.figure_of or each.team for each in teams if not each.below}


def shown_on(here: LayerPlace, scale: str) -> frozenset[TeamId]:
    """Teams of which a figure is shown on a scale, their own or one of several together."""
    found = _released(*published_now(), here.layer.pk).get(scale)
    teams = found.told.teams if found else ()
    shown = {each.team for each in teams if not each.below and each.score.is_shown}
    return here.answering & shown


def ends_of(scale: Scored) -> tuple[str, str]:
    """The first and the last answer in words."""
    if scale.code == GROCERIES:
        return "", ""
    options = options_of(scale, language())
    return options[0][1], options[-1][1]


def published_now() -> tuple[Path, Stamp]:
    """The folder of everything that was released, and a stamp that changes with every release."""
    folder = published()
    file = folder / LEDGER
    stat = file.stat() if file.exists() else None
    return folder, ((stat.st_mtime_ns, stat.st_size) if stat else (0, 0))


def in_words(texts: Mapping[str, str]) -> str:
    """A text of the questionnaire in the reader's language, or in the first that it has."""
    return texts.get(language()) or next(iter(texts.values()), "")


@dataclass(frozen=True, eq=False)
class _Released:
    """One scale of one layer as it was read, and where in it each team stands."""

    told: Told

    @cached_property
    def by_team(self) -> dict[tuple[TeamId, bool], tuple[Group, TeamFigure]]:
        by_place = {id(group.place): group for group in self.told.groups}
        return {
            (figure.team, figure.below): (by_place[id(figure.place)], figure)
            for figure in self.told.teams
        }

    @cached_property
    def team_of(self) -> dict[str, TeamId]:
        """Team that each group stands for."""
        return {group.name: figure.team for group, figure in self.by_team.values()}


@lru_cache(maxsize=32)
def _released(folder: Path, stamp: Stamp, layer: int) -> Mapping[str, _Released]:
    del stamp
    here = place(layer)
    if here is None or not here.is_shown:
        return {}
    row = here.layer
    told = read_layer(
        folder, here.asked, round_name=gate_name(row), layer=row.number, teams=here.teams
    )
    # In the folder each layer has a series of its own over the years: A.2 is A in layer 2.
    return {each.scale.rpartition(".")[0]: _Released(each) for each in told}


def _found(here: LayerPlace, team: TeamId, *, below: bool) -> Iterator[Figure]:
    released = _released(*published_now(), here.layer.pk)
    for scale in here.asked.scales:
        found = released[scale.code].by_team.get((team, below)) if scale.code in released else None
        if found is not None:
            yield _Reading(here, scale, released[scale.code]).whole(*found)


@dataclass(frozen=True, eq=False)
class _Reading:
    """One scale of one layer, on its way to the page."""

    here: LayerPlace
    scale: Scored
    released: _Released

    def whole(self, group: Group, figure: TeamFigure) -> Figure:
        scale, items = self.scale, self.scale.items
        stands_alone = len(items) == 1
        name = items[0].text if stands_alone and scale.code != GROCERIES else scale.name
        found = self._figure(figure, figure.place, (figure.score, figure.low, figure.high))
        return replace(
            found,
            name=in_words(name),
            turned=all(item.reversed for item in items),
            fewest=self._fewest(len(items)),
            explained=in_words(items[0].text) if scale.code == GROCERIES else "",
            is_question=stands_alone and scale.code != GROCERIES,
            items=() if stands_alone else tuple(self._item(group, figure, each) for each in items),
        )

    def _item(self, group: Group, figure: TeamFigure, item: Item) -> Figure:
        seen = group.items[item.code]
        score = (seen.mean, *item_ends(seen, self.scale.lowest))
        found = self._figure(figure, group.place_of_items, score)
        name, fewest = in_words(item.text), self._fewest(1)
        return replace(
            found,
            item=item.code,
            name=name,
            turned=item.reversed,
            fewest=fewest,
            is_question=True,
        )

    def _fewest(self, items: int) -> int:
        k = self.here.layer.round.k
        return k if items >= FEWEST_ITEMS else max(k, SMALLEST_GROUP_OF_ITEM)

    def _figure(
        self, figure: TeamFigure, stands: Place, score: Sequence[Disclosed[float]]
    ) -> Figure:
        return Figure(
            layer=self.here.layer.pk,
            team=figure.team,
            scale=self.scale.code,
            item="",
            name="",
            about=self.scale.about,
            lowest=self.scale.lowest,
            highest=self.scale.highest,
            state=stands.state,
            score=score[0],
            low=score[1],
            high=score[2],
            n_band=stands.n_band,
            unchanged=figure.unchanged,
            turned=False,
            fewest=0,
            is_index=self.scale.kind is Kind.INDEX,
            ends=ends_of(self.scale),
            together=self._together(stands),
        )

    def _together(self, stands: Place) -> tuple[str, ...]:
        groups = stands.figure_of.split(AND)
        return tuple(map(self._name, groups)) if len(groups) > 1 else ()

    def _name(self, group: str) -> str:
        team = self.here.teams.team_by_id.get(self.released.team_of.get(group, TeamId("")))
        return team.name if team else group
