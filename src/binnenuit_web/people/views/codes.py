"""Accounts for everybody in the people file, and codes on paper for who has no mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from binnenuit_web.look.addresses import only_here
from binnenuit_web.people import services
from binnenuit_web.people.forms import CodesForm
from binnenuit_web.people.viewer import ViewerRequest, preparing

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

_ON_A_PAGE = 100


@preparing
def codes(request: ViewerRequest) -> HttpResponseBase:
    """Teams with how many of their people can sign in; for one of them, whose codes to print."""
    team = request.POST.get("team") or request.GET.get("team")
    if team:
        return _codes_of(request, team)
    teams = services.teams_with_people(request.viewer)
    context = {
        "teams": Paginator(teams, _ON_A_PAGE).get_page(request.GET.get("page")),
        "waiting": services.waiting_for_account(request.viewer),
    }
    return render(request, "people/codes.html", context)


def _codes_of(request: ViewerRequest, team: str) -> HttpResponseBase:
    people = services.people_of_team(request.viewer, team)
    form = CodesForm(request.POST or None, people=people)
    if form.is_valid():
        given = form.cleaned_data
        printed = services.print_codes(
            request.viewer, team, given["people"], once=given["once"], now=timezone.now()
        )
        return _sheet(request, team, printed)
    name = dict(services.team_names()).get(team, "")
    context = {"form": form, "team": team, "name": name, "people": people}
    return render(request, "people/codes_of.html", context, status=422 if form.errors else 200)


def _sheet(
    request: ViewerRequest, team: str, printed: tuple[services.PrintedCode, ...]
) -> HttpResponse:
    """Show the codes once: afterwards only their hashes are known."""
    address = request.build_absolute_uri(reverse("people:code"))
    context = {
        "slips": [{"slip": each, "picture": _picture(address, each.code)} for each in printed],
        "address": address,
        "name": dict(services.team_names()).get(team, ""),
        "only_here": only_here(request),
    }
    response = render(request, "people/sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _picture(address: str, code: str) -> str:
    # Behind the #: a browser keeps that part to itself, so that no server writes the code down.
    return str(segno.make(f"{address}#{code}", error="m").svg_data_uri(scale=5, dark="#17263c"))


@require_POST
@preparing
def everybody(request: ViewerRequest) -> HttpResponseBase:
    """Make an account for everybody in the people file who has none."""
    made = len(services.accounts_for(request.viewer, None))
    said = ngettext("%(number)s account was made.", "%(number)s accounts were made.", made)
    messages.success(request, said % {"number": made})
    return redirect("people:codes")
