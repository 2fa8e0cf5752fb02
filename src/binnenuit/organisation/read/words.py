"""Words with a fixed meaning in a column: kinds of links, their basis, dimensions of the books."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.organisation.model import Basis, Dimension, LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.tables import Row

Word = TypeVar("Word", bound=StrEnum)

KINDS: Final[Mapping[str, LinkKind]] = {
    "serves": LinkKind.SERVES,
    "dient": LinkKind.SERVES,
    "werkt_voor": LinkKind.SERVES,
    "works_for": LinkKind.SERVES,
    "pays": LinkKind.PAYS,
    "betaalt": LinkKind.PAYS,
}
BASES: Final[Mapping[str, Basis]] = {
    **{basis.value: basis for basis in Basis},
    "genoemd": Basis.NAMED,
    "bevestigd": Basis.CONFIRMED,
    "bezwaar": Basis.OBJECTED,
    "geboekt": Basis.BOOKED,
    "ingelezen": Basis.IMPORTED,
    "": Basis.IMPORTED,
}
DIMENSIONS: Final[Mapping[str, Dimension]] = {
    **{dimension.value: dimension for dimension in Dimension},
    "cost_center": Dimension.COST_CENTRE,
    "kostenplaats": Dimension.COST_CENTRE,
    "artikel": Dimension.PRODUCT,
    "rekening": Dimension.ACCOUNT,
    "grootboekrekening": Dimension.ACCOUNT,
    "klant": Dimension.CUSTOMER,
    "relatie": Dimension.CUSTOMER,
}


def word(row: Row, column: str, words: Mapping[str, Word], file: str) -> Word:
    """Return what the word in ``column`` means; capitals and spaces make no difference.

    Raises
    ------
    TableError
        The word is none of those allowed; they are named.
    """
    text = row.text(column)
    found = words.get("_".join(text.casefold().replace("-", " ").split()))
    if found is None:
        raise TableError(
            "organisation.unknown-word",
            sentence(
                "The column {column} holds “{word}”. Use one of: {allowed}.",
                column=column,
                word=text,
                allowed=", ".join(dict.fromkeys(value.value for value in words.values())),
            ),
            file=file,
            row=row.number,
        )
    return found
