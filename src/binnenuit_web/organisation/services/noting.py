"""What the logbook tells of the organisation: that it changed, and whose link was renewed.

Who leads whom decides who reads what, so nobody changes it unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer

__all__ = ["note_change", "note_renewed_link"]

acts.register("organisation.changed", _("changed teams, people or customers"))
acts.register("team_link.renewed", _("renewed the link of a team"))


def note_change(by: Viewer | None) -> None:
    """Say that the organisation was changed, in the transaction that changes it."""
    note_down(by, "organisation.changed", "organisation")


def note_renewed_link(by: Viewer | None, link: int) -> None:
    note_down(by, "team_link.renewed", f"team link {link}")
