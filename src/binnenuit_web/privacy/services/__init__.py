"""Safe answering: the stored organisation under each rule, a verdict, and the door to publish."""

from __future__ import annotations

from binnenuit_web.privacy.services.own import Own, own
from binnenuit_web.privacy.services.publishing import Before, House, published, publishing
from binnenuit_web.privacy.services.rules import Comparison, Line
from binnenuit_web.privacy.services.standings import Standing
from binnenuit_web.privacy.services.verdict import Period, Verdict, verdict

__all__ = [
    "Before",
    "Comparison",
    "House",
    "Line",
    "Own",
    "Period",
    "Standing",
    "Verdict",
    "own",
    "published",
    "publishing",
    "verdict",
]
