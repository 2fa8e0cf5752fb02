"""Adopting by consent: when no objection stands, and resistance is low or a reason is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.model.consent import Considered, Decision, consent
from binnenuit_web.dialogue.models import Poll
from binnenuit_web.dialogue.services.figures import top_figures
from binnenuit_web.dialogue.services.links import rests_on_adopted
from binnenuit_web.dialogue.services.objections import standing
from binnenuit_web.dialogue.services.poll_answers import locked
from binnenuit_web.dialogue.services.shaping import (
    Stand,
    StandsOtherwiseError,
    demand_shaper,
    stand_of,
)
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.dialogue.model.consent import Consent
    from binnenuit_web.dialogue.services.shaping import Subject
    from binnenuit_web.people.viewer import Viewer

__all__ = ["consent_on", "decide", "is_talk", "may_decide", "subject_of"]

acts.register("poll.adopted", _("adopted by consent"))


def subject_of(poll: Poll) -> Subject | None:
    """What a poll asks to adopt; None for a step, and for readiness."""
    return poll.value or poll.behaviour


def is_talk(poll: Poll) -> bool:
    """Whether fewer people were asked than any figure may tell of: they talked."""
    return poll.closed_on is not None and poll.closed_on == poll.opened_on


def consent_on(poll: Poll, because: str = "") -> Consent:
    """What may be done with what this poll asked to adopt, and why."""
    return consent(
        Considered(
            is_closed=poll.closed_on is not None,
            is_talk=is_talk(poll),
            rests_on_adopted=poll.behaviour is None or rests_on_adopted(poll.behaviour),
            standing=standing(poll),
            resistance=max((each.value for each in top_figures(poll)), default=None),
            because=because,
        )
    )


def may_decide(poll: Poll) -> bool:
    """Whether a decision is still to be made: it is about the version that stands now."""
    row = subject_of(poll)
    if row is None or poll.kind != Poll.Kind.ADOPTION or poll.outcome != Poll.Outcome.OPEN:
        return False
    return poll.version == row.version and stand_of(row) is Stand.DECIDE


@transaction.atomic
def decide(viewer: Viewer, poll: int, because: str, *, today: date) -> Consent:
    """Adopt, if consent allows it; a second time changes nothing.

    The consent says what came of it: when it is not ``adopted``, nothing was done.
    StandsOtherwiseError while it is asked, and when something else was decided.
    """
    demand_shaper(viewer)
    row = locked(poll)
    found = consent_on(row, because)
    if row.outcome == Poll.Outcome.ADOPTED:
        return found
    subject = subject_of(row)
    if subject is None or not may_decide(row):
        raise StandsOtherwiseError
    if found.decision is Decision.ADOPTED:
        subject.adopted_on = today
        subject.save(update_fields=["adopted_on"])
        row.outcome, row.because = Poll.Outcome.ADOPTED, because
        row.save(update_fields=["outcome", "because"])
        note_down(viewer, "poll.adopted", f"poll {row.pk}")
    return found
