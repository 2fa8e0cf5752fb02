"""What the views ask for. Each service says who may; nothing else touches what is stored."""

from __future__ import annotations

from binnenuit_web.dialogue.services import personal  # noqa: F401  registers itself
from binnenuit_web.dialogue.services.adopted import adopted_behaviours
from binnenuit_web.dialogue.services.asking import ask_behaviour, ask_value
from binnenuit_web.dialogue.services.banked import (
    BankChoice,
    BankTheme,
    TalkStep,
    bank_left,
    choice,
    talk,
)
from binnenuit_web.dialogue.services.behaviours import (
    BehaviourPage,
    NewBehaviour,
    behaviour_page,
    change_behaviour,
    make_behaviour,
    withdraw_behaviour,
)
from binnenuit_web.dialogue.services.closing import close_over, close_question, make_pictures
from binnenuit_web.dialogue.services.closing_polls import close_polls
from binnenuit_web.dialogue.services.deciding import decide
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.hands import hand_of, may_shape, may_take_part, may_vote
from binnenuit_web.dialogue.services.links import Source, asked_values, sources
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
from binnenuit_web.dialogue.services.objections import object_to, take_back
from binnenuit_web.dialogue.services.picturing import (
    ShownFigure,
    ShownGroup,
    ShownPicture,
    ShownSet,
    ShownStatementFigures,
    StatementPage,
    carried,
    make_picture,
    picture_of,
    statement_page,
)
from binnenuit_web.dialogue.services.poll_answers import answer
from binnenuit_web.dialogue.services.poll_moves import next_poll, poll_moves
from binnenuit_web.dialogue.services.polls import PollPage, poll_page
from binnenuit_web.dialogue.services.putting_away import put_away
from binnenuit_web.dialogue.services.questions import (
    LONGEST_OPEN,
    USUAL_TALK,
    USUAL_VOTE,
    NewQuestion,
    QuestionPage,
    ShownQuestion,
    every_question,
    guide_moves,
    is_wrong,
    open_question,
    question_page,
)
from binnenuit_web.dialogue.services.readiness import (
    AskedStatement,
    ReadinessPage,
    begin_readiness,
    readiness_page,
    ready_for_mirror,
)
from binnenuit_web.dialogue.services.restarting import restart_keyless
from binnenuit_web.dialogue.services.revising import NotTakenUpError
from binnenuit_web.dialogue.services.running import NotNowError, State, text_of
from binnenuit_web.dialogue.services.shaping import (
    OrphanError,
    Stand,
    StandsOtherwiseError,
    demand_shaper,
)
from binnenuit_web.dialogue.services.shown import ShownStatement, accepted
from binnenuit_web.dialogue.services.statements import (
    LONGEST,
    MyStatement,
    NamesSomebodyError,
    TooManyError,
    alike,
    my_statements,
    write,
)
from binnenuit_web.dialogue.services.tree import ShownBehaviour, ShownValue
from binnenuit_web.dialogue.services.values import (
    NewValue,
    ToTakeUp,
    ValuePage,
    ValuesPage,
    change_value,
    make_value,
    value_page,
    values_from,
    values_page,
    withdraw_value,
)

__all__ = [
    "LONGEST",
    "LONGEST_OPEN",
    "USUAL_TALK",
    "USUAL_VOTE",
    "AskedStatement",
    "BankChoice",
    "BankTheme",
    "BehaviourPage",
    "Drawn",
    "MyStatement",
    "MyVote",
    "NamesSomebodyError",
    "NewBehaviour",
    "NewQuestion",
    "NewValue",
    "NotNowError",
    "NotTakenUpError",
    "OrphanError",
    "PollPage",
    "QuestionPage",
    "ReadinessPage",
    "ShownBehaviour",
    "ShownFigure",
    "ShownGroup",
    "ShownPicture",
    "ShownQuestion",
    "ShownSet",
    "ShownStatement",
    "ShownStatementFigures",
    "ShownValue",
    "Source",
    "Stand",
    "StandsOtherwiseError",
    "State",
    "StatementPage",
    "TalkStep",
    "ToTakeUp",
    "TooManyError",
    "ValuePage",
    "ValuesPage",
    "VotesTable",
    "WaitingStatement",
    "accept",
    "accepted",
    "adopted_behaviours",
    "alike",
    "answer",
    "ask_behaviour",
    "ask_value",
    "asked_values",
    "bank_left",
    "begin_readiness",
    "behaviour_page",
    "carried",
    "cast",
    "change_behaviour",
    "change_value",
    "choice",
    "close_over",
    "close_polls",
    "close_question",
    "decide",
    "demand_shaper",
    "draw",
    "erase",
    "every_question",
    "guide_moves",
    "hand_of",
    "is_wrong",
    "make_behaviour",
    "make_picture",
    "make_pictures",
    "make_value",
    "may_shape",
    "may_take_part",
    "may_vote",
    "my_statements",
    "my_votes",
    "next_poll",
    "object_to",
    "open_question",
    "picture_of",
    "poll_moves",
    "poll_page",
    "put_away",
    "question_page",
    "readiness_page",
    "ready_for_mirror",
    "refuse",
    "restart_keyless",
    "seed",
    "sources",
    "statement_page",
    "take_back",
    "talk",
    "text_of",
    "undo",
    "value_page",
    "values_from",
    "values_page",
    "votes_of",
    "waiting",
    "withdraw_behaviour",
    "withdraw_value",
    "write",
]
