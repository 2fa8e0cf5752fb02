"""Entries that open or close the books: they move revenue to equity, and no customer pays them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.chain.read.customers import Part

_CLOSING_WORDS: Final = re.compile(
    r"jaarafsluiting|afsluit\w* (?:boek)?jaar|afsluitboeking|resultaatbestemming|"
    r"resultaatverdeling|"
    r"year[- ]end clos|clos\w* (?:entry|entries|of the (?:year|books))|årsavslutning|årsoppgjør|"
    r"apuramento de resultados",
    re.IGNORECASE,
)
_MONTHS: Final = 12


class Moment(NamedTuple):
    """When and where a transaction was booked.

    Attributes
    ----------
    opening, closing
        The file itself says that it opens or closes the books.
    period
        Number of the period as text; not always a number.
    booked
        ISO date as text.
    words
        Descriptions of the transaction and its journal.
    """

    opening: bool = False
    closing: bool = False
    period: str = ""
    booked: str = ""
    words: tuple[str, ...] = ()


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
        end: date | None,
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
        end
            Last day of the books.
        """
        said = moment.opening or moment.closing
        if named and not said:
            return False
        revenue = sum(part.cents for part in parts if part.revenue)
        found = (
            said or (own_result and not balance) or (revenue < 0 and _seems_closing(moment, end))
        )
        if found:
            self.transactions += 1
            self.cents += abs(revenue)
        return found


def _seems_closing(moment: Moment, end: date | None) -> bool:
    extra = moment.period.isdecimal() and len(moment.period) < 4 and int(moment.period) > _MONTHS
    if extra and end is not None and moment.booked[:10] >= end.isoformat():
        return True
    return any(_CLOSING_WORDS.search(text) for text in moment.words)
