"""By which attributes may the answers of one round and scale be broken down?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.rounds.categories import check_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.rounds.categories import Attribute
    from binnenuit.privacy.rounds.moments import Closing

FURTHER: Final = "further "
"""Kind of an entry of the ledger about a further attribute; its name follows."""


def check_names(closing: Closing, attributes: Sequence[Attribute]) -> None:
    """Refuse an attribute that is given twice, or that the round declared.

    Raises
    ------
    ArgumentError
        ``privacy.attribute-twice``; see ``check_attribute``.
    """
    declared = closing.opening.attribute
    seen = set() if declared is None else {declared.name}
    for each in attributes:
        check_attribute(each)
        if each.name in seen:
            raise ArgumentError(
                "privacy.attribute-twice",
                sentence(
                    "The attribute {name} is given twice. Give each attribute once; the one that "
                    "the round declared is in the sums of the scale already.",
                    name=each.name,
                ),
            )
        seen.add(each.name)
