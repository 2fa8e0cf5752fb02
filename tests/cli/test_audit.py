"""``binnenuit audit`` as a buyer, a works council or a script calls it."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.cli.calling import binnenuit, started

from binnenuit.cli.program import program

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAD = "unit,parent,period,respondents\n"
SAFE = HEAD + "Works,,2025,17\nKitchen,Works,2025,8\nShop,Works,2025,9\n"


def audit(folder: Path, *more: object) -> tuple[int, dict[str, Any]]:
    arguments = ["audit", str(folder), "--json", *map(str, more)]
    done = CliRunner().invoke(program, arguments)
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.exit_code, answer


def release(folder: Path, *, rest: str, ledger_hash: str = "") -> None:
    groups: list[dict[str, Any]] = [
        {"group": "Works", "parent": None, "n_band": "10-19", "rest_band": rest},
        {"group": "Shop", "parent": "Works", "n_band": "5-9", "rest_band": "5-9"},
    ]
    shown = [{**group, "state": "shown", "figures": {"score": {"value": 3.2}}} for group in groups]
    place = folder / "releases" / "2026"
    place.mkdir(parents=True)
    told = {"hash": ledger_hash, "previous": ""}
    record = {"round": "2026", "k": 5, "scale": "L", "groups": shown, "ledger": told}
    (place / "release.json").write_text(json.dumps(record))


def ledger(folder: Path, rest: int) -> str:
    entry = {
        "round": "2026", "scale": "L", "kind": "scores", "k": 5, "previous": "",
        "atoms": {"2026/L/Shop": 8, "2026/L/Works": rest},
        "sets": {"Works": ["2026/L/Shop", "2026/L/Works"], "Shop": ["2026/L/Shop"]},
    }  # fmt: skip
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    made = sha256(text.encode()).hexdigest()
    (folder / ".binnenuit").mkdir()
    (folder / ".binnenuit" / "ledger.jsonl").write_text(json.dumps({**entry, "hash": made}) + "\n")
    return made


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def codes(answer: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in answer["findings"]}


@pytest.fixture(scope="module")
def published() -> tuple[int, dict[str, Any]]:
    return audit(EXAMPLES / "published")


def test_the_answer_has_the_promised_words(published: tuple[int, dict[str, Any]]) -> None:
    _, answer = published
    assert {"audits", "rules", "findings"} <= set(answer)
    assert {
        "what", "period", "scale", "smallest", "level", "decided", "passed", "witness",
    } <= set(answer["audits"][0])  # fmt: skip
    assert {
        "rule", "source", "exposed_people", "exposed_groups", "single_people", "share",
        "teams_shown", "managers_shown",
    } <= set(answer["rules"][0])  # fmt: skip


def test_what_follows_by_subtraction_ends_with_one_and_a_witness(
    published: tuple[int, dict[str, Any]],
) -> None:
    code, answer = published
    assert code == 1
    assert [(one["period"], one["smallest"]) for one in answer["audits"]] == [
        ("2024", 3), ("2025", 1),
    ]  # fmt: skip
    assert answer["audits"][1]["witness"].startswith("Take Straten, subtract Straatploeg")
    assert answer["audits"][1]["level"] == "A"


def test_the_usual_rules_stand_beside_ours(published: tuple[int, dict[str, Any]]) -> None:
    rules = {rule["rule"]: rule for rule in published[1]["rules"]}
    assert rules["hide-small"]["exposed_people"] == 3
    assert {rule["period"] for rule in rules.values()} == {"2024"}
    assert rules["binnenuit"]["exposed_people"] == 0
    assert len(rules) >= 4
    assert all(rule["source"] for rule in rules.values())


def test_what_tells_nothing_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    code, answer = audit(tmp_path)
    assert (code, answer["passed"], answer["audits"][0]["passed"]) == (0, True, True)
    assert audit(tmp_path, "--k", 9)[0] == 1


def test_k_cannot_be_lowered_below_five(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    assert binnenuit("audit", tmp_path, "--k", 4).returncode == 2


def test_a_release_with_enough_left_over_passes_and_one_that_leaves_it_open_does_not(
    tmp_path: Path,
) -> None:
    release(tmp_path / "one", rest="5-9")
    release(tmp_path / "two", rest="1-9")
    code, answer = audit(tmp_path / "one")
    assert (code, answer["audits"][0]["round"], answer["audits"][0]["decided"]) == (0, "2026", True)
    code, answer = audit(tmp_path / "two")
    assert (code, answer["audits"][0]["decided"], answer["audits"][0]["passed"]) == (
        1,
        False,
        False,
    )
    assert "ledger" in answer["audits"][0]["witness"]


def test_the_ledger_decides(tmp_path: Path) -> None:
    for people, expected in ((7, 0), (2, 1)):
        folder = tmp_path / str(people)
        folder.mkdir()
        release(folder, rest="1-9", ledger_hash=ledger(folder, people))
        code, answer = audit(folder)
        assert (code, answer["audits"][0]["smallest"]) == (expected, people)


def test_a_ledger_alone_can_be_audited(tmp_path: Path) -> None:
    ledger(tmp_path, 7)
    assert audit(tmp_path)[0] == 0


def test_a_changed_ledger_ends_with_one(tmp_path: Path) -> None:
    ledger(tmp_path, 7)
    file = tmp_path / ".binnenuit" / "ledger.jsonl"
    file.write_text(file.read_text().replace('"k": 5', '"k": 6'))
    code, answer = audit(tmp_path)
    assert code == 1
    assert answer["findings"][0]["code"] == "privacy.chain-changed"


def test_an_organisation_alone_gets_the_comparison() -> None:
    code, answer = audit(EXAMPLES / "bakery", "--on", "2026-01-01")
    assert (code, answer["audits"]) == (0, [])
    rules = {rule["rule"]: rule for rule in answer["rules"]}
    assert rules["hide-small"]["exposed_people"] > 0
    assert rules["binnenuit"]["exposed_people"] == 0
    assert rules["binnenuit"]["people"] == 301


def test_a_person_reads_the_verdict_first_then_how_then_the_comparison() -> None:
    done = started("audit", EXAMPLES / "published")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("What was published lays people bare")
    assert "2025: Take Straten" in lines[2]
    assert "5. Binnenuit" in done.stdout
    assert "https://learn.microsoft.com" in done.stdout
    assert done.returncode == 1


def test_where_nothing_was_published_that_is_said_first() -> None:
    done = binnenuit("audit", EXAMPLES / "bakery")
    assert done.stdout.startswith("Nothing was published")


def test_nothing_to_audit_is_one_sentence_with_what_is_needed(tmp_path: Path) -> None:
    done = binnenuit("audit", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "published.csv" in done.stderr
    absent = started("audit", tmp_path / "absent")
    assert (absent.returncode, absent.stderr.count("\n")) == (2, 1)


def test_a_mistake_names_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE + "Office,Wroks,2025,3\n")
    done = binnenuit("audit", tmp_path)
    assert done.returncode == 2
    assert "published.csv:5" in done.stderr


def test_numbers_that_cannot_be_right_have_not_passed(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE.replace(",17", ",16"))
    code, answer = audit(tmp_path)
    assert (code, answer["audits"][0]["decided"]) == (1, False)
    assert "privacy.parts-above-whole" in {finding["code"] for finding in answer["findings"]}
    assert binnenuit("audit", tmp_path).stdout.startswith("It is not certain")


@pytest.mark.parametrize("extension", ["csv", "xlsx", "parquet", "html", "json"])
def test_the_answer_can_be_kept_in_a_file(tmp_path: Path, extension: str) -> None:
    file = tmp_path / f"audit.{extension}"
    assert audit(EXAMPLES / "published", "--out", file)[0] == 1
    assert file.stat().st_size > 500
    if extension == "csv":
        parts = [row["part"] for row in rows_of(file)]
        assert parts[:4] == ["verdict", "published", "published", "rule"]


def test_the_table_says_the_same_as_the_answer(
    tmp_path: Path, published: tuple[int, dict[str, Any]]
) -> None:
    audit(EXAMPLES / "published", "--out", tmp_path / "audit.csv")
    rows = rows_of(tmp_path / "audit.csv")
    told = {
        "people": "exposed_people", "of_people": "people", "groups": "exposed_groups",
        "single_people": "single_people", "teams_shown": "teams_shown", "name": "name",
        "managers_shown": "managers_shown",
    }  # fmt: skip
    rules = [row for row in rows if row["part"] == "rule"]
    assert [{name: row[name] for name in told} for row in rules] == [
        {name: str(rule[word]) for name, word in told.items()} for rule in published[1]["rules"]
    ]
    attacks = [(row["people"], row["groups"]) for row in rows if row["part"] == "published"]
    assert attacks == [
        (str(one["exposed_people"]), str(one["exposed_groups"])) for one in published[1]["audits"]
    ]


def test_what_stands_below_the_table_is_as_wide_as_the_table(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE.replace(",17", ",16"))
    said = binnenuit("audit", tmp_path).stderr.splitlines()
    assert 80 < max(map(len, said)) <= 120


def test_a_file_of_an_audit_that_failed_says_so_first_and_names_each_fault(tmp_path: Path) -> None:
    ledger(tmp_path, 7)
    file = tmp_path / ".binnenuit" / "ledger.jsonl"
    file.write_text(file.read_text().replace('"k": 5', '"k": 6'))
    code, answer = audit(tmp_path, "--out", tmp_path / "audit.csv")
    rows = rows_of(tmp_path / "audit.csv")
    assert (code, rows[0]["part"], rows[0]["passed"]) == (1, "verdict", "no")
    assert rows[0]["sentence"] == answer["verdict"]
    assert rows[0]["sentence"].startswith("Something is wrong")
    assert [(row["name"], row["passed"]) for row in rows if row["part"] == "finding"] == [
        ("ledger.jsonl:1", "no"),
    ]


def test_a_file_of_an_audit_that_passed_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    assert audit(tmp_path, "--out", tmp_path / "audit.csv")[0] == 0
    rows = rows_of(tmp_path / "audit.csv")
    assert (rows[0]["part"], rows[0]["passed"]) == ("verdict", "yes")
    assert "finding" not in {row["part"] for row in rows}


def test_below_the_verdict_on_a_table_it_stands_what_was_not_tried(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    assert "Each period was tried by itself" in binnenuit("audit", tmp_path).stdout
    (tmp_path / "published.csv").unlink()
    ledger(tmp_path, 7)
    assert "Each period was tried by itself" not in binnenuit("audit", tmp_path).stdout


@pytest.mark.parametrize(
    ("rows", "said"),
    [("", "Add a row for each group"), ("Works,,2025,\nShop,Works,2025,<5\n", "No figure")],
)
def test_a_table_in_which_nothing_was_published_has_not_passed(
    tmp_path: Path, rows: str, said: str
) -> None:
    (tmp_path / "published.csv").write_text(HEAD + rows)
    done = binnenuit("audit", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_releases_that_show_nothing_and_an_empty_ledger_have_not_passed(tmp_path: Path) -> None:
    (tmp_path / ".binnenuit").mkdir()
    (tmp_path / ".binnenuit" / "ledger.jsonl").write_text("")
    done = binnenuit("audit", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "No figure was published" in done.stderr


def test_without_a_ledger_it_is_said_what_cannot_be_seen(tmp_path: Path) -> None:
    release(tmp_path, rest="5-9")
    code, answer = audit(tmp_path)
    assert (code, answer["ledger"]) == (0, None)
    assert codes(answer) == {"privacy.no-ledger"}


def test_with_a_ledger_its_last_fingerprint_is_told(tmp_path: Path) -> None:
    made = ledger(tmp_path, 7)
    release(tmp_path, rest="5-9", ledger_hash=made)
    code, answer = audit(tmp_path)
    assert (code, answer["ledger"]) == (0, {"hash": made, "entries": 1})
    assert codes(answer) == set()
    done = binnenuit("audit", tmp_path)
    assert f"Last fingerprint of the ledger: {made} (1 entries)." in done.stdout.replace("\n", " ")


def test_an_entry_of_the_ledger_without_its_release_is_told_and_tried(tmp_path: Path) -> None:
    ledger(tmp_path, 2)
    code, answer = audit(tmp_path)
    assert (code, answer["audits"][0]["smallest"]) == (1, 2)
    assert codes(answer) == {"privacy.no-release-of-entry"}
    assert "2026, L (scores)" in answer["findings"][0]["message"]


def test_the_folder_of_the_releases_itself_will_do(tmp_path: Path) -> None:
    release(tmp_path, rest="1-9", ledger_hash=ledger(tmp_path, 7))
    assert audit(tmp_path / "releases")[1]["audits"][0]["smallest"] == 7


def test_who_gives_no_folder_is_told_which_one_is_meant(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE)
    for place in (tmp_path / "absent", tmp_path / "published.csv"):
        done = binnenuit("audit", place)
        assert done.returncode == 2
        assert "Give the folder that holds published.csv, releases or teams.csv." in done.stderr


def test_releases_that_pass_are_named_with_the_smallest_group(tmp_path: Path) -> None:
    release(tmp_path, rest="1-9", ledger_hash=ledger(tmp_path, 7))
    said = binnenuit("audit", tmp_path).stdout.replace("\n", " ")
    assert "2026, L: the smallest group about which anything can be derived has 7 people" in said
    assert "(at least 5 promised)" in said
    (tmp_path / ".binnenuit" / "ledger.jsonl").unlink()
    (tmp_path / "releases" / "2026" / "release.json").unlink()
    (tmp_path / "releases" / "2026").rmdir()
    (tmp_path / "releases").rmdir()
    release(tmp_path, rest="5-9")
    said = binnenuit("audit", tmp_path).stdout.replace("\n", " ")
    assert "has 5 people or more (at least 5 promised)" in said


def test_a_withheld_team_counts_as_a_team_without_a_figure(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(SAFE + "Office,Works,2025,<5\n")
    rules = {rule["rule"]: rule for rule in audit(tmp_path)[1]["rules"]}
    assert {(rule["teams_shown"], rule["teams"]) for rule in rules.values()} == {(2, 3)}
