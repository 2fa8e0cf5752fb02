"""The mirror: rounds from the top down, ballots that nobody can join to a person, and figures."""

from __future__ import annotations

from binnenuit_web.mirror.services import inviting, personal  # noqa: F401  register themselves
from binnenuit_web.mirror.services.closing import close_due, close_layer
from binnenuit_web.mirror.services.council import Attacked, Certificate, audit_again, certificate
from binnenuit_web.mirror.services.enough import look_by_night
from binnenuit_web.mirror.services.frozen import (
    asked_about,
    frozen,
    leaders_of,
    only_talk,
    teams_led_in,
)
from binnenuit_web.mirror.services.keys import turn_key
from binnenuit_web.mirror.services.looks import look
from binnenuit_web.mirror.services.opening import (
    LEADERS_FIRST,
    LONGEST,
    SHORTEST,
    USUAL,
    open_layer,
)
from binnenuit_web.mirror.services.own_questions import (
    MAY_BE_ABOUT,
    NewQuestion,
    add_question,
    questions,
    retire,
)
from binnenuit_web.mirror.services.own_views import (
    OwnViewPage,
    give_own_view,
    own_view_of,
    own_view_page,
)
from binnenuit_web.mirror.services.picture import (
    Enough,
    LayerShown,
    RoundShown,
    WaitingShown,
    round_picture,
)
from binnenuit_web.mirror.services.refused import (
    LowerError,
    NotReadyError,
    TooSoonError,
    agreed_in,
)
from binnenuit_web.mirror.services.releasing import (
    NotPassedError,
    find_shown,
    rehearse,
    release_due,
    release_layer,
)
from binnenuit_web.mirror.services.rounds import (
    FEWEST,
    NewRound,
    NotNowError,
    ShownRound,
    asks_readiness,
    current_round,
    default_name,
    end_round,
    every_round,
    is_taken,
    latest_round,
    questionnaire_of,
    start_round,
)
from binnenuit_web.mirror.services.stopping import go_on, stop
from binnenuit_web.mirror.services.to_do import has_to

__all__ = [
    "FEWEST",
    "LEADERS_FIRST",
    "LONGEST",
    "MAY_BE_ABOUT",
    "SHORTEST",
    "USUAL",
    "Attacked",
    "Certificate",
    "Enough",
    "LayerShown",
    "LowerError",
    "NewQuestion",
    "NewRound",
    "NotNowError",
    "NotPassedError",
    "NotReadyError",
    "OwnViewPage",
    "RoundShown",
    "ShownRound",
    "TooSoonError",
    "WaitingShown",
    "add_question",
    "agreed_in",
    "asked_about",
    "asks_readiness",
    "audit_again",
    "certificate",
    "close_due",
    "close_layer",
    "current_round",
    "default_name",
    "end_round",
    "every_round",
    "find_shown",
    "frozen",
    "give_own_view",
    "go_on",
    "has_to",
    "is_taken",
    "latest_round",
    "leaders_of",
    "look",
    "look_by_night",
    "only_talk",
    "open_layer",
    "own_view_of",
    "own_view_page",
    "questionnaire_of",
    "questions",
    "rehearse",
    "release_due",
    "release_layer",
    "retire",
    "round_picture",
    "start_round",
    "stop",
    "teams_led_in",
    "turn_key",
]
