"""All layers of a round on one network: whose figure it is, and what it is made of."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.mirror.layered_worlds import figure, organisation, passing_on, told
from tests.mirror.layers import ASKED, Voters, customers, frozen, house, publish

from binnenuit.mirror.disclose import picture as pictures
from binnenuit.mirror.disclose.begin import Start
from binnenuit.mirror.disclose.layers_seen import picture_of_layers
from binnenuit.mirror.disclose.network import Node
from binnenuit.mirror.disclose.passing import Together
from binnenuit.mirror.disclose.picture import mirror
from binnenuit.mirror.disclose.publishing import publish_mirror
from binnenuit.mirror.model import About, Reason
from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.read import read_answers, read_questionnaire
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.organisation import TeamId, read_folder
from binnenuit.privacy import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.mirror.disclose.picture import MirrorPicture, TeamPicture
    from binnenuit.mirror.disclose.publishing import Told

EXAMPLE = Path(__file__).parents[2] / "examples" / "bakery"
THREE = organisation((2, 3))
"""Three layers: the top, two below it, three below each of these."""
FOUR = organisation((6, 6, 5))
ROUNDS = ("2026-Q3", "2026-Q4")


def of(picture: MirrorPicture, team: str) -> TeamPicture:
    return next(each for each in picture.teams if each.team == team)


def see(layers: Mapping[int, tuple[Told, ...]]) -> MirrorPicture:
    return picture_of_layers(THREE, ketenspiegel(), [("2026-Q4", layers)])


def test_a_leader_is_seen_by_the_layer_of_his_people_and_not_by_another() -> None:
    elsewhere = figure("A.1", "t.0.1", state=State.SMALL), figure("A.1", "t.0.2", state=State.SMALL)
    picture = see(
        {
            1: (told("A.1", [figure("A.1", "t", 3.9), *elsewhere]),),
            2: (told("A.2", [figure("A.2", "t.0", 3.1)]),),
            3: (told("A.3", [figure("A.3", "t.0.1", 2.6)]),),
        }
    )
    seen = {t.team: t.figures["A"].score.value for t in picture.teams if "A" in t.figures}
    assert seen == {"t": 3.9, "t.0": 3.1, "t.0.1": 2.6, "t.0.2": None}
    assert of(picture, "t.0.1").figures["A"].scale == "A.3"
    assert [each.scale for each in picture.told] == ["A.1", "A.2", "A.3"]
    assert picture.asked["A.3"] is picture.asked["A"]
    assert picture.findings == ()


@pytest.mark.parametrize("scale", ["A", "E", "F"])
def test_merged_with_sisters_in_another_layer_is_not_how_a_team_is_seen(scale: str) -> None:
    merged = figure(f"{scale}.1", "t.0.1", 4.0, state=State.MERGED)
    layers = {
        1: (told(f"{scale}.1", [merged]),),
        3: (told(f"{scale}.3", [figure(f"{scale}.3", "t.0.1", 2.6)]),),
    }
    assert of(see(layers), "t.0.1").figures[scale].score.value == 2.6
    withheld = figure(f"{scale}.3", "t.0.1", state=State.PROTECTS)
    layers[3] = (told(f"{scale}.3", [withheld]),)
    assert of(see(layers), "t.0.1").figures[scale].state is State.PROTECTS


def test_a_team_that_moved_to_another_layer_since_is_seen_where_it_was() -> None:
    layers = {
        2: (told("A.2", [figure("A.2", "t.0.1", 2.6)]),),
        3: (told("A.3", [figure("A.3", "t.0.1", state=State.SMALL)]),),
    }
    assert of(see(layers), "t.0.1").figures["A"].scale == "A.2"


def test_a_service_is_seen_by_each_layer_and_taken_apart_by_the_one_with_most_people() -> None:
    picture = see(
        {
            2: (told("B.2", [figure("B.2", "t.0", 3.4, band="5-9"), figure("B.2", "t.1", 3.0)]),),
            3: (told("B.3", [figure("B.3", "t.0", 2.2, band="20-29")]),),
        }
    )
    supplier = of(picture, "t.0")
    assert supplier.figures["B"].scale == "B.3"
    assert {n: f.score.value for n, f in supplier.by_layer["B"].items()} == {2: 3.4, 3: 2.2}
    assert supplier.service is not None
    assert supplier.service.parts is not None
    assert supplier.service.parts.deviation.value == pytest.approx(2.2 - (2.2 + 3.0) / 2)
    (finding,) = picture.findings
    assert finding.code == "mirror.scored-in-layers"
    assert "t.0" in str(finding.sentence)
    assert "t.1" not in str(finding.sentence)


def test_scores_of_all_layers_are_compared_with_one_mean() -> None:
    way = {1: "t", 2: "t.0", 3: "t.0.0"}
    layers = {n: (told(f"A.{n}", [figure(f"A.{n}", t, 1.0 + n)]),) for n, t in way.items()}
    picture = see(layers)
    apart = [of(picture, team).leader for team in way.values()]
    assert [a.parts.deviation.value for a in apart if a and a.parts] == [-1.0, 0.0, 1.0]


def test_what_customers_say_and_questions_with_a_point_in_their_code_are_found() -> None:
    asked = ketenspiegel()
    odd = replace(asked.scales[2], code="Q.1")
    asked = replace(asked, scales=(*asked.scales, odd))
    layers = {
        1: (told("Q.1.1", [figure("Q.1.1", "t", 3.3)]),),
        4: (told("K.4", [figure("K.4", "t.1.2", 4.4)]),),
    }
    picture = picture_of_layers(THREE, asked, [("2026-Q4", layers)])
    assert of(picture, "t").figures["Q.1"].score.value == 3.3
    assert of(picture, "t.1.2").figures["K"].score.value == 4.4
    assert of(picture, "t.1.2").by_layer["K"].keys() == {4}


def test_a_round_of_which_nothing_is_out_yet_shows_nothing() -> None:
    assert picture_of_layers(THREE, ketenspiegel(), []).shown == 0
    assert see({}).shown == 0


@pytest.fixture(scope="module")
def world() -> list[tuple[str, Mapping[int, tuple[Told, ...]]]]:
    return passing_on(FOUR, 0.5, ROUNDS, np.random.default_rng(7))


def test_what_leaders_pass_on_over_four_layers_is_found(
    world: list[tuple[str, Mapping[int, tuple[Told, ...]]]],
) -> None:
    picture = picture_of_layers(FOUR, ketenspiegel(), world)
    assert picture.passing.reason is Reason.NONE
    assert picture.passing.low is not None
    assert picture.passing.high is not None
    assert 0.0 < (picture.passing.low.value or 0.0) < 0.5 < (picture.passing.high.value or 0.0)
    leader = of(picture, "t.0.0.0").leader
    assert leader is not None
    assert leader.parts is not None
    parts = (leader.parts.mine, leader.parts.handed_down, leader.parts.cannot_tell)
    total = sum(part.value or 0.0 for part in parts if part)
    assert total == pytest.approx(leader.parts.deviation.value)


def test_the_top_counts_as_judged_by_the_layer_below_its_directors_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[Any] = []

    def noted(*arguments: object, **_: object) -> Together:
        given.extend(arguments)
        return Together(None, None, None, Reason.ONE_WAVE)

    monkeypatch.setattr(pictures, "passing_on", noted)
    see({})
    graph, _, raters = given
    numbers = [graph.number[Node(About.LEADER, TeamId(team))] for team in ("t", "t.0", "t.0.0")]
    assert np.diff(raters.indptr)[numbers].tolist() == [3, 1, 1]


def test_nothing_can_be_told_below_a_leader_who_is_withheld(
    world: list[tuple[str, Mapping[int, tuple[Told, ...]]]],
) -> None:
    (name, layers) = world[-1]
    (above,) = layers[3]
    teams = [
        figure("A.3", each.team, state=State.SMALL) if each.team == "t.0.0" else each
        for each in above.teams
    ]
    hidden = {**layers, 3: (replace(above, teams=tuple(teams)),)}
    picture = picture_of_layers(FOUR, ketenspiegel(), [*world[:-1], (name, hidden)])
    below, beside = of(picture, "t.0.0.0").leader, of(picture, "t.0.1.0").leader
    assert below is not None
    assert beside is not None
    assert below.parts is not None
    assert beside.parts is not None
    assert (below.parts.mine, below.parts.reason) == (None, Reason.WITHHELD_ABOVE)
    assert beside.parts.reason is Reason.NONE
    withheld = of(picture, "t.0.0").leader
    assert withheld is not None
    assert withheld.parts is None


def test_one_round_cannot_tell_what_is_passed_on(
    world: list[tuple[str, Mapping[int, tuple[Told, ...]]]],
) -> None:
    picture = picture_of_layers(FOUR, ketenspiegel(), world[-1:])
    assert picture.passing.reason is Reason.ONE_WAVE


def test_a_round_in_one_layer_is_taken_apart_as_a_round_of_one_piece(tmp_path: Path) -> None:
    for name in ("teams", "people", "links"):
        shutil.copy(EXAMPLE / f"{name}.csv", tmp_path)
    asked = read_questionnaire(EXAMPLE / "questionnaire.yaml").value
    there = read_folder(tmp_path).value
    rounds = read_answers(EXAMPLE / "answers.csv", asked).value
    whole = mirror(tmp_path, there, asked, rounds)
    released = publish_mirror(tmp_path, there, asked, rounds).told
    layered = [
        (
            ratings.round,
            {1: tuple(_renamed(each) for each in released if each.round == ratings.round)},
        )
        for ratings in rounds
    ]
    picture = picture_of_layers(there, asked, layered)
    assert picture.passing == whole.passing
    for one, other in zip(picture.teams, whole.teams, strict=True):
        assert (one.leader, one.service) == (other.leader, other.service)
        assert one.figures.keys() == other.figures.keys()
    assert picture.shown == whole.shown > 50


def _renamed(each: Told) -> Told:
    teams = tuple(replace(figure, scale=f"{figure.scale}.1") for figure in each.teams)
    return replace(each, scale=f"{each.scale}.1", teams=teams)


def test_a_team_that_is_gone_is_left_out() -> None:
    picture = see({1: (told("A.1", [figure("A.1", "gone")]), told("B.1", [figure("B.1", "gone")]))})
    assert all(not team.figures and not team.by_layer for team in picture.teams)


def test_three_layers_and_customers_go_through_the_gate_and_onto_one_network(
    tmp_path: Path,
) -> None:
    there, voters = house(directors=6), Voters()
    layers = [frozen(there, number) for number in (1, 2, 3)]
    out = {
        each.layer: publish(tmp_path, each, voters.of(each, suppliers=("office",))).told
        for each in layers
    }
    paying = [voters.ballot("shop", Part.CUSTOMER) for _ in range(14)]
    out[4] = publish(tmp_path, customers(there), paying).told
    seen = picture_of_layers(there, ASKED, [("2026-Q1", out)])
    figures = {team: of(seen, team).figures for team in ("top", "unit0", "shop", "office")}
    assert figures["top"]["A"].scale == "A.1"
    assert figures["unit0"]["A"].state is not State.SHOWN  # one person answers about him
    assert figures["shop"]["A"].scale == "A.3"
    assert figures["shop"]["K"].scale == "K.4"
    assert figures["shop"]["C"].score.is_shown
    assert set(of(seen, "office").by_layer["B"]) >= {3}
    shop = of(seen, "shop").leader
    assert shop is not None
    assert shop.parts is not None
    assert shop.parts.reason is Reason.ONE_WAVE
    assert shop.beginning.start is not Start.PLACE
    assert {each.scale for each in seen.told} >= {"A.1", "A.3", "B.3", "C.3", "K.4"}
    assert seen.asked["K.4"] is seen.asked["K"]
