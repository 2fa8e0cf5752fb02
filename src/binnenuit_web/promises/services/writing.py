"""Making a promise, and saying what becomes of it. Whatever is sent twice adds nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.errors import PromiseError
from binnenuit.language import listed, sentence
from binnenuit.organisation.parties import Party
from binnenuit.promises import RECEIVER_SAYS, Happened, Happening, stand
from binnenuit_web.organisation.services import third_persons
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.promises.models import Event, Promise
from binnenuit_web.promises.services.place import place
from binnenuit_web.promises.services.reading import history, sides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from binnenuit.organisation.model import CustomerId
    from binnenuit_web.people.viewer import Viewer

LONGEST: Final = 300
ACTS: Final = {
    Happening.MADE: "promise.made",
    Happening.CHANGED: "promise.changed",
    Happening.WITHDRAWN: "promise.withdrawn",
    Happening.DONE: "promise.done",
    Happening.KEPT: "promise.kept",
    Happening.NOT_KEPT: "promise.not-kept",
}

acts.register("promise.made", _("made a promise"))
acts.register("promise.changed", _("changed a promise"))
acts.register("promise.withdrawn", _("withdrew a promise"))
acts.register("promise.done", _("said that what was promised is done"))
acts.register("promise.kept", _("said that a promise was kept"))
acts.register("promise.not-kept", _("said that a promise was not kept"))


@dataclass(frozen=True)
class NewPromise:
    """What is promised by whom to whom; ``told`` is a customer outside who hears of it as well.

    ``origin`` and ``number`` name the talk or walk it ends ("exchange" 12); ``once`` is the key of
    the form it came from.
    """

    giver: Party
    receiver: Party
    what: str
    due: date
    origin: str
    number: int
    once: UUID
    told: CustomerId | None = None


@transaction.atomic
def make(viewer: Viewer, new: NewPromise, *, today: date) -> int:
    """Promise something, as the giver; returns its number. PromiseError tells what cannot be."""
    if not place(viewer, today).gives(new.giver):
        raise PermissionDenied
    made = Happened(Happening.MADE, today, new.what.strip(), new.due)
    check(viewer, [], made)
    row, is_new = Promise.objects.get_or_create(
        once=new.once,
        defaults={
            "giver_kind": new.giver.kind.value,
            "giver": new.giver.id,
            "receiver_kind": new.receiver.kind.value,
            "receiver": new.receiver.id,
            "told": new.told or "",
            "origin": new.origin,
            "number": new.number,
        },
    )
    if sides(row) != (new.giver, new.receiver):
        raise PermissionDenied  # the key of somebody else's form
    if is_new:
        _write(viewer, row, made, new.once)
    return row.pk


@transaction.atomic
def happen(viewer: Viewer, promise: int, event: Happened, *, once: UUID) -> None:
    """Say what becomes of a promise; ``event.on`` is today.

    PromiseError when that cannot be said of it now.
    """
    row = _locked(promise)
    if event.happening not in place(viewer, event.on).may_say(*sides(row)):
        raise PermissionDenied
    _add(viewer, row, event, once)


@transaction.atomic
def happen_for_customer(
    viewer: Viewer, customer: CustomerId, promise: int, event: Happened, *, once: UUID
) -> None:
    """Let a customer outside who opened his link say whether a promise to him was kept.

    The room of the talk knows whose link ``viewer.exchange`` is, and passes his id.
    """
    row = _locked(promise)
    gets = bool(customer) and sides(row)[1] == Party.customer(customer)
    if viewer.exchange is None or not gets or event.happening not in RECEIVER_SAYS:
        raise PermissionDenied
    _add(viewer, row, event, once)


def check(viewer: Viewer, before: Sequence[Happened], event: Happened) -> None:
    """Refuse with a PromiseError what cannot follow, or cannot be said in these words."""
    _check_words(viewer, event)
    stand([*before, event], today=event.on)


def _check_words(viewer: Viewer, event: Happened) -> None:
    """Refuse an empty promise, a long text, and the full name of anybody but the writer.

    Everybody below who gave a promise reads it, so it does not tell to whom it was given either.
    """
    if event.happening in {Happening.MADE, Happening.CHANGED} and not event.what:
        raise PromiseError("promises.empty", sentence("Say what you promise, in a few words."))
    if max(len(event.what), len(event.reason)) > LONGEST:
        said = sentence("Say it in at most {count} characters.", count=LONGEST)
        raise PromiseError("promises.long", said)
    named = third_persons(f"{event.what}\n{event.reason}", but=[viewer.person or ""])
    if named:
        said = sentence(
            "Leave out the name {names}: others read this too. Write “you”, or what it is about.",
            names=listed(named),
        )
        raise PromiseError("promises.names-somebody", said)


def _locked(promise: int) -> Promise:
    """Two people who speak at the same time speak one after the other."""
    row = Promise.objects.select_for_update().filter(pk=promise).first()
    if row is None:
        raise PermissionDenied
    return row


def _add(viewer: Viewer, row: Promise, event: Happened, once: UUID) -> None:
    before = Event.objects.filter(once=once).first()
    if before is not None:
        if before.promise_id != row.pk:
            raise PermissionDenied  # the key of a form about another promise
        return
    event = replace(event, what=event.what.strip(), reason=event.reason.strip())
    check(viewer, history(row), event)
    _write(viewer, row, event, once)


def _write(viewer: Viewer, row: Promise, event: Happened, once: UUID) -> None:
    Event.objects.create(
        once=once,
        promise=row,
        happening=event.happening.value,
        on=event.on,
        what=event.what,
        due=event.due,
        reason=event.reason,
        by=viewer.person or "",
        through_link=not (viewer.person or viewer.account_id),
    )
    note_down(viewer, ACTS[event.happening], f"promise {row.pk}")
