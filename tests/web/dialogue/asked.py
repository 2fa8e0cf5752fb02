"""A core question on which the people of the house vote today."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.utils import timezone

from binnenuit.organisation import PersonId
from binnenuit_web.dialogue import services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.web import house

WEEK: Final = timedelta(days=7)
QUESTION: Final = "What does the customer notice of us?"
STATEMENTS: Final = (
    "Whoever takes the call also solves the problem.",
    "We promise more than the workshop can make.",
    "Nobody tells us whether the customer was pleased.",
)
GUIDE: Final = house.viewer("", Role.FACILITATOR)
AN: Final = Viewer(account_id=1, roles=frozenset({Role.EMPLOYEE}), person=PersonId("an"))


def voting(*statements: str, from_days: int = 0) -> int:
    """Open a question with these statements; one votes from today on, or ``from_days`` later."""
    today = timezone.localdate()
    begins = today + timedelta(days=from_days)
    new = services.NewQuestion(
        votes_from=begins, closes_on=begins + 2 * WEEK, en=QUESTION, seeds=statements
    )
    opened: int = services.open_question(GUIDE, new, once=uuid.uuid4(), today=today)
    return opened
