"""Ratings that do not count, and how that is said; people are never named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from binnenuit.mirror.model import Ratings, Scored
    from binnenuit.mirror.model.ratings import Flags

_UNCOUNTED: Final = (
    Finding(
        "mirror.rating-without-rater",
        sentence("{number} ratings on {scale} in {round} name no rater, and were not counted."),
    ),
    Finding(
        "mirror.unknown-rater",
        sentence(
            "{number} ratings on {scale} in {round} are by people who were not in people.csv then, "
            "and were not counted. Add them there, or correct their ids."
        ),
    ),
    Finding(
        "mirror.unknown-team",
        sentence(
            "{number} ratings on {scale} in {round} are of teams that were not in teams.csv then, "
            "and were not counted. Add the teams there, or correct their ids."
        ),
    ),
    Finding(
        "mirror.rates-himself",
        sentence(
            "{number} ratings on {scale} in {round} are of leaders by themselves, and were not "
            "counted."
        ),
    ),
    Finding(
        "mirror.rates-nobody",
        sentence(
            "{number} ratings on {scale} in {round} are by people who answer about nobody, as they "
            "lead the top, and were not counted."
        ),
    ),
    Finding(
        "mirror.rates-other-team",
        sentence(
            "{number} ratings on {scale} in {round} are of another team than the one in which the "
            "rater counts, and were not counted."
        ),
    ),
    Finding(
        "mirror.rates-no-team",
        sentence(
            "{number} ratings on {scale} in {round} do not say which team is rated, and were not "
            "counted."
        ),
    ),
    Finding(
        "mirror.rates-own-team",
        sentence(
            "{number} ratings on {scale} in {round} are of the rater's own team, and were not "
            "counted: it is rated by those whom it serves."
        ),
    ),
    Finding(
        "mirror.not-asked",
        sentence(
            "{number} ratings on {scale} in {round} were not asked for in that part of the round, "
            "and were not counted."
        ),
    ),
    Finding(
        "mirror.nobody-invited",
        sentence(
            "{number} ratings on {scale} in {round} are by a team of which nobody was asked about "
            "it, and were not counted."
        ),
    ),
    Finding(
        "mirror.rated-twice",
        sentence(
            "{number} ratings on {scale} in {round} are a second one by the same person, and "
            "were not counted."
        ),
    ),
)
_BY_CODE: Final = {finding.code: finding for finding in _UNCOUNTED}


def sift(
    said: Flags, reasons: Mapping[str, Flags], scale: Scored, ratings: Ratings
) -> tuple[Flags, tuple[Finding, ...]]:
    """Take out the ratings that do not count; each is told of once, by the first reason.

    Parameters
    ----------
    said
        Ratings that say anything about the scale. Shape (rows,).
    reasons
        By the code of a finding, the ratings to which it applies. Each of shape (rows,).

    Returns
    -------
    counts, findings
        Ratings that are left, shape (rows,); and how many were taken out, by reason.
    """
    counts, taken = said.copy(), {}
    for code, applies in reasons.items():
        taken[code] = int((counts & applies).sum())
        counts &= ~applies
    return counts, tuple(told(taken, scale, ratings))


def told(taken: Mapping[str, int], scale: Scored, ratings: Ratings) -> Iterator[Finding]:
    """Say how many ratings were not counted, by the code of the reason."""
    for code, number in taken.items():
        if number:
            about = {"number": number, "scale": scale.code, "round": ratings.round}
            finding = _BY_CODE[code]
            yield replace(finding, sentence=Sentence(finding.sentence.template, about))
