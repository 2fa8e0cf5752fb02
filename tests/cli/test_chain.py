"""``binnenuit chain`` as a person calls it: on the invented group, on real books, on rubbish."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calling import binnenuit, started

BAKERY = Path(__file__).parents[2] / "examples" / "bakery"
DATA = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def bakery() -> dict[str, Any]:
    done = started("chain", BAKERY, "--json")
    assert done.returncode == 1  # a problem was planted: a closed circle
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_answer_has_the_promised_words(bakery: dict[str, Any]) -> None:
    assert set(bakery) == {
        "teams", "customers", "revenue", "unknown_customer_share", "unknown_team_share",
        "currency", "findings",
    }  # fmt: skip
    assert {"team", "name", "money", "handovers", "status", "customers", "path"} <= set(
        bakery["teams"][0]
    )
    assert bakery["currency"] == "EUR"


def test_the_planted_truths_are_found(bakery: dict[str, Any]) -> None:
    status = {team["team"]: team["status"] for team in bakery["teams"]}
    assert {team for team, state in status.items() if state == "cut_off"} == {
        "quality", "development",
    }  # fmt: skip
    assert status["reception"] == "unknown"
    codes = {finding["code"] for finding in bakery["findings"]}
    assert {"chain.loop", "chain.no-links", "chain.unknown-team", "chain.objected"} <= codes


def test_the_night_shift_works_for_the_supermarkets(bakery: dict[str, Any]) -> None:
    oven = next(team for team in bakery["teams"] if team["team"] == "oven-night")
    assert oven["customers"][0]["name"] == "Supermarkt De Hoek"
    assert oven["handovers"] > 3
    assert oven["path"][0] == "oven-night"
    assert oven["path"][-1] == oven["customers"][0]["customer"]


def test_the_chief_executive_lives_on_the_employees(bakery: dict[str, Any]) -> None:
    top = next(team for team in bakery["teams"] if team["team"] == "top")
    assert top["path"][1] == "directors"
    assert len(top["path"]) > 6


def test_the_pupils_who_eat_but_do_not_pay_are_no_customers(bakery: dict[str, Any]) -> None:
    assert "pupils" not in {customer["customer"] for customer in bakery["customers"]}
    counter = next(c for c in bakery["customers"] if c["customer"] == "counter")
    assert counter["known"] is False


def test_of_each_euro_all_parts_add_up(bakery: dict[str, Any]) -> None:
    for customer in bakery["customers"]:
        kept = sum(hand["share"] for hand in customer["hands"])
        assert kept + customer["unknown"] == pytest.approx(1.0)
    for team in bakery["teams"]:
        brought = sum(share["share"] for share in team["customers"])
        assert brought + team["unknown"] + team["loop"] == pytest.approx(1.0, abs=1e-4)


def test_the_sentences_come_in_the_language_asked_for() -> None:
    dutch = json.loads(binnenuit("chain", BAKERY, "--json", "--language", "nl").stdout)
    messages = " ".join(finding["message"] for finding in dutch["findings"])
    assert "werken alleen voor elkaar" in messages


@pytest.mark.parametrize("extension", ["csv", "xlsx", "parquet", "html", "json"])
def test_the_answer_can_be_kept_in_a_file(tmp_path: Path, extension: str) -> None:
    file = tmp_path / f"chain.{extension}"
    assert binnenuit("chain", BAKERY, "--out", file).returncode == 1
    assert file.stat().st_size > 1000
    if extension == "csv":
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        assert {row["team"] for row in rows} >= {"top", "oven-night", "quality"}


def test_an_unknown_extension_names_the_allowed_ones(tmp_path: Path) -> None:
    done = binnenuit("chain", BAKERY, "--out", tmp_path / "chain.pdf")
    assert done.returncode == 2
    assert ".xlsx" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_answer_for_a_folder_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    done = binnenuit("chain", BAKERY, "--out", tmp_path / "nowhere" / "chain.json")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("chain.json: Nothing can be written")


def test_hand_overs_have_the_decimal_mark_of_the_reader() -> None:
    assert " 6,3 " in binnenuit("chain", BAKERY, "--language", "nl").stdout
    assert " 6.3 " in binnenuit("chain", BAKERY, "--language", "en").stdout


def test_a_folder_with_nothing_of_ours_is_bad_input(tmp_path: Path) -> None:
    for call, folder in ((started, tmp_path), (binnenuit, tmp_path / "absent")):
        done = call("chain", folder)
        assert done.returncode == 2
        assert done.stderr.strip().count("\n") == 0, done.stderr
        assert str(folder.name) in done.stderr or "teams.csv" in done.stderr


def test_a_mistake_names_file_and_row(tmp_path: Path) -> None:
    shutil.copytree(BAKERY, tmp_path / "group")
    links = tmp_path / "group" / "links.csv"
    links.write_text(links.read_text() + "oven-nite,packing,serves,0.5,named\n")
    done = binnenuit("chain", tmp_path / "group")
    assert done.returncode == 2
    assert "links.csv:69" in done.stderr
    assert "oven-night" in done.stderr  # what was probably meant


def test_what_a_file_does_not_tell_is_asked_and_can_be_answered(tmp_path: Path) -> None:
    invoices = tmp_path / "invoices.csv"
    invoices.write_text("datum;klant;bedrag\n03-02-2026;Jansen;1.234\n")
    asked = binnenuit("chain", tmp_path)
    assert (asked.returncode, "invoices.csv:2" in asked.stderr) == (2, True)
    answer = ("--date-order", "day_first", "--decimal-mark", "comma")
    told = json.loads(binnenuit("chain", tmp_path, "--json", *answer).stdout)
    assert told["revenue"] == 1234


@pytest.mark.skipif(not DATA.exists(), reason="there are no real files to read here")
@pytest.mark.parametrize("file", ["xaf32_exactonline_2016_demo.xml", "xaf32_banana_2018.xaf"])
def test_one_real_auditfile_alone_gives_a_chain(file: str) -> None:
    done = binnenuit("chain", DATA / "accounting" / "xaf" / file, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["revenue"] > 10_000
    assert answer["customers"]
