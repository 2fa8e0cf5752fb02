"""What a reader should know of releases that stand: other numbers of people, other rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.releases.kept import FEWEST_ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from binnenuit.mirror.model import Questionnaire, Ratings
    from binnenuit.privacy import Ledger


def other_people(
    records: Sequence[Mapping[str, Any]], questionnaire: Questionnaire, k: int
) -> Iterator[Finding]:
    """Say where figures rest on another number of people than the reader asks for.

    Parameters
    ----------
    records
        Releases, as they were written.
    k
        Fewest people behind a figure, as it is asked for now.

    Returns
    -------
    findings
        ``mirror.few-items`` for each scale that is held to the number of people of a single
        question; ``mirror.other-k`` for each round that went out with another number.
    """
    few = {scale.code for scale in questionnaire.scales if len(scale.items) < FEWEST_ITEMS}
    short = dict.fromkeys(r["scale"] for r in records if r["scale"] in few)
    for code in short:
        yield Finding(
            "mirror.few-items",
            sentence(
                "{scale} has fewer than {items} items, so its scores are held to {people} people "
                "or more, as single questions are.",
                scale=code,
                items=FEWEST_ITEMS,
                people=max(k, SMALLEST_GROUP_OF_ITEM),
            ),
        )
    went_out = {r["round"]: r["k"] for r in records if r["scale"] not in short}
    for name, people in went_out.items():
        if people != k:
            yield Finding(
                "mirror.other-k",
                sentence(
                    "{round} was released with at least {people} people behind a figure, and stays "
                    "so: two figures of one round with other groups would lay people bare. {asked} "
                    "counts for rounds that are not out yet.",
                    round=name,
                    people=people,
                    asked=k,
                ),
            )


def absent_rounds(
    ledger: Ledger, questionnaire: Questionnaire, rounds: Sequence[Ratings]
) -> Iterator[Finding]:
    """Say which rounds went out earlier and are not among the answers any more."""
    scales = {scale.code for scale in questionnaire.scales}
    given = {ratings.round for ratings in rounds}
    told = [entry.publication for entry in ledger.entries]
    absent = [each.round for each in told if each.scale in scales and each.round not in given]
    if absent:
        yield Finding(
            "mirror.rounds-not-given",
            sentence(
                "{rounds} went out from this folder and are not in the answers any more. What was "
                "released stays; but what goes together is told of the rounds that are there. Put "
                "their answers back to compare them.",
                rounds=listed(absent),
            ),
        )
