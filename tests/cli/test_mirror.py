"""``binnenuit mirror``: what a folder releases, and what an analyst's own table gives."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from binnenuit.cli.program import program
from binnenuit.errors import BinnenuitError

EXAMPLE = Path(__file__).parents[2] / "examples" / "bakery"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mirror") / "bakery"
    folder.mkdir()
    for name in ("teams", "people", "links", "answers"):
        shutil.copy(EXAMPLE / f"{name}.csv", folder)
    shutil.copy(EXAMPLE / "questionnaire.yaml", folder)
    return folder


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(program, ["mirror", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


@pytest.fixture(scope="module")
def answer(bakery: Path) -> dict[str, Any]:
    code, said = run(bakery, "--json")
    assert code == 0
    told: dict[str, Any] = json.loads(said)
    return told


def test_the_answer_has_what_others_rely_on(answer: dict[str, Any]) -> None:
    assert answer.keys() >= {"scales", "teams", "pass_on", "findings"}
    wanted = {"team", "scales", "own", "handed_down", "cannot_tell", "begin_here"}
    assert all(team.keys() >= wanted for team in answer["teams"])
    figure = answer["teams"][1]["scales"]["A"]
    assert figure.keys() >= {"state", "value", "interval", "n_band"}


def test_every_score_was_released_and_nothing_that_is_withheld_has_a_number(
    bakery: Path, answer: dict[str, Any]
) -> None:
    released: dict[str, dict[str, Any]] = {}
    for file in sorted((bakery / "releases").glob("2026-Q1-*.json")):
        release = json.loads(file.read_text(encoding="utf-8"))
        released[release["scale"]] = {group["group"]: group for group in release["groups"]}
    seen = {"shown": 0, "withheld": 0}
    for team in answer["teams"]:
        for scale, figure in team["scales"].items():
            if figure["state"] in {"small", "protects"}:
                assert (figure["value"], figure["interval"], figure["n_band"]) == (None, None, "")
                seen["withheld"] += 1
            else:
                group = released[scale][figure["figure_of"]] if scale == "B" else None
                group = group or _group(released[scale], team["team"])
                assert figure["value"] == group["figures"]["score"]["value"]
                seen["shown"] += 1
    assert seen["shown"] > 50
    assert seen["withheld"] > 20


def _group(groups: dict[str, Any], team: str) -> dict[str, Any]:
    found: dict[str, Any] = groups.get(f"{team}/own", groups.get(team, {}))
    return found


def test_the_parts_add_up_to_the_deviation(answer: dict[str, Any]) -> None:
    apart = [team for team in answer["teams"] if team["own"] is not None]
    apart += [team["service"] for team in answer["teams"] if team["service"]]
    told = [each for each in apart if each["own"] is not None]
    for each in told:
        parts = each["own"] + each["handed_down"] + each["cannot_tell"]
        assert parts == pytest.approx(each["deviation"], abs=0.002)


def test_asking_again_gives_the_same_and_publishes_nothing_more(
    bakery: Path, answer: dict[str, Any]
) -> None:
    ledger = (bakery / ".binnenuit" / "ledger.jsonl").read_bytes()
    assert json.loads(run(bakery, "--json")[1]) == answer
    assert (bakery / ".binnenuit" / "ledger.jsonl").read_bytes() == ledger


def test_what_was_released_passes_the_audit(bakery: Path, answer: dict[str, Any]) -> None:
    done = CliRunner().invoke(program, ["audit", str(bakery), "--json"])
    assert (answer["round"], done.exit_code) == ("2026-Q1", 0)


def test_teams_stand_in_their_own_order_and_not_by_score(answer: dict[str, Any]) -> None:
    lines = (EXAMPLE / "teams.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [team["team"] for team in answer["teams"]] == [line.split(",")[0] for line in lines]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_person_reads_one_sentence_first(
    bakery: Path, answer: dict[str, Any], language: str
) -> None:
    code, said = run(bakery, "--language", language)
    assert (code, said.startswith(f"{answer['round']}: ")) == (0, True)


def test_the_table_goes_to_a_file(bakery: Path, answer: dict[str, Any], tmp_path: Path) -> None:
    run(bakery, "--out", tmp_path / "mirror.csv")
    rows = (tmp_path / "mirror.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + sum(len(team["scales"]) for team in answer["teams"])


def test_a_folder_that_released_figures_gives_no_plain_statistics(
    bakery: Path, answer: dict[str, Any]
) -> None:
    assert answer
    with pytest.raises(BinnenuitError) as caught:
        run(bakery, "--own-data")
    assert caught.value.code == "mirror.folder-publishes"
    with pytest.raises(BinnenuitError) as caught:
        run(bakery / "answers.csv", "--own-data")
    assert caught.value.code == "mirror.folder-publishes"


@pytest.mark.parametrize(
    ("name", "code"),
    [("questionnaire.yaml", "mirror.no-questionnaire"), ("answers.csv", "mirror.no-answers-file")],
)
def test_a_missing_file_is_named(bakery: Path, tmp_path: Path, name: str, code: str) -> None:
    for file in bakery.glob("*.*"):
        if file.name != name and file.is_file():
            shutil.copy(file, tmp_path)
    with pytest.raises(BinnenuitError) as caught:
        run(tmp_path)
    assert caught.value.code == code
    assert not (tmp_path / "releases").exists()


def test_answers_without_people_release_nothing(bakery: Path, tmp_path: Path) -> None:
    for name in ("teams.csv", "people.csv", "questionnaire.yaml"):
        shutil.copy(bakery / name, tmp_path)
    lines = (bakery / "answers.csv").read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in lines[:200]]
    (tmp_path / "answers.csv").write_text("\n".join(",".join(c[:3] + c[4:]) for c in cells))
    with pytest.raises(BinnenuitError) as caught:
        run(tmp_path)
    assert caught.value.code == "mirror.no-raters"
    assert not (tmp_path / "releases").exists()


def own_table(folder: Path) -> np.ndarray:
    generator = np.random.default_rng(5)
    trait = generator.normal(size=(60, 1))
    table = np.clip(np.rint(3 + trait + generator.normal(size=(60, 3))), 1, 5).astype(int)
    rows = [f"{n // 12},{a},{b},{c}" for n, (a, b, c) in enumerate(table.tolist())]
    (folder / "answers.csv").write_text("team,X1,X2,X3\n" + "\n".join(rows) + "\n")
    return table


def test_own_data_gives_plain_statistics_with_their_estimators(tmp_path: Path) -> None:
    table = own_table(tmp_path)
    code, said = run(tmp_path, "--own-data", "--json")
    scale = json.loads(said)["scales"][0]
    covariance = np.cov(table.T)
    alpha = 3 / 2 * (1 - np.trace(covariance) / covariance.sum())
    assert (code, scale["n"]) == (0, 60)
    assert scale["mean"] == pytest.approx(table.mean())
    assert scale["figures"]["alpha"]["value"] == pytest.approx(alpha)
    assert all(each["estimator"] for each in scale["figures"].values())
    assert [group["n"] for group in scale["groups"]] == [12] * 5
    means = table.mean(axis=1).reshape(5, 12).mean(axis=1)
    assert [group["mean"] for group in scale["groups"]] == pytest.approx(means.tolist())


def test_own_data_says_at_once_that_no_gate_stands_behind_it(tmp_path: Path) -> None:
    own_table(tmp_path)
    code, said = run(tmp_path / "answers.csv", "--own-data", "--language", "en")
    assert (code, said.startswith("Your own data: plain statistics.")) == (0, True)
    assert not (tmp_path / ".binnenuit").exists()


def test_one_person_groups_have_no_agreement_but_a_mean(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("team,X1,X2\na,1,2\na,3,3\na,5,4\nb,2,2\n")
    scale = json.loads(run(tmp_path / "own.csv", "--own-data", "--json")[1])["scales"][0]
    assert [(group["group"], group["n"]) for group in scale["groups"]] == [("a", 3), ("b", 1)]
    assert scale["groups"][1]["agreement"] is None
    assert scale["groups"][1]["mean"] == pytest.approx(2.0)


def test_four_options_and_an_item_that_does_not_vary_are_told_with_reasons(tmp_path: Path) -> None:
    rows = "team,X1,X2,X3\na,1,2,3\na,4,3,3\nb,2,2,3\nb,1,1,3\nc,3,4,3\nc,4,4,3\n"
    (tmp_path / "own.csv").write_text(rows)
    figures = json.loads(run(tmp_path / "own.csv", "--own-data", "--json")[1])["scales"][0][
        "figures"
    ]
    assert figures["rwg_j_skewed"]["reason"] == "no-skewed-null"
    assert figures["alpha_standardised"]["reason"] == "constant-item"
    assert figures["rwg_j"]["value"] is not None
    assert all((each["value"] is None) == bool(each["why"]) for each in figures.values())
    code, said = run(tmp_path / "own.csv", "--own-data", "--language", "en")
    assert (code, "Everybody" in said) == (0, True)


def test_an_interval_is_named_with_its_estimator(tmp_path: Path) -> None:
    own_table(tmp_path)
    figures = json.loads(run(tmp_path, "--own-data", "--json")[1])["scales"][0]["figures"]
    with_interval = {code for code, each in figures.items() if each["interval"]}
    assert {"alpha", "omega", "icc1_anova", "rwg_j_by_lot"} <= with_interval
    assert all("; interval by" in figures[code]["estimator"] for code in with_interval)


def test_every_number_of_own_data_is_a_row_of_the_file(tmp_path: Path) -> None:
    table = own_table(tmp_path)
    told = json.loads(run(tmp_path, "--own-data", "--json")[1])["scales"][0]
    run(tmp_path, "--own-data", "--out", tmp_path / "told.csv")
    with (tmp_path / "told.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    value = {(row["item"], row["group"], row["figure"]): row["value"] for row in rows}
    assert float(value["", "", "mean"]) == pytest.approx(table.mean())
    assert float(value["X2", "", "mean"]) == pytest.approx(table[:, 1].mean())
    assert [float(value["", group["group"], "shrunk"]) for group in told["groups"]] == (
        pytest.approx([group["shrunk"] for group in told["groups"]])
    )
    assert len(rows) == len(value) == 3 + len(told["figures"]) + 3 * 5 + 5 * 4


def test_a_table_without_scales_is_told_and_fails(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("team,LEAD\na,1.5\nb,2.5\n")
    code, said = run(tmp_path / "own.csv", "--own-data", "--json")
    assert (code, json.loads(said)["scales"]) == (1, [])
    assert "mirror.no-scales" in {found["code"] for found in json.loads(said)["findings"]}


def test_one_table_or_a_folder_without_answers_is_told_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("team,A1,A2\na,1,2\n")
    with pytest.raises(BinnenuitError, match="--own-data") as caught:
        run(tmp_path / "own.csv")
    assert caught.value.code == "mirror.one-file"
    with pytest.raises(BinnenuitError, match="--own-data") as caught:
        run(tmp_path, "--own-data")
    assert caught.value.code == "mirror.no-own-table"


def test_items_of_fewer_people_than_the_scale_say_of_how_many(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("A1,A2,A3\n1,2,1\n,3,3\n4,5,4\n2,2,3\n")
    said = run(tmp_path / "own.csv", "--own-data", "--language", "en")[1]
    assert "Items, of the 3 people who answered all:" in said


def test_options_of_own_data_are_not_passed_over_without_it(tmp_path: Path) -> None:
    with pytest.raises(BinnenuitError, match="--own-data") as caught:
        run(tmp_path, "--group", "team")
    assert caught.value.code == "mirror.only-own-data"
