"""What walks hold about a person: exported, and on request made to say nothing about him."""

from __future__ import annotations

from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of
from binnenuit_web.signals.models import Step


def _export_steps(account: int) -> list[personal.Record]:
    person = person_of(account)
    columns = ("walk", "asked_on", "contributed", "changes", "begins_here", "answered_on")
    return (
        [{**row} for row in Step.objects.filter(leader=person).values(*columns)] if person else []
    )


def _forget_steps(account: int) -> None:
    """Empty what he wrote; that somebody answered here stays, or the walk would lose its way."""
    person = person_of(account)
    if person:
        Step.objects.filter(leader=person).update(leader="", contributed="", changes="")


personal.register("signals.Step", export=_export_steps, forget=_forget_steps)
