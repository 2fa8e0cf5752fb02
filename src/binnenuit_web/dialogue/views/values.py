"""Values, named after answers that carry: one page with everything, and one for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.shaping import OnceForm, ValueForm
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


def stands_otherwise(request: ViewerRequest) -> None:
    """Say that it cannot be done as things stand now."""
    messages.info(request, gettext("It stands otherwise now: somebody was before you. Look again."))


@require_safe
@signed_in
@never_cache
def values(request: ViewerRequest) -> HttpResponse:
    """Every value, with the answers it follows from and the behaviours that follow from it."""
    page = services.values_page(request.viewer, timezone.localdate())
    return render(request, "dialogue/values.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Write a value down."""
    sources = services.sources(request.viewer)
    form = ValueForm(request.POST if request.method == "POST" else None, sources=sources)
    if form.is_valid():
        once, today = form.cleaned_data["once"], timezone.localdate()
        try:
            made = services.make_value(request.viewer, form.new_value(), once=once, today=today)
        except services.OrphanError:
            form.add_error("statements", gettext("One of these does not carry any more."))
        else:
            messages.success(request, gettext("The value is written down. Now ask everybody."))
            return redirect("dialogue:value", made)
    context = {"form": form, "sources": sources}
    return render(request, "dialogue/new_value.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
@never_cache
def value(request: ViewerRequest, value: int) -> HttpResponse:
    """Read one value: where it comes from, and what follows from it."""
    page = services.value_page(request.viewer, value, timezone.localdate())
    return render(request, "dialogue/value.html", {"page": page, "ask": OnceForm()})


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: ViewerRequest, value: int) -> HttpResponse:
    """Say it in other words, with every objection taken up."""
    viewer, today = request.viewer, timezone.localdate()
    sources = services.sources(viewer)
    page = services.value_page(viewer, value, today)
    if not page.may_change:
        stands_otherwise(request)
        return redirect("dialogue:value", value)
    form = ValueForm(
        request.POST if request.method == "POST" else None,
        sources=sources,
        value=page.value,
        objections=page.to_take_up,
    )
    if form.is_valid():
        return _changed(request, value, form)
    context = {"form": form, "page": page}
    return render(
        request, "dialogue/change_value.html", context, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def ask(request: ViewerRequest, value: int) -> HttpResponse:
    """Ask everybody: does it follow, and do we adopt it?"""
    services.demand_shaper(request.viewer)
    form = OnceForm(request.POST)
    try:
        if form.is_valid():
            once, today = form.cleaned_data["once"], timezone.localdate()
            services.ask_value(request.viewer, value, once=once, today=today)
            messages.success(request, gettext("Everybody is asked."))
    except services.StandsOtherwiseError:
        stands_otherwise(request)
    return redirect("dialogue:value", value)


@require_POST
@signed_in
def withdraw(request: ViewerRequest, value: int) -> HttpResponse:
    """Withdraw a value; not while a behaviour rests on nothing else."""
    try:
        services.withdraw_value(request.viewer, value, timezone.localdate())
        messages.success(request, gettext("The value is withdrawn."))
    except services.OrphanError as orphans:
        said = gettext("A behaviour would follow from nothing: %(names)s. Withdraw it first.")
        messages.info(request, said % {"names": "; ".join(orphans.names)})
    return redirect("dialogue:value", value)


def _changed(request: ViewerRequest, value: int, form: ValueForm) -> HttpResponse:
    try:
        services.change_value(
            request.viewer,
            value,
            form.new_value(),
            answers=form.answers(),
            today=timezone.localdate(),
        )
        messages.success(request, gettext("It is changed."))
    except (
        services.StandsOtherwiseError,
        services.NotTakenUpError,
        services.OrphanError,
    ):
        stands_otherwise(request)
    return redirect("dialogue:value", value)
