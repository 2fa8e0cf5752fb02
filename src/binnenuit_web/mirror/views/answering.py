"""Collecting one's own ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binnenuit_web.mirror.services import inviting
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

_SEE_OTHER = 303


@require_http_methods(["GET", "POST"])
@signed_in
def collect(request: ViewerRequest) -> HttpResponse:
    """Show one's own ballots; a POST goes on to one of them. Nothing of it is written down."""
    today = timezone.localdate()
    if request.method == "POST":
        layer = request.POST.get("layer", "")
        code = inviting.take_ballot(request.viewer, layer, today)
        return HttpResponseRedirect(inviting.ballot_path(code), status=_SEE_OTHER)
    ballots = inviting.my_ballots(request.viewer, today)
    return render(request, "mirror/collect.html", {"ballots": ballots})
