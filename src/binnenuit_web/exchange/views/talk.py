"""One talk of two sides: write, put side by side, promise, and begin again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit.errors import PromiseError
from binnenuit_web.exchange import services
from binnenuit_web.exchange.forms.part import MarkForm
from binnenuit_web.exchange.views.side_by_side import part_form, side_by_side
from binnenuit_web.people.viewer import signed_in
from binnenuit_web.promises.forms import PromiseForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.exchange.forms.part import PartForm
    from binnenuit_web.exchange.services import Talk
    from binnenuit_web.people.viewer import ViewerRequest


@require_GET
@signed_in
@never_cache
def talk(request: ViewerRequest, talk: int) -> HttpResponse:
    return _page(request, _seen(request, talk))


@require_POST
@signed_in
@never_cache
def part(request: ViewerRequest, talk: int) -> HttpResponse:
    """Sign one's own side."""
    seen = _seen(request, talk)
    form = part_form(request, seen, sent=True)
    if not form.is_valid():
        return _page(request, seen, form=form)
    given, today = form.cleaned_data, timezone.localdate()
    try:
        services.sign(request.viewer, talk, given["brings"], given["gets"], today=today)
    except services.BothSignedError:
        messages.warning(request, gettext("Both have signed meanwhile, so what you wrote stays."))
    else:
        messages.success(request, gettext("Signed."))
    return redirect("exchange:talk", talk)


@require_POST
@signed_in
def decline(request: ViewerRequest, talk: int) -> HttpResponse:
    """Say that one would rather not."""
    try:
        services.decline(request.viewer, talk, today=timezone.localdate())
    except services.BothSignedError:
        messages.warning(request, gettext("Both have signed meanwhile, so what you wrote stays."))
    else:
        messages.success(request, gettext("That is fine. Nobody will ask you why."))
    return redirect("exchange:talk", talk)


@require_POST
@signed_in
def mark(request: ViewerRequest, talk: int) -> HttpResponse:
    """Say whether both see one question alike."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    given = form.cleaned_data
    services.mark(request.viewer, talk, given["question"], alike=given["alike"])
    return redirect("exchange:talk", talk)


@require_POST
@signed_in
@never_cache
def promise(request: ViewerRequest, talk: int) -> HttpResponse:
    """End the talk with one promise."""
    seen, today = _seen(request, talk), timezone.localdate()
    form = PromiseForm(request.POST, viewer=request.viewer, today=today)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.promise(
                request.viewer, talk, given["what"], given["due"], once=given["once"], today=today
            )
        except PromiseError as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("You promised it. Whom it concerns can read it."))
            return redirect("exchange:talk", talk)
    return _page(request, seen, promise_form=form)


@require_POST
@signed_in
def again(request: ViewerRequest, talk: int) -> HttpResponse:
    """Begin a new talk of the same two."""
    return redirect(
        "exchange:talk", services.again(request.viewer, talk, today=timezone.localdate())
    )


def _seen(request: ViewerRequest, talk: int) -> Talk:
    return services.talk(request.viewer, talk, today=timezone.localdate())


def _page(
    request: ViewerRequest,
    seen: Talk,
    *,
    form: PartForm | None = None,
    promise_form: PromiseForm | None = None,
) -> HttpResponse:
    is_wrong = form is not None or promise_form is not None
    if promise_form is None and seen.may_promise:
        promise_form = PromiseForm(viewer=request.viewer, today=timezone.localdate())
    if form is None and seen.may_sign:
        form = part_form(request, seen)
    context = {
        "talk": seen,
        "step": seen.step.value,
        "form": form if seen.may_sign else None,
        "form_is_open": is_wrong or seen.step is services.Step.WRITE,
        "rows": side_by_side(seen),
        "promise_form": promise_form if seen.may_promise else None,
        "earlier": services.earlier_talks(request.viewer, seen.id),
    }
    return render(request, "exchange/talk.html", context, status=422 if is_wrong else 200)
