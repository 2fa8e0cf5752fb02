"""A closed layer goes through the gate; then all that people sent is destroyed.

In steps, so that a server killed in between loses nothing and shows nothing twice: what was sent
through the gate comes back as it was, and what was sent in is there until the layer counts as
shown.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.errors import BinnenuitError
from binnenuit.mirror.disclose.layered import publish_layer, rehearse_layer
from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services.box import ballots_of, destroy
from binnenuit_web.mirror.services.frozen import frozen, parts_of
from binnenuit_web.mirror.services.gate import gate_name, is_out, told_in
from binnenuit_web.mirror.services.opening import is_keyless, layer_row
from binnenuit_web.mirror.services.rounds import NotNowError, questionnaire_of
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.privacy.services import publishing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.layered import LayerPublished, Rehearsal
    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.privacy.services import House

__all__ = [
    "DAYS_TO_LOOK",
    "NotPassedError",
    "find_shown",
    "rehearse",
    "release_due",
    "release_layer",
]

DAYS_TO_LOOK: Final = timedelta(days=1)
"""So long the facilitator has for the audit; then the server shows the layer by itself."""

log = logging.getLogger("binnenuit.mirror")
acts.register("mirror.released", _("released the mirrors of a layer"))
acts.register("mirror.found-shown", _("found the mirrors of a layer shown before a backup"))


class NotPassedError(Exception):
    """The auditor found something in the rehearsal; nothing is shown."""


@dataclass(frozen=True)
class _Sent:
    """All that the gate needs of one layer."""

    arguments: dict[str, Any]

    @classmethod
    def of(cls, row: Layer, house: House) -> _Sent:
        return cls(
            {
                "folder": house.folder,
                "questionnaire": questionnaire_of(row.round),
                "round_name": gate_name(row),
                "layer": row.number,
                "teams": frozen(row),
                "parts": parts_of(row),
                "ballots": ballots_of(row),
                "k": row.round.k,
                "closed_on": row.closed_on,
            }
        )

    def rehearse(self) -> Rehearsal:
        return rehearse_layer(**self.arguments)

    def publish(self) -> LayerPublished:
        return publish_layer(**self.arguments)


def rehearse(viewer: Viewer, layer: int) -> Rehearsal:
    """Show who guides the round how a closed layer would look from outside, in numbers only.

    Outside a transaction. NotNowError for a layer that is not closed, or shown already.
    """
    if not viewer.may_prepare:
        raise PermissionDenied
    _closed(layer)
    with publishing() as house:
        return _Sent.of(_closed(layer), house).rehearse()


def release_layer(
    viewer: Viewer | None, layer: int, today: date, *, is_invented: bool = False
) -> tuple[Finding, ...]:
    """Publish a closed layer and destroy its ballots; one that is shown already stays as it is.

    Returns what must be known of it, such as ballots that count nowhere; nobody is named.

    ``None`` is the server. Outside a transaction, as what is published stays published. NotNowError
    for a layer that is not closed, and in a round that was stopped; NotPassedError, LedgerError
    when nothing may be shown before somebody looked into it. What ``is_invented``, for the demo, is
    not rehearsed.
    """
    if viewer is not None and not viewer.may_prepare:
        raise PermissionDenied
    with publishing() as house:
        row = Layer.objects.select_related("round").filter(pk=layer).first()
        if row is None:
            raise Http404
        if row.shown_on is not None:
            return ()
        published = _published(_closed(layer), house, rehearses=not is_invented)
        _store(viewer, layer, published, today)
        return published.findings


def release_due(today: date) -> None:
    """Release every layer that was closed a day ago or longer; what fails waits for somebody."""
    waiting = Layer.objects.filter(
        closed_on__lte=today - DAYS_TO_LOOK, shown_on=None, round__stopped_on=None
    )
    for number in waiting.values_list("pk", flat=True):
        try:
            release_layer(None, number, today)
        except (NotNowError, NotPassedError, BinnenuitError) as problem:
            code = getattr(problem, "code", type(problem).__name__)
            log.warning("layer %s is not shown: %s", number, code)


def find_shown(today: date) -> None:
    """Count as shown what was published when a backup was made, and not stored in it yet.

    Nobody can read what was sent in for it, and nobody is asked again.
    """
    without = Layer.objects.filter(opened_on__isnull=False, shown_on=None, private_key=None)
    for number in without.filter(round__stopped_on=None).values_list("pk", flat=True):
        try:
            _store_found(number, today)
        except BinnenuitError as problem:
            log.warning("layer %s is not found: %s", number, problem.code)


def _published(row: Layer, house: House, *, rehearses: bool) -> LayerPublished:
    sent = _Sent.of(row, house)
    if rehearses and not sent.rehearse().passed:
        raise NotPassedError
    return sent.publish()


@transaction.atomic
def _store(viewer: Viewer | None, layer: int, published: LayerPublished, today: date) -> None:
    row = layer_row(layer)
    # Named in the gate with the number of the layer behind a dot: A.2.
    told = {each.scale.rpartition(".")[0]: "" for each in published.told}
    _show(row, {**told, **published.withheld}, today)
    note_down(viewer, "mirror.released", f"layer {row.number} of round {row.round_id}")


@transaction.atomic
def _store_found(layer: int, today: date) -> None:
    row = layer_row(layer)
    if is_keyless(row) and is_out(row):
        _show(row, told_in(row), today)
        note_down(None, "mirror.found-shown", f"layer {row.number} of round {row.round_id}")


def _show(row: Layer, shown: Mapping[str, str], today: date) -> None:
    row.closed_on = row.closed_on or today
    row.shown, row.shown_on = dict(shown), today
    row.save(update_fields=["closed_on", "shown", "shown_on"])
    destroy(row)
    if not row.round.layers.filter(number__gt=row.number).exists():
        row.round.ended_on = today
        row.round.save(update_fields=["ended_on"])


def _closed(layer: int) -> Layer:
    row = Layer.objects.select_related("round").filter(pk=layer).first()
    if row is None:
        raise Http404
    is_closed = row.closed_on is not None and row.shown_on is None and not is_keyless(row)
    if not is_closed or row.round.stopped_on is not None:
        raise NotNowError
    return row
