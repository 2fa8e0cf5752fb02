"""Load the invented organisation the way its facilitator would: files in, books in, people in."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from binnenuit.organisation.model import TeamId
from binnenuit_web.chain import services as chain
from binnenuit_web.demo.bakery import write
from binnenuit_web.demo.life import live
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from binnenuit.organisation.model import Membership

NAME: Final = "Bakkersgroep Dageraad"
_TABLES: Final = ("teams", "people", "customers", "links", "mapping")
# Whom a visitor can be: the role, the team, and whether it is the leader of that team.
_PERSONS: Final = (
    (Role.CHIEF_EXECUTIVE, "top", False),
    (Role.TEAM_LEADER, "picking", True),
    (Role.EMPLOYEE, "oven-night", False),
    (Role.FACILITATOR, "personnel", False),
    (Role.WORKS_COUNCIL, "drivers-west", False),
)


def load() -> None:
    """Fill an empty installation with the bakery group and one person for each role."""
    organisation.begin(NAME)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder)
        _read_tables(folder)
        _read_books(folder / "books-2025.xaf")
    organisation.reached(organisation.Stage.DONE)
    for role, team, leads in _PERSONS:
        member = _member(TeamId(team), leads=leads)
        people.create_account(
            people.NewPerson(
                username=member.person,
                name=member.name,
                roles=(role,),
                team=TeamId(team),
                person=member.person,
                language=member.language,
            )
        )
    live(timezone.localdate())


def put_back() -> None:
    """Undo what visitors said, assigned and tried out; accounts, books and logbook stay.

    Dates are counted from today again.
    """
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder)
        _read_tables(folder)
    live(timezone.localdate())


def _member(team: TeamId, *, leads: bool) -> Membership:
    """Find the leader of ``team``, or else its first member."""
    group = organisation.load()
    leader = group.team_by_id[team].leader
    return next(
        member
        for member in group.people
        if (member.person == leader if leads else member.team == team)
    )


def _read_tables(folder: Path) -> None:
    with ExitStack() as opened:
        files = {kind: _upload(folder / f"{kind}.csv", opened) for kind in _TABLES}
        token = organisation.keep_upload(files)
    organisation.accept(token, organisation.Answers())


def _read_books(file: Path) -> None:
    with ExitStack() as opened:
        token = chain.start_import(_upload(file, opened))
    chain.read_import(token)


def _upload(file: Path, opened: ExitStack) -> UploadedFile[bytes]:
    return UploadedFile(opened.enter_context(file.open("rb")), file.name, size=file.stat().st_size)
