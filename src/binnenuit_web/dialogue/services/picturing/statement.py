"""One statement's own page: its figures, what came of it, and how they were computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from binnenuit.errors import InputError
from binnenuit.privacy.releases.folder import read_ledger
from binnenuit_web.dialogue.models import Value
from binnenuit_web.dialogue.services.picturing.looking import newest
from binnenuit_web.dialogue.services.picturing.making import gate_name
from binnenuit_web.dialogue.services.picturing.statements import shown_statement
from binnenuit_web.dialogue.services.running import question_row, text_of
from binnenuit_web.dialogue.services.shown import accepted_rows
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.dialogue.models import Picture, Question
    from binnenuit_web.dialogue.services.picturing.statements import ShownStatementFigures
    from binnenuit_web.dialogue.services.tree import ShownStep
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """One entry of the ledger; ``number`` counts from 1. ``on``: the day of its picture."""

    number: int
    on: date
    series: str
    hash: str


@dataclass(frozen=True)
class Followed:
    """A value that follows from a statement."""

    value: int
    name: str
    behaviours: tuple[ShownStep, ...]


@dataclass(frozen=True)
class StatementPage:
    """One statement in the newest picture; ``shown`` is None while there is no picture."""

    question: int
    question_text: str
    number: int
    text: str
    shown: ShownStatementFigures | None
    is_final: bool
    made_on: date | None
    lines: tuple[Line, ...]
    onward: tuple[Followed, ...]


def statement_page(viewer: Viewer, question_id: int, number: int) -> StatementPage:
    """Show one accepted statement to everybody who signed in; 404 for any other number."""
    if not viewer.is_signed_in:
        raise PermissionDenied
    row = question_row(question_id)
    statement = accepted_rows(row).filter(number=number).first()
    if statement is None:
        raise Http404
    picture = newest(row)
    return StatementPage(
        question=row.pk,
        question_text=text_of(row),
        number=number,
        text=statement.text,
        shown=shown_statement(picture, statement) if picture else None,
        is_final=picture.is_final if picture else False,
        made_on=picture.made_on if picture else None,
        lines=_lines(row, picture, number) if picture else (),
        onward=following(viewer, row.pk, number),
    )


def following(viewer: Viewer, question: int, number: int) -> tuple[Followed, ...]:
    """Values that follow from a statement, each with the behaviours that follow from it."""
    # They ask which statements carry, so they cannot be imported before this is.
    from binnenuit_web.dialogue.services.tree import shown_value  # noqa: PLC0415
    from binnenuit_web.dialogue.services.values import values_from  # noqa: PLC0415

    return tuple(
        Followed(value, name, shown_value(Value.objects.get(pk=value)).behaviours)
        for value, name in values_from(viewer, question, number)
    )


def _lines(question: Question, picture: Picture, number: int) -> tuple[Line, ...]:
    """Find in the ledger the figures that are seen, each by the picture it was shown in first."""
    sets = picture.shown["statements"].get(str(number), {}).get("sets", {})
    wanted = {each["picture"] for each in sets.values()}
    on = {
        gate_name(question, each): each.made_on
        for each in question.pictures.filter(number__in=wanted)
    }
    try:
        entries = read_ledger(published()).entries
    except InputError:
        return ()
    told = ((at, each) for at, each in enumerate(entries, start=1))
    return tuple(
        Line(at, on[each.publication.round], each.publication.round, each.hash)
        for at, each in told
        if each.publication.round in on and each.publication.kind == "items"
    )
