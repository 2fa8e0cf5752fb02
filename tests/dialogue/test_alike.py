"""What says nearly the same is found; what does not is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.dialogue.model.alike import likeness, most_alike

SAME = [
    ("We bellen klanten terug.", "Wij bellen de klant altijd terug!"),
    ("De leiding luistert niet naar ons.", "Onze leidinggevenden luisteren niet."),
    ("We answer the phone within three rings.", "The phone is answered within three rings"),
    ("Vergaderingen gaan voor klanten.", "Hier gaan vergaderingen vóór de klanten"),
    ("We promise more than we can make.", "We promise more then we can make"),
]
OTHER = [
    ("We bellen klanten terug.", "De koffie is hier koud."),
    ("We helpen elkaar als het druk is.", "We vieren het als iets lukt."),
    ("The leaders listen to us.", "Customers wait too long."),
    ("Ik mag zelf beslissen.", "Ik weet wie mijn loon betaalt."),
    ("We are here for the customer.", "We are here for each other."),
]


@pytest.mark.parametrize(("text", "other"), SAME)
def test_what_says_nearly_the_same_is_offered(text: str, other: str) -> None:
    assert most_alike(text, [other]) == (0,)


@pytest.mark.parametrize(("text", "other"), OTHER)
def test_what_says_something_else_is_not(text: str, other: str) -> None:
    assert most_alike(text, [other]) == ()


def test_the_likest_comes_first_and_no_more_than_three() -> None:
    others = [f"We bellen klanten terug{end}" for end in (" soms", "", " meestal wel", " nooit")]
    assert most_alike("We bellen klanten terug", others)[0] == 1
    assert len(most_alike("We bellen klanten terug", others)) == 3


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_lies_from_0_to_1(text: str, other: str) -> None:
    assert likeness(text, other) == likeness(other, text)
    assert 0 <= likeness(text, other) <= 1


def test_small_words_capitals_and_accents_make_no_difference_and_nothing_is_like_nothing() -> None:
    assert likeness("Hé, de BAAS wacht", "baas he wacht!") == 1
    assert likeness("", "Iets") == likeness("...", "...") == 0
