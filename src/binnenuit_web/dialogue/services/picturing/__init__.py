"""Pictures of a core question: made through the gate, stored, and shown."""

from __future__ import annotations

from binnenuit_web.dialogue.services.picturing.looking import (
    ShownGroup,
    ShownPicture,
    carried,
    picture_of,
)
from binnenuit_web.dialogue.services.picturing.making import FEWEST_VOTERS, make_picture
from binnenuit_web.dialogue.services.picturing.statement import (
    StatementPage,
    following,
    statement_page,
)
from binnenuit_web.dialogue.services.picturing.statements import (
    ShownFigure,
    ShownSet,
    ShownStatementFigures,
)

__all__ = [
    "FEWEST_VOTERS",
    "ShownFigure",
    "ShownGroup",
    "ShownPicture",
    "ShownSet",
    "ShownStatementFigures",
    "StatementPage",
    "carried",
    "following",
    "make_picture",
    "picture_of",
    "statement_page",
]
