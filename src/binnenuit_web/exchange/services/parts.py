"""What one side writes and signs; and that somebody would rather not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange.model import Side
from binnenuit_web.exchange.models import Part
from binnenuit_web.exchange.services.sides import locked_row, people_of, row_of
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.exchange.models import Exchange
    from binnenuit_web.people.viewer import Viewer

__all__ = ["BothSignedError", "decline", "sign", "signed_parts", "third_persons_in"]

# Signing and rather not: the same act, or the logbook would tell by name who would rather not.
# The other two are what earlier versions wrote down; they read the same.
for _code in ("talk.answered", "talk.signed", "talk.declined"):
    acts.register(_code, _("answered in a talk"))


class BothSignedError(Exception):
    """Both sides have signed: what stands there stays."""


@transaction.atomic
def sign(viewer: Viewer, talk: int, brings: str, gets: str, *, today: date) -> None:
    """Write and sign the viewer's own side; it may be rewritten until the other side has signed.

    There is one part a side, so sending the same again adds nothing and is no error. Who first
    would rather not may still sign.
    """
    row, side = locked_row(viewer, talk)
    part = row.parts.filter(side=side).first() or Part(exchange=row, side=side)
    if part.pk and not part.declined and (part.brings, part.gets) == (brings, gets):
        return
    _refuse_when_both_signed(row)
    part.brings, part.gets, part.declined = brings, gets, False
    part.signed_by, part.signed_on = viewer.person or "", today
    part.save()
    note_down(viewer, "talk.answered", f"talk {row.pk}")


@transaction.atomic
def decline(viewer: Viewer, talk: int, *, today: date) -> None:
    """Say that one would rather not; taking part is free for the receiving side.

    What was written before goes away. The giver lives on what the receiver brings, and answers.
    """
    row, side = locked_row(viewer, talk)
    if side is not Side.RECEIVER:
        raise PermissionDenied
    part = row.parts.filter(side=side).first() or Part(exchange=row, side=side)
    if part.declined:
        return
    _refuse_when_both_signed(row)
    part.brings = part.gets = ""
    part.declined = True
    part.signed_by, part.signed_on = viewer.person or "", today
    part.save()
    note_down(viewer, "talk.answered", f"talk {row.pk}")


def third_persons_in(viewer: Viewer, talk: int, text: str) -> list[str]:
    """Name the people in a text who are on neither side: they cannot answer here."""
    row, _side = row_of(viewer, talk)
    return organisation.third_persons(text, but=people_of(row))


def signed_parts(row: Exchange) -> dict[Side, Part]:
    """Give the parts that were signed, by side."""
    return {Side(part.side): part for part in row.parts.all() if not part.declined}


def _refuse_when_both_signed(row: Exchange) -> None:
    if len(signed_parts(row)) == len(Side):
        raise BothSignedError
