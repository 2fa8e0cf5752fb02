"""Headings of answers, as exports of questionnaire tools give them in Dutch and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.tables import Column

if TYPE_CHECKING:
    from binnenuit.mirror.model import Questionnaire

LONG, WIDE = 0, 1

ROUND: Final = Column("round", required=True, also=("ronde", "meting", "wave", "peiling"))
_RATED_ALSO: Final = ("rated_team", "beoordeeld", "beoordeeld_team", "about", "over")
RATED: Final = Column("rated", also=_RATED_ALSO)
_RATER_TEAM: Final = Column(
    "rater_team", required=True, also=("eigen_team", "own_team", "team", "afdeling", "department")
)
RATER: Final = Column(
    "rater", also=("rater_id", "respondent", "respondent_id", "beoordelaar", "invuller")
)
ITEM: Final = Column("item", required=True, also=("item_code", "vraag", "question"))
VALUE: Final = Column("value", required=True, also=("waarde", "antwoord", "answer"))


def layouts(questionnaire: Questionnaire) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns of a long and of a wide table of answers, in that order."""
    rated = Column("rated", required=True, also=_RATED_ALSO)
    long = (ROUND, rated, _RATER_TEAM, ITEM, VALUE, RATER)
    # Items first: a heading that is the code of an item is that item.
    items = tuple(Column(code) for code in questionnaire.scale_of_item)
    wide = (*items, ROUND, RATED, _RATER_TEAM, RATER)
    return long, wide
