"""``binnenuit mirror`` on the folders that people really have: small, odd, in use, read-only."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from binnenuit.cli import mirror_words
from binnenuit.cli.program import program
from binnenuit.errors import BinnenuitError, RefusedError
from binnenuit.mirror.disclose import publishing
from binnenuit.privacy.releases.alone import LOCK, alone
from binnenuit.privacy.releases.folder import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

QUESTIONNAIRE = """
version: "1"
scales:
  - {code: A, name: {nl: Leider, en: Leader}, kind: reflective, about: leader}
  - {code: B, name: {nl: Dienst, en: Service}, kind: reflective, about: supplier}
items:
  - {code: A1, scale: A, text: {en: asks}, options: 5}
  - {code: A2, scale: A, text: {en: keeps}, options: 5}
  - {code: A3, scale: A, text: {en: frees}, options: 5}
  - {code: A4, scale: A, text: {en: helps}, options: 5}
  - {code: B1, scale: B, text: {en: on time}, options: 5}
  - {code: B2, scale: B, text: {en: answers}, options: 5}
"""


def write(file: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([headings, *rows])


def a_folder(folder: Path, teams: Mapping[str, int], rounds: Sequence[str] = ("2026-Q1",)) -> Path:
    """Below the top some teams, each led from there; everybody rates the own leader."""
    folder.mkdir(exist_ok=True)
    led = [("top", "Top", "", "director"), *((t, t.title(), "top", f"l-{t}") for t in teams)]
    write(folder / "teams.csv", ["team", "name", "parent", "leader"], led)
    people = [(f"{team}-{n}", team) for team, size in teams.items() for n in range(size)]
    leaders = [(f"l-{team}", "top") for team in teams]
    write(folder / "people.csv", ["person", "team"], [*people, *leaders])
    raters = [*people, *leaders]
    answers = [
        (name, team, team, person, *(1 + (number * k + wave) % 5 for k in (1, 3, 6, 8)), "", "")
        for wave, name in enumerate(rounds)
        for number, (person, team) in enumerate(raters)
    ]
    headings = [
        "round",
        "rated",
        "rater_team",
        "rater",
        *(f"A{n}" for n in range(1, 5)),
        "B1",
        "B2",
    ]
    write(folder / "answers.csv", headings, answers)
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return folder


def run(folder: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(program, ["mirror", str(folder), *options])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def told(folder: Path, *options: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(folder, "--json", *options)[1])
    return answer


def codes(answer: Mapping[str, Any]) -> list[str]:
    return [finding["code"] for finding in answer["findings"]]


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12})
    with alone(folder), pytest.raises(RefusedError) as caught:
        run(folder)
    assert caught.value.code == "privacy.folder-in-use"
    assert not (folder / "releases").exists()
    assert run(folder)[0] == 0


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    hold = (
        "import os, sys; from pathlib import Path\n"
        "from binnenuit.privacy.releases.alone import alone\n"
        "with alone(Path(sys.argv[1])):\n"
        "    os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", hold, str(tmp_path)], check=False)
    assert ended.returncode == 9
    assert (tmp_path / HIDDEN / LOCK).exists()
    with alone(tmp_path):
        pass


def test_a_folder_that_published_nothing_still_gives_plain_statistics(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9})
    lines = (folder / "answers.csv").read_text(encoding="utf-8").replace(",rater,", ",who,")
    (folder / "answers.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(BinnenuitError):
        run(folder)
    assert run(folder, "--own-data")[0] == 0


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere"
)
def test_what_is_out_can_be_read_from_a_folder_that_cannot_be_written_in(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12})
    first = told(folder)
    places = [folder, *folder.rglob("*")]
    for place in places:
        place.chmod(0o500 if place.is_dir() else 0o400)
    try:
        assert told(folder) == first
    finally:
        for place in places:
            place.chmod(0o700 if place.is_dir() else 0o600)


def test_another_number_of_people_counts_for_the_next_round_and_is_said(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12})
    first = told(folder)
    again = told(folder, "--k", "8")
    assert again["teams"] == first["teams"]
    assert ("mirror.other-k" in codes(first), "mirror.other-k" in codes(again)) == (False, True)


def test_what_few_items_cost_is_said(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12})
    asked = [line for line in QUESTIONNAIRE.splitlines() if "code: A4" not in line]
    (folder / "questionnaire.yaml").write_text("\n".join(asked), encoding="utf-8")
    lines = (folder / "answers.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    (folder / "answers.csv").write_text("\n".join(",".join(r[:7] + r[8:]) for r in rows))
    answer = told(folder)
    assert "mirror.few-items" in codes(answer)
    states = {team["team"]: team["scales"]["A"]["state"] for team in answer["teams"]}
    assert (states["north"], states["south"]) == ("small", "shown")


def test_rounds_that_are_out_are_read_and_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12}, ("2026-Q1", "2026-Q2"))
    first = told(folder)

    def never(*_: object, **__: object) -> None:
        pytest.fail("made again")

    monkeypatch.setattr(publishing, "open_round", never)
    monkeypatch.setattr(publishing, "publish_once", never)
    assert told(folder) == first


@pytest.mark.parametrize(("language", "name"), [("en", "A Leader"), ("nl", "A Leider")])
def test_columns_are_named_in_the_language_of_the_reader(
    tmp_path: Path, language: str, name: str
) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 20, "south": 25})
    _, said = run(folder, "--language", language)
    assert name in said
    answer = told(folder, "--language", language)
    assert f"{answer['scales'][0]['scale']} {answer['scales'][0]['name']}" == name


def test_nothing_is_cut_off_on_a_narrow_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 20, "south": 25})
    team = next(each for each in told(folder)["teams"] if each["team"] == "south")
    low, high = team["scales"]["A"]["interval"]
    monkeypatch.setattr(mirror_words, "as_wide_as_a_table", lambda: Console(width=20))
    said = "".join(run(folder, "--language", "en")[1].split())
    assert f"({low:.1f}-{high:.1f})" in said


def test_a_scale_that_is_turned_round_is_said_to_be(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 20, "south": 25})
    assert "turned round" not in run(folder, "--language", "en")[1]
    asked = QUESTIONNAIRE.replace("scale: A, text", "scale: A, reversed: true, text")
    folder = a_folder(tmp_path / "round", {"north": 20, "south": 25})
    (folder / "questionnaire.yaml").write_text(asked, encoding="utf-8")
    assert "A: all its items are turned round" in run(folder, "--language", "en")[1]


def test_customers_of_two_teams_are_not_taken_for_the_same_people(tmp_path: Path) -> None:
    """With more scored leaders and services than teams, numbers of raters once met."""
    teams = dict.fromkeys(("east", "north", "south"), 20)
    folder = a_folder(tmp_path / "firm", teams, ("2026-Q1", "2026-Q2"))
    asked = QUESTIONNAIRE.replace("supplier", "customer_facing")
    (folder / "questionnaire.yaml").write_text(asked, encoding="utf-8")
    chain = [("north", "south", "serves"), ("east", "north", "serves")]
    write(folder / "links.csv", ["supplier", "customer", "kind"], chain)
    with (folder / "answers.csv").open("a", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows(
            (name, team, "", f"guest {team} {n}", "", "", "", "", 1 + n % 5, 1 + n * 3 % 5)
            for name in ("2026-Q1", "2026-Q2")
            for team in teams
            for n in range(15)
        )
    answer = told(folder)
    seen = {team["team"]: team["scales"].get("B", {}).get("state") for team in answer["teams"]}
    assert (seen["north"], seen["east"]) == ("shown", "shown")
    assert answer["pass_on"]["reason"] != "same-raters"


def test_a_table_of_nothing_is_not_printed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9})
    heading = (folder / "answers.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "answers.csv").write_text(heading + "\n", encoding="utf-8")
    code, said = run(folder, "--language", "en")
    assert (code, said.startswith("Nobody has answered yet")) == (1, True)
    assert "Team" not in said


def test_rounds_that_went_out_and_are_no_longer_given_are_named(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "firm", {"north": 9, "south": 12})
    assert "mirror.rounds-not-given" not in codes(told(folder))
    a_folder(folder, {"north": 9, "south": 12}, ("2026-Q2",))
    later = told(folder)
    assert "mirror.rounds-not-given" in codes(later)
    assert any("2026-Q1" in finding["message"] for finding in later["findings"])
