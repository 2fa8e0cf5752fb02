"""What the views ask for. Each service says who may; nothing else touches what is stored."""

from __future__ import annotations

from binnenuit_web.dialogue.services.hands import hand_of, may_shape, may_take_part
from binnenuit_web.dialogue.services.log import (
    Drawn,
    MyVote,
    VotesTable,
    cast,
    draw,
    my_votes,
    undo,
    votes_of,
)
from binnenuit_web.dialogue.services.moderating import (
    WaitingStatement,
    accept,
    refuse,
    seed,
    waiting,
)
from binnenuit_web.dialogue.services.questions import (
    NewQuestion,
    QuestionPage,
    ShownQuestion,
    bank_left,
    close_question,
    every_question,
    guide_moves,
    open_question,
    question_page,
)
from binnenuit_web.dialogue.services.running import NotNowError, State, text_of
from binnenuit_web.dialogue.services.shown import ShownStatement, accepted
from binnenuit_web.dialogue.services.statements import (
    MyStatement,
    NamesSomebodyError,
    TooManyError,
    alike,
    my_statements,
    write,
)

__all__ = [
    "Drawn",
    "MyStatement",
    "MyVote",
    "NamesSomebodyError",
    "NewQuestion",
    "NotNowError",
    "QuestionPage",
    "ShownQuestion",
    "ShownStatement",
    "State",
    "TooManyError",
    "VotesTable",
    "WaitingStatement",
    "accept",
    "accepted",
    "alike",
    "bank_left",
    "cast",
    "close_question",
    "draw",
    "every_question",
    "guide_moves",
    "hand_of",
    "may_shape",
    "may_take_part",
    "my_statements",
    "my_votes",
    "open_question",
    "question_page",
    "refuse",
    "seed",
    "text_of",
    "undo",
    "votes_of",
    "waiting",
    "write",
]
