"""For whom is this? A report that asks the chief executive, and a meeting that is still asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import TeamId
from binnenuit.signals.model import ThingKind, ToWhom, Worth
from binnenuit_web.demo.life.cast import by_link
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.signals import services as signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True)
class _Asked:
    """What is asked, so many days ago, and what so many people answered, in turn."""

    kind: ThingKind
    name: str
    caller: str
    team: str
    ago: int
    people: int
    answers: tuple[tuple[ToWhom, Worth], ...]


_REPORT: Final = _Asked(
    ThingKind.REPORT,
    "Weekcijfers voor de directie",
    caller="directors",
    team="warehouse",
    ago=18,
    people=18,
    answers=(
        (ToWhom.UNKNOWN, Worth.UNKNOWN),
        (ToWhom.UNKNOWN, Worth.NO),
        (ToWhom.ABOVE, Worth.NO),
        (ToWhom.UNKNOWN, Worth.NO),
        (ToWhom.UNKNOWN, Worth.UNKNOWN),
        (ToWhom.COLLEAGUES, Worth.YES),
    ),
)
_MEETING: Final = _Asked(
    ThingKind.MEETING,
    "Ochtendronde Productie",
    caller="production",
    team="bread",
    ago=4,
    people=12,
    answers=((ToWhom.COLLEAGUES, Worth.YES), (ToWhom.ABOVE, Worth.NO)),
)


def ask_for_whom(today: date) -> None:
    """Ask about both; of the report the two weeks are over."""
    for asked in (_REPORT, _MEETING):
        _ask(asked, today - timedelta(days=asked.ago))


def _ask(asked: _Asked, on: date) -> None:
    """Ask in the name of a team, and let most of those asked answer."""
    new = signals.NewThing(
        asked.kind,
        asked.name,
        TeamId(asked.caller),
        TeamId(asked.team),
        # What is published of a thing goes by its key: asked again, it comes back the same.
        uuid5(NAMESPACE_URL, f"binnenuit demo {asked.name} {on}"),
    )
    number = signals.ask(by_link(asked.team), new, today=on)
    if number is None:
        raise LookupError("too few people to ask")
    answering = islice(_below(asked.team), asked.people)
    for viewer, (whom, worth) in zip(answering, cycle(asked.answers), strict=False):
        hand = signals.holder(viewer, None)
        signals.tap(viewer, number, hand, whom=whom, worth=worth, today=on)


def _below(team: str) -> Iterator[Viewer]:
    """Everybody in the teams below ``team``, last ones first: the demo lets you be a first one."""
    below = set(Leading(organisation.load()).below(TeamId(team)))
    for each in reversed(organisation.load().people):
        if each.team in below:
            yield Viewer(roles=frozenset({Role.EMPLOYEE}), person=each.person, team=each.team)
