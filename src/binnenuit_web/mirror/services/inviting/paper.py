"""Sheets of paper for who would rather not use a screen: without a name, a code on each.

Whose code became a sheet answers on that sheet only. No sheet can be tied to a person: at least
three are made at once, their codes follow from nothing that is kept, and who answered already gets
one as well, that counts as received.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.ballot import Part
from binnenuit_web.mirror.models import Code, Layer
from binnenuit_web.mirror.services.asked import Asked, asked
from binnenuit_web.mirror.services.box.codes import code_of, hash_of, in_groups
from binnenuit_web.mirror.services.inviting.invited import (
    Invited,
    ballot_path,
    code_for,
    people_of,
    team_names_of,
)
from binnenuit_web.mirror.services.inviting.opened import layer_of, open_layer_of
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from binnenuit.organisation.model import PersonId, TeamId
    from binnenuit_web.mirror.models import Invitation
    from binnenuit_web.people.viewer import Viewer

__all__ = ["FEWEST", "PaperGroup", "Sheet", "Sheets", "TooFewError", "make_sheets", "paper_groups"]

FEWEST: Final = 3
_BATCH: Final = 500

acts.register("sheets.printed", _("printed sheets of paper in place of ballots"))


class TooFewError(Exception):
    """With fewer sheets at once everybody would know whose they are."""


@dataclass(frozen=True)
class PaperGroup:
    """People who get the same questions: their sheets cannot be told apart.

    ``people`` have no sheet yet, those ``on_paper`` have; ``may_get`` when enough are left.
    """

    team: TeamId
    team_name: str
    part: Part
    people: tuple[Invited, ...]
    on_paper: tuple[Invited, ...]

    @property
    def may_get(self) -> bool:
        return len(self.people) >= FEWEST

    @property
    def key(self) -> str:
        """What the address calls this group."""
        return f"{self.part.value}:{self.team}"

    @property
    def is_above(self) -> bool:
        return self.part is Part.ABOVE


@dataclass(frozen=True)
class Sheet:
    """One sheet: its code in groups, and where its ballot is for who uses a phone after all."""

    code: str
    path: str


@dataclass(frozen=True)
class Sheets:
    """What is printed: the same questions on each sheet, in one language."""

    asked: Asked
    sheets: tuple[Sheet, ...]


def paper_groups(viewer: Viewer, layer: int) -> tuple[PaperGroup, ...]:
    """Who may get paper, by who is asked about whom."""
    row = layer_of(viewer, layer)
    names = team_names_of(row)
    by_group: dict[tuple[TeamId, Part], list[Invited]] = {}
    for each in people_of(row):
        by_group.setdefault((each.team, each.part), []).append(each)
    groups = [(team, part) for team in names for part in Part if (team, part) in by_group]
    return tuple(_group(names[group[0]], group, by_group[group]) for group in groups)


@transaction.atomic
def make_sheets(
    viewer: Viewer,
    layer: int,
    group: tuple[TeamId, Part],
    people: Collection[PersonId],
    *,
    language: str,
    once: UUID,
    today: date,
) -> Sheets:
    """Put a sheet in the place of the code of each of these people; the same form, the same sheets.

    TooFewError for fewer than three, NotNowError for somebody who has a sheet already: the lost one
    cannot be found among the others, and would be a second ballot.
    """
    open_layer_of(viewer, layer)
    row = Layer.objects.select_for_update().get(pk=layer)
    team, part = group
    with translation.override(language):
        found = asked(layer, team, part, language)
    chosen = sorted(set(people))
    if found is None or row.secret is None or len(chosen) < FEWEST:
        raise TooFewError
    codes = _codes(bytes(row.secret), group, chosen, once)
    if not Code.objects.filter(hash=hash_of(codes[0])).exists():
        _replace(row, group, chosen, codes, today)
        note_down(viewer, "sheets.printed", f"layer {row.number} of round {row.round_id}")
    return Sheets(found, tuple(Sheet(in_groups(code), ballot_path(code)) for code in codes))


def _group(name: str, group: tuple[TeamId, Part], people: Sequence[Invited]) -> PaperGroup:
    waiting = tuple(each for each in people if not each.on_paper)
    on_paper = tuple(each for each in people if each.on_paper)
    return PaperGroup(group[0], name, group[1], waiting, on_paper)


def _codes(
    secret: bytes, group: tuple[TeamId, Part], people: Sequence[PersonId], once: UUID
) -> list[str]:
    """Codes follow from the key of the form as well, which is kept nowhere."""
    asked_for = repr(("sheet", str(once), *group, *people))
    return [code_of(secret, asked_for, number) for number in range(len(people))]


def _replace(
    layer: Layer,
    group: tuple[TeamId, Part],
    people: Sequence[PersonId],
    codes: Sequence[str],
    today: date,
) -> None:
    team, part = group
    rows = list(layer.invitations.filter(team=team, part=part, person__in=people, on_paper=False))
    if len(rows) != len(people):
        raise NotNowError
    from_on = _from_on(layer, group, today)
    already = sum(not _is_taken_back(layer, each) for each in rows)
    spent = [number < already for number in range(len(codes))]
    random.SystemRandom().shuffle(spent)
    Code.objects.bulk_create(
        [
            Code(hash=key, layer=layer, team=team, part=part, from_on=from_on, is_spent=is_spent)
            for key, is_spent in sorted(zip(map(hash_of, codes), spent, strict=True))
        ],
        batch_size=_BATCH,
    )
    layer.invitations.filter(pk__in=[each.pk for each in rows]).update(on_paper=True)


def _is_taken_back(layer: Layer, row: Invitation) -> bool:
    """Take somebody's own code away; False when it is spent, so that a retry is still received."""
    own = hash_of(code_for(layer, row))
    taken, _kinds = Code.objects.filter(hash=own, is_spent=False).delete()
    return bool(taken)


def _from_on(layer: Layer, group: tuple[TeamId, Part], today: date) -> date:
    """From when others of the same team can answer."""
    team, part = group
    same = Code.objects.filter(layer=layer, team=team, part=part).values_list("from_on", flat=True)
    return same.first() or layer.opened_on or today
