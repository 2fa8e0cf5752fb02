"""What happened, week by week."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from binnenuit.errors import InputError
from binnenuit_web.people.viewer import signed_in
from binnenuit_web.signals import services

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

log = logging.getLogger("binnenuit.signals")


@require_GET
@signed_in
@never_cache
def weeks(request: ViewerRequest) -> HttpResponse:
    """The latest closed week in sentences, those before it in a table."""
    today = timezone.localdate()
    waits = not _closed(today)
    found = services.figures(
        request.viewer,
        request.GET.get("team", ""),
        members=request.GET.get("part") == "members",
        today=today,
    )
    latest = found.weeks[0] if found.weeks else None
    context = {
        "figures": found,
        "latest": latest,
        "rows": services.side_by_side(found.weeks) if latest else [],
        "waits": waits,
    }
    return render(request, "signals/weeks.html", context)


def _closed(today: date) -> bool:
    """Close what is over, when the hourly job did not come to it yet."""
    try:
        services.close_weeks(today)
    except InputError as problem:
        log.exception("a week could not be closed: %s", problem.code)
        return False
    return True
