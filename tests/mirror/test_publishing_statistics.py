"""How far a scale can be relied on: what leaves follows from the answers, and no further."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import t as students_t
from tests.mirror.invented import ASKED, OWN, SERVES, Answers, firm, round_of, scored

from binnenuit.mirror.compute.between.icc import icc_from_sums
from binnenuit.mirror.disclose.publishing import Published, Told, publish_mirror
from binnenuit.mirror.model import About, Questionnaire
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.organisation.model import Membership, PersonId, TeamId
from binnenuit.privacy import Bound, State, read_back
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger, read_release
from binnenuit.privacy.releases.keeping import read_kept

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.disclose.statistics import Statistics

FIRM = firm()
RATINGS = round_of(FIRM)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


@pytest.fixture(scope="module")
def told(folder: Path) -> Told:
    return publish_mirror(folder, FIRM, ASKED, [RATINGS]).told[0]


def answers_of(*teams: str) -> np.ndarray:
    """Answers about the leaders of some teams, the reversed item turned round."""
    rated = np.isin(RATINGS.rated, [RATINGS.teams.index(team) for team in teams])
    values = RATINGS.values[rated].copy()
    values[:, 3] = 6 - values[:, 3]
    return values


def test_alpha_is_that_of_everybody_in_groups_that_show_single_items(told: Told) -> None:
    values = answers_of("south", "east")
    variances, total = values.var(axis=0, ddof=1).sum(), values.sum(axis=1).var(ddof=1)
    alpha = told.statistics.alpha
    assert alpha.value == pytest.approx(4 / 3 * (1 - variances / total), abs=0.005001)
    assert (alpha.n_band, alpha.bound) == ("30-49", Bound.EXACT)
    assert told.statistics.alpha_low.value < alpha.value < told.statistics.alpha_high.value


def test_the_spread_is_that_within_groups(told: Told) -> None:
    squares, degrees = 0.0, 0
    for team in ("south", "east"):
        scores = answers_of(team).mean(axis=1)
        squares += ((scores - scores.mean()) ** 2).sum()
        degrees += len(scores) - 1
    assert told.statistics.spread.value == pytest.approx(sqrt(squares / degrees), abs=0.005001)


def test_what_lies_between_groups_is_made_of_noised_means(folder: Path, told: Told) -> None:
    kept = read_kept(folder / HIDDEN, scale="serves", round_name="2026-Q1")
    place = [kept.names.index(name) for name in ("south", "east")]
    counts = kept.counts[place].sum(axis=1)
    means = counts @ np.arange(1, 6) / counts.sum(axis=1)
    people = np.array([12, 34])
    within = told.statistics.spread.value**2 * (46 - 2)
    sums = people * (means - 3)
    found = icc_from_sums(people, sums, within + (sums**2 / people).sum())
    expected = max(found.icc1, 0.01)
    assert told.statistics.icc1.value == pytest.approx(expected, abs=0.005001)


def test_the_interval_of_a_score_is_made_of_released_figures(told: Told) -> None:
    north = next(each for each in told.teams if each.team == "north")
    low, high = north.score.interval
    half = students_t.ppf(0.975, 24) * told.statistics.spread.interval[1] / sqrt(5)
    assert north.low.value == pytest.approx(max(low - half, 1), abs=0.005001)
    assert north.high.value == pytest.approx(min(high + half, 5), abs=0.005001)
    assert set(told.statistics.spread.entries) < set(north.low.entries)


def test_agreement_is_told_of_groups_of_thirty_and_more(told: Told) -> None:
    assert set(told.statistics.agreement) == {"east"}
    values = answers_of("east")
    within = values.var(axis=0, ddof=1).mean() / 2
    expected = 4 * (1 - within) / (4 * (1 - within) + within)
    assert told.statistics.agreement["east"].value == pytest.approx(expected, abs=0.1)


def test_no_agreement_is_told_of_twenty_nine(tmp_path: Path) -> None:
    small = firm({"east": 29, "south": 12})
    out = publish_mirror(tmp_path, small, ASKED, [round_of(small)])
    assert dict(out.told[0].statistics.agreement) == {}
    assert out.told[0].statistics.alpha.is_shown


def test_fewer_than_thirty_people_tell_nothing_about_the_scale(tmp_path: Path) -> None:
    small = firm({"north": 12, "south": 17})
    out = publish_mirror(tmp_path, small, ASKED, [round_of(small)])
    found = out.told[0].statistics
    assert [figure.state for figure in every(found)] == [State.SMALL] * 7
    assert not any(figure.is_shown for figure in every(found))
    shown = [each for each in out.told[0].teams if each.score]
    assert {each.team for each in shown} == {"north", "south"}
    assert [each.low.state for each in shown] == [State.SMALL] * 2


def every(found: Statistics) -> list:
    return [
        found.alpha,
        found.alpha_low,
        found.alpha_high,
        found.omega,
        found.icc1,
        found.icc2,
        found.spread,
    ]


def test_an_index_has_a_spread_and_no_reliability(tmp_path: Path) -> None:
    index = replace(SERVES, kind=Kind.INDEX)
    out = publish_mirror(tmp_path, FIRM, Questionnaire("1", (index,)), [RATINGS])
    found = out.told[0].statistics
    assert found.spread.is_shown
    assert not found.alpha
    assert not found.alpha_low
    assert not found.omega


def test_one_question_has_no_reliability(tmp_path: Path) -> None:
    one = scored("one", About.OWN_TEAM, items=1)
    answers = Answers(np.random.default_rng(1))
    for member in FIRM.people:
        answers.rate(str(member.person), str(member.team), one)
    out = publish_mirror(tmp_path, FIRM, Questionnaire("1", (one,)), [answers.ratings()])
    found = out.told[0].statistics
    assert found.spread.is_shown
    assert not found.alpha
    assert not found.alpha_high


def alike(folder: Path, value: float) -> Published:
    answers = Answers(np.random.default_rng(1))
    for member in FIRM.people:
        given = {item.code: 6 - value if item.reversed else value for item in OWN.items}
        answers.rows.append((str(member.person), str(member.team), given))
    return publish_mirror(folder, FIRM, Questionnaire("1", (OWN,)), [answers.ratings()])


@pytest.mark.parametrize("value", [3.0, 5.0])
def test_answers_that_are_all_the_same_are_not_told_to_be(tmp_path: Path, value: float) -> None:
    found = alike(tmp_path, value).told[0].statistics
    assert (found.spread.value, found.spread.bound) == (0.25, Bound.AT_MOST)
    assert found.alpha.state is State.PROTECTS
    assert found.omega.state is State.PROTECTS


def test_what_lies_between_groups_tells_no_spread_that_is_kept_hidden(tmp_path: Path) -> None:
    # All agree within each team: with the exact spread, 0, everything would lie between teams.
    answers = Answers(np.random.default_rng(1))
    for member in FIRM.people:
        value = 2.0 if member.team == "east" else 4.0
        given = {item.code: 6 - value if item.reversed else value for item in OWN.items}
        answers.rows.append((str(member.person), str(member.team), given))
    out = publish_mirror(tmp_path, FIRM, Questionnaire("1", (OWN,)), [answers.ratings()])
    found = out.told[0].statistics
    assert (found.spread.value, found.spread.bound) == (0.25, Bound.AT_MOST)
    assert found.icc1.bound is Bound.EXACT
    assert found.icc1.value < 0.985


def test_a_group_without_figures_is_in_no_figure_about_everybody(tmp_path: Path) -> None:
    # West has four people: with or without their answers, the rest of the firm is the same.
    changed = RATINGS.values.copy()
    changed[RATINGS.rated == RATINGS.teams.index("west")] = 5
    for name in ("as-it-was", "other"):
        (tmp_path / name / HIDDEN).mkdir(parents=True)
        (tmp_path / name / HIDDEN / "noise.key").write_text("ab" * 32)
    one = publish_mirror(tmp_path / "as-it-was", FIRM, ASKED, [RATINGS])
    two = publish_mirror(tmp_path / "other", FIRM, ASKED, [replace(RATINGS, values=changed)])
    assert [figure.value for figure in every(one.told[0].statistics)] == [
        figure.value for figure in every(two.told[0].statistics)
    ]


@pytest.mark.parametrize(
    ("name", "joiners", "told"),
    [
        ("2026-04-30", 0, True),
        ("2026-04-30", 1, False),
        ("2026-04-30", 2, False),
        ("2026-04-30", 3, True),
        ("2026-Q2", 1, True),
        ("spring", 1, False),
    ],
)
def test_one_or_two_who_joined_within_a_quarter_keep_figures_about_everybody_back(
    tmp_path: Path, name: str, joiners: int, told: bool
) -> None:
    new = (Membership(PersonId(f"new-{number}"), TeamId("east")) for number in range(joiners))
    larger = replace(FIRM, people=(*FIRM.people, *new))
    rounds = [RATINGS, round_of(larger, name, 2)]
    out = publish_mirror(tmp_path, larger, ASKED, rounds)
    assert out.told[0].statistics.spread.is_shown
    assert out.told[1].statistics.spread.is_shown is told
    east = next(each for each in out.told[1].teams if each.team == "east")
    assert east.score.is_shown
    # How sure a score is follows from the last spread that was shown.
    assert out.told[1].spread == out.told[0 if not told else 1].statistics.spread
    assert east.low.is_shown
    assert set(out.told[1].spread.entries) <= set(east.low.entries)


def test_what_is_told_is_what_is_in_the_file(folder: Path, told: Told) -> None:
    ledger = read_ledger(folder)
    record = read_release(folder, ledger, "2026-Q1", "serves")
    assert record is not None
    assert read_back(record, ledger).groups[0].score == told.groups[0].score
    assert record["whole"]["alpha"]["value"] == told.statistics.alpha.value
