"""The first page of the mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from binnenuit_web.mirror.services import seeing
from binnenuit_web.mirror.views.readable import readable
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_GET
@signed_in
@never_cache
@readable
def mine(request: ViewerRequest) -> HttpResponse:
    """What waits, what came of the last round, and which mirrors this viewer may read."""
    found = seeing.mine(request.viewer, timezone.localdate())
    return render(request, "mirror/mine.html", {"mine": found})
