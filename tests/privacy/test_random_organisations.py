"""A thousand organisations go through the whole gate, and everything that is shown is attacked.

The sets under attack are rebuilt from what a reader sees, over the teams as they were invented. The
usual rules are attacked by the same auditor, so that the test is known to bite.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from tests.privacy.attacks import Seen, seen, smallest_in
from tests.privacy.organisations import CATEGORIES, Invented, organisation
from tests.privacy.rounds import SUPPORT, Round, per_class, tallies

from binnenuit.errors import ExposureError
from binnenuit.privacy import Attribute, Groups, close_round, open_round, regroup
from binnenuit.privacy.audit import Level, attack
from binnenuit.privacy.audit.usual import RULES

ORGANISATIONS, AT_ONCE = 1_000, 25
SMALL = 50
SHIFTS = Attribute("shift", tuple("abcd"))


@dataclass
class Attacked:
    """One organisation, what was shown of it, and to whom the answers belong."""

    invented: Invented
    round: Round
    released: object
    people: np.ndarray
    seen: Seen

    def smallest(self, *kinds: str, level: Level | None = None, k: int = 5) -> int:
        sets = [found.ravel() for kind in kinds for found in getattr(self.seen, kind)]
        if not sets:
            return k
        audit = attack(np.array(sets, dtype=np.int64), self.people.ravel(), k=k, level=level)
        assert audit.decided or level is Level.RANK
        return audit.smallest


def fewest_answers(attacked: Attacked) -> int:
    """Fewest answers to one item on which any combination of item figures rests."""
    opening = attacked.round.closing.opening
    first = [int(np.flatnonzero(opening.plan.regions == n)[0]) for n in range(len(opening.names))]
    sets = [found[first, 0] for found in attacked.seen.items]
    answers = attacked.round.tallies.counts.sum(axis=(1, 3))
    found = [attack(np.array(sets, dtype=np.int64), each, k=10) for each in answers.T if sets]
    return min((audit.smallest for audit in found), default=10)


def drawn(seed: int, at_most: int = 400) -> Attacked:
    """Invent an organisation, hold a round in it, and release one scale."""
    rng = np.random.default_rng([20261121, seed])
    invented = organisation(rng, at_most=at_most)
    attribute = SHIFTS if seed % 2 else None
    invited = invented.invited if attribute else invented.invited.sum(axis=1)
    groups = Groups(invented.names, invented.tree)
    opening = open_round(
        "2026-4", groups, invited, merge=bool(rng.random() < 0.5), attribute=attribute
    )
    people = np.where(opening.plan.regions[:, None] >= 0, invented.people, 0)
    answered = per_class(opening, people if attribute else people.sum(axis=1))
    closing = close_round(opening, answered.sum(axis=1))
    skipping = 0.4 * rng.random() if seed % 3 else 0.0
    closed = Round(closing, SUPPORT, tallies(answered, rng, skipping=skipping))
    released = closed.release()
    return Attacked(invented, closed, released, people, seen(opening, released.groups, CATEGORIES))


@pytest.mark.parametrize("block", range(ORGANISATIONS // AT_ONCE))
def test_nothing_that_is_shown_rests_on_too_few_people(block):
    for seed in range(block * AT_ONCE, (block + 1) * AT_ONCE):
        attacked = drawn(seed)
        assert attacked.smallest("scores", level=Level.LAMINAR) >= 5, seed
        assert attacked.smallest("items", level=Level.LAMINAR, k=10) >= 10, seed
        assert fewest_answers(attacked) >= 10, seed
        assert attacked.smallest("scores", "items", "cells") >= 5, seed
        assert attacked.smallest("scores", "items", "cells", level=Level.RANK) >= 5, seed


def test_these_organisations_show_scores_items_cells_and_merged_groups():
    all_seen = [drawn(seed) for seed in range(40)]
    for kind in ("scores", "items", "cells"):
        assert sum(len(getattr(attacked.seen, kind)) for attacked in all_seen) > 40, kind
    assert sum(len(attacked.round.closing.plan.merged) for attacked in all_seen) > 5


@pytest.mark.parametrize("block", range(SMALL // 5))
def test_integer_programming_finds_no_group_below_k_in_small_organisations(block):
    for seed in range(block * 5, block * 5 + 5):
        attacked = drawn(10_000 + seed, at_most=60)
        assert attacked.people.sum() <= 60
        assert attacked.smallest("scores", "items", "cells", level=Level.SUPPORT) >= 5, seed


@pytest.mark.parametrize("block", range(10))
def test_a_reorganisation_of_a_closed_round_is_refused_or_attacked_together_with_it(block):
    admitted = refused = 0
    for seed in range(block * 10, block * 10 + 10):
        attacked = drawn(seed)
        kept, after = attacked.released.kept, attacked.released.ledger
        for groups in reorganised(kept, np.random.default_rng(seed)):
            try:
                after = regroup(kept, groups, ledger=after, items=bool(seed % 2)).ledger
                admitted += 1
            except ExposureError:
                refused += 1
        assert smallest_in(after) >= 5, seed
        assert smallest_in(after, k=10) >= 10, seed
    assert admitted > 10, (admitted, refused)


def reorganised(kept, rng):
    """Put the regions that were kept into new departments, again and again."""
    regions = [names for names in kept.classes if names]
    for _ in range(3):
        department = rng.integers(0, 3, len(regions))
        yield {
            f"new {number}": [
                name for place in np.flatnonzero(department == number) for name in regions[place]
            ]
            for number in np.unique(department)
        }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_same_attack_catches_each_usual_rule(rule):
    caught = 0
    for seed in range(200):
        invented = organisation(np.random.default_rng([20261121, seed]))
        counts = invented.people.sum(axis=1)
        shown = rule.show(invented.tree, counts, 5)
        caught += _subtree_attack(invented.tree, counts, shown) < 5
    assert caught > 0, rule.code


def _subtree_attack(tree, counts, shown) -> int:
    sets = np.eye(len(tree), dtype=np.int64)
    for node in reversed(range(len(tree))):  # parents come first in invented trees
        if tree[node] >= 0:
            sets[tree[node]] += sets[node]
    return attack(sets[shown], counts, k=5, level=Level.LAMINAR).smallest
