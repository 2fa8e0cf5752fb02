"""The organisation of sixty, and one promise of each kind in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID, uuid4

import pytest

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit.organisation.parties import Party
from binnenuit.promises import Happened, Happening
from binnenuit_web.promises import services
from tests.web import house

if TYPE_CHECKING:
    from binnenuit.organisation.model import CustomerId
    from binnenuit_web.people.viewer import Viewer

MONDAY: Final = date(2026, 11, 23)
FRIDAY: Final = date(2026, 11, 27)
WORDS: Final = "I ask you every Monday what you need"


def person(who: str) -> Party:
    return Party.person(PersonId(who))


def team(which: str) -> Party:
    return Party.team(TeamId(which))


class Make(Protocol):
    def __call__(
        self,
        viewer: Viewer,
        giver: Party,
        receiver: Party,
        *,
        told: CustomerId | None = None,
        today: date = MONDAY,
        once: UUID | None = None,
    ) -> int: ...


@pytest.fixture
def sixty(db: None) -> None:
    house.live_in(house.sixty())


@pytest.fixture
def make(sixty: None) -> Make:
    def make(
        viewer: Viewer,
        giver: Party,
        receiver: Party,
        *,
        told: CustomerId | None = None,
        today: date = MONDAY,
        once: UUID | None = None,
    ) -> int:
        due = today + timedelta(days=4)
        new = services.NewPromise(
            giver, receiver, WORDS, due, "exchange", 12, once or uuid4(), told
        )
        return services.make(viewer, new, today=today)

    return make


def say(
    viewer: Viewer, promise: int, happening: Happening, day: date = MONDAY, **words: object
) -> None:
    event = Happened(happening, day, **words)  # type: ignore[arg-type]
    services.happen(viewer, promise, event, once=uuid4())
