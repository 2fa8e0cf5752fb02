"""Letters to print, one for each person, and a list for one's own mail program."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.tables.neutral import neutral
from binnenuit_web.mirror.services.box.codes import in_groups
from binnenuit_web.mirror.services.inviting.invited import (
    ballot_path,
    members,
    people_of,
    team_names_of,
)
from binnenuit_web.mirror.services.inviting.opened import open_layer_of
from binnenuit_web.mirror.services.inviting.wording import begins, leader_names, said_to
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.mirror.services.inviting.invited import Invited
    from binnenuit_web.mirror.services.inviting.wording import Said
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Letter", "letters", "letters_for", "listed"]

acts.register("invitations.printed", _("printed letters with the addresses of ballots"))
acts.register("invitations.listed", _("took along the list with the addresses of ballots"))


@dataclass(frozen=True)
class Letter:
    """A letter for one person.

    Attributes
    ----------
    team_name
        His own team, by which letters are given out; empty when it was not there at the opening.
    leader
        About whom he is asked; empty when that is nobody.
    path, code
        Where his ballot is, and the same in groups.
    """

    name: str
    language: str
    team_name: str
    leader: str
    path: str
    code: str
    said: Said


@transaction.atomic
def letters(viewer: Viewer, layer: int, team: TeamId | None, *, today: date) -> tuple[Letter, ...]:
    """Write a letter to everybody invited, in one team or in all; not to who got a sheet."""
    row = open_layer_of(viewer, layer)
    note_down(viewer, "invitations.printed", f"layer {row.number} of round {row.round_id}")
    return letters_for(row, people_of(row, team), today, again=False)


def letters_for(
    layer: Layer, people: tuple[Invited, ...], today: date, *, again: bool
) -> tuple[Letter, ...]:
    """Write letters; ``again`` when it is a reminder, which says the same to everybody."""
    leaders, names = leader_names(layer), team_names_of(layer)
    later, known = begins(layer, today), members()
    return tuple(
        Letter(
            name=each.name,
            language=each.language,
            team_name=names.get(known[each.person].team, "") if each.person in known else "",
            leader=leaders.get(each.team, ""),
            path=ballot_path(each.code),
            code=in_groups(each.code),
            said=said_to(
                each,
                layer,
                leaders.get(each.team, ""),
                later.get((each.team, each.part)),
                again=again,
            ),
        )
        for each in people
        if not each.on_paper
    )


@transaction.atomic
def listed(viewer: Viewer, layer: int, address: Callable[[str], str]) -> str:
    """Write everybody's address as a table for a mail program; noted in the logbook.

    ``address`` makes a whole address of a path.
    """
    row = open_layer_of(viewer, layer)
    note_down(viewer, "invitations.listed", f"layer {row.number} of round {row.round_id}")
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([gettext("name"), gettext("email"), gettext("language"), gettext("address")])
    for each in people_of(row):
        if not each.on_paper:
            cells = (each.name, each.email, each.language, address(ballot_path(each.code)))
            table.writerow(map(neutral, cells))
    return "\ufeff" + written.getvalue()  # without the mark Excel takes it for Windows-1252
