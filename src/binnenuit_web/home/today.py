"""Everybody's first page: what waits for you, what was promised above you, for whom you work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit_web.chain.views import glance
from binnenuit_web.dialogue import services as questions
from binnenuit_web.dialogue.views import moves as dialogue
from binnenuit_web.exchange import services as talks
from binnenuit_web.exchange.views import moves as exchange
from binnenuit_web.mirror.services import seeing
from binnenuit_web.mirror.views import moves as mirror
from binnenuit_web.organisation.services import is_set_up
from binnenuit_web.promises import services as promises
from binnenuit_web.promises.views import moves as promised
from binnenuit_web.signals import services as walks
from binnenuit_web.signals.views import moves as signals

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.chain.views.glance import Glance
    from binnenuit_web.dialogue.services import ShownQuestion
    from binnenuit_web.mirror.services.seeing import Newest
    from binnenuit_web.people.moves import Move
    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.promises.services import Shown
    from binnenuit_web.signals.services import ShownWalk


@dataclass(frozen=True)
class Today:
    """One person's first page.

    Attributes
    ----------
    moves
        What waits for this viewer, the most urgent first.
    mine
        What this viewer promised, and his teams; newest first.
    above
        What the layers above promised, and how it stands; the nearest layer first.
    ladder
        For whom this viewer's team works, in a sentence; None when no team is known.
    found
        What came of the last walk of the viewer's teams; None when none ended yet.
    mirror
        The newest mirror that the viewer may read: what came of the last round.
    question
        The newest core question of which something may be read; None when there is none.
    stands_below
        Whether anybody stands above this viewer.
    is_known
        Whether we know where this viewer stands, and so who stands above.
    waits_for
        For who watches: names of those for whom the next layer waits, or who have to begin.
    may_tap
        Whether a tap of this viewer is counted: not in a group of fewer than ten.
    is_ready
        Whether the organisation is there at all.
    """

    moves: tuple[Move, ...] = ()
    mine: tuple[Shown, ...] = ()
    above: tuple[Shown, ...] = ()
    ladder: Glance | None = None
    found: ShownWalk | None = None
    mirror: Newest | None = None
    question: ShownQuestion | None = None
    stands_below: bool = False
    is_known: bool = False
    waits_for: tuple[str, ...] = ()
    may_tap: bool = False
    is_ready: bool = True


def today_of(viewer: Viewer, today: date, session: str | None) -> Today:
    """Ask every room what it has for this viewer; ``session`` tells who has no account apart."""
    if not is_set_up():
        return Today(is_ready=False)
    waiting = [
        *promised.moves(viewer, today),
        *exchange.moves(viewer, today),
        *mirror.moves(viewer, today),
        *signals.moves(viewer, today, session),
        *dialogue.moves(viewer, today),
    ]
    urgent = sorted(waiting, key=lambda move: (move.until is None, move.until or today))
    return Today(
        moves=tuple(urgent),
        mine=tuple(promises.mine(viewer, today=today)),
        above=tuple(promises.above(viewer, today=today)),
        ladder=glance.glance(viewer),
        found=walks.found_for(viewer, today=today),
        mirror=seeing.newest(viewer, today),
        question=_question(viewer, today),
        stands_below=promises.stands_below(viewer, today=today),
        is_known=viewer.person is not None or viewer.team is not None,
        waits_for=_waits_for(viewer, today) if viewer.may_audit else (),
        may_tap=walks.tap_page(viewer, today=today).counts is walks.Counts.YES,
    )


def _question(viewer: Viewer, today: date) -> ShownQuestion | None:
    every = questions.every_question(viewer, today)
    return next((each for each in every if each.has_picture), None)


def _waits_for(viewer: Viewer, today: date) -> tuple[str, ...]:
    picture = talks.top_first(viewer, today)
    return picture.to_begin or tuple(
        leader.name for layer in picture.layers for leader in layer.waits_for
    )
