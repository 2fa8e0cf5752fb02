"""Are we ready? A vote of its own, which comes before the first mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.polls import ReadinessForm
from binnenuit_web.dialogue.forms.shaping import OnceForm
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def readiness(request: ViewerRequest) -> HttpResponse:
    """Answer eight statements, or read what came of them."""
    page = services.readiness_page(request.viewer, timezone.localdate())
    form = None
    if page.poll is not None and page.poll.may_answer:
        form = ReadinessForm(
            request.POST if request.method == "POST" else None,
            statements=page.statements,
            given=page.poll.mine,
        )
        if form.is_valid():
            return _answered(request, page.poll.id, form)
    elif request.method == "POST":
        raise PermissionDenied
    context = {
        "page": page,
        "poll": page.poll,
        "form": form,
        "ask": OnceForm(),
        "scale_names": [name for name, _statements in page.scales],
    }
    wrong = form is not None and form.errors
    return render(request, "dialogue/readiness.html", context, status=422 if wrong else 200)


@require_POST
@signed_in
def begin(request: ViewerRequest) -> HttpResponse:
    """Ask everybody whether we are ready."""
    form = OnceForm(request.POST)
    once = form.cleaned_data["once"] if form.is_valid() else None
    if once is None and not request.viewer.may_prepare:
        raise PermissionDenied
    try:
        if once is not None:
            services.begin_readiness(request.viewer, once=once, today=timezone.localdate())
            messages.success(request, gettext("Everybody is asked."))
    except services.StandsOtherwiseError:
        messages.info(
            request, gettext("It is asked already, or it was asked less than a quarter ago.")
        )
    return redirect("dialogue:readiness")


def _answered(request: ViewerRequest, poll: int, form: ReadinessForm) -> HttpResponse:
    try:
        services.answer(request.viewer, poll, form.answer(), today=timezone.localdate())
        messages.success(request, gettext("Thank you. It only counts together with others."))
    except services.StandsOtherwiseError:
        messages.info(request, gettext("It closed meanwhile. Your answer was not taken."))
    return redirect("dialogue:readiness")
