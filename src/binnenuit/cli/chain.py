"""``binnenuit chain FOLDER``: who brings your money, by which path, how many hand-overs away."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click
from rich.markup import escape
from rich.table import Table

from binnenuit.chain.disclose import ChainPicture, Ladder, Share, Status
from binnenuit.chain.disclose import chain as follow
from binnenuit.chain.read import book_files, read_books
from binnenuit.cli.output import (
    LateProgress,
    Output,
    as_wide_as_a_table,
    output_options,
    spoken_language,
)
from binnenuit.errors import OrganisationError
from binnenuit.findings import Finding, Reading
from binnenuit.language import Sentence, sentence
from binnenuit.organisation import Organisation, read_folder
from binnenuit.tables import DateOrder, DecimalMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.model import Books

FOUND_A_PROBLEM = 1
SHOWN_CUSTOMERS = 3
LISTED, LISTED_AT_LEAST = 250_000, 25


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As it stood on this day; else today."
)
@click.option(
    "--date-order",
    type=click.Choice(DateOrder, case_sensitive=False),
    help="When dates fit both orders.",
)
@click.option(
    "--decimal-mark",
    type=click.Choice(DecimalMark, case_sensitive=False),
    help="When numbers fit both marks.",
)
@output_options
def chain(
    folder: Path,
    day: datetime | None,
    *,
    date_order: DateOrder | None,
    decimal_mark: DecimalMark | None,
    as_json: bool,
    out: Path | None,
    language: str | None,
) -> None:
    """Who brings your money, by which path, how many hand-overs away?

    FOLDER holds teams.csv and what else there is: people, customers, links, mapping, and books
    (XAF, SAF-T, invoices). One accounting file alone will do for a start.
    """
    output = Output(as_json, out, language or spoken_language())
    now = datetime.now(UTC)  # noqa: TID251 - the edge reads the clock, once
    today = (day or now).date()
    notation = Notation(date_order=date_order, decimal_mark=decimal_mark)
    picture, findings = read_chain(folder, today, notation)
    ladders = list(picture.ladders(at_most=listed(len(picture.teams))))
    output.write(answer(picture, ladders, findings, output.language), records(ladders))
    if not as_json:
        show(ladders, output.language)
        output.show_findings(findings)
    cut_off = any(ladder.status is Status.CUT_OFF for ladder in ladders)
    sys.exit(FOUND_A_PROBLEM if cut_off else 0)


def listed(lists: int) -> int:
    """Tell how many parts each of so many lists holds: all, unless together they are too many.

    Ten thousand teams and a thousand customers make ten million shares, most of them next to
    nothing; then each list holds the largest, and ``others`` what is left.
    """
    return max(LISTED // max(lists, 1), LISTED_AT_LEAST)


class Notation(TypedDict):
    """The reader's answers where the files themselves do not tell."""

    date_order: DateOrder | None
    decimal_mark: DecimalMark | None


def read_chain(
    folder: Path, day: date, notation: Notation
) -> tuple[ChainPicture, tuple[Finding, ...]]:
    """Read a folder, or one accounting file, and lay its chain."""
    organisation = _read_organisation(folder, notation)
    books = _read_all_books(book_files(folder) if folder.is_dir() else [folder], notation)
    picture = follow(organisation.value.on(day), books.value, amounts=True)
    return picture, (*organisation.findings, *books.findings, *picture.findings)


def _read_organisation(folder: Path, notation: Notation) -> Reading[Organisation]:
    if not folder.is_dir():
        return Reading(Organisation())
    try:
        return read_folder(folder, **notation)
    except OrganisationError as error:
        if error.code == "organisation.no-files" and book_files(folder):
            return Reading(Organisation())
        raise


def _read_all_books(files: Sequence[Path], notation: Notation) -> Reading[tuple[Books, ...]]:
    books: list[Books] = []
    findings: list[Finding] = []
    with LateProgress() as bar:
        for file in files:
            reading = read_books(file, progress=bar.task(file.name), **notation)
            books.extend(reading.value)
            findings.extend(reading.findings)
    return Reading(tuple(books), tuple(findings))


def answer(
    picture: ChainPicture,
    ladders: Sequence[Ladder],
    findings: Sequence[Finding],
    language: str,
) -> dict[str, object]:
    """Put the chain into the words of ``chain --json``."""
    revenue = picture.revenue
    return {
        "teams": [
            {
                "team": ladder.team,
                "name": ladder.name,
                "money": None if ladder.money is None else float(ladder.money),
                "handovers": ladder.handovers,
                "status": ladder.status.value,
                "customers": [_share(share, "customer") for share in ladder.customers],
                "others": ladder.others,
                "unknown": ladder.unknown,
                "loop": ladder.loop,
                "path": [step.id for step in ladder.path],
            }
            for ladder in ladders
        ],
        "customers": [_customer(picture, share) for share in picture.customers],
        "revenue": None if revenue is None else float(revenue),
        "unknown_customer_share": picture.unknown_customer_share,
        "unknown_team_share": picture.unknown_team_share,
        "currency": picture.currency,
        "findings": [finding.as_record(language) for finding in findings],
    }


def _share(share: Share, kind: str) -> dict[str, object]:
    named = {} if kind == "team" else {"name": share.name}
    return {kind: share.id, **named, "share": share.share}


def _customer(picture: ChainPicture, share: Share) -> dict[str, object]:
    hands = picture.hands(share.id, at_most=listed(len(picture.customers)))
    return {
        "customer": share.id,
        "name": share.name,
        "known": not share.anonymous,
        "money": None if hands.money is None else float(hands.money),
        "share": share.share,
        "hands": [_share(hand, "team") for hand in hands.hands],
        "others": hands.others,
        "unknown": hands.unknown,
    }


def records(ladders: Sequence[Ladder]) -> list[dict[str, object]]:
    """Lay the ladders out as a table: one row per team and customer."""
    return [
        {
            "team": ladder.team,
            "name": ladder.name,
            "status": ladder.status.value,
            "handovers": ladder.handovers,
            "money": ladder.money,
            "customer": share.id if share else None,
            "customer_name": share.name if share else None,
            "share": share.share if share else None,
        }
        for ladder in ladders
        for share in (ladder.customers or (None,))
    ]


def show(ladders: Sequence[Ladder], language: str) -> None:
    """Print the ladders as a table for a person."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in (
        sentence("Team"),
        sentence("Who brings the money"),
        sentence("Hand-overs"),
        sentence("Most likely way"),
    ):
        table.add_column(heading.say(language), overflow="fold")
    for ladder in ladders:
        table.add_row(
            escape(ladder.name),
            escape(_who(ladder).say(language)),
            _handovers(ladder, language),
            escape(" > ".join(step.name for step in ladder.path[1:])),
        )
    as_wide_as_a_table().print(table)


def _who(ladder: Ladder) -> Sentence:
    if ladder.status is Status.CUT_OFF:
        return sentence(
            "nobody outside: a closed circle of {teams}", teams=_list(ladder.loop_teams)
        )
    if ladder.status is Status.UNKNOWN:
        return sentence("not known yet")
    shown = [share for share in ladder.customers[:SHOWN_CUSTOMERS] if share.share > 0.005]
    payers = [f"{share.name} {share.share:.0%}" for share in shown]
    if ladder.unknown < 0.005:
        return Sentence("{payers}", {"payers": _list(payers)})
    return sentence(
        "{payers}; {unknown} not known yet", payers=_list(payers), unknown=f"{ladder.unknown:.0%}"
    )


def _handovers(ladder: Ladder, language: str) -> str:
    if ladder.handovers is None:
        return ""
    # A sentence, for the decimal mark of the language; there are no words in it to translate.
    return Sentence("{handovers:.1f}", {"handovers": ladder.handovers}).say(language)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
