"""Entries that open or close the books: they move revenue to equity, and no customer pays them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.read.customers import Part

_CLOSING_WORDS: Final = re.compile(
    r"jaarafsluiting|afsluit\w* (?:boek)?jaar|afsluitboeking|resultaatbestemming|"
    r"resultaatverdeling|"
    r"year[- ]end clos|clos\w* (?:entry|entries|of the (?:year|books))|årsavslutning|årsoppgjør|"
    r"apuramento de resultados",
    re.IGNORECASE,
)
_LAST_MONTH: Final = 12


@dataclass(frozen=True)
class Moment:
    """When and where a transaction was booked.

    Attributes
    ----------
    opening, closing
        The file itself says that it opens or closes the books.
    period
        Number of the period; None when it is no number.
    last_day
        Booked on or after the last day of the books.
    words
        Descriptions of the transaction and its journal.
    """

    opening: bool = False
    closing: bool = False
    period: int | None = None
    last_day: bool = False
    words: str = ""


class Closing:
    """Recognises the entries that open or close the books, and counts them."""

    def __init__(self) -> None:
        self.transactions = 0
        self.cents = 0

    def take(
        self,
        moment: Moment,
        parts: Sequence[Part],
        *,
        named: bool,
        own_result: bool,
        balance: bool,
    ) -> bool:
        """Tell whether a transaction opens or closes the books, and if so count it.

        Parameters
        ----------
        parts
            Its lines on profit-and-loss accounts; at least one.
        named
            A customer is named in it.
        own_result
            Some lines lie on equity or the result of the year.
        balance
            Some lines lie on other balance accounts.
        """
        revenue = sum(part.cents for part in parts if part.revenue)
        found = (
            moment.opening
            or moment.closing
            or (not named and own_result and not balance)
            or (not named and revenue < 0 and _says_so(moment))
        )
        if found:
            self.transactions += 1
            self.cents += abs(revenue)
        return found


def _says_so(moment: Moment) -> bool:
    late = moment.period is not None and moment.period > _LAST_MONTH and moment.last_day
    return late or _CLOSING_WORDS.search(moment.words) is not None
