"""Conversations in the CSV format of Polis: read, put right, and written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.dialogue.polis_data import NAMES, shared

from binnenuit.dialogue.model import Conversation, Event, Statement, Vote
from binnenuit.dialogue.model.log import fold, in_order, without
from binnenuit.dialogue.read import read_polis, write_polis
from binnenuit.errors import BinnenuitError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.findings import Finding

COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body
1,0,7,2,1,1,false,true,"First, with a comma"
2,10,,1,0,0,false,false,Tenth
3,2,7,0,2,-1,true,false," Second
"
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
500,x,0,7,1
900,x,0,10,1
100,x,0,10,-1
300,x,10,7,1
300,x,2,7,-1
300,x,2,10,-1
"""
EXAMPLE = Path(__file__).parents[2] / "examples" / "dialogue"


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        (place / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    return place


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def table(conversation: Conversation) -> dict[tuple[str, str], int]:
    votes = conversation.votes.tocoo()
    places = zip(*(part.tolist() for part in votes.coords), votes.data.tolist(), strict=True)
    ids = [each.id for each in conversation.statements]
    return {(conversation.participants[row], ids[column]): vote for row, column, vote in places}


def test_the_latest_vote_counts_wherever_it_stands(tmp_path: Path) -> None:
    reading = read_polis(folder(tmp_path, comments=COMMENTS, votes=VOTES))
    assert table(reading.value) == {
        ("7", "0"): 1,
        ("10", "0"): 1,
        ("7", "10"): 1,
        ("7", "2"): -1,
        ("10", "2"): -1,
    }
    assert reading.value.events == 6
    assert codes(reading.findings) == ["dialogue.votes-replaced"]
    assert reading.value.times is not None
    assert reading.value.times.tolist() == [1000 * time for time in (500, 300, 300, 900, 300)]


def test_files_with_a_name_in_front_and_times_in_seconds_are_read(tmp_path: Path) -> None:
    votes = "timestamp,comment-id,voter-id,vote\n1748705230,0,0,1\n1748705228,0,0,-1\n"
    people = "participant,group-id,n-agree,n-disagree,0\n0,1,1,0,1\n"
    for name, text in (("votes", votes), ("participant-votes", people), ("summary", "topic,Why?")):
        file = tmp_path / f"2025-08-29-0002-7btrabcujr-{name}.csv"
        file.write_text(text, encoding="utf-8")
    conversation = read_polis(tmp_path).value
    assert (conversation.topic, table(conversation)) == ("Why?", {("0", "0"): 1})
    assert conversation.published is not None
    assert conversation.times is not None
    assert conversation.times.tolist() == [1748705230000]
    (tmp_path / "other-votes.csv").write_text(votes, encoding="utf-8")
    with pytest.raises(BinnenuitError) as error:
        read_polis(tmp_path)
    assert error.value.code == "dialogue.several-files"


def test_at_the_same_time_the_one_further_down_counts(tmp_path: Path) -> None:
    rows = "timestamp,comment-id,voter-id,vote\n5,0,1,1\n5,0,1,0\n"
    conversation = read_polis(folder(tmp_path, votes=rows)).value
    assert table(conversation) == {("1", "0"): 0}
    assert conversation.votes.nnz == 1, "a pass is a vote"


def test_statements_and_people_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    conversation = read_polis(folder(tmp_path, comments=COMMENTS, votes=VOTES)).value
    assert conversation.participants == ("7", "10")
    assert [each.id for each in conversation.statements] == ["0", "2", "10"]
    assert [each.accepted for each in conversation.statements] == [True, False, None]
    second = conversation.statements[1]
    assert (second.text, second.is_meta, second.author, second.at) == ("Second", True, "7", 3000)
    assert in_order(["b", "10", "9", "a", "²"]) == ("9", "10", "a", "b", "²")


def test_a_turned_sign_is_put_right_and_told(tmp_path: Path) -> None:
    turned = "\n".join(
        line[:-2] + ",-1" if line.endswith(",1") else line.replace(",-1", ",1")
        for line in VOTES.splitlines()
    )
    straight = read_polis(folder(tmp_path, comments=COMMENTS, votes=VOTES)).value
    reading = read_polis(folder(tmp_path, comments=COMMENTS, votes=turned))
    assert codes(reading.findings) == ["dialogue.sign-turned", "dialogue.votes-replaced"]
    assert table(reading.value) == table(straight)


def test_counts_that_fit_neither_way_are_told(tmp_path: Path) -> None:
    other = COMMENTS.replace("0,7,2,1", "0,7,3,1")
    reading = read_polis(folder(tmp_path, comments=other, votes=VOTES))
    assert codes(reading.findings) == ["dialogue.other-counts", "dialogue.votes-replaced"]
    alone = read_polis(folder(tmp_path / "..", votes=VOTES.replace("comment-id", "statement")))
    assert "dialogue.sign-untold" in codes(alone.findings)
    assert "dialogue.no-comments" in codes(alone.findings)


def test_votes_on_an_unknown_statement_are_left_out_and_told(tmp_path: Path) -> None:
    reading = read_polis(folder(tmp_path, comments=COMMENTS, votes=VOTES + "1,x,99,7,1\n"))
    assert len(table(reading.value)) == 5
    unknown = next(f for f in reading.findings if f.code == "dialogue.unknown-statement")
    assert (unknown.file, unknown.row) == ("votes.csv", 8)


def test_the_table_of_participants_will_do_alone(tmp_path: Path) -> None:
    people = (
        "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
        "2,someone@example.org,1,0,2,1,0,1,0\n1,,,0,1,0,0,,0\n3,,5,0,0,0,0,,\n"
    )
    reading = read_polis(folder(tmp_path, participants_votes=people))
    assert table(reading.value) == {("2", "0"): 1, ("2", "1"): 0, ("1", "1"): 0}
    assert reading.value.participants == ("1", "2", "3")
    assert reading.value.published is not None
    assert reading.value.published.tolist() == [-1, 0, 1]
    assert codes(reading.findings) == ["dialogue.no-comments"]
    turned = people.replace("2,1,0,1,0", "2,1,0,-1,0")
    again = read_polis(folder(tmp_path, participants_votes=turned))
    assert "dialogue.sign-turned" in codes(again.findings)
    assert table(again.value)["2", "0"] == 1


@pytest.mark.parametrize(
    ("files", "code", "row"),
    [
        ({"votes": VOTES + "1,x,0,3,2\n"}, "dialogue.unknown-vote", 8),
        ({"votes": VOTES + "1,x,0,3,\n"}, "dialogue.unknown-vote", 8),
        ({"votes": VOTES + "1,x,,3,1\n"}, "dialogue.empty-cell", 8),
        ({"votes": VOTES + "1.6E+12,x,0,3,1\n"}, "dialogue.unknown-time", 8),
        ({"votes": VOTES, "comments": COMMENTS + "1,2,,0,0,1,,,Again\n"}, None, 5),
        ({"votes": VOTES, "comments": COMMENTS.replace(",-1,", ",-2,")}, None, 4),
        ({"comments": COMMENTS}, "dialogue.no-votes", None),
        ({"participants_votes": "participant,0\n1,1\n1,0\n"}, "dialogue.participant-twice", 3),
        ({"participants_votes": "participant,0\n1,1\n2,x\n"}, "dialogue.unknown-vote", 3),
        ({"participants_votes": "person,0\n1,1\n"}, "dialogue.no-participants", None),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_row(
    tmp_path: Path, files: dict[str, str], code: str | None, row: int | None
) -> None:
    with pytest.raises(BinnenuitError) as error:
        read_polis(folder(tmp_path, **files))
    assert code is None or error.value.code == code
    assert error.value.row == row
    assert error.value.code.startswith("dialogue.")


@pytest.mark.parametrize(
    "name", ["example", *NAMES[:2], pytest.param(NAMES[2], marks=pytest.mark.slow)]
)
def test_what_was_written_reads_as_the_same_conversation(tmp_path: Path, name: str) -> None:
    one = read_polis(EXAMPLE if name == "example" else shared(name)).value
    write_polis(one, tmp_path / "again")
    reading = read_polis(tmp_path / "again")
    assert reading.findings == ()
    same(one, reading.value)


def test_awkward_texts_and_unclear_votes_come_back(tmp_path: Path) -> None:
    events = [
        Event("a", "1", Vote.UNCLEAR, 5),
        Event("a", "2", Vote.PASS),
        Event("b,c", "2", Vote.AGREE, 7),
    ]
    told = fold(events, participants=["a", "b,c", "d"])
    texts = ("=1+1", 'She said "no",\nand left; été')
    one = Conversation(
        topic="Why, = and how?",
        participants=told.participants,
        statements=tuple(Statement(name, text) for name, text in zip("12", texts, strict=True)),
        votes=told.votes,
        unclear=told.unclear,
        published=np.array([1, -1, 0]),
        published_consensus=np.array([np.nan, 1 / 3]),
        events=3,
        times=np.array([1_748_705_230_005, -1, 1_748_705_230_007]),
    )
    write_polis(one, tmp_path / "again")
    written = (tmp_path / "again" / "comments.csv").read_text(encoding="utf-8")
    assert "'=1+1" in written, "a spreadsheet would run it"
    same(one, read_polis(tmp_path / "again").value)


def same(one: Conversation, other: Conversation) -> None:
    """All but how often somebody changed his mind, which a conversation does not keep."""
    assert other.topic == one.topic
    assert other.participants == one.participants
    assert other.statements == one.statements
    assert table(other) == table(one)
    np.testing.assert_array_equal(other.unclear.nonzero(), one.unclear.nonzero())
    assert other.events == one.votes.nnz
    for name in ("published", "published_consensus", "times"):
        mine, theirs = getattr(one, name), getattr(other, name)
        np.testing.assert_array_equal(theirs, mine, err_msg=name)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    place = folder(tmp_path, votes=VOTES)
    with pytest.raises(RefusedError) as error:
        write_polis(read_polis(place).value, place)
    assert error.value.code == "dialogue.folder-taken"
    assert [file.name for file in place.iterdir()] == ["votes.csv"]


def test_who_takes_back_his_vote_leaves_no_vote() -> None:
    events = [
        Event("a", "1", Vote.NONE, 9),
        Event("a", "1", Vote.AGREE, 5),
        Event("b", "1", Vote.NONE, 4),
        Event("b", "1", Vote.DISAGREE, 5),
        Event("b", "2", Vote.UNCLEAR),
        Event("b", "2", Vote.PASS),
    ]
    told = fold(events)
    assert (told.participants, told.statements) == (("a", "b"), ("1", "2"))
    assert told.votes.toarray().tolist() == [[0, 0], [-1, 0]]
    assert told.votes.nnz == 2
    assert told.unclear.nnz == 0
    assert fold(events, participants=["b"], statements=["2"]).votes.shape == (1, 1)
    assert fold([]).votes.shape == (0, 0)


def test_without_a_participant_his_votes_are_gone_and_his_statements_have_no_author(
    tmp_path: Path,
) -> None:
    one = read_polis(folder(tmp_path, comments=COMMENTS, votes=VOTES)).value
    less = without(one, ["7", "nobody"])
    assert table(less) == {key: vote for key, vote in table(one).items() if key[0] != "7"}
    assert (less.participants, {each.author for each in less.statements}) == (("10",), {""})
    assert less.times is not None
    assert less.times.tolist() == [900_000, 300_000]
    assert without(one, ["nobody"]) is one
