"""How a number came about, in plain words, and where it stands in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from binnenuit.mirror.model.questionnaire import About
from binnenuit.privacy.releases.folder import read_ledger
from binnenuit_web.mirror.services.council import certificate
from binnenuit_web.mirror.services.gate import gate_name
from binnenuit_web.mirror.services.seeing.figures import (
    ends_of,
    figures_of,
    in_words,
    published_now,
)
from binnenuit_web.mirror.services.seeing.looking import asks_own_view
from binnenuit_web.mirror.services.seeing.places import place
from binnenuit_web.mirror.services.seeing.who import SERVED, Stand, access, may_see_service

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from binnenuit.mirror.model import Scored
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Ledger
    from binnenuit_web.mirror.services.council import Attacked, Certificate
    from binnenuit_web.mirror.services.seeing.figures import Figure, Stamp
    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """One entry of the ledger: ``number`` counts from 1; ``kind``: scores, items or whole."""

    number: int
    kind: str
    hash: str
    previous: str


@dataclass(frozen=True)
class Question:
    """One question of the scale, and whether it was asked the other way round."""

    text: str
    turned: bool


@dataclass(frozen=True)
class NumberPage:
    """How the figures of one scale in one layer were made.

    Attributes
    ----------
    figure
        The figure from which the reader came, if he may see it.
    series
        Its name in the folder and in the ledger.
    needed
        How many questions somebody answers before he counts.
    attacked
        What the auditor found about this scale; None when he was not asked. To who does not watch
        over safe answering, that nothing is known of fewer than k.
    """

    layer: int
    number: int
    round: str
    version: str
    scale: str
    name: str
    series: str
    about: About
    questions: tuple[Question, ...]
    ends: tuple[str, str]
    needed: int
    k: int
    team: TeamId | None
    figure: Figure | None
    lines: tuple[Line, ...]
    certificate: Certificate | None
    attacked: Attacked | None


def number_page(
    viewer: Viewer, layer: int, scale: str, team: TeamId | None, *, today: date
) -> NumberPage:
    """Tell how a scale was computed, to all who signed in; the figure only to who may see it."""
    here = place(layer)
    asked = here.asked.scale_by_code.get(scale) if here else None
    if here is None or asked is None or not here.is_shown or not viewer.is_signed_in:
        raise PermissionDenied
    figure = _figure(viewer, here, asked, team, today) if team else None
    series = f"{scale}.{here.layer.number}"
    known = certificate()
    return NumberPage(
        layer=layer,
        number=here.layer.number,
        round=here.layer.round.name,
        version=here.asked.version,
        scale=scale,
        name=in_words(asked.name),
        series=series,
        about=asked.about,
        questions=tuple(Question(in_words(each.text), each.reversed) for each in asked.items),
        ends=ends_of(asked),
        needed=asked.asked.needed,
        k=here.layer.round.k,
        team=team if figure else None,
        figure=figure,
        lines=_lines(gate_name(here.layer), series),
        certificate=known,
        attacked=_told(viewer, known.of(gate_name(here.layer), series)) if known else None,
    )


def _told(viewer: Viewer, attacked: Attacked | None) -> Attacked | None:
    """Leave out how many people the smallest group has: it would tell how many answered there.

    Who watches over safe answering has the ledger, in which that stands too.
    """
    if attacked is None or viewer.may_audit or not attacked.smallest:
        return attacked
    return replace(attacked, smallest=attacked.k, is_exact=True)


def _figure(viewer: Viewer, here: Place, asked: Scored, team: TeamId, today: date) -> Figure | None:
    if asked.about in SERVED:
        may = may_see_service(viewer, here, team, today)
    else:
        found = access(viewer, here.layer.pk, team, today=today)
        about_leader = asked.about is About.LEADER
        may = found.is_open(today) and (about_leader or found.stand is not Stand.BELOW)
        # As on his page: first he says how he sees it himself.
        may = may and not (found.stand is Stand.LEADS and asks_own_view(viewer, here, today))
    if not may:
        raise PermissionDenied
    return next((each for each in figures_of(here, team) if each.scale == asked.code), None)


def _lines(round_name: str, series: str) -> tuple[Line, ...]:
    entries = _ledger(*published_now()).entries
    return tuple(
        Line(number, _kind(entry.publication.kind), entry.hash, entry.previous)
        for number, entry in enumerate(entries, start=1)
        if (entry.publication.round, entry.publication.scale) == (round_name, series)
    )


def _kind(kind: str) -> str:
    said = {
        "scores": gettext("the scores"),
        "items": gettext("single questions"),
        "whole": gettext("everybody together"),
    }
    return said.get(kind, kind)


@lru_cache(maxsize=1)
def _ledger(folder: Path, stamp: Stamp) -> Ledger:
    del stamp
    return read_ledger(folder)
