"""A picture is made: fixed first, then through the gate, then stored; each step once.

A server that is killed in between shows nothing twice: what was fixed is stored, sealed, before
anything is published, and what is published comes back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.disclose.pictures import (
    disclose_picture,
    figures_of,
    noised_cells,
    states_of,
)
from binnenuit.privacy.figures.rendering import band
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit.privacy.releases.keeping import drop_kept, read_kept
from binnenuit_web.dialogue.models import Picture, Question
from binnenuit_web.dialogue.services.picturing.members import opened, sealed
from binnenuit_web.dialogue.services.picturing.preparing import prepare
from binnenuit_web.dialogue.services.picturing.storing import stored
from binnenuit_web.dialogue.services.table import votes_of
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.privacy.services import publishing

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.dialogue.disclose.pictures import Cell
    from binnenuit.privacy.releases.once import Before
    from binnenuit.privacy.releases.released import Release
    from binnenuit_web.dialogue.services.picturing.members import Members
    from binnenuit_web.privacy.services import House

FEWEST_VOTERS: Final = SMALLEST_GROUP_OF_ITEM
"""So many people vote before anything is shown, and so many more before it is shown anew."""

acts.register("dialogue.pictured", _("showed what carries under a core question"))


def make_picture(question_id: int, today: date, *, is_final: bool = False) -> None:
    """Make the next picture of a question, when enough more people voted; the last one anyway.

    Outside a transaction. Nothing without a key, with fewer than ten voters, or when the last one
    is there. LedgerError, ArgumentError when nothing may be published before somebody mends the
    folder: what was fixed waits, and the next call ends it.
    """
    with publishing() as house:
        row = Question.objects.filter(pk=question_id).first()
        if row is None or row.key is None:
            return
        for picture in row.pictures.filter(shown={}):
            _show(row, picture, house)
        made = row.pictures.order_by("number").last()
        if made is not None:  # also after a crash, once it was stored
            _drop_kept(house, gate_name(row, made))
        if (made is None or not made.is_final) and (next_ := _fix(row, made, today, is_final)):
            _show(row, next_, house)


def _fix(row: Question, last: Picture | None, today: date, is_final: bool) -> Picture | None:  # noqa: FBT001
    """Store, sealed, what the next picture is made of; None when it is too early for one."""
    key = bytes(row.key or b"")
    earlier = {each.number: opened(each, key) for each in row.pictures.all()}
    number = last.number + 1 if last else 1
    voters = votes_of(row).hands
    before = {*earlier[last.number].hands} if last else set()
    enough = len({*voters} - before) >= FEWEST_VOTERS
    if len(voters) < FEWEST_VOTERS or not (enough or is_final):
        return None
    members = prepare(row, earlier, number, today, is_final=is_final)
    with transaction.atomic():
        return Picture.objects.create(
            question=row,
            number=number,
            made_on=today,
            is_final=is_final,
            members=sealed(members, key),
        )


def _show(row: Question, picture: Picture, house: House) -> None:
    """Publish what was fixed, or find it published, and store what is seen."""
    key = bytes(row.key or b"")
    members = opened(picture, key)
    record = _published(row, picture, members, house)
    earlier = [each for each in row.pictures.all() if each.number < picture.number]
    members.cells = _all_cells(house, gate_name(row, picture)) if record else []
    counts = {each.number: opened(each, key).cells for each in earlier}
    counts[picture.number] = members.cells
    shown = stored(picture, members, figures_of(record) if record else {}, earlier)
    states = states_of(shown.cells(counts), members.sizes, members.people)
    with transaction.atomic():
        picture.shown = shown.record(states, band(members.voters, FEWEST_VOTERS))
        picture.members = sealed(members, key)
        picture.save(update_fields=["shown", "members"])
        note_down(None, "dialogue.pictured", f"core question {row.pk}")
    _drop_kept(house, gate_name(row, picture))


def gate_name(row: Question, picture: Picture) -> str:
    """The name of round and scale: another one for each picture, also after a backup."""
    again = f" ({row.restarted_on.isoformat()})" if row.restarted_on else ""
    return f"core-question-{row.pk}-{picture.number}{again}"


def _published(
    row: Question, picture: Picture, members: Members, house: House
) -> dict[str, Any] | None:
    if not members.cells:
        return None
    name = gate_name(row, picture)

    def make(before: Before) -> Release:
        return disclose_picture(name, members.cells, before)

    return house.publish(name, name, make)


def _drop_kept(house: House, name: str) -> None:
    drop_kept(house.folder / HIDDEN, scale=name, but=())


def _all_cells(house: House, name: str) -> list[Cell]:
    """Counts after the noise, as the gate kept them."""
    kept = read_kept(house.folder / HIDDEN, scale=name, round_name=name)
    return list(noised_cells(kept)) if kept else []
