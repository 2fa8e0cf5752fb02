"""A statement that was refused goes when its author has read why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binnenuit_web.dialogue.models import Statement
from binnenuit_web.dialogue.services.hands import hand_of, may_take_part
from binnenuit_web.dialogue.services.running import question_row

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer


@transaction.atomic
def put_away(viewer: Viewer, question_id: int, text: str) -> None:
    """Destroy one's own refused statement with these words; nothing when there is none."""
    if not may_take_part(viewer) or viewer.person is None:
        raise PermissionDenied
    row = question_row(question_id)
    if row.key is None:
        return
    refused = row.statements.filter(state=Statement.State.REFUSED, text=text)
    refused.filter(author=hand_of(row.key, viewer.person)).delete()
