"""Pictures of a core question: nothing that follows from all of them rests on fewer than ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.dialogue.conversations import BULGARIA, accepted

from binnenuit.dialogue.disclose import picture_sets
from binnenuit.dialogue.disclose.picture_groups import find_named_groups
from binnenuit.dialogue.disclose.picture_sets import BETWEEN, EVERYBODY, GROUP, Family, choose_sets
from binnenuit.dialogue.disclose.pictures import (
    Cell,
    count_votes,
    disclose_picture,
    figures_of,
    noised_cells,
    states_of,
)
from binnenuit.dialogue.model import Carries
from binnenuit.privacy.audit import attack
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.releases.once import Before
from binnenuit.privacy.releases.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.dialogue.disclose.picture_sets import People, Shown
    from binnenuit.dialogue.model.votes import Votes
    from binnenuit.privacy.audit import Audit

BEFORE = Before(Ledger(), bytes(range(32)), None)


def attacked(shown: Sequence[Shown]) -> Audit:
    """Attack everything that was ever shown under one statement, over the people themselves."""
    people = len(shown[0].people)
    table = np.array([each.people for each in shown], dtype=np.int64)
    return attack(table, np.ones(people, dtype=np.int64), k=10)


class Organisation:
    """People who join, vote, take votes back, move; and groups found anew each time."""

    def __init__(self, seed: int, people: int, statements: int = 2) -> None:
        self.rng = np.random.default_rng(seed)
        self.voted = np.zeros((people, statements), dtype=np.bool_)
        self.layer = self.rng.integers(0, 3, people)
        self.department = self.rng.integers(-1, int(self.rng.integers(2, 5)), people)
        self.group = self.rng.integers(-1, 2, people)
        self.leans = self.rng.integers(0, 2, people)
        self.shown: list[list[Shown]] = [[] for _ in range(statements)]

    def families(self) -> list[Family]:
        places = ("layer", self.layer), ("department", self.department)
        names = tuple("012345")
        nearest = np.where(self.group < 0, self.leans, self.group)
        groups = Family(GROUP, names[:2], self.group, nearest)
        return [groups, *(Family(kind, names, labels) for kind, labels in places)]

    def live(self) -> None:
        """Some vote for the first time, one or two take a vote back, some change their mind."""
        people, rng = len(self.voted), self.rng
        joins = rng.random(people) < rng.choice([0.05, 0.3, 0.6])
        self.voted |= joins[:, None] & (rng.random(self.voted.shape) < 0.9)
        if rng.random() < 0.3:
            self.voted[rng.integers(0, people, 2)] = False
        moves = rng.random(people) < rng.choice([0, 0.03, 0.3])
        self.group = np.where(moves, rng.integers(-1, 2, people), self.group)
        moves = rng.random(people) < 0.01
        self.department = np.where(moves, rng.integers(-1, 3, people), self.department)

    def picture(self, number: int) -> None:
        for column, before in enumerate(self.shown):
            sets = choose_sets(self.voted[:, column], self.families(), before, picture=number)
            before += [each for each in sets if (each.picture, each.figure) == (number, each.key)]


def smallest_after(seed: int, people: int, pictures: int = 4) -> int:
    organisation = Organisation(seed, people)
    for number in range(1, pictures + 1):
        organisation.live()
        organisation.picture(number)
    found = [attacked(shown) for shown in organisation.shown if shown]
    assert all(audit.decided for audit in found)
    return min((audit.smallest for audit in found), default=10)


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_pictures_lays_bare_fewer_than_ten(seed: int) -> None:
    assert smallest_after(seed, people=30 + 4 * seed) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 160))
def test_no_sequence_of_pictures_of_larger_organisations_does_either(seed: int) -> None:
    assert smallest_after(seed, people=30 + (seed * 37) % 170, pictures=5) >= 10


def test_without_the_guard_an_attacker_gets_under_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    def everything_passes(sets: Sequence[People], k: int) -> bool:
        return bool(sets) and k > 0

    monkeypatch.setattr(picture_sets, "is_safe", everything_passes)
    assert min(smallest_after(seed, people=40) for seed in range(2)) < 10


def _people(total: int, *rows: range) -> People:
    found = np.zeros(total, dtype=np.bool_)
    for each in rows:
        found[each.start : each.stop] = True
    return found


def test_a_set_of_the_same_people_keeps_its_figure_and_three_more_show_nothing_new() -> None:
    first = choose_sets(_people(40, range(20)), [], [], picture=1)
    again = choose_sets(_people(40, range(20)), [], first, picture=2)
    assert [(each.key, each.picture) for each in again] == [(EVERYBODY, 1)]
    three_more = choose_sets(_people(40, range(23)), [], first, picture=2)
    assert [(each.key, each.picture) for each in three_more] == [(EVERYBODY, 1)]
    ten_more = choose_sets(_people(40, range(30)), [], first, picture=2)
    assert [(each.key, each.picture) for each in ten_more] == [(EVERYBODY, 2)]


def test_who_is_in_a_small_place_is_shown_with_others_so_that_nobody_is_left_over() -> None:
    places = np.repeat([0, 1, 2, -1], [20, 15, 4, 1])
    voters = np.ones(40, dtype=np.bool_)
    sets = choose_sets(voters, [Family("layer", ("1", "2", "3"), places)], [], picture=1)
    assert {each.key: int(each.people.sum()) for each in sets} == {
        EVERYBODY: 40,
        "layer:1": 20,
        "layer:-|2|3": 20,
    }


def test_a_few_in_between_count_where_they_are_nearest_and_no_group_is_lost_for_them() -> None:
    labels, nearest = np.repeat([0, 1, -1], [20, 14, 5]), np.repeat([0, 1, 0], [20, 14, 5])
    voters = np.ones(39, dtype=np.bool_)
    alone = choose_sets(voters, [Family(GROUP, ("0", "1"), labels)], [], picture=1)
    assert [each.key for each in alone] == [EVERYBODY, "group:0"]
    leaning = choose_sets(voters, [Family(GROUP, ("0", "1"), labels, nearest)], [], picture=1)
    assert {each.key: int(each.people.sum()) for each in leaning} == {
        EVERYBODY: 39,
        "group:0": 25,
        "group:1": 14,
    }
    assert attacked(leaning).passed


def test_who_stood_in_a_group_stays_there_when_groups_are_found_anew() -> None:
    labels = np.repeat([0, 1], 30)
    voters = _people(60, range(12), range(30, 42))
    first = choose_sets(voters, [Family(GROUP, ("0", "1"), labels)], [], picture=1)
    assert [each.key for each in first] == [EVERYBODY, "group:0", "group:1"]
    labels = labels.copy()
    labels[0] = 1
    voters = _people(60, range(30), range(30, 42))
    later = choose_sets(voters, [Family(GROUP, ("0", "1"), labels)], first, picture=2)
    assert {each.key: (int(each.people.sum()), each.picture) for each in later} == {
        EVERYBODY: (42, 2),
        "group:0": (30, 2),
        "group:1": (12, 1),
    }
    assert attacked([*first, *later]).passed


def _votes(rows: Sequence[Sequence[int]]) -> Votes:
    return csr_array(np.array(rows, dtype=np.int8))


def test_a_unanimous_set_is_not_shown_as_unanimous_and_people_stand_in_bands() -> None:
    cells = [Cell(7, EVERYBODY, (0, 0, 0, 12)), Cell(8, "group:0", (40, 0, 0, 0))]
    made = disclose_picture("core-question-1-1", cells, BEFORE)
    seen = figures_of(record(made.groups, made.entries, made.kept))
    assert seen["7/everybody"]["people"] == "10-19"
    assert seen["7/everybody"]["shares"]["agree"]["value"] < 1
    assert seen["8/group:0"]["shares"]["disagree"]["value"] < 1
    assert all(max(cell.counts) < sum(cell.counts) for cell in noised_cells(made.kept))


def test_groups_that_hold_everybody_add_up_to_everybody_in_one_noise() -> None:
    cells = [
        Cell(1, EVERYBODY, (5, 2, 1, 32)),
        Cell(1, "group:0", (0, 0, 0, 15)),
        Cell(1, "group:1", (5, 2, 1, 7)),
        Cell(1, BETWEEN, (0, 0, 0, 10)),
        Cell(1, "layer:1", (5, 2, 1, 12)),
    ]
    made = disclose_picture("core-question-1-1", cells, BEFORE)
    counts = {cell.key: np.array(cell.counts) for cell in noised_cells(made.kept)}
    parts = counts["group:0"] + counts["group:1"] + counts[BETWEEN]
    assert counts[EVERYBODY].tolist() == parts.tolist()
    assert counts[EVERYBODY].sum() == 40
    seen = figures_of(record(made.groups, made.entries, made.kept))
    assert seen["1/everybody"]["people"] == "20-49"
    assert seen["1/everybody"]["shares"]["agree"]["value"] == round(parts[3] / 40, 2)
    assert counts["layer:1"].sum() == 20


def test_counts_tell_passing_from_unclear() -> None:
    votes = _votes([[1], [-1], [1], [1]])
    votes.data[2:] = 0
    unclear = csr_array(np.array([[0], [0], [0], [1]], dtype=np.bool_))
    everybody = np.ones(4, dtype=np.bool_)
    assert count_votes(votes, unclear, 0, everybody) == (1, 1, 1, 1)
    assert count_votes(votes, unclear, 0, np.array([True, False, False, True])) == (0, 0, 1, 1)


def test_a_statement_of_which_one_group_shows_nothing_has_not_enough_votes() -> None:
    cells = [
        Cell(1, EVERYBODY, (2, 0, 0, 38)),
        Cell(1, "group:0", (1, 0, 0, 19)),
        Cell(2, "group:0", (1, 0, 0, 19)),
        Cell(2, "group:1", (2, 0, 0, 18)),
        Cell(3, "group:0", (1, 0, 0, 19)),
        Cell(3, "group:1", (18, 0, 0, 2)),
    ]
    states = states_of(cells, {"0": 20, "1": 20}, people=60)
    assert states == {1: Carries.NOT_ENOUGH, 2: Carries.AGREED, 3: Carries.DIVIDED}
    assert states_of(cells[:1], {}, people=44) == {1: Carries.AGREED}


def test_votes_that_noise_may_have_moved_settle_nothing_even_when_everybody_voted() -> None:
    exact = Cell(1, EVERYBODY, (7, 0, 0, 13))  # 13 of 20 exceed the bar by one
    assert states_of([exact], {}, people=20) == {1: Carries.OPEN}
    three_more = Cell(1, EVERYBODY, (4, 0, 0, 16))
    assert states_of([three_more], {}, people=20) == {1: Carries.AGREED}


def _smallest_shown(votes: Votes, batches: int) -> tuple[int, int]:
    """Make pictures of a whole conversation: people in the smallest set, and on whom all rests."""
    people = votes.shape[0]
    order = np.random.default_rng(1).permutation(people)
    shown: list[list[Shown]] = [[] for _ in range(votes.shape[1])]
    columns = votes.tocsc()
    for number in range(1, batches + 1):
        rows = np.sort(order[: people * number // batches])
        groups = find_named_groups(votes[rows])
        (labels, nearest), there = np.full((2, people), -1), np.zeros(people, dtype=np.bool_)
        labels[rows], nearest[rows], there[rows] = groups.labels, groups.nearest, True
        families = [Family(GROUP, groups.names, labels, nearest)] if groups.names else []
        for column, before in enumerate(shown):
            voters = np.zeros(people, dtype=np.bool_)
            voters[columns.indices[columns.indptr[column] : columns.indptr[column + 1]]] = True
            sets = choose_sets(voters & there, families, before, picture=number)
            before += [each for each in sets if (each.picture, each.figure) == (number, each.key)]
    every = [each for each in shown if each]
    sizes = [int(one.people.sum()) for each in every for one in each]
    richest = sorted(every, key=len)[-30:]
    return min(sizes), min(attacked(each).smallest for each in richest)


def test_of_twenty_six_people_nothing_is_shown_about_fewer_than_ten() -> None:
    rng = np.random.default_rng(3)
    camp = rng.random(26) < 0.4
    opinions = np.where(rng.random((26, 30)) < 0.9, np.where(camp[:, None], 1, -1), 1)
    smallest, derived = _smallest_shown(
        csr_array((opinions * (rng.random((26, 30)) < 0.8)).astype(np.int8)), batches=2
    )
    assert smallest >= 10
    assert derived >= 10


def test_a_conversation_with_a_small_group_shows_nothing_about_fewer_than_ten() -> None:
    smallest, derived = _smallest_shown(accepted(BULGARIA)[0], batches=2)
    assert smallest >= 10
    assert derived >= 10
