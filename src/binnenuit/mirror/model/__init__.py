"""The words of the mirror: what is asked, what was answered, what is kept, what was found."""

from binnenuit.mirror.model.questionnaire import About, Item, Questionnaire, Scored
from binnenuit.mirror.model.ratings import Ratings
from binnenuit.mirror.model.reasons import Reason
from binnenuit.mirror.model.results import Agreement, Estimate
from binnenuit.mirror.model.tally import Moments, Tally

__all__ = [
    "About",
    "Agreement",
    "Estimate",
    "Item",
    "Moments",
    "Questionnaire",
    "Ratings",
    "Reason",
    "Scored",
    "Tally",
]
