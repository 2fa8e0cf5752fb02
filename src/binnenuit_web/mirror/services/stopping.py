"""A round stops at once, for a reason that all read; who stopped it lets it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror.models import Round
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["go_on", "may_go_on", "may_stop", "stop"]

# Who holds both roles stops for the works council.
_STOP = (Role.WORKS_COUNCIL, Role.FACILITATOR)

acts.register("mirror.stopped", _("stopped a round"))
acts.register("mirror.went-on", _("let a round go on"))


def may_stop(viewer: Viewer) -> bool:
    """Whether this viewer may stop a round that runs."""
    return not viewer.roles.isdisjoint(_STOP)


def may_go_on(viewer: Viewer, row: Round) -> bool:
    """Whether this viewer holds the role that stopped the round."""
    return row.stopped_on is not None and row.stopped_by in viewer.roles


@transaction.atomic
def stop(viewer: Viewer, round: int, reason: str, today: date) -> None:  # noqa: A002  its word
    """Stop a round: nothing is taken, closed or shown; one that was stopped keeps its reason.

    NotNowError for a round that is over.
    """
    if not may_stop(viewer):
        raise PermissionDenied
    row = _row(round)
    if row.ended_on is not None:
        raise NotNowError
    if row.stopped_on is None:
        role = next(role for role in _STOP if role in viewer.roles)
        _mark(row, today, role.value, reason)
        note_down(viewer, "mirror.stopped", f"round {row.pk}")


@transaction.atomic
def go_on(viewer: Viewer, round: int) -> None:  # noqa: A002  as above
    """Let a round go on; nothing happens to one that was not stopped."""
    row = _row(round)
    if row.stopped_on is None and may_stop(viewer):
        return
    if not may_go_on(viewer, row):
        raise PermissionDenied
    _mark(row, None, "", "")
    note_down(viewer, "mirror.went-on", f"round {row.pk}")


def _row(number: int) -> Round:
    row = Round.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _mark(row: Round, on: date | None, by: str, reason: str) -> None:
    row.stopped_on, row.stopped_by, row.stop_reason = on, by, reason
    row.save(update_fields=["stopped_on", "stopped_by", "stop_reason"])
