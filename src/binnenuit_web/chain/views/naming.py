"""For whom do you work? Name at most five, confirm or object, with an account or a team's link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binnenuit.organisation.model import TeamId
from binnenuit_web.chain import services
from binnenuit_web.chain.forms import NamingForm
from binnenuit_web.chain.views.access import page, preparing
from binnenuit_web.look.addresses import only_here
from binnenuit_web.organisation import services as organisation
from binnenuit_web.organisation.services import Entry, Stage
from binnenuit_web.people.services import enter_team

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.organisation.services import Naming
    from binnenuit_web.people.viewer import ViewerRequest

_ON_A_SHEET: Final = 120


@preparing
def teams(request: ViewerRequest) -> HttpResponse:
    """Every team with what it named: fill in here, or hand out links."""
    progress = organisation.naming_progress()
    asked = [each for each in progress if each.named or each.in_money or not each.leads]
    context = {
        "progress": progress,
        "asked": len(asked),
        "done": sum(1 for each in progress if each.named or each.in_money),
        "waiting": sum(1 for each in asked if not (each.named or each.in_money)),
        "homeless": services.earned_by_nobody(request.viewer),
        "stage": Stage.NAMING,
    }
    return render(request, "chain/naming_teams.html", context)


@preparing
def finish(request: ViewerRequest) -> HttpResponse:
    """End the wizard: the chain."""
    if request.method == "POST":
        organisation.reached(Stage.DONE)
    return redirect("chain:index")


@never_cache
def enter(request: ViewerRequest, key: str) -> HttpResponse:
    """Come in through the link of a team."""
    link = organisation.link_of(key)
    team = organisation.team_of_link(link)
    if team is None:
        return render(request, "chain/link_over.html", status=404)
    enter_team(request, link)
    return redirect("chain:naming", team)


@preparing
@never_cache
def sheet(request: ViewerRequest) -> HttpResponse:
    """One link per team with a code to scan, to be printed and cut."""
    teams = Paginator(organisation.today().teams, _ON_A_SHEET).get_page(request.GET.get("page"))
    keys = organisation.keys_for([team.id for team in teams])
    links = []
    for team in teams:
        address = request.build_absolute_uri(reverse("chain:enter", args=[keys[team.id]]))
        links.append({"team": team, "address": address, "code": _code(address, team.name)})
    context = {"links": links, "teams": teams, "only_here": only_here(request)}
    return render(request, "chain/sheet.html", context)


@require_POST
@preparing
def renew(request: ViewerRequest, team: str) -> HttpResponse:
    """End a team's old link."""
    organisation.renew_key(TeamId(team), by=request.viewer)
    messages.success(request, gettext("The old link no longer works; the sheet shows the new one."))
    return redirect("chain:sheet")


@page
def naming(request: ViewerRequest, team: str) -> HttpResponse:
    """What a team says and what others say of it."""
    shown = _allowed(request, team)
    stored = organisation.today()
    offered = organisation.choices(stored)
    form = NamingForm(
        request.POST if request.method == "POST" else None,
        team=team,
        said=shown.said,
        find=lambda text: organisation.find_choice(text, offered),
        is_above=lambda target: organisation.is_above(stored, shown.team, target),
    )
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["named"]
        organisation.name_customers(shown.team, [Entry(*pair) for pair in named.items()])
        messages.success(request, gettext("Written down. Those you named can confirm or object."))
        return _after(request, team)
    context = {
        "naming": shown,
        "form": form,
        "offered": [choice for choice in offered if choice.id != team],
        "own": request.viewer.team == team,
    }
    return render(request, "chain/naming.html", context, status=422 if form.errors else 200)


@require_POST
@page
def judge(request: ViewerRequest, team: str) -> HttpResponse:
    """Confirm or object that another team works for this one."""
    shown = _allowed(request, team)
    agrees = request.POST.get("agrees") == "yes"
    if organisation.judge(shown.team, TeamId(request.POST.get("supplier", "")), agrees=agrees):
        said = gettext("Confirmed.") if agrees else gettext("Your objection stands beside it.")
        messages.success(request, said)
    return redirect("chain:naming", team)


def _after(request: ViewerRequest, team: str) -> HttpResponse:
    """Go on to the next team when filling in for all, else stay with one's own."""
    if request.viewer.may_prepare and request.viewer.team != team:
        return redirect("chain:naming_teams")
    return redirect("chain:naming", team)


def _allowed(request: ViewerRequest, team: str) -> Naming:
    # Whoever signed in may hold the link of another team as well.
    own = team in {request.viewer.team, request.viewer.speaks_for}
    if not own and not request.viewer.may_prepare:
        raise PermissionDenied
    shown = organisation.naming(TeamId(team))
    if shown is None:
        raise Http404
    return shown


def _code(address: str, name: str) -> str:
    title = gettext("Code to scan for %(team)s") % {"team": name}
    code = segno.make(address, error="m")
    drawn = code.svg_inline(
        scale=4, border=2, title=title, svgclass="code-picture", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title
