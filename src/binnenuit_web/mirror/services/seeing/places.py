"""Facts of a round as it stands in the tables: its layers, its teams, who leads and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from binnenuit_web.mirror.models import Invitation, Layer, Look
from binnenuit_web.mirror.services.frozen import asked_about, frozen
from binnenuit_web.mirror.services.rounds import questionnaire_of
from binnenuit_web.organisation import services as organisation
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from binnenuit.mirror.model import Questionnaire
    from binnenuit.mirror.model.ballot import Part
    from binnenuit.organisation.model import Organisation, PersonId, TeamId

LOOKS_FIRST: Final = timedelta(days=14)
"""So long a leader has his mirror for himself; then his team sees its figures all the same."""


ROUNDS: Final = 4
"""So many rounds are offered to read; older ones stand in the folder of what was shown."""


@dataclass(frozen=True, eq=False)
class Stands:
    """What does not change once a layer is open: its teams, who leads them, what is asked."""

    teams: Organisation
    asked: Questionnaire
    customers: bool

    @cached_property
    def answering(self) -> frozenset[TeamId]:
        """Teams whose people answer in this layer; of customers, the teams that face them."""
        if self.customers:
            return frozenset(self.teams.team_by_id)
        return frozenset(member.team for member in self.teams.people)

    @cached_property
    def leaders(self) -> dict[TeamId, PersonId | None]:
        """Who is asked about in each team that answers here; the next one up where nobody leads."""
        return {team: self.leader_of(team) for team in self.answering}

    def leader_of(self, team: TeamId) -> PersonId | None:
        at = self.teams.team_by_id.get(team)
        while at is not None:
            if at.leader is not None:
                return at.leader
            at = self.teams.team_by_id.get(at.parent) if at.parent else None
        return None


@dataclass(frozen=True, eq=False)
class Place:
    """One layer of a round with the organisation as it stood when the layer opened."""

    layer: Layer
    stands: Stands

    @property
    def is_shown(self) -> bool:
        return self.layer.shown_on is not None

    @property
    def teams(self) -> Organisation:
        return self.stands.teams

    @property
    def asked(self) -> Questionnaire:
        return self.stands.asked

    @property
    def answering(self) -> frozenset[TeamId]:
        return self.stands.answering

    @property
    def leaders(self) -> dict[TeamId, PersonId | None]:
        return self.stands.leaders

    def leader_of(self, team: TeamId) -> PersonId | None:
        return self.stands.leader_of(team)

    def under(self, team: TeamId) -> frozenset[TeamId]:
        """Teams below ``team`` whose people answer in this layer."""
        waiting, found = [team], set()
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += [child.id for child in self.teams.children.get(at, ())]
        return self.answering & found - {team}

    def only_talk(self, team: TeamId) -> bool:
        """Whether its leader is seen in a talk and not in figures: too few could answer."""
        return not self.layer.customers and not asked_about(self.layer, team)

    def open_from(self, team: TeamId) -> date | None:
        """Day from which the team sees its figures: its leader looked, or had his days."""
        if self.layer.shown_on is None:
            return None
        looked = Look.objects.filter(layer=self.layer, person=self.leader_of(team) or None).first()
        return looked.on if looked else self.layer.shown_on + LOOKS_FIRST


def place(layer: int) -> Place | None:
    """One layer with its round; None when there is none."""
    row = Layer.objects.select_related("round").filter(pk=layer).first()
    return place_of(row) if row else None


def place_of(row: Layer) -> Place:
    # Who is forgotten, is so in the next answer: that changes the organisation.
    revision = organisation.facts().revision
    return Place(row, _stands(published(), row.pk, row.round.name, str(row.opened_on), revision))


@lru_cache(maxsize=32)
def _stands(folder: Path, layer: int, name: str, opened: str, revision: str) -> Stands:
    """Read it once for all who look."""
    del folder, name, opened, revision
    row = Layer.objects.select_related("round").get(pk=layer)
    return Stands(frozen(row), questionnaire_of(row.round), row.customers)


def shown_layers() -> list[Place]:
    """The shown layers of the latest rounds, the newest round first, and in it from the top."""
    rows = Layer.objects.select_related("round").exclude(shown_on=None)
    rounds = list(rows.order_by("-round").values_list("round", flat=True).distinct()[:ROUNDS])
    return [place_of(row) for row in rows.filter(round__in=rounds).order_by("-round", "number")]


def same_round(here: Place) -> list[Place]:
    """The shown layers of one round, from the top."""
    rows = Layer.objects.select_related("round").filter(round=here.layer.round)
    return [place_of(row) for row in rows.exclude(shown_on=None).order_by("number")]


def invited(person: PersonId, round_id: int) -> list[Invitation]:
    """Where somebody may answer in a round: about his leader, and about who leads at the top."""
    rows = Invitation.objects.filter(person=person, layer__round=round_id)
    return list(rows.select_related("layer__round").order_by("layer__number"))


def was_asked(person: PersonId, round_id: int, team: str, part: Part) -> bool:
    rows = Invitation.objects.filter(person=person, layer__round=round_id, team=team)
    return rows.filter(part=part.value).exists()
