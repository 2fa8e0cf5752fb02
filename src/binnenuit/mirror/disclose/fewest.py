"""How many people a figure rests on at least, where that is not what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.releases.kept import FEWEST_ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from binnenuit.mirror.model import Questionnaire


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
