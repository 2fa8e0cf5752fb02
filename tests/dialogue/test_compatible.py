"""The published formulas of Polis, by hand, in plain loops, and against what Polis published."""

from __future__ import annotations

from math import inf, isinf, prod, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.sparse import csr_array
from tests.dialogue.polis_data import shared

if TYPE_CHECKING:
    from binnenuit.dialogue.model import Compatible

from binnenuit.dialogue.compute import extremity as reach
from binnenuit.dialogue.compute.compatible import compatible
from binnenuit.dialogue.read import read_polis
from binnenuit.errors import ArgumentError

NO_VOTE = 9
# Seven people, two groups of three and one without; five statements. 9 is no vote.
TABLE = [
    [1, 1, -1, 0, 9],
    [1, 1, -1, 9, 9],
    [1, 1, -1, 9, 9],
    [1, -1, 1, 9, 9],
    [1, -1, 1, 1, 9],
    [0, -1, 1, 9, 9],
    [-1, 1, 9, 9, 9],
]
LABELS = [0, 0, 0, 1, 1, 1, -1]


def votes_of(table: list[list[int]] | np.ndarray) -> csr_array:
    dense = np.asarray(table)
    rows, columns = np.nonzero(dense != NO_VOTE)
    said = dense[rows, columns].astype(np.int8)
    return csr_array((said, (rows, columns)), shape=dense.shape)


def found(**options: object) -> Compatible:
    return compatible(votes_of(TABLE), np.array(LABELS), **options)  # type: ignore[arg-type]


def test_the_group_aware_consensus_is_the_product_over_groups() -> None:
    # Statement 0: (3+1)/(3+2) * (2+1)/(3+2); statement 3: (0+1)/(1+2) * (1+1)/(1+2).
    expected = [0.8 * 0.6, 0.8 * 0.2, 0.2 * 0.8, 2 / 9, 0.25]
    assert found().group_aware_consensus == pytest.approx(expected, abs=1e-15)


def test_a_group_is_represented_by_what_it_says_and_others_do_not() -> None:
    chosen = {(r.group, r.statement): r for r in found().representative}
    assert [(r.group, r.statement, r.direction) for r in found().representative] == [
        (0, 1, 1),
        (0, 2, -1),
        (1, 2, 1),
        (1, 1, -1),
    ]
    first = chosen[0, 1]
    assert first.best
    assert first.ratio == pytest.approx(0.8 / 0.2)
    assert first.test == pytest.approx(2 * sqrt(4) * 0.5)
    # With one vote added everywhere: 4 of 4 against 1 of 4, together 5 of 8.
    assert first.ratio_test == pytest.approx(0.75 / sqrt(5 / 8 * 3 / 8 * (1 / 4 + 1 / 4)))
    assert not chosen[0, 2].best


def test_consensus_is_of_everybody_who_voted_in_a_group_or_not() -> None:
    unanimous = votes_of([[1, -1]] * 6 + [[1, 1]])
    told = compatible(unanimous, np.array([0, 0, 0, 1, 1, 1, -1])).consensus
    assert told[0] == pytest.approx((0, 1, 8 / 9, 2 * sqrt(8) * 0.5))
    assert told[1] == pytest.approx((1, -1, 7 / 9, 2 * sqrt(8) * (7 / 8 - 0.5)))


def test_what_is_refused_or_meta_represents_nobody_but_has_a_consensus() -> None:
    out = [False, True, False, False, False]
    for told in (found(rejected=out), found(meta=out)):
        assert 1 not in {r.statement for r in told.representative}
        assert told.group_aware_consensus[1] == pytest.approx(0.16)
        assert told.extremity[1] == 0
    assert found(meta=out).priority[1] == 49
    assert found(rejected=out).priority[1] != 49


def test_the_priority_of_a_new_statement_is_raised() -> None:
    # Nobody voted: (1 - 1/2) * (0 + 1) * 1/2, times 1 + 8, squared.
    told = found()
    assert told.extremity[4] == 0
    assert told.priority[4] == pytest.approx((0.25 * 9) ** 2)


def test_extremity_is_how_far_one_vote_puts_somebody() -> None:
    # Two statements that always go together, and one on which all agree: one axis (1, 1, 0)/sqrt 2.
    votes = votes_of([[1, 1, 1], [1, 1, 1], [-1, -1, 1], [-1, -1, 1]])
    told = compatible(votes, np.array([0, 0, 1, 1])).extremity
    assert told == pytest.approx([sqrt(3 / 2), sqrt(3 / 2), 0], abs=1e-12)


def test_without_groups_there_is_no_consensus_of_groups() -> None:
    told = compatible(votes_of(TABLE), np.full(7, -1))
    assert np.isnan(told.group_aware_consensus).all()
    assert told.representative == ()
    assert told.consensus == found().consensus


def test_what_is_given_is_not_changed_and_what_is_told_cannot_be() -> None:
    votes, labels = votes_of(TABLE), np.array(LABELS)
    for array in (votes.data, votes.indices, votes.indptr, labels):
        array.flags.writeable = False
    told = compatible(votes, labels)
    with pytest.raises(ValueError, match="read-only"):
        told.priority[0] = 1


@pytest.mark.parametrize(
    ("labels", "options", "code"),
    [
        ([0, 1], {}, "dialogue.labels"),
        (LABELS, {"meta": [True]}, "dialogue.flags"),
        (LABELS, {"rejected": [[True] * 5]}, "dialogue.flags"),
    ],
)
def test_arguments_of_another_length_are_refused(
    labels: list[int], options: dict[str, object], code: str
) -> None:
    with pytest.raises(ArgumentError) as error:
        compatible(votes_of(TABLE), np.array(labels), **options)  # type: ignore[arg-type]
    assert error.value.code == code


@settings(max_examples=40, deadline=None)
@given(
    table=hnp.arrays(np.int64, (9, 6), elements=st.sampled_from([1, -1, 0, NO_VOTE])),
    labels=hnp.arrays(np.int64, 9, elements=st.integers(-1, 2)),
)
def test_everything_is_what_plain_loops_give(table: np.ndarray, labels: np.ndarray) -> None:
    told = compatible(votes_of(table), labels)
    groups = range(max(labels.max() + 1, 0))
    plain = [
        [counted(table[labels == group, j]) for j in range(table.shape[1])] for group in groups
    ]
    for j in range(table.shape[1] if groups else 0):
        product = prod((plain[g][j][0] + 1) / (plain[g][j][2] + 2) for g in groups)
        assert told.group_aware_consensus[j] == pytest.approx(product, abs=1e-12)
    assert [(r.group, r.statement, r.direction) for r in told.representative] == [
        (g, *chosen) for g in groups for chosen in loop_representative(plain, g)
    ]
    for one in told.representative:
        sides = loop_sides(plain, one.group, one.statement)
        ratio, ratio_test, _share, test = sides[one.direction]
        assert (one.test, one.ratio, one.ratio_test) == pytest.approx((test, ratio, ratio_test))
    for j in range(table.shape[1]):
        agree, against, total = np.sum([plain[g][j] for g in groups] or [(0, 0, 0)], axis=0)
        passed = (total - agree - against + 1) / (total + 2)
        importance = (1 - passed) * (told.extremity[j] + 1) * (agree + 1) / (total + 2)
        expected = (importance * (1 + 8 * 2 ** (-total / 5))) ** 2
        assert told.priority[j] == pytest.approx(expected, rel=1e-12)


def counted(votes: np.ndarray) -> tuple[int, int, int]:
    said = votes.tolist()
    return said.count(1), said.count(-1), len(said) - said.count(NO_VOTE)


def loop_sides(
    plain: list[list[tuple[int, int, int]]], group: int, statement: int
) -> dict[int, tuple[float, float, float, float]]:
    """Ratio and its test, share and its test; by direction. In the order of the product."""
    a, d, s = plain[group][statement]
    rest = [plain[other][statement] for other in range(len(plain)) if other != group]
    others = [sum(each[place] for each in rest) for place in range(3)]
    told = {}
    for direction, mine, theirs in ((1, a, others[0]), (-1, d, others[1])):
        share = (mine + 1) / (s + 2)
        one, two = (mine + 1) / (s + 1), (theirs + 1) / (others[2] + 1)
        pooled = (mine + theirs + 2) / (s + others[2] + 2)
        spread = sqrt(max(pooled * (1 - pooled) * (1 / (s + 1) + 1 / (others[2] + 1)), 0))
        z = 0.0 if mine + theirs == s + others[2] else (one - two) / spread
        ratio = share / ((theirs + 1) / (others[2] + 2))
        told[direction] = (ratio, z, share, 2 * sqrt(s + 1) * ((mine + 1) / (s + 1) - 0.5))
    return told


def loop_representative(
    plain: list[list[tuple[int, int, int]]], group: int
) -> list[tuple[int, int]]:
    passing: list[tuple[float, int, int]] = []
    best, best_apart = None, -inf
    head = None
    for statement, (a, d, _s) in enumerate(plain[group]):
        sides = loop_sides(plain, group, statement)
        (_ra, rat, _pa, pat), (_rd, rdt, _pd, pdt) = sides[1], sides[-1]
        direction = 1 if rat > rdt else -1
        if (rat > 1.2816 and pat > 1.2816) or (rdt > 1.2816 and pdt > 1.2816):
            passing.append((-prod(sides[direction]), statement, direction))
        if max(rat, rdt) > best_apart:
            best, best_apart = (statement, direction), max(rat, rdt)
        if a + d and beats(head, sides[1]):
            head = (statement, direction, sides[1])
    front = [] if head is None else [(head[0], head[1])]
    others = [(j, direction) for _, j, direction in sorted(passing) if (j, direction) not in front]
    chosen = (front + others)[:5] if passing else front or ([best] if best else [])
    assert not isinf(best_apart)
    return sorted(chosen, key=lambda each: -each[1])


def beats(
    head: tuple[int, int, tuple[float, float, float, float]] | None,
    mine: tuple[float, float, float, float],
) -> bool:
    ra, _rat, pa, pat = mine
    if head is None:
        return pat > 1.2816 or (ra > 1 and pa > 0.5)
    of = head[2]
    return prod(mine) > prod(of) if of[0] > 1 else pa * pat > of[2] * of[3]


def test_many_statements_give_the_same_axes_by_products_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    generator = np.random.default_rng(5)
    table = generator.choice([1, -1, 0, NO_VOTE], size=(30, 12))
    whole = compatible(votes_of(table), np.zeros(30, dtype=int)).extremity
    monkeypatch.setattr(reach, "_WHOLE", 0)
    parts = compatible(votes_of(table), np.zeros(30, dtype=int)).extremity
    assert parts == pytest.approx(whole, abs=1e-9)


def test_the_published_group_aware_consensus_is_found_for_every_statement() -> None:
    conversation = read_polis(shared("bg2050-volunteers")).value
    assert conversation.published is not None
    assert conversation.published_consensus is not None
    ours = compatible(
        conversation.votes,
        conversation.published,
        rejected=[each.accepted is False for each in conversation.statements],
        meta=[each.is_meta for each in conversation.statements],
    ).group_aware_consensus
    apart = np.abs(ours - conversation.published_consensus)
    assert (len(apart), int((apart <= 1e-12).sum())) == (371, 371)
