"""What the pages of safe answering ask: the stored organisation under each rule, and a verdict."""

from __future__ import annotations

from binnenuit_web.privacy.services.own import Own, own
from binnenuit_web.privacy.services.rules import Comparison, Line
from binnenuit_web.privacy.services.standings import Standing
from binnenuit_web.privacy.services.verdict import Period, Verdict, verdict

__all__ = ["Comparison", "Line", "Own", "Period", "Standing", "Verdict", "own", "verdict"]
