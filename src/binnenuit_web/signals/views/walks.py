"""Walks to the source: all of them, beginning one, reading one, and answering in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit.errors import PromiseError
from binnenuit_web.people.viewer import signed_in
from binnenuit_web.signals import services
from binnenuit_web.signals.forms.walks import AnswerForm, BeginForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest
    from binnenuit_web.signals.services import ShownWalk


@require_GET
@signed_in
@never_cache
def walks(request: ViewerRequest) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate()
    every = services.walks_for(viewer, today=today)
    context = {
        "mine": [each for each in every if each.mine],
        "under_way": [each for each in every if not each.has_ended and not each.mine],
        "ended": [each for each in every if each.has_ended],
        "may_begin": any(
            each.under_way is None for each in services.beginnings(viewer, today=today)
        ),
    }
    return render(request, "signals/walks.html", context)


@signed_in
@never_cache
def begin(request: ViewerRequest) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate()
    beginnings = services.beginnings(viewer, today=today)
    form = BeginForm(request.POST if request.method == "POST" else None, beginnings=beginnings)
    if form.is_valid():
        begun = services.begin(viewer, form.new_walk(), today=today)
        messages.success(
            request, gettext("The walk is under way. Each layer has five working days.")
        )
        return redirect("signals:walk", begun)
    context = {
        "form": form if beginnings else None,
        "under_way": [each for each in beginnings if each.under_way is not None],
    }
    return render(request, "signals/begin_walk.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in
@never_cache
def walk(request: ViewerRequest, walk: int) -> HttpResponse:
    services.go_on_with(walk, timezone.localdate())
    found = _found(request, walk)
    return _page(request, found, _answer_form(request, found) if found.mine else None)


@require_POST
@signed_in
@never_cache
def answer(request: ViewerRequest, walk: int) -> HttpResponse:
    """Answer in public; the same form sent again adds nothing and ends the same."""
    found, today = _found(request, walk), timezone.localdate()
    if not found.asked_me:
        raise PermissionDenied
    form = _answer_form(request, found)
    if form.is_valid():
        try:
            services.answer(request.viewer, walk, form.said(), today=today)
        except PromiseError as error:
            form.refuse(error)
        except services.AnsweredError:
            messages.warning(request, gettext("Nothing was changed: others have read it."))
            return redirect("signals:walk", walk)
        else:
            messages.success(request, gettext("Thank you. Everybody below you can read it now."))
            return redirect("signals:walk", walk)
    return _page(request, found, form)


def _answer_form(request: ViewerRequest, found: ShownWalk) -> AnswerForm:
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        viewer=request.viewer,
        today=timezone.localdate(),
        at_top=found.at_top,
    )


def _found(request: ViewerRequest, walk: int) -> ShownWalk:
    found = services.walk(request.viewer, walk, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _page(request: ViewerRequest, found: ShownWalk, form: AnswerForm | None) -> HttpResponse:
    context = {"walk": found, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "signals/walk.html", context, status=status)
