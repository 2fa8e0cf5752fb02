"""A layer opens: teams and those invited are fixed, codes and the keys of the seal are made."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.locks import Seen
from binnenuit_web.mirror.models import Code, Invitation, Layer, OwnView
from binnenuit_web.mirror.services.box import code_of, hash_of, new_keys
from binnenuit_web.mirror.services.frozen import freeze, leaders_of, wanted
from binnenuit_web.mirror.services.gate import is_out
from binnenuit_web.mirror.services.here import here
from binnenuit_web.mirror.services.locks import lock_of
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "LEADERS_FIRST",
    "LONGEST",
    "SHORTEST",
    "USUAL",
    "is_keyless",
    "keyless_layers",
    "layer_row",
    "may_open_again",
    "open_layer",
]

SHORTEST: Final = timedelta(days=4)
USUAL: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=60)
LEADERS_FIRST: Final = timedelta(days=3)
"""So long people wait for their leader to answer about himself; then they answer all the same."""

acts.register("mirror.opened", _("opened a layer"))
acts.register("mirror.opened-again", _("opened a layer again, after a backup was put back"))


@transaction.atomic
def open_layer(viewer: Viewer, layer: int, *, closes_on: date, today: date) -> None:
    """Open a layer through ``closes_on``; a layer that is open already stays as it is.

    Where fewer than k could answer nobody is asked: the layer counts as shown, and its leaders
    talk. NotNowError when the layer may not open now, or when its figures are out already.
    """
    if not viewer.may_prepare:
        raise PermissionDenied
    row = layer_row(layer)
    if row.opened_on is not None and not is_keyless(row):
        return
    may_open = may_open_again(row) if is_keyless(row) else lock_of(row, today).may_open
    if not may_open or not SHORTEST <= closes_on - today <= LONGEST:
        raise NotNowError
    if is_keyless(row):
        _open_again(row, closes_on, today)
        note_down(viewer, "mirror.opened-again", f"layer {row.number} of round {row.round_id}")
        return
    _fix(row, today)
    if row.customers or row.invitations.exists():
        _take_ballots(row, closes_on, today)
    else:
        row.closes_on = row.closed_on = row.shown_on = today
    row.opened_on = today
    row.save()
    note_down(viewer, "mirror.opened", f"layer {row.number} of round {row.round_id}")


def is_keyless(row: Layer) -> bool:
    """Whether a backup was put back while answers were taken: nobody can read them any more.

    No backup holds the private key. Such a layer is opened again, and all answer once more.
    """
    return row.opened_on is not None and row.shown_on is None and row.private_key is None


def may_open_again(row: Layer) -> bool:
    """Whether people are asked once more: not where their answers were shown before."""
    return is_keyless(row) and row.round.stopped_on is None and not is_out(row)


def keyless_layers() -> list[tuple[str, int]]:
    """Name the round and number of every layer that waits to be opened again."""
    open_ones = Layer.objects.filter(opened_on__isnull=False, shown_on=None, private_key=None)
    waiting = (row for row in open_ones.select_related("round") if not is_out(row))
    return [(row.round.name, row.number) for row in waiting]


def layer_row(layer: int) -> Layer:
    """One layer, kept from changing until the transaction ends; 404 when there is none."""
    found = Layer.objects.select_for_update(of=("self",)).select_related("round")
    row = found.filter(pk=layer).first()
    if row is None:
        raise Http404
    return row


def _fix(row: Layer, today: date) -> None:
    there = here(today)
    plan = None if row.customers else there.layer(row.number)
    row.teams = freeze(there.organisation, plan, k=row.round.k)
    asked = wanted(plan, k=row.round.k) if plan else ()
    Invitation.objects.bulk_create(
        Invitation(layer=row, person=each.person, team=each.team, part=each.part.value)
        for each in asked
    )


def _take_ballots(row: Layer, closes_on: date, today: date) -> None:
    row.closes_on = closes_on
    row.public_key, row.private_key = new_keys()
    row.secret = secrets.token_bytes(32)
    _make_codes(row, today)


def _open_again(row: Layer, closes_on: date, today: date) -> None:
    """Ask the same people in the same teams with new codes; old ballots can be read by nobody."""
    row.ballots.all().delete()
    row.codes.all().delete()
    row.invitations.update(on_paper=False, reminded=0, reminded_on=None)
    row.sendings.all().delete()  # what was mailed opens nothing any more
    row.closed_on, row.is_enough, row.reopened_on = None, False, today
    _take_ballots(row, closes_on, today)
    row.save()


def _make_codes(row: Layer, today: date) -> None:
    begins = _from_on(row, today)
    fresh = [
        Code(
            hash=hash_of(code_of(bytes(row.secret or b""), each.person, each.serial)),
            layer=row,
            team=each.team,
            part=each.part,
            from_on=begins.get(each.team, today),
        )
        for each in row.invitations.all()
    ]
    # In the order of their hashes, which is the order of nothing.
    Code.objects.bulk_create(sorted(fresh, key=lambda code: code.hash))


def _from_on(row: Layer, today: date) -> Mapping[str, date]:
    """From when on each team answers: its leader answers about himself first."""
    answered = set(OwnView.objects.filter(round=row.round_id).values_list("person", flat=True))
    waits = {who for who, seen in leaders_of(row).items() if seen is not Seen.TALK} - answered
    return dict.fromkeys(_led_by(row, waits), today + LEADERS_FIRST)


def _led_by(row: Layer, leaders: Collection[str]) -> list[TeamId]:
    return [each["id"] for each in row.teams if each["seen"] and each["leader"] in leaders]
