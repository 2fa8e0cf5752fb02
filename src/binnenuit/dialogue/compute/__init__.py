"""Groups of opinion, answers that carry, statements that distinguish, and which one is next."""

from binnenuit.dialogue.compute.careless import Careless, Flag, flags
from binnenuit.dialogue.compute.carrying import Priors, carrying, carrying_of_counts, prior_of
from binnenuit.dialogue.compute.compatible import compatible
from binnenuit.dialogue.compute.distinguishing import distinguishing
from binnenuit.dialogue.compute.divisive import divided, divided_of_counts
from binnenuit.dialogue.compute.grouping import group_into
from binnenuit.dialogue.compute.groups import find_groups
from binnenuit.dialogue.compute.stability import adjusted_rand
from binnenuit.dialogue.compute.support import support

__all__ = [
    "Careless",
    "Flag",
    "Priors",
    "adjusted_rand",
    "carrying",
    "carrying_of_counts",
    "compatible",
    "distinguishing",
    "divided",
    "divided_of_counts",
    "find_groups",
    "flags",
    "group_into",
    "prior_of",
    "support",
]
