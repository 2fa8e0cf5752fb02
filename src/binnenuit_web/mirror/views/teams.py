"""The mirror of one team and its leader, how a number came about, and a sheet for the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binnenuit.errors import PromiseError
from binnenuit.organisation.model import TeamId
from binnenuit_web.mirror.services import seeing
from binnenuit_web.mirror.services.looks import look
from binnenuit_web.mirror.views.readable import readable
from binnenuit_web.people.viewer import signed_in
from binnenuit_web.promises.forms import PromiseForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.mirror.services.seeing import TeamPage
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
@readable
def team(request: ViewerRequest, layer: int, team: str) -> HttpResponse:
    """Read the mirror of a team; whoever leads it promises something at its end."""
    viewer, today = request.viewer, timezone.localdate()
    page = seeing.team_page(viewer, layer, TeamId(team), today=today)
    if request.method != "POST":
        return _page(request, page)
    if not page.is_mine:
        raise PermissionDenied
    form = PromiseForm(request.POST, viewer=viewer, today=today)
    if form.is_valid():
        given = form.cleaned_data
        try:
            seeing.promise(
                viewer,
                layer,
                TeamId(team),
                what=given["what"],
                due=given["due"],
                once=given["once"],
                today=today,
            )
        except PromiseError as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("You promised it. Whom it concerns can read it."))
            return redirect("mirror:team", layer, team)
    return _page(request, page, form)


@require_POST
@signed_in
@readable
def looked(request: ViewerRequest, layer: int, team: str) -> HttpResponse:
    """Say that one looked; from then on the team sees its figures."""
    page = seeing.team_page(request.viewer, layer, TeamId(team), today=timezone.localdate())
    if page.may_look:
        look(request.viewer, layer, today=timezone.localdate())
        messages.success(request, gettext("Thank you. Your people can see these figures now."))
    return redirect("mirror:team", layer, team)


@require_GET
@signed_in
@never_cache
@readable
def sheet(request: ViewerRequest, layer: int, team: str) -> HttpResponse:
    """One page of paper for twenty minutes together."""
    page = seeing.team_page(request.viewer, layer, TeamId(team), today=timezone.localdate())
    return render(request, "mirror/sheet.html", {"page": page, "figures": page.on_paper})


@require_GET
@signed_in
@never_cache
@readable
def number(request: ViewerRequest, layer: int, scale: str) -> HttpResponse:
    """How the figures of one scale came about."""
    team = request.GET.get("team")
    page = seeing.number_page(
        request.viewer, layer, scale, TeamId(team) if team else None, today=timezone.localdate()
    )
    return render(request, "mirror/number.html", {"page": page})


def _page(request: ViewerRequest, page: TeamPage, sent: PromiseForm | None = None) -> HttpResponse:
    form = sent
    if form is None and page.is_mine and page.is_open:
        form = PromiseForm(viewer=request.viewer, today=timezone.localdate())
        chosen = request.GET.get("choose")
        texts = (each.text for each in page.behaviours if each.code == chosen)
        form.initial["what"] = next(texts, "")
    context = {"page": page, "form": form, "chosen": request.GET.get("choose", "")}
    return render(request, "mirror/team.html", context, status=422 if sent else 200)
