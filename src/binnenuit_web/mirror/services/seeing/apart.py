"""Mine, handed down, cannot tell yet: a leader's own score taken apart, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from binnenuit.mirror.disclose.begin import Start
from binnenuit.mirror.disclose.layers_seen import picture_of_layers
from binnenuit.mirror.model.reasons import WHY, Reason
from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services.seeing.figures import published_now, told_of
from binnenuit_web.mirror.services.seeing.places import place_of
from binnenuit_web.mirror.services.seeing.sentences import language, number
from binnenuit_web.mirror.services.seeing.who import may_see_mean
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from binnenuit.mirror.disclose import picture as library
    from binnenuit.mirror.disclose.decompose import Parts
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Disclosed
    from binnenuit_web.mirror.services.seeing.above import Above
    from binnenuit_web.mirror.services.seeing.figures import Figure, Stamp
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer

_SEEN: Final = 0.05
"""Anything smaller would be written as 0.0."""


@dataclass(frozen=True)
class Piece:
    """One part of the bar: ``kind`` is mine, handed or unknown; ``share`` of the bar, 0 to 1."""

    kind: str
    name: str
    value: str
    share: float


@dataclass(frozen=True)
class Apart:
    """What a leader may read of where his score comes from.

    Attributes
    ----------
    words
        How far it lies from the mean of the round, and what of that can be told.
    pieces
        Empty when nothing can be told yet, and ``words`` say why.
    passes_on
        What he passes on, in one sentence.
    begin
        Where a conversation begins: with himself, or with the one above him.
    """

    words: str
    pieces: tuple[Piece, ...]
    passes_on: str
    begin: str


def apart_of(
    viewer: Viewer, here: Place, figure: Figure, up: Above | None, today: date
) -> Apart | None:
    """Take the score of who leads a team apart; None when there is no score to take apart.

    What is handed down tells of the one above, so it waits until that one's page may be read. How
    far he lies from the mean tells of the others in it.
    """
    if not figure.score:
        return None
    team = figure.team
    found = _seen(here, team) if not figure.together else None
    if found is None or found.parts is None:
        return Apart(_several() if figure.together else _unsure(), (), _not_yet(), _yourself())
    if not may_see_mean(viewer, here, figure.scale, today):
        return Apart(_few_others(), (), _not_yet(), _yourself())
    if up is not None and up.figure is None:
        waits = gettext("What was handed down cannot be told yet: %(why)s") % {"why": up.words}
        return Apart(waits, (), _not_yet(), _yourself())
    begin = _begin(found, team, up)
    parts = found.parts
    if parts.mine is None or parts.handed_down is None:
        return Apart(_why_not(parts), (), _passes_on(parts), begin)
    pieces = tuple(_pieces(parts))
    return Apart(_words(parts, is_top=up is None), pieces, _passes_on(parts), begin)


def _seen(here: Place, team: TeamId) -> library.Apart | None:
    folder, stamp = published_now()
    opened = here.layer.opened_on
    if opened is None:
        return None
    found = _picture(folder, stamp, here.layer.round_id, opened)
    return next((each.leader for each in found.teams if each.team == team), None)


@lru_cache(maxsize=4)
def _picture(folder: Path, stamp: Stamp, round_id: int, opened: date) -> library.MirrorPicture:
    """Take a round apart once for all who look; every release since makes it anew."""
    del folder, stamp
    rows = Layer.objects.select_related("round").filter(round__lte=round_id)
    rounds: dict[int, tuple[str, dict[int, tuple[Told, ...]]]] = {}
    for row in rows.exclude(shown_on=None).order_by("round", "number"):
        layers = rounds.setdefault(row.round_id, (row.round.name, {}))[1]
        layers[row.number] = told_of(row.pk)
    asked = place_of(rows.filter(round=round_id)[0]).asked
    return picture_of_layers(organisation.load().on(opened), asked, list(rounds.values()))


def _words(parts: Parts, *, is_top: bool) -> str:
    differs = _far(parts.deviation)
    if is_top:
        said = gettext(
            "%(differs)s At the top all of it is yours: that is agreed, not found. It starts here."
        )
        return said % {"differs": differs}
    known = [_sure(parts.mine), _sure(parts.handed_down)]
    if not any(known):
        said = gettext("%(differs)s How much of it is yours, and how much you got, is open.")
        return said % {"differs": differs}
    fields = {"differs": differs, "mine": _of(parts.mine), "handed": _of(parts.handed_down)}
    said = gettext(
        "%(differs)s Of that surely %(mine)s from you and %(handed)s handed down; the rest cannot "
        "be told yet."
    )
    return said % fields


def _far(deviation: Disclosed[float]) -> str:
    value = deviation.value or 0.0
    if not _sure(deviation):
        return gettext("Your people see what the mean of all leaders in this round shows.")
    fields = {"far": number(abs(value))}
    if value > 0:
        return gettext("Your people see %(far)s more than the mean of this round.") % fields
    return gettext("Your people see %(far)s less than the mean of this round.") % fields


def _sure(figure: Disclosed[float] | None) -> bool:
    return figure is not None and abs(figure.value or 0.0) >= _SEEN


def _of(figure: Disclosed[float] | None) -> str:
    return number(abs(figure.value or 0.0) if figure else 0.0)


def _why_not(parts: Parts) -> str:
    why = gettext("Too few figures are shown of those who give and those who get.")
    if parts.reason in WHY and parts.reason is not Reason.NO_ANSWERS:
        why = WHY[parts.reason].say(language())
    said = gettext("What is yours and what you were handed cannot be told yet. %(why)s")
    return said % {"why": why}


def _pieces(parts: Parts) -> Iterator[Piece]:
    named = (
        ("handed", gettext("handed down"), parts.handed_down),
        ("mine", gettext("from me"), parts.mine),
        ("unknown", gettext("cannot tell yet"), parts.cannot_tell),
    )
    sizes = [abs(figure.value or 0.0) if figure else 0.0 for _, _, figure in named]
    whole = sum(sizes)
    for (kind, name, figure), size in zip(named, sizes, strict=True):
        value = figure.value if figure else None
        yield Piece(kind, name, _signed(value or 0.0), size / whole if whole else 0.0)


def _signed(value: float) -> str:
    if abs(value) < _SEEN:
        return gettext("nothing for sure")
    fields = {"far": number(abs(value))}
    return (gettext("%(far)s more") if value > 0 else gettext("%(far)s less")) % fields


def _passes_on(parts: Parts) -> str:
    if parts.passes_on is None:
        return _not_yet()
    if not _sure(parts.passes_on):
        return gettext("It is not shown that what you give comes back in what your people give.")
    said = gettext(
        "Surely %(far)s goes together with how you are seen, in what your people give to theirs. "
        "What comes first is not shown."
    )
    return said % {"far": _signed(parts.passes_on.value or 0.0)}


def _not_yet() -> str:
    return gettext("What you pass on cannot be told yet.")


def _several() -> str:
    return gettext(
        "What is yours and what you were handed cannot be told: it is one figure of several teams."
    )


def _few_others() -> str:
    return gettext(
        "How far it lies from the mean of this round is not told: beside what you read already, "
        "that would tell you of one other leader alone."
    )


def _unsure() -> str:
    return gettext(
        "What is yours and what you were handed cannot be told yet: how sure the figure is, is not "
        "known."
    )


def _yourself() -> str:
    return gettext("Where it begins cannot be told yet. You can always begin with yourself.")


def _begin(found: library.Apart, team: TeamId, up: Above | None) -> str:
    """Name the reader or the one above him, never anybody else."""
    start = found.beginning.start
    if start is Start.NO_SHORTFALL:
        return gettext("Nothing falls short of the mean here. Ask your people what helps most.")
    if start is Start.NO_SINGLE_PLACE:
        return gettext("There is no single place. Begin with yourself and the one above you.")
    if start is Start.CANNOT_TELL:
        return _yourself()
    if found.place == team or up is None:
        return gettext("Begin with yourself.")
    return gettext("Begin the conversation with %(name)s, the one above you.") % {"name": up.leader}
