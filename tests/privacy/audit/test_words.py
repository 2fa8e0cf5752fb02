"""A witness in plain words: one set, a set without parts of it, and any other combination."""

from __future__ import annotations

import numpy as np

from binnenuit.privacy.audit import NOTHING_PUBLISHED, Audit, Level, attack
from binnenuit.privacy.audit.words import Verdict, witness

NAMES = ("Works", "Kitchen", "Bakery", "Shop")


def audit(*terms: tuple[int, float], smallest: int = 3) -> Audit:
    return Audit(smallest, terms, Level.LAMINAR, decided=True, k=5)


def test_a_set_that_is_small_itself_is_named_alone() -> None:
    assert (
        str(witness(audit((1, 1.0)), NAMES))
        == "The figure of Kitchen rests on the answers of 3 people."
    )
    one = witness(audit((1, 1.0), smallest=1), NAMES)
    assert str(one) == "The figure of Kitchen is the answer of one person."


def test_a_subtraction_is_told_as_a_subtraction() -> None:
    told = witness(audit((0, 1.0), (1, -1.0), (2, -1.0)), NAMES)
    assert str(told) == (
        "Take Works, subtract Kitchen, Bakery: what remains are the answers of 3 people."
    )
    one = witness(audit((0, 1.0), (1, -1.0), smallest=1), NAMES)
    assert str(one).endswith("what remains is the answer of one person.")


def test_any_other_combination_names_what_is_added_and_what_is_subtracted() -> None:
    told = witness(audit((0, 1.0), (3, 2.0), (1, -1.0), (2, -2.0)), NAMES)
    assert "Add up Works, 2 x Shop, and subtract Kitchen, 2 x Bakery" in str(told)
    halves = witness(audit((0, 1.0), (3, 2.5), (1, -0.5)), ("Works {a}", *NAMES[1:]))
    assert "Works {a}, 2,5 x Shop" in halves.say("nl")
    assert "0,5 x Kitchen" in halves.say("nl")
    assert "2.5 x Shop" in str(halves)
    added = witness(audit((0, 1.0), (3, 1.0)), NAMES)
    assert str(added).startswith("Add up Works, Shop: ")


def test_of_many_parts_the_first_are_named_and_the_others_counted() -> None:
    names = ("Works", *(f"Team {number}" for number in range(40)))
    told = witness(audit((0, 1.0), *((number, -1.0) for number in range(1, 41))), names)
    assert "Team 7 (+ 32)" in str(told)


def test_the_sentence_is_true_of_the_attack() -> None:
    sets = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]])
    found = attack(sets, [8, 9, 2], k=5)
    told = witness(found, NAMES)
    assert str(told) == (
        "Take Works, subtract Kitchen, Bakery: what remains are the answers of 2 people."
    ) or str(told).startswith("Take Works, subtract Bakery, Kitchen:")


def test_a_verdict_passes_only_when_it_is_certain() -> None:
    safe = Audit(6, ((1, 1.0),), Level.LAMINAR, decided=True, k=5)
    assert Verdict("release", "1", "L", safe, NAMES).passed
    doubtful = Verdict("release", "1", "L", safe, NAMES, doubt=witness(safe, NAMES))
    assert (doubtful.passed, doubtful.decided, doubtful.exposes) == (False, False, False)
    caught = Verdict("release", "1", "L", audit((0, 1.0), (1, -1.0)), NAMES)
    assert (caught.passed, caught.decided, caught.exposes) == (False, True, True)
    assert caught.combination == (("Works", 1.0), ("Kitchen", -1.0))


def test_where_nothing_was_published_nothing_can_be_derived() -> None:
    nothing = Audit(NOTHING_PUBLISHED, (), Level.LAMINAR, decided=True, k=5)
    verdict = Verdict("published", "", "", nothing, ())
    assert verdict.passed
    assert "No figure" in str(verdict.sentence)


def test_a_verdict_that_passes_claims_no_more_than_was_proven() -> None:
    exact = Audit(9, ((1, 1.0),), Level.LAMINAR, decided=True, k=5)
    assert "has 9 people or more" in str(Verdict("release", "1", "L", exact, NAMES).sentence)
    at_least = Audit(9, ((1, 1.0),), Level.SUPPORT, decided=True, k=5)
    assert "has 5 people or more" in str(Verdict("release", "1", "L", at_least, NAMES).sentence)
