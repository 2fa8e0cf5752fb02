"""What is said of passing on: "goes together", and never more than the answers bear out."""

from __future__ import annotations

import pytest

from binnenuit.cli.mirror_words import passing_words
from binnenuit.mirror.disclose.passing import Together, Verdict
from binnenuit.mirror.model import Reason
from binnenuit.privacy.figures.seal import disclose


def together(verdict: Verdict, *values: float) -> Together:
    figures = (disclose(value, "10-19", entries=("entry",)) for value in values)
    return Together(*figures, verdict=verdict)


@pytest.mark.parametrize(
    ("verdict", "values", "said"),
    [
        (Verdict.GOES_TOGETHER, (0.3, 0.1, 0.5), "one point more from above with 0.30 points more"),
        (Verdict.GOES_TOGETHER, (-0.3, -0.5, -0.1), "goes together with 0.30 points less"),
        (Verdict.PASSED_ON, (0.3, 0.1, 0.5), "What one gets is passed on"),
        (Verdict.NOT_SHOWN, (0.1, -0.1, 0.3), "It is not shown"),
    ],
)
def test_what_is_said_follows_from_the_verdict(
    verdict: Verdict, values: tuple[float, ...], said: str
) -> None:
    words = passing_words(together(verdict, *values)).say("en")
    assert said in words
    assert "cause" not in words


def test_what_cannot_be_told_says_why() -> None:
    words = passing_words(Together(None, None, None, Reason.ONE_WAVE)).say("en")
    assert words.startswith("What is handed down cannot be told yet.")
    assert "again" in words
