"""Mail to the people of a layer, when there is a mail server: asked for here, sent by a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import PersonId
from binnenuit_web.mirror.models import Code, Layer, Sending, Undelivered
from binnenuit_web.mirror.services.box.codes import hash_of
from binnenuit_web.mirror.services.inviting.invited import ballot_path, members, people_of
from binnenuit_web.mirror.services.inviting.opened import is_open, layer_of, open_layer_of
from binnenuit_web.mirror.services.inviting.wording import begins, leader_names, mail_text, said_to
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts, personal
from binnenuit_web.people import services as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from binnenuit_web.mirror.services.inviting.invited import Invited
    from binnenuit_web.people.personal import Record
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Mailed", "ask_to_mail", "deliver", "mailed"]

_KIND = Sending.Kind

acts.register("invitations.mailed", _("had invitations mailed"))


@dataclass(frozen=True)
class Mailed:
    """How it stands with the invitations that were mailed last.

    Attributes
    ----------
    is_done
        False while they are being sent, and ever after when the server was stopped on the way.
    failed
        Names of those whose address the mail server did not take.
    """

    on: date
    is_done: bool
    failed: tuple[str, ...]


def mailed(viewer: Viewer, layer: int) -> Mailed | None:
    """Tell of the invitations mailed last; None when none were."""
    last = _last(layer_of(viewer, layer))
    if last is None:
        return None
    known = members()
    persons = [PersonId(each) for each in last.undelivered.values_list("person", flat=True)]
    return Mailed(
        last.asked_on,
        last.is_done,
        tuple(sorted(known[person].name for person in persons if person in known)),
    )


@transaction.atomic
def ask_to_mail(viewer: Viewer, layer: int, *, once: UUID, today: date) -> int | None:
    """Ask for invitations by mail; None when the same form was sent before.

    The second time they go to those only whose address failed before: what others would get is a
    reminder. NotNowError without a mail server, and when there is nobody left to mail.
    """
    open_layer_of(viewer, layer)
    row = Layer.objects.select_for_update(of=("self",)).select_related("round").get(pk=layer)
    if Sending.objects.filter(once=once, layer=row).exists():
        return None
    if not people.has_post() or not any(_invited_by_mail(row)):
        raise NotNowError
    sending = Sending.objects.create(once=once, layer=row, kind=_KIND.INVITATION, asked_on=today)
    people.note_down(viewer, "invitations.mailed", f"layer {row.number} of round {row.round_id}")
    return sending.pk


def deliver(sending: int, today: date) -> None:
    """Mail what was asked for, now, to whom it concerns at this moment."""
    row = Sending.objects.select_related("layer__round").get(pk=sending)
    if row.is_done:
        return
    if is_open(row.layer):
        failed = people.send(_mails(row, today))
        _remember(row, failed)
    row.is_done = True
    row.save(update_fields=["is_done"])


def _last(layer: Layer, *, but: int | None = None) -> Sending | None:
    rows = layer.sendings.filter(kind=_KIND.INVITATION).exclude(pk=but or 0)
    return rows.order_by("pk").last()


def _remember(row: Sending, failed: Iterable[str]) -> None:
    """Keep whose address failed, of invitations only: a reminder may go to few, and would tell."""
    if row.kind == _KIND.INVITATION:
        Undelivered.objects.bulk_create(
            Undelivered(sending=row, person=person) for person in failed
        )


def _mails(row: Sending, today: date) -> Iterator[people.Mail]:
    layer = row.layer
    leaders, again = leader_names(layer), row.kind != _KIND.INVITATION
    later = begins(layer, today)
    base = settings.CHOSEN.address.rstrip("/")
    for each in _to_whom(row, today):
        from_on = later.get((each.team, each.part))
        said = said_to(each, layer, leaders.get(each.team, ""), from_on, again=again)
        text = mail_text(each, said, base + ballot_path(each.code))
        yield people.Mail(each.person, each.email, said.subject, text)


def _to_whom(row: Sending, today: date) -> list[Invited]:
    if row.kind == _KIND.INVITATION:
        return list(_invited_by_mail(row.layer, but=row.pk))
    counted = set(
        row.layer.invitations.filter(reminded_on=row.asked_on).values_list("person", flat=True)
    )
    reached = [each for each in _reachable(row.layer) if each.person in counted]
    return reached if row.kind == _KIND.EVERYBODY else _waiting(row.layer, reached, today)


def _invited_by_mail(layer: Layer, *, but: int | None = None) -> Iterator[Invited]:
    """Everybody with an address; after a first time that ended well, those whose address failed."""
    last = _last(layer, but=but)
    failed = None
    if last is not None and last.is_done:
        failed = set(last.undelivered.values_list("person", flat=True))
    return (each for each in _reachable(layer) if failed is None or each.person in failed)


def _reachable(layer: Layer) -> Iterator[Invited]:
    return (each for each in people_of(layer) if each.email and not each.on_paper)


def _waiting(layer: Layer, reached: list[Invited], today: date) -> list[Invited]:
    """Whose code is not spent at this moment, and can be used already; asked in memory only."""
    unspent = Code.objects.filter(layer=layer, is_spent=False, from_on__lte=today)
    hashes = set(unspent.values_list("hash", flat=True))
    return [each for each in reached if hash_of(each.code) in hashes]


def _export(account: int) -> list[Record]:
    person = people.person_of(account)
    found = Undelivered.objects.filter(person=person).order_by("pk") if person else None
    columns = ("sending__layer__round__name", "sending__asked_on")
    return [{**row} for row in found.values(*columns)] if found is not None else []


def _forget(account: int) -> None:
    person = people.person_of(account)
    if person:
        Undelivered.objects.filter(person=person).delete()


personal.register("mirror.Undelivered", export=_export, forget=_forget)
