"""Forty people who answer a core question, and how days pass for them.

``python -m tests.journeys.forty`` runs beside the server, on the installation that BINNENUIT_DATA
names, and does what each line on its standard input says: ``prepare e40`` stores the organisation,
gives everybody a way in and writes a session for each as JSON; ``days_pass 7`` puts everything that
is written of core questions seven days further back, and then does what the server does by night;
``counted 1`` tells how often each thing was said of each statement, as the sealed log has it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from binnenuit_web.config import installation
from tests.journeys.company import Company
from tests.journeys.server import running
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from binnenuit.organisation import Organisation

GUIDE: Final = "hr"
CHIEF: Final = "ceo"
SIZES: Final = {1: 8, 2: 8, 3: 8, 4: 9}
"""How many people each team has beside who leads it."""
DEPARTMENTS: Final = {1: (1, 2), 2: (3, 4)}
PEOPLE: Final = (
    CHIEF,
    *(f"dir{each}" for each in DEPARTMENTS),
    *(f"l{each}" for each in SIZES),
    *(f"e{team}{number}" for team, size in SIZES.items() for number in range(size)),
)


@dataclass(frozen=True)
class Forty(Company):
    """The server of forty people, with a session for each of them and for who guides."""

    beside: Beside

    def days_pass(self, days: int) -> None:
        """Let days go by, and the night after them."""
        self.beside.does("days_pass", str(days))

    def counted(self, question: int) -> dict[str, dict[str, int]]:
        """How often each thing was said of each statement, from the log itself."""
        found: dict[str, dict[str, int]] = self.beside.does("counted", str(question))
        return found

    def stored(self, table: str) -> list[dict[str, Any]]:
        """Rows of a table, read from the file of the database by hand."""
        rows = self.place.rows_by_hand().items()
        return [row for (name, _key), row in rows if name == table]


@dataclass(frozen=True)
class Beside:
    """A process of its own on the same installation; it starts once, as starting takes longest."""

    process: subprocess.Popen[str]

    def does(self, *act: str) -> Any:
        asked, told = self.process.stdin, self.process.stdout
        assert asked is not None
        assert told is not None
        print(*act, file=asked, flush=True)
        line = told.readline()
        assert line, f"{act} came to an end; see above"
        return json.loads(line)


@contextmanager
def forty(folder: Path, *english: str) -> Iterator[Forty]:
    """Start the server of forty people, of whom these read English."""
    place = Place(folder / "data")
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.forty"],
        env=place.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        beside = Beside(process)
        sessions = beside.does("prepare", *english)
        assert sessions.keys() == {GUIDE, *PEOPLE}
        with running("start", "--data", str(place.data), place=folder) as server:
            yield Forty(server, place, sessions, beside)


def prepare(*english: str) -> dict[str, str]:
    from binnenuit_web.organisation import services as organisation  # noqa: PLC0415  after settings
    from binnenuit_web.people.roles import Role  # noqa: PLC0415
    from tests.web import house  # noqa: PLC0415

    house.live_in(_organisation())
    roles = {each.person: (each.role,) for each in organisation.people_of_teams()}
    sessions = {}
    for person in (GUIDE, *PEOPLE):
        own = (Role.FACILITATOR,) if person == GUIDE else roles[person]  # type: ignore[index]
        listed = "" if person == GUIDE else person
        client = house.sign_in(listed, *own, language="en" if person in english else "nl")
        sessions[person] = str(client.cookies["sessionid"].value)
    return sessions


def _organisation() -> Organisation:
    from binnenuit.organisation import (  # noqa: PLC0415  as above
        Membership,
        Organisation,
        PersonId,
        Team,
        TeamId,
    )

    teams = [("top", "Bestuur", None, None), ("directors", "Directie", "top", CHIEF)]
    members = [(CHIEF, "top", "Karin de Wit")]
    for department, led in DEPARTMENTS.items():
        director = f"dir{department}"
        members.append((director, "directors", f"Directeur {department}"))
        teams.append((f"d{department}", f"Afdeling {department}", "directors", director))
        for team in led:
            members.append((f"l{team}", f"d{department}", f"Leider {team}"))
            teams.append((f"t{team}", f"Ploeg {team}", f"d{department}", f"l{team}"))
            each = range(SIZES[team])
            members += [(f"e{team}{one}", f"t{team}", f"Mens {team}{one}") for one in each]
    return Organisation(
        teams=tuple(
            Team(TeamId(key), name, TeamId(above) if above else None, PersonId(by) if by else None)
            for key, name, above, by in teams
        ),
        people=tuple(
            Membership(PersonId(person), TeamId(team), name=name) for person, team, name in members
        ),
    )


def days_pass(days: str) -> None:
    """Put every day that is written of core questions and polls back; then comes the night."""
    from django.apps import apps  # noqa: PLC0415  after the settings
    from django.db import models  # noqa: PLC0415

    from binnenuit_web.dialogue import jobs  # noqa: PLC0415

    back = timedelta(days=int(days))
    for model in apps.get_app_config("dialogue").get_models():
        written = [field.name for field in model._meta.fields if type(field) is models.DateField]
        for row in model._default_manager.all() if written else ():
            for name in written:
                day = getattr(row, name)
                setattr(row, name, day - back if day else None)
            row.save(update_fields=written)
    jobs.turn_the_night.call_local()


def counted(question: str) -> dict[str, Counter[str]]:
    from binnenuit_web.dialogue.models import Question  # noqa: PLC0415  after the settings
    from binnenuit_web.dialogue.services import accepted  # noqa: PLC0415
    from binnenuit_web.dialogue.services.lines import standing  # noqa: PLC0415
    from binnenuit_web.dialogue.services.table import lines_of  # noqa: PLC0415

    row = Question.objects.get(pk=question)
    texts = {each.number: each.text for each in accepted(row)}
    told: dict[str, Counter[str]] = {text: Counter() for text in texts.values()}
    for hand in row.events.values_list("hand", flat=True).distinct():
        for number, vote in standing(lines_of(row, hand)).items():
            told[texts[number]][vote.value] += 1
    return told


def main() -> None:
    installation.start_django()
    installation.migrate()
    from django.conf import settings  # noqa: PLC0415  now there are some

    settings.ALLOWED_HOSTS.append("testserver")
    acts = {each.__name__: each for each in (prepare, days_pass, counted)}
    for line in sys.stdin:
        act, *arguments = line.split()
        print(json.dumps(acts[act](*arguments)), flush=True)  # noqa: T201  it is asked for


if __name__ == "__main__":
    main()
