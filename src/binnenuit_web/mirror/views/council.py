"""What the works council sees and may do: releases, the auditor, stopping, and the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binnenuit_web.mirror.forms.council import AgreeForm, StopForm
from binnenuit_web.mirror.services import council
from binnenuit_web.mirror.services.rounds import NotNowError, current_round
from binnenuit_web.mirror.services.stopping import go_on as let_go_on
from binnenuit_web.mirror.services.stopping import may_go_on, may_stop
from binnenuit_web.mirror.services.stopping import stop as stop_round
from binnenuit_web.mirror.views import agreement as pack
from binnenuit_web.people.viewer import only

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.services.council import Certificate
    from binnenuit_web.people.viewer import Viewer, ViewerRequest


def _watches(viewer: Viewer) -> bool:
    return council.may_read(viewer)


@require_GET
@only(_watches)
@never_cache
def releases(request: ViewerRequest) -> HttpResponse:
    """Every release with its certificate, and what else the works council holds in its hands."""
    return _page(request, StopForm())


@require_POST
@only(_watches)
def audit(request: ViewerRequest) -> HttpResponse:
    """Let the auditor try everything now."""
    found = council.audit_again(request.viewer)
    if found is None:
        messages.info(request, _("Nothing was shown yet, so there is nothing to try."))
    elif found.passed:
        messages.success(request, _("The auditor tried everything again. It lays nobody bare."))
    else:
        messages.warning(request, _("The auditor tried everything again. It did not pass."))
    return redirect("mirror:releases")


@require_POST
@only(_watches)
def stop(request: ViewerRequest, round: int) -> HttpResponse:  # noqa: A002  the word of the room
    """Stop the round: nothing is taken, closed or shown until it goes on."""
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    reason, today = form.cleaned_data["reason"], timezone.localdate()
    try:
        stop_round(request.viewer, round, reason, today=today)
    except NotNowError:
        messages.warning(request, _("This round is over, so there is nothing to stop."))
    else:
        messages.success(request, _("The round stands still. Everybody sees that, and why."))
    return redirect("mirror:releases")


@require_POST
@only(_watches)
def go_on(request: ViewerRequest, round: int) -> HttpResponse:  # noqa: A002  the word of the room
    let_go_on(request.viewer, round)
    messages.success(request, _("The round goes on."))
    return redirect("mirror:releases")


@require_http_methods(["GET", "POST"])
@only(_watches)
@never_cache
@csp_update({"style-src": [pack.STYLE_SOURCE]})  # type: ignore[arg-type]  # it knows no viewer
def agreement(request: ViewerRequest) -> HttpResponse:
    """The agreement as one file; sent by the works council: that it agreed to this version."""
    today = timezone.localdate()
    made = pack.pack(request.viewer, today)
    if request.method == "POST":
        return _agree(request, made.version)
    return HttpResponse(pack.as_file(request.viewer, made, today))


def _agree(request: ViewerRequest, version: str) -> HttpResponse:
    if not council.may_agree(request.viewer):
        raise PermissionDenied
    form = AgreeForm(request.POST)
    if form.is_valid() and form.cleaned_data["version"] == version:
        council.agree(request.viewer, version)
        messages.success(request, _("Written down: you agreed to this version."))
    else:
        messages.warning(request, _("The agreement changed meanwhile. Read it again first."))
    return redirect("mirror:releases")


def _page(request: ViewerRequest, form: StopForm, status: int = 200) -> HttpResponse:
    viewer, language, today = request.viewer, get_language() or "en", timezone.localdate()
    rounds, said = council.released(viewer, language), council.certificate()
    row = current_round(today)
    context: dict[str, Any] = {
        "rounds": rounds,
        "running": next((each for each in rounds if row and each.id == row.pk), None),
        "certificate": said,
        "faults": _faults(said, language),
        "stop": form if may_stop(viewer) and row and not row.stopped_on else None,
        "may_go_on": row is not None and may_go_on(viewer, row),
        **_agreement(viewer, today),
    }
    return render(request, "mirror/council/releases.html", context, status=status)


def _faults(said: Certificate | None, language: str) -> list[str]:
    return [fault.say(language) for fault in said.faults] if said else []


def _agreement(viewer: Viewer, today: date) -> dict[str, Any]:
    made, last = pack.pack(viewer, today), council.agreed(viewer)
    changed = council.changed_since(last.version, made.words) if last else ()
    may_agree = council.may_agree(viewer) and (last is None or last.version != made.version)
    return {
        "version": made.version,
        "agreed": last,
        "changed": [pack.PARTS[name] for name in changed],
        "agree": AgreeForm(initial={"version": made.version}) if may_agree else None,
    }
