"""What comes in files: first a look at what would happen, then all of it or nothing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from django.db import transaction

from binnenuit.errors import InputError, OrganisationError, RefusedError
from binnenuit.language import sentence
from binnenuit.organisation import check, difference, guard, read_folder, summary
from binnenuit.tables import DateOrder, DecimalMark
from binnenuit_web.organisation.services.noting import note_change
from binnenuit_web.organisation.services.orphans import without_orphans
from binnenuit_web.organisation.services.sources import Note, note, record
from binnenuit_web.organisation.services.store import load, replace
from binnenuit_web.organisation.services.uploads import discard_upload, uploaded

if TYPE_CHECKING:
    from binnenuit.errors import BinnenuitError
    from binnenuit.findings import Finding
    from binnenuit.organisation import Difference, Organisation, Summary
    from binnenuit_web.people.viewer import Viewer

__all__ = ["QUESTIONS", "Answers", "Preview", "accept", "preview"]

# Errors that are questions, with the answer that each asks for.
QUESTIONS: Final = {"tables.date-order": "date_order", "tables.decimal-mark": "decimal_mark"}


class _Options(TypedDict):
    date_order: DateOrder | None
    decimal_mark: DecimalMark | None


@dataclass(frozen=True)
class Answers:
    """What the reader answered where a file can be read in two ways; empty is not answered."""

    date_order: str = ""
    decimal_mark: str = ""

    def options(self) -> _Options:
        return {
            "date_order": DateOrder(self.date_order) if self.date_order else None,
            "decimal_mark": DecimalMark(self.decimal_mark) if self.decimal_mark else None,
        }


@dataclass(frozen=True)
class Preview:
    """What an upload would do.

    Attributes
    ----------
    summary, difference
        Of the organisation as it would become; None when it cannot be read (yet).
    question
        ``date_order`` or ``decimal_mark`` when a file can be read in two ways; else empty.
    problem
        Why it cannot be read, or what is to be answered; empty when all is well.
    refusal
        Why it asks for confirmation first; empty when it need not.
    """

    token: str
    notes: tuple[Note, ...] = ()
    summary: Summary | None = None
    difference: Difference | None = None
    question: str = ""
    problem: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class _Read:
    organisation: Organisation
    findings: tuple[Finding, ...]
    names: tuple[tuple[str, str], ...]


def preview(token: str, answers: Answers, *, language: str) -> Preview:
    """Look at an upload without changing anything."""
    old = load()
    try:
        read = _read(old, token, answers)
    except InputError as error:
        return _stopped(token, error, language)
    change = difference(old, read.organisation)
    return Preview(
        token,
        notes=tuple(note(item, language) for item in read.findings),
        summary=summary(read.organisation),
        difference=change,
        refusal=_refusal(change, language),
    )


def _stopped(token: str, error: BinnenuitError, language: str) -> Preview:
    return Preview(token, question=QUESTIONS.get(error.code, ""), problem=error.say(language))


def _refusal(change: Difference, language: str) -> str:
    try:
        guard(change)
    except RefusedError as refused:
        return refused.say(language)
    return ""


@transaction.atomic
def accept(
    token: str, answers: Answers, *, confirmed: bool = False, by: Viewer | None = None
) -> None:
    """Store what the upload says: all of it, or nothing with an error.

    RefusedError when too much would go and nobody confirmed; InputError when it cannot be used.
    """
    old = load()
    read = _read(old, token, answers)
    guard(difference(old, read.organisation), confirmed=confirmed)
    replace(read.organisation)
    note_change(by)
    for kind, name in read.names:
        record(name, kind, (item for item in read.findings if item.file in {"", name}))
    transaction.on_commit(lambda: discard_upload(token))


def _read(old: Organisation, token: str, answers: Answers) -> _Read:
    """Read the files and put them in place of what is stored of the same kind."""
    files = uploaded(token)
    if not files:
        raise OrganisationError(
            "organisation.upload-gone",
            sentence("The files are no longer here. Choose them once more."),
        )
    reading = read_folder(next(iter(files.values())).parent, **answers.options())
    new = without_orphans(_merged(old, reading.value, set(files)))
    findings = (*reading.findings, *_further(new, reading.findings))
    return _Read(new, findings, tuple((kind, path.name) for kind, path in files.items()))


def _further(merged: Organisation, said: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Check the new together with what stays, and keep what was not said before."""
    codes = {item.code for item in said}
    return tuple(item for item in check(merged) if item.code not in codes)


def _merged(old: Organisation, read: Organisation, kinds: set[str]) -> Organisation:
    """Take from ``read`` what its files speak of; teams made from people only if they are new."""
    new = dataclasses.replace(
        old,
        customers=read.customers if "customers" in kinds else old.customers,
        links=read.links if "links" in kinds else old.links,
        mapping=read.mapping if "mapping" in kinds else old.mapping,
    )
    known = bool(old.teams) and all(member.team in old.team_by_id for member in read.people)
    if "teams" in kinds or ("people" in kinds and not known):
        new = dataclasses.replace(new, teams=read.teams)
    if "people" in kinds:
        new = dataclasses.replace(new, people=read.people, vacancies=read.vacancies)
    return new
