"""The one door through which a number about people leaves.

A round opens (``open_round``) and closes (``close_round``); ``release`` takes sums of answers and
gives figures that may be seen (``Disclosed``), with a longer ``Ledger``. Ledger and key in files:
``binnenuit.privacy.releases.folder``. The auditor, ``binnenuit.privacy.audit``, attacks what was
published and knows nothing of all this.
"""

from binnenuit.privacy.answers import Groups, Scale, Tallies
from binnenuit.privacy.figures.derive import combination, derive, derive_each, difference
from binnenuit.privacy.figures.disclosed import Disclosed
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.gate import release
from binnenuit.privacy.ledger.ledger import Entry, Ledger
from binnenuit.privacy.ledger.publication import Publication
from binnenuit.privacy.model import Plan, State
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.releases.carried import Wave
from binnenuit.privacy.releases.cells import Further
from binnenuit.privacy.releases.kept import Kept
from binnenuit.privacy.releases.read_back import ReadBack, read_back
from binnenuit.privacy.releases.regroup import Regrouped, regroup
from binnenuit.privacy.releases.released import Group, ItemFigures, Place, Release
from binnenuit.privacy.releases.response import response
from binnenuit.privacy.rounds.categories import Attribute
from binnenuit.privacy.rounds.moments import Closing, Opening, close_round, open_round

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
    "ReadBack",
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
    "read_back",
    "regroup",
    "release",
    "response",
]
