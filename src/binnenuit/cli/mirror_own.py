"""``binnenuit mirror FOLDER --own-data``: plain statistics on an analyst's own table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.markup import escape
from rich.table import Table

from binnenuit.cli.output import as_wide_as_a_table
from binnenuit.errors import RefusedError, TableError
from binnenuit.findings import Reading
from binnenuit.language import Sentence, sentence
from binnenuit.mirror.disclose.own import own_data
from binnenuit.mirror.model.reasons import WHY
from binnenuit.mirror.read import read_own_table, read_questionnaire
from binnenuit.privacy.releases.alone import LOCK
from binnenuit.privacy.releases.folder import HIDDEN, RELEASES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from binnenuit.mirror.disclose.own import Figure, GroupLine, ItemLine, OwnScale
    from binnenuit.tables import DecimalMark

ENDINGS: Final = (".csv", ".xlsx", ".parquet", ".sav")
QUESTIONNAIRE: Final = "questionnaire.yaml"


def read_own(
    place: Path, group: str, decimal_mark: DecimalMark | None
) -> Reading[tuple[OwnScale, ...]]:
    """Read a folder or one file that belongs to an analyst, and compute its statistics.

    Raises
    ------
    RefusedError
        ``mirror.folder-publishes``: figures were released from the folder.
    InputError
        There is no table, or it cannot be read.
    """
    folder = place if place.is_dir() else place.resolve().parent  # a link may lead into one
    _refuse_publishing(folder)
    table_file = _own_file(place) if place.is_dir() else place
    asked = folder / QUESTIONNAIRE
    questionnaire = read_questionnaire(asked) if asked.exists() else None
    found = read_own_table(
        table_file,
        questionnaire.value if questionnaire else None,
        group=group,
        decimal_mark=decimal_mark,
    )
    findings = (*(questionnaire.findings if questionnaire else ()), *found.findings)
    return Reading(own_data(found.value), findings)


def answers_file(folder: Path) -> Path:
    """Find the table of answers in a folder.

    Raises
    ------
    TableError
        ``mirror.no-answers-file``.
    """
    file = _answers_in(folder)
    if file is None:
        raise TableError(
            "mirror.no-answers-file",
            sentence(
                "There is no table of answers in {folder}. Put answers.csv there (or .xlsx, "
                ".parquet, .sav); examples/bakery shows one.",
                folder=folder.name or folder,
            ),
        )
    return file


def _answers_in(folder: Path) -> Path | None:
    files = (folder / f"answers{ending}" for ending in ENDINGS)
    return next((file for file in files if file.exists()), None)


def _own_file(folder: Path) -> Path:
    file = _answers_in(folder)
    if file is None:
        raise TableError(
            "mirror.no-own-table",
            sentence(
                "There is no answers.csv (or .xlsx, .parquet, .sav) in {folder}. Give the table "
                "itself: binnenuit mirror TABLE --own-data.",
                folder=folder.name or folder,
            ),
        )
    return file


def _refuse_publishing(folder: Path) -> None:
    hidden = {file.name for file in (folder / HIDDEN).glob("*")} - {LOCK}
    if hidden or (folder / RELEASES).exists():
        raise RefusedError(
            "mirror.folder-publishes",
            sentence(
                "Figures about people were released from {folder}, and they were promised that "
                "nothing else would be computed from their answers. Plain statistics are for a "
                "table of your own, in another folder.",
                folder=folder.name or folder,
            ),
        )


def own_answer(reading: Reading[tuple[OwnScale, ...]], language: str) -> dict[str, object]:
    """Put the statistics into the words of ``mirror --own-data --json``."""
    return {
        "own_data": True,
        "scales": [_scale(scale, language) for scale in reading.value],
        "findings": [finding.as_record(language) for finding in reading.findings],
    }


def _scale(scale: OwnScale, language: str) -> dict[str, object]:
    return {
        "scale": scale.code,
        "n": scale.n,
        "mean": scale.mean,
        "sd": scale.sd,
        "figures": {figure.code: _figure(figure, language) for figure in scale.figures},
        "items": [vars(item) for item in scale.items],
        "groups": [vars(group) for group in scale.groups],
    }


def _figure(figure: Figure, language: str) -> dict[str, object]:
    return {
        "value": figure.value,
        "interval": figure.interval,
        "estimator": figure.estimator,
        "reason": figure.reason.value,
        "why": WHY[figure.reason].say(language) if figure.reason else "",
    }


def show_own(scales: Sequence[OwnScale], language: str) -> None:
    """Print the statistics for a person."""
    console = as_wide_as_a_table()
    said = sentence(
        "Your own data: plain statistics. Nothing here was held against what is promised to people "
        "who answer."
    )
    console.print(said.say(language), markup=False)
    for scale in scales:
        console.print()
        console.print(_heading(scale).say(language), markup=False, style="bold")
        console.print(_figures(scale, language))
        _print_lines(console, scale, language)


def _heading(scale: OwnScale) -> Sentence:
    if scale.mean is None or scale.sd is None:
        return sentence("{scale}: {n} people", scale=scale.code, n=scale.n)
    return sentence(
        "{scale}: {n} people, mean {mean:.2f}, standard deviation {sd:.2f}",
        scale=scale.code,
        n=scale.n,
        mean=scale.mean,
        sd=scale.sd,
    )


def _figures(scale: OwnScale, language: str) -> Table:
    table = _table(language, sentence("Figure"), sentence("Value"), sentence("95 %"))
    table.add_column(sentence("How").say(language), overflow="fold")
    for figure in scale.figures:
        low, high = figure.interval or (None, None)
        value = number(figure.value, language) or WHY[figure.reason].say(language)
        table.add_row(
            escape(figure.name.say(language)),
            escape(value),
            "" if low is None else f"{number(low, language)} - {number(high, language)}",
            escape(figure.estimator),
        )
    return table


def _print_lines(console: Console, scale: OwnScale, language: str) -> None:
    if scale.items:
        if any(item.n != scale.n for item in scale.items):
            said = sentence("Items, of the {n} people who answered all:", n=scale.items[0].n)
            console.print(said.say(language), markup=False)
        console.print(_items(scale.items, language))
    if scale.groups:
        console.print(_groups(scale.groups, language))


def _items(items: Sequence[ItemLine], language: str) -> Table:
    table = _table(
        language,
        sentence("Item"),
        sentence("People"),
        sentence("Mean"),
        sentence("Item-rest"),
        sentence("Alpha without"),
        sentence("Note"),
    )
    for item in items:
        turn = sentence("runs against the others: is it reversed?")
        table.add_row(
            escape(item.code),
            str(item.n),
            number(item.mean, language),
            number(item.item_rest, language),
            number(item.alpha_if_dropped, language),
            turn.say(language) if item.suggest_reversed else "",
        )
    return table


def _groups(groups: Sequence[GroupLine], language: str) -> Table:
    table = _table(
        language,
        sentence("Group"),
        sentence("People"),
        sentence("Mean"),
        sentence("Drawn in"),
        sentence("95 %"),
        sentence("rwg(j)"),
    )
    for group in groups:
        low, high = group.interval or (None, None)
        table.add_row(
            escape(group.group),
            str(group.n),
            number(group.mean, language),
            number(group.shrunk, language),
            "" if low is None else f"{number(low, language)} - {number(high, language)}",
            number(group.agreement, language),
        )
    return table


def _table(language: str, *headings: Sentence) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading.say(language), overflow="fold")
    return table


def number(value: float | None, language: str) -> str:
    """Write a number with two decimals, and the decimal mark of the language; empty for none."""
    # A sentence without words, for the decimal mark alone.
    return "" if value is None else Sentence("{value:.2f}", {"value": value}).say(language)
