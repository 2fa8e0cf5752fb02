"""A core question on which one votes, and people who take part, for the tests of the room."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from binnenuit_web.dialogue import services
from binnenuit_web.people.roles import Role
from tests.web.house import viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit_web.people.viewer import Viewer

OPENED: Final = date(2026, 11, 2)
VOTING: Final = OPENED + timedelta(days=7)
CLOSES: Final = VOTING + timedelta(days=21)
GUIDE: Final = viewer("", Role.FACILITATOR)
SEEDS: Final = ("We bellen klanten terug.", "Klanten horen eerlijk wat niet kan.", "De baas wacht.")


def member(person: str, *roles: Role) -> Viewer:
    """Somebody of the people file with a way in of his own."""
    return replace(viewer(person, *roles), account_id=1)


def open_one(seeds: Sequence[str] = SEEDS) -> int:
    """Begin a question of our own; one votes from ``VOTING`` through ``CLOSES``."""
    new = services.NewQuestion(VOTING, CLOSES, nl="Hoe gaat het?", seeds=tuple(seeds))
    return services.open_question(GUIDE, new, once=uuid.uuid4(), today=OPENED)
