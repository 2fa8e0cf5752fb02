"""Answers to a questionnaire, long or wide, as one table of ratings for each round."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.findings import Finding, Reading
from binnenuit.language import sentence
from binnenuit.mirror.read.headings import LONG, layouts
from binnenuit.mirror.read.long import LongTable
from binnenuit.mirror.read.sav import is_sav, read_sav
from binnenuit.mirror.read.wide import WideTable
from binnenuit.tables import read_coded
from binnenuit.tables.read_coded import BULK_FROM_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.mirror.model import Questionnaire, Ratings
    from binnenuit.tables import CodedTable

    Integers: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]


def read_answers(
    path: Path, questionnaire: Questionnaire, *, bulk_from_bytes: int = BULK_FROM_BYTES
) -> Reading[tuple[Ratings, ...]]:
    """Read the answers of one or more rounds.

    Parameters
    ----------
    path
        CSV, XLSX, Parquet, or SPSS .sav (with the extra ``spss``). Long: round, rated, rater_team,
        item, value [, rater], a line for each answer. Wide: round, rater_team [, rated, rater] and
        a column for each item. The headings tell which; other columns are reported and not used.
    bulk_from_bytes
        From this size on a CSV file is read by column; the result is the same.

    Returns
    -------
    reading
        Ratings of each round, in the order in which rounds first appear, with the rows of each in
        that order as well. One row for each rater and whom he rates; without raters one for each
        line, so that a long table gives rows with one answer. Team and raters are those of the
        round; so are the items of a long table. An empty value (or NA) is no answer; dk, weet
        niet, n.v.t., don't know and n/a, in any capitals, are "don't know". Findings: how the file
        is written, items and columns that are not known, answers that stand there twice, lines
        without a team or without raters.

    Raises
    ------
    UnreadableFileError
        The file cannot be read, or is SPSS and the extra is not installed.
    TableError
        A column is missing; a round, item or rater is empty; a value is no whole number or none of
        the options of its item; one rater answers an item about the same team differently; or a
        rater rates a team as a member of two teams. With the row, and how many more.

    Notes
    -----
    In SPSS files values count and labels do not, except that a label such as “weet niet” makes a
    value "don't know"; what is missing by the user's definition is otherwise no answer.
    Answers of a rater are joined by sorting. Memory: about 120 bytes an answer at the peak, 9 bytes
    for each row and item of the result. 10 million answers by a million raters in Parquet: 17
    seconds of one processor.
    """
    choice = layouts(questionnaire)
    table = (
        read_sav(path, choice)
        if is_sav(path)
        else read_coded(path, choice, bulk_from_bytes=bulk_from_bytes)
    )
    _demand_words(table)
    answers = (LongTable if table.layout == LONG else WideTable)(table, questionnaire)
    findings = [*table.findings, *answers.findings(), *_absent(table)]
    rounds = []
    for name, of_round in _rounds(table):
        ratings, found = answers.ratings(name, of_round)
        rounds.append(ratings)
        findings += found
    return Reading(tuple(rounds), tuple(findings))


def _rounds(table: CodedTable) -> list[tuple[str, Flags]]:
    column = table.columns["round"]
    first = np.full(len(column.words), len(column.codes))
    # The last one written stays: the first line of each round, gone through backwards.
    first[column.codes[::-1]] = np.arange(len(column.codes))[::-1]
    return [(column.words[code], column.codes == code) for code in np.argsort(first)]


def _demand_words(table: CodedTable) -> None:
    for name in ("round", "item", "rater"):
        empty = _empty(table, name)
        if name == "rater" and empty.all():
            continue
        if empty.any():
            raise TableError(
                "mirror.empty-cell",
                sentence(
                    "The column {column} is empty in {count} rows, of which this is the first. "
                    "Fill it in, or remove these rows.",
                    column=name,
                    count=int(empty.sum()),
                ),
                file=table.source,
                row=int(table.rows[np.argmax(empty)]),
            )


def _empty(table: CodedTable, name: str) -> Flags:
    column = table.columns.get(name)
    if column is None or column.words[:1] != ("",):  # words ascend
        return np.zeros(len(table.rows), dtype=np.bool_)
    empty: Flags = column.codes == 0
    return empty


def _absent(table: CodedTable) -> list[Finding]:
    findings = []
    rater = table.columns.get("rater")
    if rater is None or (len(table.rows) and set(rater.words) <= {""}):
        findings.append(
            Finding("mirror.no-raters", _WITHOUT_RATERS[table.layout == LONG], file=table.source)
        )
    if "rated" not in table.columns:
        said = sentence("There is no column rated, so it is not known whom the answers are about.")
        findings.append(Finding("mirror.no-rated", said, file=table.source))
    for name in ("rated", "rater_team"):
        empty = _empty(table, name)
        if empty.any():
            findings.append(
                Finding(
                    "mirror.no-team",
                    sentence(
                        "The column {column} is empty in {count} rows, of which this is the first; "
                        "they count for no team there.",
                        column=name,
                        count=int(empty.sum()),
                    ),
                    file=table.source,
                    row=int(table.rows[np.argmax(empty)]),
                )
            )
    return findings


_WITHOUT_RATERS = {
    False: sentence(
        "There is no column rater. People cannot be counted, so nothing about teams can be "
        "published from this file."
    ),
    True: sentence(
        "There is no column rater. People cannot be counted, so nothing about teams can be "
        "published from this file; and each answer stands alone, because it is not known which "
        "ones are of one person."
    ),
}
