from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from binnenuit_web.look.templatetags.look import hands, money


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "€\N{NO-BREAK SPACE}1.234.568"), ("en", "€\N{NO-BREAK SPACE}1,234,568")],
)
def test_money_is_grouped_as_the_language_does(language: str, said: str) -> None:
    with override(language):
        assert money(Decimal("1234567.89")) == said


def test_a_negative_amount_carries_its_sign_and_a_missing_one_says_nothing() -> None:
    with override("en"):
        assert money(-5.4) == "\N{MINUS SIGN}€\N{NO-BREAK SPACE}5"
        assert money(7, "NOK") == "NOK\N{NO-BREAK SPACE}7"
        assert money(None) == ""


def test_hands_follow_the_decimal_mark_of_the_language() -> None:
    with override("nl"):
        assert hands(2.16) == "2,2"
    with override("en"):
        assert hands(2.14) == "2.1"
        assert hands(None) == ""


def test_what_is_kept_is_escaped_once() -> None:
    template = Template(
        "{% load look %}{% keep name %} {{ text }} {% endkeep %}{{ name }}|{{ name }}"
    )
    assert template.render(Context({"text": "A & <b>"})) == "A &amp; &lt;b&gt;|A &amp; &lt;b&gt;"
