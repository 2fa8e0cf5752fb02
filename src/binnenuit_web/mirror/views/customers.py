"""Slips and links for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from binnenuit.organisation.model import TeamId
from binnenuit_web.look.addresses import only_here
from binnenuit_web.mirror.forms.inviting import SlipsForm
from binnenuit_web.mirror.services import NotNowError, inviting
from binnenuit_web.mirror.views.drawn import drawn, whole_address
from binnenuit_web.people.viewer import preparing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.mirror.services.inviting import FacingTeam
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@preparing
def slips(request: ViewerRequest, layer: int) -> HttpResponse:
    """Choose for which team; then slips to print, or a link for each known customer."""
    row = inviting.layer_of(request.viewer, layer, customers=True)
    teams = inviting.facing_teams(request.viewer, layer)
    try:
        if request.POST.get("links"):
            return _links(request, layer, TeamId(request.POST["links"]))
        form = SlipsForm(request.POST if request.method == "POST" else None, teams=teams)
        if form.is_valid():
            return _slips(request, layer, form, teams)
    except NotNowError:
        messages.warning(request, gettext("That cannot be done now. See below how it stands."))
        return redirect("mirror:slips", layer)
    context = {"layer": row, "is_open": inviting.is_open(row), "teams": teams, "form": form}
    return render(request, "mirror/slips.html", context, status=422 if form.errors else 200)


def _slips(
    request: ViewerRequest, layer: int, form: SlipsForm, teams: tuple[FacingTeam, ...]
) -> HttpResponse:
    given, today = form.cleaned_data, timezone.localdate()
    team = TeamId(given["team"])
    made = inviting.slips(
        request.viewer, layer, team, given["number"], once=given["once"], today=today
    )
    row = inviting.layer_of(request.viewer, layer, customers=True)
    context = {
        "layer": row,
        "team": next(each.name for each in teams if each.team == team),
        "language": given["language"],
        "slips": [
            {
                "slip": each,
                "picture": drawn(request, each.path),
                "address": whole_address(request, each.path),
            }
            for each in made
        ],
        "only_here": only_here(request),
    }
    return _kept_nowhere(render(request, "mirror/slips_printed.html", context))


def _links(request: ViewerRequest, layer: int, team: TeamId) -> HttpResponse:
    made = inviting.links_for(request.viewer, layer, team, today=timezone.localdate())
    context = {
        "layer": inviting.layer_of(request.viewer, layer, customers=True),
        "links": [(each.customer, whole_address(request, each.path)) for each in made],
        "only_here": only_here(request),
    }
    return _kept_nowhere(render(request, "mirror/customer_links.html", context))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
