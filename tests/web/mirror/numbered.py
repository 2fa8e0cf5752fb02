"""Twelve answers that are those of nobody else, and whose they are. Needs no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from binnenuit.mirror.model.ballot import Ballot

ITEMS: Final = tuple(f"{scale}{number}" for scale in "CDE" for number in range(1, 5))
"""Questions about one's own team, five options each."""


def answers(number: int) -> dict[str, int | str]:
    """Twelve answers, up to five to the twelfth ways."""
    return {item: 1 + number // 5**place % 5 for place, item in enumerate(ITEMS)}


def number_of(ballot: Ballot) -> int:
    """Whose answers these are."""
    given = ballot.rows[0].answers
    return sum((int(given[item]) - 1) * 5**place for place, item in enumerate(ITEMS))


def sent(number: int) -> dict[str, str]:
    """The same as a form sends it."""
    return {f"q:{item}": str(answer) for item, answer in answers(number).items()}
