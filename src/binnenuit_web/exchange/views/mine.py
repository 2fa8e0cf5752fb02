"""My customers, and whose customer I am."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit.exchange import Kind
from binnenuit_web.exchange import services
from binnenuit_web.exchange.forms.opening import OpenForm
from binnenuit_web.exchange.forms.part import asked
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.http import HttpResponse

    from binnenuit_web.exchange.services import Talk, Tie
    from binnenuit_web.people.viewer import ViewerRequest


@require_GET
@signed_in
@never_cache
def mine(request: ViewerRequest) -> HttpResponse:
    """Every relation with what each brings and gets, and what comes next."""
    ties = services.my_relations(request.viewer, today=timezone.localdate())
    shown = [each for each in ties if each.talk or each.kind is not Kind.PAYING]
    viewer = request.viewer
    context = {
        "customers": [_row(each) for each in shown if each.is_giver and each.is_open],
        "served_by": [_row(each) for each in shown if not each.is_giver and each.is_open],
        "locked_customers": [each for each in shown if each.is_giver and not each.is_open],
        "locked_paying": _locked_teams(each for each in ties if each not in shown),
        "locked_served_by": [each for each in shown if not each.is_giver and not each.is_open],
        "not_begun": _by_team(each for each in ties if each not in shown),
        "begins": services.begins(viewer) and not services.first_lines(viewer).is_done,
        "is_known": viewer.person or viewer.speaks_for,
    }
    return render(request, "exchange/mine.html", context)


@require_POST
@signed_in
def open_talk(request: ViewerRequest) -> HttpResponse:
    """Go to the talk of two sides, made when it is not there yet."""
    form = OpenForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    given, today = form.cleaned_data, timezone.localdate()
    talk = services.open_talk(
        request.viewer, given["kind"], given["giver"], given["receiver"], today=today
    )
    if talk is None:
        messages.info(request, gettext("This talk opens when the layers above have come this far."))
        return redirect("exchange:mine")
    return redirect("exchange:talk", talk)


def _row(tie: Tie) -> dict[str, Any]:
    return {"tie": tie, "said": _said(tie.talk)}


def _said(talk: Talk | None) -> list[tuple[str, str]]:
    """What the viewer's own side wrote, under the questions it was asked."""
    if talk is None or talk.mine is None:
        return []
    words = asked(talk)
    return [(words[question], getattr(talk.mine, question.value)) for question in words]


def _by_team(ties: Iterable[Tie]) -> list[list[Tie]]:
    """Customers outside with whom no talk has begun: a team may have thousands."""
    teams: dict[str, list[Tie]] = {}
    for each in ties:
        if each.is_open:
            teams.setdefault(each.giver.id, []).append(each)
    return list(teams.values())


def _locked_teams(ties: Iterable[Tie]) -> list[str]:
    """Names of the teams whose customers outside may not be asked yet."""
    return sorted({each.own_name for each in ties if not each.is_open})
