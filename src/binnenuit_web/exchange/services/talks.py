"""One talk as one side sees it: never what the other wrote, before both have signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.exchange.model import Kind, Side
from binnenuit.organisation.model import CustomerId
from binnenuit.organisation.parties import PartyKind
from binnenuit.promises.model import State
from binnenuit_web.exchange.models import Exchange
from binnenuit_web.exchange.services.marks import Compared, compared
from binnenuit_web.exchange.services.parts import signed_parts
from binnenuit_web.exchange.services.sides import name_in, names, parties, row_of
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit.organisation.parties import Party
    from binnenuit_web.exchange.models import Part
    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.promises.services import Shown

__all__ = [
    "Step",
    "Talk",
    "Written",
    "as_seen",
    "earlier_talks",
    "is_latest",
    "newest_seen",
    "talk",
]

_ENDED: Final = frozenset({State.KEPT, State.WITHDRAWN})


class Step(StrEnum):
    """What comes next in a talk, for the viewer."""

    WRITE = "write"
    WAIT = "wait"  # for what the other side writes
    MARK = "mark"
    PROMISE = "promise"
    WAIT_FOR_PROMISE = "wait_for_promise"
    PROMISED = "promised"
    AGAIN = "again"  # the promise has ended
    I_DECLINED = "i_declined"
    THEY_DECLINED = "they_declined"
    OVER = "over"  # a later talk of the same two took its place


@dataclass(frozen=True)
class Written:
    """What one side wrote."""

    brings: str
    gets: str
    signed_on: date
    through_link: bool = False


@dataclass(frozen=True)
class Talk:
    """One talk as it stands for one side.

    Attributes
    ----------
    side
        The side of the viewer: ``own``; the other is ``other``.
    mine
        What the viewer's side wrote; None when nothing is signed. Without words for a customer who
        waits for the team: see ``_mine``.
    theirs
        What the other side wrote, once both have signed; None before.
    they_signed
        The other side has signed; what it wrote may be out of sight still.
    compared
        The two questions with what both see alike; empty before both have signed.
    promises
        What came of it: one promise, or none yet.
    """

    id: int
    kind: Kind
    turn: int
    side: Side
    own: Party
    other: Party
    own_name: str
    other_name: str
    mine: Written | None
    theirs: Written | None
    they_signed: bool
    i_declined: bool
    they_declined: bool
    compared: tuple[Compared, ...]
    promises: tuple[Shown, ...]
    is_latest: bool

    @property
    def both_signed(self) -> bool:
        return self.theirs is not None

    @property
    def is_giver(self) -> bool:
        return self.side is Side.GIVER

    @property
    def with_customer(self) -> bool:
        return self.kind is Kind.PAYING

    @property
    def we(self) -> bool:
        """Whether a team speaks, and not one person or a customer."""
        return self.own.kind is PartyKind.TEAM

    @property
    def may_sign(self) -> bool:
        return self.is_latest and not self.both_signed

    @property
    def may_decline(self) -> bool:
        return self.may_sign and not self.is_giver and not self.i_declined

    @property
    def may_promise(self) -> bool:
        return self.is_latest and self.both_signed and self.is_giver and not self.promises

    @property
    def may_begin_again(self) -> bool:
        ended = all(each.standing.state in _ENDED for each in self.promises)
        return self.is_latest and bool(self.promises) and ended

    @property
    def may_link(self) -> bool:
        """Whether the viewer may hand out the link with which the customer takes part."""
        return self.is_latest and self.is_giver and self.kind is Kind.PAYING

    @property
    def step(self) -> Step:
        if not self.is_latest:
            return Step.OVER
        return self._after_signing() if self.both_signed else self._before_signing()

    def _before_signing(self) -> Step:
        if self.i_declined:
            return Step.I_DECLINED
        if self.they_declined:
            return Step.THEY_DECLINED
        return Step.WRITE if self.mine is None else Step.WAIT

    def _after_signing(self) -> Step:
        if self.may_begin_again:
            return Step.AGAIN
        if any(each.mine is None for each in self.compared):
            return Step.MARK
        if self.promises:
            return Step.PROMISED
        return Step.PROMISE if self.is_giver else Step.WAIT_FOR_PROMISE


def talk(viewer: Viewer, number: int, *, today: date) -> Talk:
    """Show a talk to one of its two sides."""
    row, side = row_of(viewer, number)
    return as_seen(viewer, row, side, today=today)


def as_seen(viewer: Viewer, row: Exchange, side: Side, *, today: date) -> Talk:
    """Leave out of a talk what this side may not see yet."""
    promised = _promises_of(viewer, row, today=today)
    return _seen(row, side, names(), promised, newest=is_latest(row))


def newest_seen(
    viewer: Viewer, rows: Sequence[tuple[Exchange, Side]], *, today: date
) -> dict[int, Talk]:
    """Show the newest talks of somebody inside at once, by number, as each by itself."""
    numbers = [row.pk for row, _side in rows]
    promised = promises.about_each(viewer, "exchange", numbers, today=today)
    known = names()
    return {
        row.pk: _seen(row, side, known, tuple(promised.get(row.pk, ())), newest=True)
        for row, side in rows
    }


def _seen(
    row: Exchange,
    side: Side,
    known: Mapping[Party, str],
    promised: tuple[Shown, ...],
    *,
    newest: bool,
) -> Talk:
    giver, receiver = parties(row)
    own, other = (giver, receiver) if side is Side.GIVER else (receiver, giver)
    signed = signed_parts(row)
    declined = {Side(part.side) for part in row.parts.all() if part.declined}
    theirs = next((part for at, part in signed.items() if at is not side), None)
    both = len(signed) == len(Side)
    return Talk(
        id=row.pk,
        kind=Kind(row.kind),
        turn=row.turn,
        side=side,
        own=own,
        other=other,
        own_name=name_in(known, own),
        other_name=name_in(known, other),
        mine=_mine(row, side, signed.get(side), both=both),
        theirs=_written(theirs) if both else None,
        they_signed=theirs is not None,
        i_declined=side in declined,
        they_declined=bool(declined - {side}),
        compared=compared(row, side) if both else (),
        promises=promised,
        is_latest=newest,
    )


def _promises_of(viewer: Viewer, row: Exchange, *, today: date) -> tuple[Shown, ...]:
    """Give what was promised in a talk; the caller checked that the viewer is one of its sides."""
    if viewer.is_signed_in:
        return tuple(promises.about(viewer, "exchange", row.pk, today=today))
    told = promises.for_customer(viewer, CustomerId(row.receiver), today=today)
    return tuple(each for each in told if (each.origin, each.number) == ("exchange", row.pk))


def earlier_talks(viewer: Viewer, number: int) -> tuple[int, ...]:
    """Give the talks of the same two that came before this one, newest first."""
    row, _side = row_of(viewer, number)
    same = Exchange.objects.filter(kind=row.kind, giver=row.giver, receiver=row.receiver)
    before = same.filter(turn__lt=row.turn).order_by("-turn")
    return tuple(before.values_list("pk", flat=True))


def is_latest(row: Exchange) -> bool:
    """Tell whether no later talk of the same two took the place of this one."""
    same = Exchange.objects.filter(kind=row.kind, giver=row.giver, receiver=row.receiver)
    return not same.filter(turn__gt=row.turn).exists()


def _mine(row: Exchange, side: Side, part: Part | None, *, both: bool) -> Written | None:
    """Show a side its own words; a customer's only when both have signed.

    The team that printed his link could open it, and read before it has written itself.
    """
    is_customer = row.kind == Kind.PAYING and side is Side.RECEIVER
    if part and is_customer and not both:
        return Written("", "", part.signed_on)
    return _written(part)


def _written(part: Part | None) -> Written | None:
    if part is None:
        return None
    # What somebody wrote goes when he is forgotten: nobody's name is only left out for a link.
    return Written(part.brings, part.gets, part.signed_on, through_link=not part.signed_by)
