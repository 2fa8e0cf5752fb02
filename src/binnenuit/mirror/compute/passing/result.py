"""What can be said about passing on, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from binnenuit.mirror.model import Estimate


class Verdict(StrEnum):
    """What may be said; always by the 95 % interval, whatever interval was asked for."""

    PASSED_ON = "passed-on"
    """The interval lies above 0, and lot decided in which order the branches opened."""
    GOES_TOGETHER = "goes-together"
    """The interval leaves out 0. A common cause below the branches could do the same."""
    NOT_SHOWN = "not-shown"
    """The interval holds 0. That is not to say that nothing is passed on."""
    CANNOT_TELL = "cannot-tell"
    """There is no estimate; ``reason`` says why."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PassOn(Estimate):
    """How much of a supplier's score comes back in the score of those whom it serves.

    ``estimate`` is the slope: points of a team's score that go with one point of the score of those
    who serve it, within the same branch and wave, corrected for rating error. ``n`` counts
    team-waves and ``groups`` the leaders (or suppliers) that tell something; ``dropped`` are
    team-waves with a score and somebody above that could not be used.

    Attributes
    ----------
    verdict
        What may be said.
    waves, branches
        Of the team-waves used.
    association
        Slope without branch effects and without correction, for analysts: common causes are in it.
        None where it cannot be computed; it may be there when the estimate is not.
    attenuated
        Slope within branches, not corrected for rating error; None as above.
    within_reliability
        Share of the suppliers' differences within branches that is not rating error, at most 1;
        None when the reliability is not known, or nothing differs.
    shared_raters
        Of the raters on either side of a link, the share who judged both sides; mean over links.
    """

    verdict: Verdict = Verdict.CANNOT_TELL
    waves: int = 0
    branches: int = 0
    association: float | None = None
    attenuated: float | None = None
    within_reliability: float | None = None
    shared_raters: float = 0.0
