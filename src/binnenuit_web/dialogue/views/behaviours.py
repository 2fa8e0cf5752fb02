"""Behaviours: who does what, when, visible to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.shaping import BehaviourForm, OnceForm
from binnenuit_web.dialogue.views.values import stands_otherwise
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Write a behaviour down, from a value that was asked."""
    values = services.asked_values(request.viewer)
    form = BehaviourForm(
        request.POST if request.method == "POST" else None,
        values=values,
        chosen=_number(request.GET.get("value", "")),
    )
    if form.is_valid():
        once, written = form.cleaned_data["once"], form.new_behaviour()
        today = timezone.localdate()
        try:
            made = services.make_behaviour(request.viewer, written, once=once, today=today)
        except services.OrphanError:
            form.add_error("values", gettext("One of these values was withdrawn."))
        else:
            messages.success(request, gettext("The behaviour is written down. Now ask everybody."))
            return redirect("dialogue:behaviour", made)
    context = {"form": form, "values": values}
    return render(
        request, "dialogue/new_behaviour.html", context, status=422 if form.errors else 200
    )


@require_safe
@signed_in
@never_cache
def behaviour(request: ViewerRequest, behaviour: int) -> HttpResponse:
    """Read one behaviour, and the values from which it follows."""
    page = services.behaviour_page(request.viewer, behaviour, timezone.localdate())
    return render(request, "dialogue/behaviour.html", {"page": page, "ask": OnceForm()})


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: ViewerRequest, behaviour: int) -> HttpResponse:
    """Say it in other words, with every objection taken up."""
    viewer, today = request.viewer, timezone.localdate()
    values = services.asked_values(viewer)
    page = services.behaviour_page(viewer, behaviour, today)
    if not page.may_change:
        stands_otherwise(request)
        return redirect("dialogue:behaviour", behaviour)
    form = BehaviourForm(
        request.POST if request.method == "POST" else None,
        values=values,
        behaviour=page.behaviour,
        objections=page.to_take_up,
    )
    if form.is_valid():
        return _changed(request, behaviour, form)
    context = {"form": form, "page": page}
    return render(
        request, "dialogue/change_behaviour.html", context, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def ask(request: ViewerRequest, behaviour: int) -> HttpResponse:
    """Ask everybody: does it follow, and do we adopt it?"""
    services.demand_shaper(request.viewer)
    form = OnceForm(request.POST)
    try:
        if form.is_valid():
            once, today = form.cleaned_data["once"], timezone.localdate()
            services.ask_behaviour(request.viewer, behaviour, once=once, today=today)
            messages.success(request, gettext("Everybody is asked."))
    except services.StandsOtherwiseError:
        stands_otherwise(request)
    return redirect("dialogue:behaviour", behaviour)


@require_POST
@signed_in
def withdraw(request: ViewerRequest, behaviour: int) -> HttpResponse:
    """Withdraw a behaviour: the next pulse does not ask about it."""
    services.withdraw_behaviour(request.viewer, behaviour, timezone.localdate())
    messages.success(request, gettext("The behaviour is withdrawn."))
    return redirect("dialogue:behaviour", behaviour)


def _changed(request: ViewerRequest, behaviour: int, form: BehaviourForm) -> HttpResponse:
    try:
        services.change_behaviour(
            request.viewer,
            behaviour,
            form.new_behaviour(),
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
    return redirect("dialogue:behaviour", behaviour)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
