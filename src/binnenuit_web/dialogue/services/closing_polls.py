"""Closing a poll: its figures go through the gate, then key, hands and answers are destroyed.

What is out already comes back as it was, so that a server killed in between shows nothing twice.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction

from binnenuit.dialogue.disclose.polls import electorate_from, publish_poll
from binnenuit.dialogue.read.readiness import readiness
from binnenuit.errors import ArgumentError, ExposureError
from binnenuit.privacy import Scale
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit.privacy.releases.keeping import drop_kept
from binnenuit_web.dialogue.models import Poll
from binnenuit_web.dialogue.services.asking import fill, round_name
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.figures import seen
from binnenuit_web.dialogue.services.poll_answers import answers_of
from binnenuit_web.dialogue.services.sealing import NotOpenedError
from binnenuit_web.privacy.services import publishing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from binnenuit.privacy import Release
    from binnenuit_web.privacy.services import Before, House

log = logging.getLogger("binnenuit.dialogue")


def close_polls(today: date) -> None:
    """Close every poll that was asked long enough, the oldest first; never within a transaction.

    A poll that came back from a backup, without its key, is asked anew: no answer can be read.
    """
    for number in Poll.objects.filter(closed_on=None, key=None).values_list("pk", flat=True):
        _restart(number, today)
    due = Poll.objects.filter(closed_on=None, closes_on__lt=today).order_by("pk")
    for number in list(due.values_list("pk", flat=True)):
        with publishing() as house:
            _close(number, house, today)
        erase()


def _close(number: int, house: House, today: date) -> None:
    poll = Poll.objects.get(pk=number)
    if poll.closed_on is not None:
        return  # somebody else did, while this one waited for his turn
    shown = _shown(poll, house)
    with transaction.atomic():
        poll.answers.all().delete()
        poll.objections.update(author="")
        poll.teams.pop("places", None)
        poll.key, poll.closed_on, poll.shown = None, today, shown
        if poll.kind != Poll.Kind.ADOPTION:
            poll.outcome = Poll.Outcome.DONE
        poll.save()


def _shown(poll: Poll, house: House) -> dict[str, Any]:
    """Send each scale through the gate; empty where nothing may be shown."""
    try:
        answers = answers_of(poll)
        electorate = electorate_from(round_name(poll), poll.teams)
    except (ArgumentError, NotOpenedError) as problem:
        log.warning("nothing is shown of poll %s: %s", poll.pk, type(problem).__name__)
        return {}
    found: dict[str, Any] = {}
    for name, scale, part in _scales(poll):
        given = [(place, values[part]) for place, values in answers]

        def make(before: Before, *, scale: Scale = scale, given: Any = given) -> Release:
            return publish_poll(electorate, scale, given, before=before)

        try:
            record = house.publish(round_name(poll), scale.code, make)
        except (ArgumentError, ExposureError) as problem:
            log.warning("nothing is shown of %s: %s", scale.code, problem.code)
            continue
        found[name] = seen(record, poll.kind, scale.items[0])
        # Sums that the next round would need: there is none, and answers are to be destroyed.
        drop_kept(house.folder / HIDDEN, scale=scale.code, but=())
    return found


def _scales(poll: Poll) -> Iterator[tuple[str, Scale, slice]]:
    """What was asked: its name, its scale for the gate, and which of the answers belong to it."""
    once = round_name(poll).removeprefix("poll ")
    if poll.kind == Poll.Kind.LINK:
        yield "follows", Scale(f"follows {once}", ("follows",), lowest=0, options=3), slice(1)
    elif poll.kind == Poll.Kind.ADOPTION:
        yield (
            "resistance",
            Scale(f"resistance {once}", ("resistance",), lowest=0, options=11),
            slice(1),
        )
    else:
        at = 0
        for scale in readiness().scales:
            items = tuple(item.code for item in scale.items)
            yield scale.code, Scale(f"{scale.code} {once}", items), slice(at, at + len(items))
            at += len(items)


@transaction.atomic
def _restart(number: int, today: date) -> None:
    poll = Poll.objects.select_for_update().get(pk=number)
    poll.answers.all().delete()
    poll.objections.all().delete()  # nobody could take back what he wrote
    fill(poll, today)
    poll.save()
