"""One vote of its own: does it follow, do we adopt it; and deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.polls import DecideForm, ObjectionForm, ValueForm
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def poll(request: ViewerRequest, poll: int) -> HttpResponse:
    """Read one poll, and answer it, as often as one likes until it closes."""
    page = services.poll_page(request.viewer, poll, timezone.localdate())
    if page.kind == "readiness":
        return redirect("dialogue:readiness")
    form = ValueForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        return _answered(request, poll, form)
    if form is not None and not services.may_take_part(request.viewer):
        raise PermissionDenied
    return show(request, page, status=422 if form is not None else 200)


@require_POST
@signed_in
def decide(request: ViewerRequest, poll: int) -> HttpResponse:
    """Adopt it, when consent allows that."""
    viewer, today = request.viewer, timezone.localdate()
    page = services.poll_page(viewer, poll, today)
    form = DecideForm(request.POST, page=page)
    if not form.is_valid():
        if not services.may_shape(viewer):
            raise PermissionDenied
        return show(request, page, deciding=form, status=422)
    try:
        consent = services.decide(viewer, poll, form.cleaned_data["because"], today=today)
    except services.StandsOtherwiseError:
        messages.info(request, gettext("This was decided already, or it is still asked."))
    else:
        if consent.decision == "adopted":
            messages.success(request, gettext("It is adopted."))
        else:
            messages.info(request, consent.why.say(get_language() or "en"))
    return redirect("dialogue:poll", poll)


def show(
    request: ViewerRequest,
    page: services.PollPage,
    *,
    objecting: Form | None = None,
    deciding: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a poll, with a form as it was sent where something was wrong with it."""
    context = {
        "page": page,
        "resistance": range(11),
        "objecting": objecting or ObjectionForm(),
        "deciding": deciding or DecideForm(page=page),
    }
    return render(request, "dialogue/poll.html", context, status=status)


def _answered(request: ViewerRequest, poll: int, form: ValueForm) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate()
    try:
        services.answer(viewer, poll, form.answer(), today=today)
    except services.StandsOtherwiseError:
        messages.info(request, gettext("It closed meanwhile. Your answer was not taken."))
        return redirect("dialogue:poll", poll)
    onward = services.next_poll(viewer, poll, today)
    if onward is None:
        messages.success(request, gettext("Thank you. It only counts together with others."))
    return redirect("dialogue:poll", poll if onward is None else onward)
