"""Folders as somebody else would make them: the test vectors in files, and places to write to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.cli.calling import binnenuit

if TYPE_CHECKING:
    from pathlib import Path

COST = {
    # direct amounts, then by team the shares of what it gets that it passes on to each other
    "TV1": ([7260, 4000, 1, 1], [[0, 0.2, 0.5, 0.3], [0.3, 0, 0.4, 0.3], [0] * 4, [0] * 4]),
    "TV2": (
        [600, 1100, 600, 2100, 1500],
        [[0.25, 0.35, 0.10, 0.15, 0.15], [0.15, 0.20, 0.10, 0.25, 0.30],
         [0.15, 0.25, 0.35, 0.15, 0.10], [0] * 5, [0] * 5],
    ),
    "TV3": (
        [1_700_000, 350_000, 275_000, 400_000, 650_000, 400_000, 225_000],
        [[0, 0.20, 0.05, 0.15, 0.15, 0.30, 0.15], [0.15, 0, 0.10, 0.25, 0.20, 0.25, 0.05],
         [0.05, 0.05, 0, 0.05, 0.55, 0.20, 0.10], [0.15, 0.05, 0.05, 0, 0.40, 0.20, 0.15],
         [0] * 7, [0] * 7, [0] * 7],
    ),
    "TV4": (
        [85_000, 120_000, 45_000, 550_000, 775_000, 285_000],
        [[0, 0.15, 0.10, 0.30, 0.25, 0.20], [0, 0, 0, 0.5, 0.5, 0],
         [0.20, 0.30, 0, 0.20, 0.10, 0.20], [0] * 6, [0] * 6, [0] * 6],
    ),
}  # fmt: skip


def strict(text: str) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    answer: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return answer


def write_organisation(folder: Path, direct: list[float], passes: Any, through: Any) -> None:
    teams = [f"t{number}" for number in range(len(direct))]
    (folder / "teams.csv").write_text("team;name;parent\n" + "".join(f"{t};{t};\n" for t in teams))
    payers = "".join(f"c{number};Customer {number}\n" for number in range(len(direct)))
    (folder / "customers.csv").write_text("customer;name\n" + payers)
    rows = ["supplier;customer;kind;amount"]
    for team, amount in enumerate(direct):
        rows.append(f"t{team};c{team};pays;{amount:.2f}".replace(".", ","))
        rows += [
            f"t{team};t{other};pays;{passes[other, team] * through[other]:.2f}".replace(".", ",")
            for other in range(len(direct))
            if passes[other, team]
        ]
    (folder / "links.csv").write_text("\n".join(rows))


@pytest.mark.parametrize("name", COST)
def test_the_test_vectors_come_out_of_a_folder(tmp_path: Path, name: str) -> None:
    direct, passes = COST[name][0], np.array(COST[name][1])
    size = len(direct)
    through = np.linalg.solve(np.eye(size) - passes.T, direct)
    write_organisation(tmp_path, direct, passes, through)
    answer = strict(binnenuit("chain", tmp_path, "--json").stdout)
    assert [team["money"] for team in answer["teams"]] == pytest.approx(through, abs=0.05)
    origin = np.linalg.solve(np.eye(size) - passes.T, np.diag(direct)) / through[:, None]
    back = passes.T * through[None, :] / through[:, None]
    steps = np.linalg.solve(np.eye(size) - back, np.ones(size)) - 1
    assert [team["handovers"] for team in answer["teams"]] == pytest.approx(steps, abs=1e-4)
    kept = through * (1 - passes.sum(axis=1))
    for team in answer["teams"]:
        found = {share["customer"]: share["share"] for share in team["customers"]}
        expected = origin[int(team["team"][1:])]
        assert [found.get(f"c{c}", 0) for c in range(size)] == pytest.approx(expected, abs=1e-4)
    for payer in answer["customers"]:
        column = int(payer["customer"][1:])
        found = {hand["team"]: hand["share"] for hand in payer["hands"]}
        expected = kept * origin[:, column] / direct[column]
        assert [found.get(f"t{t}", 0) for t in range(size)] == pytest.approx(expected, abs=1e-4)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "teams.csv").write_text("team,name,parent\na,A,\n")
    return folder


@pytest.mark.parametrize("extension", ["json", "csv", "xlsx", "parquet", "html"])
def test_a_place_that_cannot_be_written_to_is_one_sentence(small: Path, extension: str) -> None:
    done = binnenuit("chain", small, "--out", small / "absent" / f"chain.{extension}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert f"chain.{extension}" in done.stderr


def test_an_old_answer_is_replaced_whole(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "chain.json"
    file.write_text("old" * 10_000)
    done = binnenuit("chain", small, "--out", file, "--json")
    assert strict(file.read_text()) == strict(done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["chain.json"]


def test_a_reorganisation_gives_an_answer_on_every_day(tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text(
        "team,name,parent,valid_from,valid_to\n"
        "top,Top,,,\nold,Old,top,,2026-01-01\na,A,old,,\nb,B,top,2026-01-01,\n"
    )
    (tmp_path / "customers.csv").write_text("customer,name\nx,X\n")
    (tmp_path / "links.csv").write_text(
        "supplier,customer,kind,amount,work_share\nold,x,pays,100,\na,old,serves,,1\nb,x,pays,5,\n"
    )
    money = {}
    for day in ("2025-12-31", "2026-01-01"):
        answer = strict(binnenuit("chain", tmp_path, "--json", "--on", day).stdout)
        money[day] = {team["team"]: team["status"] for team in answer["teams"]}
        assert "organisation.link-ends" in {finding["code"] for finding in answer["findings"]}
    assert money == {
        "2025-12-31": {"top": "served", "old": "served", "a": "served"},
        "2026-01-01": {"top": "served", "a": "unknown", "b": "served"},
    }
