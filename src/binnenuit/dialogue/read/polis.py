"""A conversation in the CSV format of Polis, as one table of votes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.model import Conversation
from binnenuit.dialogue.model.log import in_order, last, vote_matrix
from binnenuit.dialogue.read.polis_files import COMMENTS, PEOPLE, SUMMARY, VOTES, file_of
from binnenuit.dialogue.read.polis_people import People, cast_of, read_people
from binnenuit.dialogue.read.polis_sign import Counted, right_way_up
from binnenuit.dialogue.read.polis_statements import Told, only_ids, read_statements, read_topic
from binnenuit.dialogue.read.polis_votes import TIMELESS, Cast, read_log
from binnenuit.errors import TableError
from binnenuit.findings import Finding, Reading
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels

    Integers = NDArray[np.int64]


def read_polis(folder: Path) -> Reading[Conversation]:
    """Read a conversation as Polis exports it.

    Parameters
    ----------
    folder
        Holds votes.csv (a log) or participants-votes.csv (a table), or both; comments.csv and
        summary.csv where there are. Names may have a date and more in front, as in
        2025-08-29-abc-votes.csv. 1 is agree, -1 disagree, 0 pass.

    Returns
    -------
    reading
        Of the votes of one person on one statement the latest counts; of two at the same time the
        one that stands further down. Votes are turned round when comments.csv (or, without its
        counts, participants-votes.csv) shows that -1 means agree. Refused statements are there,
        with their votes; so are participants without votes. Texts have no spaces around them. Ids
        that others gave to participants (xid) are not read. Findings: what was turned round or
        replaced, counts that differ, statements without a text, votes on statements that are not
        in comments.csv (these are left out), and how the files are written.

    Raises
    ------
    UnreadableFileError
        A file cannot be read.
    TableError
        ``dialogue.no-votes``: there are none in the folder. A vote is none of 1, 0 and -1, an id
        is empty or stands twice where it may not, or a time cannot be read; with file and row.

    Notes
    -----
    Sorting: n log n in votes. Sixty thousand votes: a second.
    """
    comments, summary = file_of(folder, COMMENTS), file_of(folder, SUMMARY)
    told = None if comments is None else read_statements(comments)
    people, cast = _votes(folder)
    if told is None:
        told, findings = only_ids(cast.statements), [_no_texts(folder)]
    else:
        findings = list(told.findings)
        cast, unknown = _known(cast, told)
        findings += unknown
    cast, about_sign = right_way_up(cast, _counted(cast, told, people))
    table, replaced = _conversation(cast, told, people)
    topic = "" if summary is None else read_topic(summary)
    findings = [*cast.findings, *findings, *about_sign, *replaced]
    return Reading(replace(table, topic=topic), tuple(findings))


def _votes(folder: Path) -> tuple[People | None, Cast]:
    table, log = file_of(folder, PEOPLE), file_of(folder, VOTES)
    people = None if table is None else read_people(table)
    if log is not None:
        return people[0] if people else None, read_log(log)
    if people is None:
        raise TableError(
            "dialogue.no-votes",
            sentence(
                "There is no votes.csv and no participants-votes.csv in {folder}. Export the "
                "conversation from Polis and give the folder with its CSV files.",
                folder=folder.name or folder,
            ),
        )
    return people[0], cast_of(*people)


def _known(cast: Cast, told: Told) -> tuple[Cast, list[Finding]]:
    """Leave out votes on statements that are not there, and tell it."""
    ids = {statement.id for statement in told.statements}
    is_known = np.array([name in ids for name in cast.statements], dtype=np.bool_)[cast.columns]
    if is_known.all():
        return cast, []
    unknown = dict.fromkeys(cast.columns[~is_known].tolist())
    finding = Finding(
        "dialogue.unknown-statement",
        sentence(
            "{count} votes are on statements that are not in {comments}, and were left out: "
            "{names}.",
            count=int((~is_known).sum()),
            comments=told.file,
            names=listed(cast.statements[place] for place in unknown),
        ),
        file=cast.file,
        row=int(cast.rows[np.argmin(is_known)]),
    )
    return cast.of(is_known), [finding]


def _counted(cast: Cast, told: Told, people: People | None) -> list[Counted]:
    ids = [statement.id for statement in told.statements]
    places = _places(cast.statements, ids)[cast.columns]
    counted = [Counted(told.file, ids, places, told.agrees, told.disagrees)]
    if people is not None and people.agrees and people.disagrees:
        rows = _places(cast.participants, people.ids)[cast.people]
        counts = (_floats(people.agrees), _floats(people.disagrees))
        if (rows >= 0).all():
            counted.append(Counted(people.file, people.ids, rows, *counts))
    return counted


def _conversation(
    cast: Cast, told: Told, people: People | None
) -> tuple[Conversation, list[Finding]]:
    participants = in_order((*cast.participants, *(people.ids if people else ())))
    ids = [statement.id for statement in told.statements]
    rows = _places(cast.participants, participants)[cast.people]
    columns = _places(cast.statements, ids)[cast.columns]
    kept = last(rows, columns, cast.at)
    votes, unclear = vote_matrix(
        rows[kept],
        columns[kept],
        cast.numbers[kept],
        cast.unclear[kept],
        (len(participants), len(ids)),
    )
    consensus, at = told.consensus, cast.at[kept]  # in the order of the votes in the table
    conversation = Conversation(
        topic="",
        participants=participants,
        statements=told.statements,
        votes=votes,
        unclear=unclear,
        published=_published(people, participants),
        published_consensus=None if np.isnan(consensus).all() else consensus,
        events=len(cast.numbers),
        times=np.where(at == TIMELESS, -1, at) if (at != TIMELESS).any() else None,
    )
    return conversation, _replaced(cast, kept)


def _published(people: People | None, participants: Sequence[str]) -> Labels | None:
    """Give the groups numbers from 0, in the order of their names; None when nobody has one."""
    names = in_order(filter(None, people.groups)) if people else ()
    if people is None or not names:
        return None
    number = {name: place for place, name in enumerate(names)}
    group = {who: number.get(name, -1) for who, name in zip(people.ids, people.groups, strict=True)}
    return np.array([group.get(who, -1) for who in participants], dtype=np.int64)


def _replaced(cast: Cast, kept: Integers) -> list[Finding]:
    count = len(cast.numbers) - len(kept)
    if not count:
        return []
    how = (
        sentence("the one that stands further down counts, because times are missing")
        if (cast.at == TIMELESS).any()
        else sentence("the latest one counts")
    )
    said = sentence("{count} votes were given again later; {how}.", count=count, how=how)
    return [Finding("dialogue.votes-replaced", said, file=cast.file)]


def _places(names: Sequence[str], among: Sequence[str]) -> Integers:
    place = {name: number for number, name in enumerate(among)}
    return np.array([place.get(name, -1) for name in names], dtype=np.int64)


def _floats(words: Sequence[str]) -> NDArray[np.float64]:
    return np.array([float(word) if word.isdecimal() else np.nan for word in words])


def _no_texts(folder: Path) -> Finding:
    return Finding(
        "dialogue.no-comments",
        sentence(
            "There is no comments.csv in {folder}, so the texts of the statements and which of "
            "them were refused are not known.",
            folder=folder.name or folder,
        ),
    )
