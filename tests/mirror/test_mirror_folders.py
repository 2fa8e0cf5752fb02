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
