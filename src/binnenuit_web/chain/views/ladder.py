"""For whom? One team's ladder to the people who pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext

from binnenuit_web.chain import services
from binnenuit_web.chain.templatetags.chain_figures import people, per_hundred
from binnenuit_web.chain.views.access import page
from binnenuit_web.chain.views.rungs import Rung, brought_by, passed_on, placed
from binnenuit_web.chain.views.words import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from binnenuit.chain.disclose import Ladder, Share, Step
    from binnenuit_web.people.viewer import ViewerRequest

SHOWN: Final = 20


@dataclass(frozen=True)
class Rest:
    """What a table leaves out."""

    count: int
    share: float


def rest(shares: Sequence[Share], shown: int = SHOWN) -> Rest:
    """Add up what comes after the first ``shown``."""
    left = shares[shown:]
    return Rest(len(left), sum(share.share for share in left))


@page
def index(request: ViewerRequest) -> HttpResponse:
    """My own team's ladder; without a team, the list to choose from."""
    own = request.viewer.team
    query = request.GET.get("q", "")
    if own is not None and not query and services.has_team(request.viewer, own):
        return _ladder(request, own)
    context = {
        "query": query,
        "found": services.search(request.viewer, query),
        "start": services.departments(request.viewer),
        "chain": services.picture(request.viewer),
    }
    return render(request, "chain/index.html", context)


@page
def team(request: ViewerRequest, team: str) -> HttpResponse:
    return _ladder(request, team)


def _ladder(request: ViewerRequest, team: str) -> HttpResponse:
    ladder = services.ladder(request.viewer, team)
    if ladder is None:
        raise Http404
    own = request.viewer.team == team
    shown = services.picture(request.viewer)
    context = {
        "ladder": ladder,
        "own": own,
        "words": opening(ladder, own=own),
        "rungs": _rungs(ladder, own=own),
        "rest": rest(ladder.customers),
        "currency": shown.currency,
        "rough": any(share.low is not None for share in ladder.customers),
        "may_name": own or request.viewer.may_prepare,
        "below": services.teams_below(request.viewer, team),
    }
    return render(request, "chain/ladder.html", context)


def _rungs(ladder: Ladder, *, own: bool) -> list[Rung]:
    rungs = [
        Rung(
            name=step.name,
            note=_note(ladder, step, own=own and number == 0, first=number == 0),
            share=step.share,
            id=step.id,
            is_me=number == 0,
            pays=step.is_customer,
        )
        for number, step in enumerate(ladder.path)
    ]
    return placed(rungs, down=ladder.lives_below)


def _note(ladder: Ladder, step: Step, *, own: bool, first: bool) -> str:
    if first:
        words = [gettext("your team")] if own else []
        return ", ".join([*words, *filter(None, [people(step.people)])])
    if not step.is_customer:
        return passed_on(step.share)
    if step.anonymous:
        said = gettext("%(euros)s of every 100 euros. They pay; nobody knows their names.")
    else:
        said = gettext("%(euros)s of every 100 euros. They pay.")
    return said % {"euros": per_hundred(brought_by(step, ladder))}
