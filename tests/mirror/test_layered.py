"""One layer through the gate: who counts where, once, and nobody's ballot is lost."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.mirror.invented import scored
from tests.mirror.layers import (
    ASKED,
    LEADER,
    OWN,
    Voters,
    customers,
    frozen,
    house,
    publish,
)
from tests.mirror.test_publishing import files, leaves

from binnenuit.errors import ArgumentError
from binnenuit.mirror.disclose import layered
from binnenuit.mirror.disclose.layered import read_layer
from binnenuit.mirror.disclose.seats import read_seats
from binnenuit.mirror.model import About, Questionnaire
from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Part, Row
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.organisation.model import TeamId
from binnenuit.privacy import Disclosed, State
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.disclose.layered import LayerPublished
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.released import TeamFigure

HOUSE = house()
SHORT = Questionnaire("short", (LEADER, OWN))
TEAMS, TOP = frozen(HOUSE, 3), frozen(HOUSE, 1)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LayerPublished]:
    """The layer of the teams, published from a folder that nobody changes."""
    folder = tmp_path_factory.mktemp("layers")
    return folder, publish(folder, TEAMS, Voters(1).of(TEAMS, ("office", "drivers")))


def figures(published: LayerPublished, scale: str) -> dict[str, TeamFigure]:
    (told,) = [each for each in published.told if each.scale == scale]
    return {each.team: each for each in told.teams if not each.below}


def counted(folder: Path, scale: str, name: str = "2026-Q1") -> Counter[str]:
    """How many valid scores each class holds, as the folder keeps it for its owner."""
    return Counter(read_seats(folder, scale, name).answered)


def uncounted(published: LayerPublished, scale: str) -> dict[str, int]:
    told = [finding for finding in published.findings if finding.sentence.fields["scale"] == scale]
    return {each.code: int(str(each.sentence.fields["number"])) for each in told}


def codes(published: LayerPublished) -> list[str]:
    return [finding.code for finding in published.findings]


def test_each_layer_has_a_series_of_its_own_and_items_keep_their_codes(
    first: tuple[Path, LayerPublished],
) -> None:
    folder, out = first
    assert [told.scale for told in out.told] == ["A.3", "B.3", "C.3"]
    assert (dict(out.withheld), out.findings) == ({}, ())
    shown = figures(out, "A.3")
    assert {team for team, each in shown.items() if each.state is State.SHOWN} == {
        "shop",
        "bakery",
        "office",
        "drivers",
    }
    group = next(each for each in out.told[0].groups if each.name == "shop")
    assert list(group.items) == ["A1", "A2", "A3", "A4"]
    assert group.items["A4"].mean.is_shown
    assert {entry.publication.round for entry in read_ledger(folder).entries} == {"2026-Q1"}
    assert audit_releases(folder).passed


def test_all_leaders_of_a_layer_together_stand_at_the_team_above_them(
    first: tuple[Path, LayerPublished],
) -> None:
    told = first[1].told[0]
    above = {each.team: each for each in told.teams if each.below}
    assert (above["top"].state, above["top"].n_band) == (State.SHOWN, "20-49")


def test_two_layers_of_one_round_ask_the_same_questions_beside_one_another(tmp_path: Path) -> None:
    for layer in (TOP, TEAMS):
        out = publish(tmp_path, layer, Voters(1).of(layer))
        assert dict(out.withheld) == {}
    told = {entry.publication.scale for entry in read_ledger(tmp_path).entries}
    assert told == {"A.1", "B.1", "C.1", "A.3", "B.3", "C.3"}
    assert audit_releases(tmp_path).passed


def test_who_answers_from_below_counts_on_the_leader_alone(tmp_path: Path) -> None:
    out = publish(tmp_path, TOP, Voters(1).of(TOP))
    below = [person for person, part in TOP.parts.items() if part is Part.ABOVE]
    assert len(below) == 4
    assert counted(tmp_path, "A.1").total() == 10
    assert counted(tmp_path, "C.1").total() == 6
    assert out.findings == ()


def test_answers_of_another_part_are_told_of_and_not_counted(tmp_path: Path) -> None:
    ballots = Voters(1).of(TOP)
    everything = Voters(2).row("top", About.LEADER, About.OWN_TEAM, About.CUSTOMER_FACING)
    ballots[-1] = replace(ballots[-1], rows=(everything,))
    out = publish(tmp_path, TOP, ballots)
    assert ballots[-1].part is Part.ABOVE
    assert codes(out) == ["mirror.not-asked", "mirror.not-asked"]
    assert counted(tmp_path, "C.1").total() == 6


def test_with_fewer_than_ten_invited_the_top_is_not_asked_about(tmp_path: Path) -> None:
    few = frozen(house(directors=5), 1)
    assert len(few.parts) == 9
    quiet = [
        replace(each, rows=tuple(Row(r.rated, _but(r, LEADER)) for r in each.rows))
        for each in Voters(1).of(few)
    ]
    out = publish(tmp_path, few, quiet)
    assert [told.scale for told in out.told] == ["B.1", "C.1"]
    assert (dict(out.withheld), out.findings) == ({}, ())


def _but(row: Row, scale: object) -> dict[str, int | str]:
    assert scale is LEADER
    return {code: answer for code, answer in row.answers.items() if not code.startswith("A")}


def test_a_team_that_nobody_leads_is_asked_about_itself_and_about_no_leader(tmp_path: Path) -> None:
    teams = tuple(replace(t, leader=None) if t.id == "shop" else t for t in TEAMS.teams.teams)
    headless = replace(TEAMS, teams=replace(TEAMS.teams, teams=teams))
    out = publish(tmp_path, headless, Voters(1).of(headless))
    assert "shop" not in figures(out, "A.3")
    assert figures(out, "C.3")["shop"].score
    assert codes(out) == ["mirror.nobody-invited"]


def test_customers_count_on_the_team_that_faces_them(tmp_path: Path) -> None:
    layer, voters = customers(HOUSE), Voters(3)
    ballots = [voters.ballot("shop", Part.CUSTOMER) for _ in range(11)]
    ballots += [voters.ballot("drivers", Part.CUSTOMER) for _ in range(4)]
    out = publish(tmp_path, layer, ballots)
    assert [told.scale for told in out.told] == ["K.4"]
    shown = figures(out, "K.4")
    assert (shown["shop"].n_band, shown["drivers"].state) == ("10-19", State.SMALL)
    assert out.findings == ()
    assert audit_releases(tmp_path).passed


def test_without_a_single_ballot_nothing_is_told_of_anybody(tmp_path: Path) -> None:
    out = publish(tmp_path, TEAMS, [])
    assert not any(each.score for told in out.told for each in told.teams)
    assert publish(tmp_path / "customers", customers(HOUSE), []).told == ()


def test_more_ballots_than_people_invited_in_a_class_are_refused(tmp_path: Path) -> None:
    ballots = [*Voters(1).of(TEAMS), Voters(2).ballot("office", Part.FULL)]
    out = publish(tmp_path, TEAMS, ballots)
    refused = "privacy.more-than-invited"
    assert dict(out.withheld) == {"A": refused, "C": refused}
    assert [told.scale for told in out.told] == ["B.3"]


def test_what_stops_everything_is_no_refusal_of_one_scale(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as caught:
        publish(tmp_path, TEAMS, Voters(1).of(TEAMS), k=4)
    assert caught.value.code == "privacy.k-too-low"
    (tmp_path / HIDDEN).write_text("a file where the folder should be")
    with pytest.raises(ArgumentError) as caught:
        publish(tmp_path, TEAMS, Voters(1).of(TEAMS))
    assert caught.value.code == "privacy.secret-unwritable"


def test_no_ballot_is_lost(tmp_path: Path) -> None:
    ballots = Voters(1).of(TEAMS, ("office", "moon"))
    empty = Ballot(TeamId("shop"), Part.FULL, (Row(TeamId("shop"), {"A1": DONT_KNOW}),))
    lost = [
        Voters(2).ballot("moon", Part.FULL),
        replace(ballots[-1], rows=(Voters(3).row("shop", About.LEADER),)),
    ]
    ballots = [*ballots[1:-1], empty, *lost]
    out = publish(tmp_path, TEAMS, ballots)
    valid = counted(tmp_path, "A.3").total()
    told = {
        f.code: f.sentence.fields["number"]
        for f in out.findings
        if f.sentence.fields["scale"] == "A"
    }
    assert told == {"mirror.nobody-invited": 1, "mirror.rates-other-team": 1}
    without_score = 1  # the empty one
    assert valid + without_score + sum(told.values()) == len(ballots)
    of_suppliers = uncounted(out, "B")
    rows = sum(row.rated in {"office", "moon"} for each in ballots for row in each.rows[1:])
    assert counted(tmp_path, "B.3").total() + sum(of_suppliers.values()) == rows


def test_an_answer_that_is_none_of_the_options_is_told_of(tmp_path: Path) -> None:
    ballots = Voters(1).of(TEAMS)
    row = ballots[0].rows[0]
    wrong = {**row.answers, "A1": 9, "Z1": 3}
    ballots[0] = replace(ballots[0], rows=(Row(row.rated, wrong),))
    out = publish(tmp_path, TEAMS, ballots)
    (finding,) = out.findings
    assert (finding.code, finding.sentence.fields["number"]) == ("mirror.answers-unfit", 2)
    # Three of four questions are enough for a score.
    assert counted(tmp_path, "A.3").total() == len(ballots)


def test_who_is_invited_where_nobody_can_be_shown_talks_and_how_many_answered_is_not_told(
    tmp_path: Path,
) -> None:
    alone = frozen(house({"shop": 12, "kiosk": 2}, directors=1), 3)
    with_answers = publish(tmp_path / "all", alone, Voters(1).of(alone), merge=False)
    without = [each for each in Voters(1).of(alone) if each.team != "kiosk"]
    told = publish(tmp_path / "some", alone, without, merge=False)
    assert with_answers.findings == told.findings
    assert set(codes(told)) == {"mirror.too-few-invited"}


def test_a_team_does_not_judge_its_own_service(tmp_path: Path) -> None:
    ballots = Voters(1).of(TEAMS, ("office",))
    at = next(n for n, each in enumerate(ballots) if each.team == "office")
    own = Voters(2).row("office", About.SUPPLIER)
    ballots[at] = replace(ballots[at], rows=(*ballots[at].rows, own))
    out = publish(tmp_path, TEAMS, ballots)
    assert codes(out) == ["mirror.rates-own-team"]
    assert counted(tmp_path, "B.3") == {"office": 36}


def test_a_supplier_whom_nobody_dealt_with_looks_like_one_with_few(
    first: tuple[Path, LayerPublished],
) -> None:
    shown = figures(first[1], "B.3")
    assert {team for team, each in shown.items() if each.score} == {"office", "drivers"}
    assert {each.state for team, each in shown.items() if not each.score} == {State.SMALL}
    assert set(shown) == set(TEAMS.teams.team_by_id)


def test_the_order_of_ballots_makes_no_difference(tmp_path: Path) -> None:
    ballots = Voters(1, SHORT).of(TEAMS)
    for folder, given in ((tmp_path / "one", ballots), (tmp_path / "two", ballots[::-1])):
        (folder / HIDDEN).mkdir(parents=True)
        (folder / HIDDEN / "noise.key").write_text("ab" * 32)
        publish(folder, TEAMS, given, asked=SHORT)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_release_that_is_out_is_not_made_again_whatever_is_given(
    first: tuple[Path, LayerPublished],
) -> None:
    folder, out = first
    before = files(folder)
    other = frozen(house({"shop": 20, "bakery": 15, "office": 7, "drivers": 9}), 3)
    again = publish(folder, other, Voters(8).of(other))
    assert files(folder) == before
    assert [each.teams for each in again.told] == [each.teams for each in out.told]
    assert publish(folder, TEAMS, []).told == again.told


def test_killed_between_scales_the_next_call_ends_what_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    ballots = Voters(1, SHORT).of(TEAMS)
    for folder in (whole, cut):
        (folder / HIDDEN).mkdir(parents=True)
        (folder / HIDDEN / "noise.key").write_text("ab" * 32)
    publish(whole, TEAMS, ballots, asked=SHORT)
    once = layered.publish_once

    def killed(folder: Path, name: str, scale: str, make: object) -> object:
        if scale == "C.3":
            raise KeyboardInterrupt
        return once(folder, name, scale, make)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(layered, "publish_once", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(cut, TEAMS, ballots, asked=SHORT)
    out = read_layer(cut, SHORT, round_name="2026-Q1", layer=3, teams=TEAMS.teams)
    assert [told.scale for told in out] == ["A.3"]
    publish(cut, TEAMS, ballots, asked=SHORT)
    assert files(cut) == files(whole)


def test_what_is_out_is_read_back_without_the_people(first: tuple[Path, LayerPublished]) -> None:
    folder, out = first
    forgotten = replace(TEAMS.teams, people=())
    read = read_layer(folder, ASKED, round_name="2026-Q1", layer=3, teams=forgotten)
    assert read == out.told
    assert read_layer(folder, ASKED, round_name="2026-Q1", layer=2, teams=forgotten) == ()
    assert read_layer(folder, ASKED, round_name="2026-Q9", layer=3, teams=forgotten) == ()


def test_there_is_no_exact_number_in_what_is_returned(first: tuple[Path, LayerPublished]) -> None:
    loose = [path for path, value in leaves(first[1]) if isinstance(value, int | float)]
    assert loose == []
    assert sum(isinstance(value, Disclosed) for _, value in leaves(first[1])) > 50


def test_the_folder_names_nobody(first: tuple[Path, LayerPublished]) -> None:
    assert not [path for path, held in files(first[0]).items() if b"shop-3" in held]


def shown_items(told: Told) -> dict[str, bool]:
    return {group.name: bool(group.place_of_items.figure_of) for group in told.groups}


def test_a_question_by_itself_is_shown_from_ten_people_on(tmp_path: Path) -> None:
    pulse = Questionnaire("pulse", (replace(LEADER, code="A1", items=LEADER.items[:1]),))
    sizes = {"shop": 9, "bakery": 10, "office": 10, "drivers": 12}
    layer = frozen(house(sizes), 3)
    out = publish(tmp_path, layer, Voters(1, pulse).of(layer), asked=pulse)
    shown = figures(out, "A1.3")
    assert {team for team, each in shown.items() if each.score} == {"bakery", "office", "drivers"}
    assert shown["shop"].state is State.SMALL


def test_a_shift_on_nine_options_is_shown_for_groups(tmp_path: Path) -> None:
    shift = replace(
        scored("G", About.OWN_TEAM, items=1, kind=Kind.INDEX), options=9, items=OWN.items[:1]
    )
    asked = Questionnaire("shift", (shift,))
    layer = frozen(house({"shop": 12, "bakery": 35}), 3)
    out = publish(tmp_path, layer, Voters(1, asked).of(layer), asked=asked)
    (told,) = out.told
    assert shown_items(told)["bakery"]
    score = figures(out, "G.3")["bakery"].score
    assert score.value is not None
    assert 1 <= score.value <= 9
    assert not told.statistics.alpha
    assert audit_releases(tmp_path).passed


def test_the_seats_are_those_invited_because_nobody_knows_who_answered(tmp_path: Path) -> None:
    ballots = [each for each in Voters(1).of(TEAMS) if each.team != "shop"]
    publish(tmp_path, TEAMS, ballots)
    seats = read_seats(tmp_path, "A.3", "2026-Q1")
    assert {name: len(people) for name, people in seats.classes.items()} == {
        "shop": 12,
        "bakery": 15,
        "office": 7,
        "drivers": 9,
    }
    assert seats.answered == {"bakery": 15, "office": 7, "drivers": 9}
    of_suppliers = read_seats(tmp_path, "B.3", "2026-Q1")
    assert (of_suppliers.classes, of_suppliers.answered) == ({}, {})


def test_what_is_kept_is_json_that_names_numbers_and_fingerprints_only(tmp_path: Path) -> None:
    publish(tmp_path, TEAMS, Voters(1).of(TEAMS))
    held = [json.loads(p.read_text()) for p in (tmp_path / HIDDEN / "seats").rglob("*.json")]
    assert {key for each in held for key in each} == {"closed", "classes", "answered"}
