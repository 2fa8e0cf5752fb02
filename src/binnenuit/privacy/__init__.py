"""The one door through which a number about people leaves.

A round opens (``open_round``) and closes (``close_round``); ``release`` takes sums of answers and
gives figures that may be seen (``Disclosed``), with a longer ``Ledger``. A folder's ledger and key:
``binnenuit.privacy.folder``. The auditor in ``binnenuit.privacy.audit`` attacks what was published
and knows nothing of all this.
"""

from binnenuit.privacy.answers import Groups, Scale, Tallies
from binnenuit.privacy.carried import Wave
from binnenuit.privacy.categories import Attribute
from binnenuit.privacy.cells import Further
from binnenuit.privacy.derive import combination, derive, derive_each, difference
from binnenuit.privacy.disclosed import Disclosed
from binnenuit.privacy.gate import release
from binnenuit.privacy.kept import Kept
from binnenuit.privacy.ledger import Entry, Ledger
from binnenuit.privacy.model import Plan, State
from binnenuit.privacy.moments import Closing, Opening, close_round, open_round
from binnenuit.privacy.planning import plan
from binnenuit.privacy.publication import Publication
from binnenuit.privacy.regroup import Regrouped, regroup
from binnenuit.privacy.released import Group, ItemFigures, Place, Release
from binnenuit.privacy.rendering import Bound
from binnenuit.privacy.response import response

__all__ = [
    "Attribute",
    "Bound",
    "Closing",
    "Disclosed",
    "Entry",
    "Further",
    "Group",
    "Groups",
    "ItemFigures",
    "Kept",
    "Ledger",
    "Opening",
    "Place",
    "Plan",
    "Publication",
    "Regrouped",
    "Release",
    "Scale",
    "State",
    "Tallies",
    "Wave",
    "close_round",
    "combination",
    "derive",
    "derive_each",
    "difference",
    "open_round",
    "plan",
    "regroup",
    "release",
    "response",
]
