"""``binnenuit dialogue``: what it says, in JSON and to a person, and what it refuses."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calling import binnenuit

from binnenuit.dialogue.read import read_polis

EXAMPLE = Path(__file__).parents[2] / "examples" / "dialogue"


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    done = binnenuit("dialogue", EXAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_answer_has_what_others_rely_on(answer: dict[str, Any]) -> None:
    wanted = {"participants", "statements", "votes", "groups", "carrying", "distinguishing"}
    assert answer.keys() >= wanted | {"compatible", "findings"}
    assert answer["groups"].keys() >= {"count", "sizes", "p_value", "stability"}
    assert (answer["participants"], answer["statements"]) == (40, 24)
    assert answer["events"] > answer["votes"]
    assert answer["groups"]["count"] == len(answer["groups"]["sizes"]) == 2
    assert len(answer["groups"]["members"]) == sum(answer["groups"]["sizes"])
    assert len(answer["carrying"]) == 22
    assert {each["state"] for each in answer["carrying"][:9]} == {"agreed", "rejected"}
    assert all(len(each["groups"]) == 2 for each in answer["carrying"])
    assert {each["group"] for each in answer["distinguishing"]} == {0, 1}
    assert len(answer["compatible"]["statements"]) == 24
    assert answer["compatible"]["groups"] == "found"
    assert {finding["code"] for finding in answer["findings"]} >= {"dialogue.votes-replaced"}


def test_a_person_reads_one_sentence_and_then_two_lists() -> None:
    done = binnenuit("dialogue", EXAMPLE)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("40 people voted on 22 statements. There are 2 groups of opinion;")
    together, apart = lines.index("Together"), lines.index("Where we differ")
    shared = "Wij bedanken elkaar te weinig."
    assert any(line.startswith(shared) for line in lines[together:apart])
    assert not any(line.startswith(shared) for line in lines[apart:])
    assert any("Regels zijn er om ons te beschermen." in line for line in lines[apart:])
    assert "Piet" not in done.stdout, "it was refused"
    assert done.returncode == 0


def test_no_groups_is_an_answer(tmp_path: Path, answer: dict[str, Any]) -> None:
    others = [who for who, group in answer["groups"]["members"].items() if group == 1]
    options = [part for who in others for part in ("--without", who)]
    done = binnenuit("dialogue", EXAMPLE, *options, "--out", tmp_path / "all.csv")
    assert "There are no groups of opinion" in done.stdout.splitlines()[0]
    assert "Everybody" in done.stdout
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 22
    assert "votes_2" not in rows[0]


def test_too_few_votes_are_told_and_end_with_one(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n0,1,1\n", encoding="utf-8")
    done = binnenuit("dialogue", tmp_path, "--people", "200")
    assert "not enough votes yet" in done.stdout.splitlines()[0]
    assert done.returncode == 1
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n", encoding="utf-8")
    assert binnenuit("dialogue", tmp_path).returncode == 2
    shutil.copy(EXAMPLE / "comments.csv", tmp_path)
    done = binnenuit("dialogue", tmp_path)
    assert done.stdout.startswith("Nobody has voted yet")
    assert done.returncode == 1
    assert binnenuit("dialogue", tmp_path, "--json").returncode == 1


def test_a_conversation_can_be_written_without_somebody(tmp_path: Path) -> None:
    done = binnenuit("dialogue", EXAMPLE, "--without", "7", "--write", tmp_path / "less")
    assert done.returncode == 0
    assert "7" not in read_polis(tmp_path / "less").value.participants
    again = binnenuit("dialogue", EXAMPLE, "--write", tmp_path / "less")
    assert again.returncode == 2
    assert "There is something in less already" in again.stderr


@pytest.mark.parametrize("hidden", ["releases", ".binnenuit/key"])
def test_a_folder_that_released_figures_is_refused(tmp_path: Path, hidden: str) -> None:
    place = tmp_path / "conversation"
    shutil.copytree(EXAMPLE, place)
    (place / hidden).mkdir(parents=True)
    done = binnenuit("dialogue", place)
    assert (done.returncode, done.stdout) == (2, "")
    assert "they were promised" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([EXAMPLE / "votes.csv"], "votes.csv is no folder"),
        ([EXAMPLE.parent], "There is no votes.csv"),
        ([EXAMPLE, "--without", "me"], "There is no participant me here"),
        ([EXAMPLE, "--bar", "0.4"], "0.4 is not in the range"),
        ([EXAMPLE, "--people", "7"], ""),
    ],
)
def test_bad_input_ends_with_two_and_one_sentence(arguments: list[object], said: str) -> None:
    done = binnenuit("dialogue", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
