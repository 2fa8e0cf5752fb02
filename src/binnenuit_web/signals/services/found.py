"""What is kept of a closed thing: what came through the gate, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from binnenuit.signals.for_whom import Opinion, Share, ThingQuestion, opinion, shares_of
from binnenuit.signals.model import ToWhom, Worth

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Found:
    """For whom a thing is and whether it helps, as those asked see it; empty when withheld.

    ``people`` is a range, such as "10-19".
    """

    opinion: Opinion
    people: str
    whom: tuple[tuple[ToWhom, Share], ...]
    worth: tuple[tuple[Worth, Share], ...]


def found_in(kept: Mapping[str, Any] | None) -> Found | None:
    """Read the two published releases of a thing; None for a thing that is still asked."""
    if kept is None:
        return None
    whom = shares_of(kept["whom"], ThingQuestion.WHOM)
    worth = shares_of(kept["worth"], ThingQuestion.WORTH)
    return Found(
        opinion=opinion(whom),
        people=kept["whom"]["groups"][0]["n_band"],
        whom=tuple((ToWhom(code), share) for code, share in whom.items()),
        worth=tuple((Worth(code), share) for code, share in worth.items()),
    )
