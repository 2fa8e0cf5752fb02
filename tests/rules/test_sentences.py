"""What the library says can be said: each code has one meaning, each sentence has Dutch."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from tools.documents import codes
from tools.translations import DOMAINS, said

from binnenuit.language import catalogue, listed, sentence


def test_a_code_is_either_an_error_or_a_finding() -> None:
    kinds = defaultdict(set)
    for code, kind, _text in codes():
        kinds[code].add(kind)
    assert len(kinds) > 30
    assert {code: kind for code, kind in kinds.items() if len(kind) > 1} == {}


def test_every_sentence_of_the_library_has_dutch() -> None:
    dutch = catalogue("nl")
    texts = [message.id for message in said(DOMAINS[0]) if message.id]
    assert len(texts) > 100
    assert [text for text in texts if dutch.gettext(text) == text and len(text) > 12] == []


def test_a_number_has_the_decimal_mark_of_the_language() -> None:
    said = sentence("{share} of {whole} and {count}", share=1.5, whole=0.25, count=3)
    assert (said.say("en"), said.say("nl")) == ("1.5 of 0.25 and 3", "1,5 of 0,25 and 3")


def test_a_decimal_has_the_decimal_mark_of_the_language() -> None:
    said = sentence("{cell} or {rounded:.1f}", cell=Decimal("12.50"), rounded=Decimal("0.25"))
    assert (said.say("en"), said.say("nl")) == ("12.50 or 0.2", "12,50 or 0,2")


def test_a_date_is_written_as_in_the_language() -> None:
    said = sentence("from {day}", day=date(2025, 1, 31))
    assert (said.say("en"), said.say("nl")) == ("from 2025-01-31", "from 31-1-2025")


def test_a_sentence_inside_a_sentence_is_said_in_the_same_language() -> None:
    inner = sentence("not known yet")
    assert sentence("{payers}", payers=inner).say("nl") == inner.say("nl") != inner.say("en")


def test_a_long_list_names_the_first_ones_once_and_counts_the_others() -> None:
    assert listed(["a", "b", "a"]) == "a, b"
    assert listed("abcabcdefg") == "a, b, c, d, e (+ 2)"
    assert listed([]) == ""
