"""Layers over several rounds: who joined or left is not told, though nobody knows who answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.mirror.layers import (
    LEADER,
    SUPPLIER,
    Frozen,
    Voters,
    customers,
    frozen,
    house,
    joined,
    publish,
)
from tests.privacy.rounds import closed

from binnenuit.mirror.disclose.seats import YEAR_DAYS, Seats, wave
from binnenuit.mirror.model import Questionnaire
from binnenuit.mirror.model.ballot import Part
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.rounds.waves import joiner_recovery

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.disclose.layered import LayerPublished
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.organisation.model import Organisation

HOUSE = house()
LEADERS = Questionnaire("leaders", (LEADER,))
SUPPLIERS = Questionnaire("suppliers", (SUPPLIER,))
FIRST = date(2026, 3, 20)


def unchanged(published: LayerPublished) -> dict[str, bool]:
    (told,) = published.told
    return unchanged_of(told)


def unchanged_of(told: Told) -> dict[str, bool]:
    return {each.team: each.unchanged for each in told.teams if not each.below and each.score}


def asked_about_leaders(
    folder: Path, organisation: Organisation, name: str, day: date, *absent: str
) -> LayerPublished:
    layer = frozen(organisation, 3)
    people = [member.person for member in layer.teams.people]
    ballots = Voters(3, LEADERS).of(layer)
    there = [b for p, b in zip(people, ballots, strict=True) if p not in absent]
    return publish(folder, layer, there, name, asked=LEADERS, closed_on=day)


def test_a_small_team_to_which_somebody_was_invited_anew_keeps_its_figure(tmp_path: Path) -> None:
    asked_about_leaders(tmp_path, HOUSE, "one", FIRST)
    newcomer = joined(joined(HOUSE, "new", "office"), "other", "shop")
    later = FIRST + timedelta(days=100)
    out = unchanged(asked_about_leaders(tmp_path, newcomer, "two", later))
    # The shop has twelve and more, so one among them is hidden well enough.
    assert out == {"shop": False, "bakery": False, "office": True, "drivers": False}
    assert audit_releases(tmp_path).passed


def test_it_makes_no_difference_whether_the_newcomer_answered(tmp_path: Path) -> None:
    asked_about_leaders(tmp_path, HOUSE, "one", FIRST)
    later = FIRST + timedelta(days=100)
    newcomer = joined(HOUSE, "new", "office")
    silent = unchanged(asked_about_leaders(tmp_path, newcomer, "two", later, "new"))
    assert silent["office"]


def test_who_did_not_answer_this_time_has_not_left(tmp_path: Path) -> None:
    asked_about_leaders(tmp_path, HOUSE, "one", FIRST)
    later = FIRST + timedelta(days=100)
    out = unchanged(asked_about_leaders(tmp_path, HOUSE, "two", later, "office-1"))
    assert not out["office"]


def test_within_a_quarter_only_as_many_stayed_as_must_have(tmp_path: Path) -> None:
    absent = ("bakery-1", "bakery-2")
    asked_about_leaders(tmp_path, HOUSE, "one", FIRST, *absent)
    soon = FIRST + timedelta(days=30)
    out = unchanged(asked_about_leaders(tmp_path, HOUSE, "two", soon, *absent))
    # Thirteen of fifteen answered twice: eleven did for certain, and twelve are needed.
    assert out == {"shop": False, "bakery": True, "office": True, "drivers": True}


def test_figures_about_everybody_wait_for_a_quarter_when_nobody_knows_who_answered(
    tmp_path: Path,
) -> None:
    shown, many = [], house({"shop": 20, "bakery": 20})
    for number, days in enumerate((0, 30, 120)):
        day = FIRST + timedelta(days=days)
        (told,) = asked_about_leaders(tmp_path, many, f"round{number}", day).told
        assert not any(unchanged_of(told).values())
        shown.append(bool(told.statistics.spread))
        assert told.spread.is_shown
        assert all(each.low.is_shown for each in told.teams if each.score)
    assert shown == [True, False, True]


def rated(folder: Path, raters: int, name: str, days: int) -> bool:
    """Publish the figure about a supplier, and tell whether it stayed what it was."""
    layer: Frozen = frozen(HOUSE, 3)
    voters = Voters(raters, SUPPLIERS)
    ballots = [voters.ballot("bakery", Part.FULL, ("office",)) for _ in range(raters)]
    day = FIRST + timedelta(days=days)
    return unchanged(publish(folder, layer, ballots, name, asked=SUPPLIERS, closed_on=day))[
        "office"
    ]


@pytest.mark.parametrize(
    ("before", "now", "days", "keeps"),
    [
        (7, 8, 100, True),  # one more: it may be one newcomer
        (8, 8, 100, True),  # as many: one may have come and one gone
        (8, 6, 100, True),
        (6, 9, 100, False),  # three more hide one another
        (12, 13, 100, False),
        (12, 13, 60, True),  # within a quarter nobody is known to have stayed
        (7, 8, YEAR_DAYS, False),
    ],
)
def test_a_supplier_of_few_keeps_its_figure_as_anybody_may_have_joined(
    tmp_path: Path, before: int, now: int, days: int, *, keeps: bool
) -> None:
    rated(tmp_path, before, "one", 0)
    assert rated(tmp_path, now, "two", days) is keeps
    assert audit_releases(tmp_path).passed


def test_after_a_year_a_newcomer_is_hidden_as_well_as_among_twelve_after_a_quarter() -> None:
    # Over a year people give fewer of the same answers than over a quarter (0.54 against 0.88).
    year, quarter = (
        joiner_recovery(np.random.default_rng(1), people=n, items=4, retest=r, repeats=6_000)
        for n, r in ((6, 0.54), (12, 0.88))
    )
    assert year < quarter


def test_customers_are_as_suppliers(tmp_path: Path) -> None:
    layer = customers(HOUSE)
    kept = []
    for number, (people, days) in enumerate(((10, 0), (11, 100), (13, 200))):
        voters = Voters(number)
        ballots = [voters.ballot("shop", Part.CUSTOMER) for _ in range(people)]
        day = FIRST + timedelta(days=days)
        out = publish(tmp_path, layer, ballots, f"round{number}", closed_on=day)
        kept.append(unchanged(out)["shop"])
    assert kept == [False, True, False]


def test_of_those_invited_no_more_stayed_than_must_have() -> None:
    kept = closed({"firm": None, "a": "firm"}, {"a": 8}).release().kept
    then = Seats(FIRST, {"a": frozenset("pqrstuvwxy")}, {"a": 8})
    now = Seats(FIRST + timedelta(days=10), {"a": frozenset("qrstuvwxyz")}, {"a": 9})
    found = wave(kept, ("a",), now, {"2026-1": then})
    # Eleven were invited in all: of eight and nine answers, six at least are of the same people.
    assert (found.moved.tolist(), found.staying.tolist()) == ([2], [6])


@pytest.mark.parametrize("seed", range(2))
def test_attacked_over_layers_and_rounds_no_group_below_k_comes_out(
    tmp_path: Path, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    sizes = {f"team{n}": int(size) for n, size in enumerate(rng.integers(2, 14, 9))}
    organisation = house(sizes, directors=3)
    for number, name in enumerate(("one", "two")):
        for layer in (frozen(organisation, 1), frozen(organisation, 2), frozen(organisation, 3)):
            ballots = Voters(seed + number).of(layer, ("team0", "team1"))
            there = [each for each in ballots if rng.random() < 0.8]
            day = FIRST + timedelta(days=95 * number)
            published = publish(tmp_path, layer, there, name, closed_on=day)
            assert dict(published.withheld) == {}
        organisation = joined(organisation, "newcomer", "team2")
    audited = audit_releases(tmp_path)
    assert audited.passed
    assert len(audited.verdicts) > 10
    assert min(verdict.audit.smallest for verdict in audited.verdicts) >= 5
