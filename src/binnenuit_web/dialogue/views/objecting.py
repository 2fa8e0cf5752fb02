"""Objections with a reason against adopting something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.polls import ObjectionForm, TakeBackForm
from binnenuit_web.dialogue.views.polls import show
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_POST
@signed_in
def object_to(request: ViewerRequest, poll: int) -> HttpResponse:
    """Object, with a reason."""
    viewer, today = request.viewer, timezone.localdate()
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        if not services.may_take_part(viewer):
            raise PermissionDenied
        page = services.poll_page(viewer, poll, today)
        return show(request, page, objecting=form, status=422)
    given = form.cleaned_data
    try:
        services.object_to(viewer, poll, given["text"], once=given["once"], today=today)
        messages.success(request, gettext("Your objection stands below, without your name."))
    except services.StandsOtherwiseError:
        messages.info(request, gettext("It closed meanwhile, or an objection of yours stands."))
    return redirect("dialogue:poll", poll)


@require_POST
@signed_in
def take_back(request: ViewerRequest, poll: int) -> HttpResponse:
    """Take one's own objection back."""
    viewer, today = request.viewer, timezone.localdate()
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        if not services.may_take_part(viewer):
            raise PermissionDenied
        return redirect("dialogue:poll", poll)
    try:
        services.take_back(viewer, poll, form.cleaned_data["objection"], today=today)
        messages.success(request, gettext("Your objection is taken back."))
    except services.StandsOtherwiseError:
        messages.info(request, gettext("It closed meanwhile. Your objection stands."))
    return redirect("dialogue:poll", poll)
