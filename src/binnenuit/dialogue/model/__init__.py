"""The words of the dialogue: votes, statements, groups of opinion, answers that carry."""

from binnenuit.dialogue.model.results import (
    Carries,
    Carrying,
    Compatible,
    Distinguishing,
    Groups,
    Representative,
    Support,
)
from binnenuit.dialogue.model.votes import Conversation, Event, Statement, Vote

__all__ = [
    "Carries",
    "Carrying",
    "Compatible",
    "Conversation",
    "Distinguishing",
    "Event",
    "Groups",
    "Representative",
    "Statement",
    "Support",
    "Vote",
]
