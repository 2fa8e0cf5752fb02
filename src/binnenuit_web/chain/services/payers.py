"""The organisation is told who pays which team, so that other rooms need not know the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.chain.disclose import ChainPicture
    from binnenuit_web.organisation.services import Facts

__all__ = ["is_told", "tell"]

# A team talks with its largest customers; nobody can hold a talk with thousands.
_LARGEST: Final = 12


def is_told(facts: Facts, day: date) -> bool:
    """Whether what the organisation knows of who pays is of this very state."""
    return facts.paid_as_of == _state(facts, day)


def tell(shown: ChainPicture, facts: Facts, day: date) -> None:
    """Tell who pays which team, as computed from the state of ``facts`` on ``day``."""
    stored = organisation.load()
    found = shown.payers(stored.customer_by_id.keys(), at_most=_LARGEST)
    # Without teams the books' cost centres stand in for them: nobody can talk with those.
    there = [each for each in found if each.team in stored.team_by_id]
    organisation.tell_payers(there, as_of=_state(facts, day))


def _state(facts: Facts, day: date) -> str:
    return f"{facts.revision} {day.isoformat()}"
