"""Who is invited, and how the invitation reaches him."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binnenuit.organisation.model import TeamId
from binnenuit_web.look.addresses import only_here
from binnenuit_web.mirror import jobs
from binnenuit_web.mirror.forms.inviting import OnceForm, RemindForm
from binnenuit_web.mirror.services import NotNowError, inviting
from binnenuit_web.mirror.views.drawn import drawn, whole_address
from binnenuit_web.people import services as people
from binnenuit_web.people.viewer import preparing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit_web.mirror.services.inviting import Letter
    from binnenuit_web.people.viewer import ViewerRequest

_ON_A_PAGE = 100


@require_GET
@preparing
def invitations(request: ViewerRequest, layer: int) -> HttpResponse:
    """Everybody who is invited, by team, and the ways in which a ballot reaches them."""
    row = inviting.layer_of(request.viewer, layer)
    teams = inviting.invited_of(request.viewer, layer)
    everybody = [person for team in teams for person in team.people]
    context = {
        "layer": row,
        "is_open": inviting.is_open(row),
        "teams": Paginator(teams, _ON_A_PAGE).get_page(request.GET.get("page")),
        "count": len(everybody),
        "without_address": sum(not person.email for person in everybody),
        "has_post": people.has_post(),
        "mailed": inviting.mailed(request.viewer, layer),
        "once": OnceForm(auto_id=False),
    }
    return render(request, "mirror/invitations.html", context)


@require_POST
@preparing
def letters(request: ViewerRequest, layer: int) -> HttpResponse:
    """Letters to print, of one team or of all; each time it is noted in the logbook."""
    team = TeamId(request.POST["team"]) if request.POST.get("team") else None
    try:
        written = inviting.letters(request.viewer, layer, team, today=timezone.localdate())
    except NotNowError:
        return _not_open(request, layer)
    return _printed(request, layer, written)


@require_POST
@preparing
def addresses(request: ViewerRequest, layer: int) -> HttpResponse:
    """The list for one's own mail program, as a file; each time it is noted in the logbook."""
    try:
        text = inviting.listed(request.viewer, layer, partial(whole_address, request))
    except NotNowError:
        return _not_open(request, layer)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="layer-{layer}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@preparing
def mail(request: ViewerRequest, layer: int) -> HttpResponse:
    """Have invitations mailed; the worker sends them after this."""
    form = OnceForm(request.POST)
    try:
        asked = form.is_valid() and inviting.ask_to_mail(
            request.viewer, layer, once=form.cleaned_data["once"], today=timezone.localdate()
        )
    except NotNowError:
        return _not_open(request, layer)
    if asked:
        jobs.deliver(asked)
    messages.success(request, gettext("The invitations are on their way."))
    return redirect("mirror:invitations", layer)


@require_http_methods(["GET", "POST"])
@preparing
def remind(request: ViewerRequest, layer: int) -> HttpResponse:
    """Remind people of their ballots, when that may be."""
    ways = inviting.ways(request.viewer, layer)
    form = RemindForm(request.POST if request.method == "POST" else None, ways=ways)
    if form.is_valid():
        try:
            return _remind(request, layer, form)
        except NotNowError:
            messages.warning(request, gettext("Nobody can be reminded now."))
            return redirect("mirror:remind", layer)
    context = {
        "layer": inviting.layer_of(request.viewer, layer),
        "reminding": inviting.reminding(request.viewer, layer, timezone.localdate()),
        "by_itself": len(ways) > 1,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "mirror/remind.html", context, status=status)


def _remind(request: ViewerRequest, layer: int, form: RemindForm) -> HttpResponse:
    how, once = form.cleaned_data["how"], form.cleaned_data["once"]
    viewer, today = request.viewer, timezone.localdate()
    if how is inviting.How.LETTERS:
        written = inviting.remind_on_paper(viewer, layer, once=once, today=today)
        return _printed(request, layer, written)
    asked = inviting.remind_by_mail(viewer, layer, how, once=once, today=today)
    if asked:
        jobs.deliver(asked)
    messages.success(request, gettext("The reminders are on their way."))
    return redirect("mirror:remind", layer)


def _printed(request: ViewerRequest, layer: int, written: Sequence[Letter]) -> HttpResponse:
    context = {
        "layer": layer,
        "letters": [
            {
                "letter": each,
                "picture": drawn(request, each.path),
                "address": whole_address(request, each.path),
            }
            for each in written
        ],
        "only_here": only_here(request),
    }
    response = render(request, "mirror/letters.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _not_open(request: ViewerRequest, layer: int) -> HttpResponse:
    messages.warning(request, gettext("That cannot be done now. See below how it stands."))
    return redirect("mirror:invitations", layer)
