"""What walks and things hold about a person: exported, and on request made to say nothing."""

from __future__ import annotations

from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of
from binnenuit_web.signals.models import Hand, Step
from binnenuit_web.signals.services.things import hands_of


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


def _export_hands(account: int) -> list[personal.Record]:
    person = person_of(account)
    hands = hands_of(person) if person else {}
    there = Hand.objects.filter(hash__in=hands).values_list("hash", flat=True)
    return [{"answered about": hands[each].name} for each in there]


def _forget_hands(account: int) -> None:
    """Remove the mark that he answered; what he answered is part of a sum and cannot be found."""
    person = person_of(account)
    if person:
        Hand.objects.filter(hash__in=hands_of(person)).delete()


personal.register("signals.Hand", export=_export_hands, forget=_forget_hands)
personal.register("signals.Step", export=_export_steps, forget=_forget_steps)
