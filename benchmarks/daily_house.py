"""An invented organisation of any size in an installation of its own, with talks and promises in.

A tree of eight: whoever leads a team is a member of the team above; the other people are spread
over the lowest teams. Each team serves the next one and one further on, one in fifty is paid by a
customer. Every layer but the lowest has all its talks complete and a promise out of each, which is
the most that there is to count; of the lowest every second talk is half done.

Needs no Django until an installation is made.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.measure import measure
from binnenuit.exchange import Kind
from binnenuit.exchange.model import Question, Side
from binnenuit.organisation import (
    Customer,
    CustomerId,
    LinkKind,
    Membership,
    Organisation,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit.promises import Happening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from binnenuit.exchange import Relation

    Work = Callable[[], dict[str, Any]]

SPAN: Final = 8
TOP: Final = PersonId("leader1")
_BATCH: Final = 1000


def tree_of(teams: int, people: int) -> Organisation:
    """Team 0 holds the chief executive alone; he leads team 1, and everybody else is below."""
    parents = [None, 0, *((number - 2) // SPAN + 1 for number in range(2, teams))]
    inner = set(parents)
    lowest = [number for number in range(teams) if number not in inner]
    leaders = [_member(f"leader{number}", parents[number] or 0) for number in range(1, teams)]
    others = [
        _member(f"person{number}", lowest[number % len(lowest)])
        for number in range(people - len(leaders))
    ]
    paid = range(1, teams, 50)
    return Organisation(
        teams=tuple(_team(number, parent) for number, parent in enumerate(parents)),
        people=(*leaders, *others),
        customers=tuple(Customer(CustomerId(f"c{each}"), f"Customer {each}") for each in paid),
        links=(*_served(teams), *map(_paid, paid)),
    )


def _member(person: str, team: int) -> Membership:
    return Membership(PersonId(person), TeamId(f"t{team}"), name=f"Invented {person}")


def _team(number: int, parent: int | None) -> Team:
    above = None if parent is None else TeamId(f"t{parent}")
    leader = PersonId(f"leader{number}") if number else None
    return Team(TeamId(f"t{number}"), f"Team {number}", above, leader)


def _served(teams: int) -> Iterator[ServiceLink]:
    for number in range(1, teams):
        for other in {1 + number % (teams - 1), 1 + number * 7 % (teams - 1)} - {number}:
            yield ServiceLink(TeamId(f"t{number}"), TeamId(f"t{other}"), LinkKind.SERVES)


def _paid(team: int) -> ServiceLink:
    customer = CustomerId(f"c{team}")
    amount = Decimal(1000 + team)
    return ServiceLink(TeamId(f"t{team}"), customer, LinkKind.PAYS, amount=amount, currency="EUR")


class Size(NamedTuple):
    teams: int
    people: int


def make(folder: Path, size: Size, *, accounts: int = 0) -> dict[str, str]:
    """Fill an installation in ``folder``; give the session of each account that can tap."""
    folder.mkdir(mode=0o700)
    (folder / "key").write_text("a key that is long enough to be one, for measuring alone")
    arguments = {"data": str(folder), **size._asdict(), "accounts": accounts}
    made = measure("benchmarks.daily_house:filled", array=folder / "none.npy", **arguments)
    if made.failure:
        sys.exit(f"the invented organisation could not be made: {made.failure}")
    sessions: dict[str, str] = made.values["sessions"]
    return sessions


def filled(data: str, teams: int, people: int, accounts: int) -> Work:
    """The case behind ``make``; a process of its own, because settings are read once."""
    start(data)
    from django.db import transaction  # noqa: PLC0415  after the settings
    from django.utils import timezone  # noqa: PLC0415

    from binnenuit.exchange import relations  # noqa: PLC0415
    from binnenuit_web.config import installation  # noqa: PLC0415
    from binnenuit_web.organisation import services  # noqa: PLC0415

    installation.migrate()
    given = tree_of(teams, people)

    def work() -> dict[str, Any]:
        with transaction.atomic():
            services.begin("Invented")
            services.replace(given)
            services.reached(services.Stage.DONE)
            _talk(relations(given), timezone.localdate())
            return {"sessions": dict(_sessions(given, accounts))}

    return work


def start(data: str) -> None:
    """Load the applications on an installation; once in a process."""
    from binnenuit_web.config import installation  # noqa: PLC0415  reads the environment

    installation.choose({"data": data})
    installation.start_django()
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")


def _talk(given: tuple[Relation, ...], today: date) -> None:
    from binnenuit_web.exchange.models import Exchange, FirstLine, Mark, Part  # noqa: PLC0415

    lines = [each for each in given if each.kind is Kind.LEADING and each.layer == 1]
    FirstLine.objects.bulk_create(
        FirstLine(
            by=each.giver.id,
            about=each.receiver.id,
            customer="you",
            line="A line",
            written_on=today,
        )
        for each in lines
    )
    last = max(each.layer for each in given if each.kind is Kind.LEADING)
    done = [each for each in given if each.layer < last or hash_of(each) % 2]
    rows = [
        Exchange(kind=each.kind, giver=each.giver.id, receiver=each.receiver.id) for each in done
    ]
    talks = Exchange.objects.bulk_create(rows, batch_size=_BATCH)
    complete = [(talk, each) for talk, each in zip(talks, done, strict=True) if each.layer < last]
    Part.objects.bulk_create(
        [_part(Part, talk, Side.GIVER, today) for talk in talks]
        + [_part(Part, talk, Side.RECEIVER, today) for talk, _ in complete],
        batch_size=_BATCH,
    )
    Mark.objects.bulk_create(
        [
            Mark(exchange=talk, question=question, side=side, alike=True)
            for talk, _ in complete
            for question in Question
            for side in Side
        ],
        batch_size=_BATCH,
    )
    _promise(complete, today)


def hash_of(relation: Relation) -> int:
    """Give a number that is the same in every run."""
    return sum(map(ord, relation.receiver.id))


def _part(model: Any, talk: Any, side: Side, today: date) -> Any:
    words = "What one writes about another in a sentence or two"
    return model(exchange=talk, side=side, brings=words, gets=words, signed_on=today)


def _promise(talks: list[tuple[Any, Relation]], today: date) -> None:
    from binnenuit_web.promises.models import Event, Promise  # noqa: PLC0415

    promises = Promise.objects.bulk_create(
        [
            Promise(
                once=uuid.uuid4(),
                giver_kind=each.giver.kind,
                giver=each.giver.id,
                receiver_kind=each.receiver.kind,
                receiver=each.receiver.id,
                origin="exchange",
                number=talk.pk,
            )
            for talk, each in talks
        ],
        batch_size=_BATCH,
    )
    due = today + timedelta(days=14)
    Event.objects.bulk_create(
        [
            Event(
                once=uuid.uuid4(),
                promise=promise,
                happening=Happening.MADE,
                on=today,
                what="What was promised, in a sentence",
                due=due,
            )
            for promise in promises
        ],
        batch_size=_BATCH,
    )


def _sessions(given: Organisation, accounts: int) -> Iterator[tuple[str, str]]:
    """Sign in the last of the people file, from the lowest teams."""
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from binnenuit_web.people import services  # noqa: PLC0415
    from binnenuit_web.people.models import Account  # noqa: PLC0415
    from binnenuit_web.people.roles import Role  # noqa: PLC0415

    for member in given.people[len(given.people) - accounts :]:
        new = services.NewPerson(
            member.person, member.name, (Role.EMPLOYEE,), member.team, member.person, "en"
        )
        account = Account.objects.get(pk=services.create_account(new))
        session = SessionStore()
        session["_auth_user_id"] = str(account.pk)
        session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
        session["_auth_user_hash"] = account.get_session_auth_hash()
        session.save()
        yield member.person, str(session.session_key)


if __name__ == "__main__":
    # ``python -m benchmarks.daily_house FOLDER TEAMS PEOPLE``: to look at the pages oneself.
    folder, teams, people = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps(make(folder, Size(teams, people), accounts=1)))
