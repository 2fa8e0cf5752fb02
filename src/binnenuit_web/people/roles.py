"""What somebody does in the organisation, as far as it decides what he sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection


def titles(roles: Collection[Role]) -> str:
    """The roles in words, in the order in which they are listed here."""
    return ", ".join(str(role.label) for role in Role if role in roles)


class Role(TextChoices):
    CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
    DIRECTOR = "director", _("Director")
    MIDDLE_MANAGER = "middle_manager", _("Middle manager")
    TEAM_LEADER = "team_leader", _("Team leader")
    EMPLOYEE = "employee", _("Employee")
    FACILITATOR = "facilitator", _("Facilitator")
    WORKS_COUNCIL = "works_council", _("Works council")
    ANALYST = "analyst", _("Analyst")
