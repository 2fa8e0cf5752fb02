"""The rungs of a ladder as they are drawn, on the ladder's own page and in the groceries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from binnenuit_web.chain.templatetags.chain_figures import per_hundred, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.disclose import Ladder, Step


@dataclass(frozen=True)
class Rung:
    """One rung.

    Attributes
    ----------
    share
        Of the money of the rung before, counted from me; None in the general story.
    id
        Of the team or customer whose page it leads to; empty when there is none.
    width
        CSS class of the line to the rung below it on the page.
    """

    name: str
    note: str
    share: float | None = None
    id: str = ""
    is_me: bool = False
    pays: bool = False
    width: str = ""


def placed(rungs: Sequence[Rung], *, down: bool) -> list[Rung]:
    """Put who pays on top and climb; who lives on the teams below stands on top himself."""
    if not rungs:
        return []
    lines = ["w5" if rung.share is None else weight(rung.share) for rung in rungs[1:]]
    widths = [*lines, ""] if down else ["", *lines]
    drawn = [replace(rung, width=line) for rung, line in zip(rungs, widths, strict=True)]
    return drawn if down else drawn[::-1]


def passed_on(share: float) -> str:
    """How much of the money of the rung before comes through this one."""
    if share > 0.995:
        return gettext("all of it comes through them")
    return gettext("%(euros)s of every 100 euros come through them") % {"euros": per_hundred(share)}


def brought_by(payer: Step, ladder: Ladder) -> float:
    """The share of the team's money that this customer brings, along whatever way; 0 to 1."""
    return next((each.share for each in ladder.customers if each.id == payer.id), payer.share)
