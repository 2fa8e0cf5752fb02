"""For whom is this? Asking about a thing, giving two taps, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from binnenuit_web.people.viewer import signed_in
from binnenuit_web.signals import services
from binnenuit_web.signals.forms.things import AskForm, TapsForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest
    from binnenuit_web.signals.services import ShownThing


@signed_in
@never_cache
def things(request: ViewerRequest) -> HttpResponse:
    """Everything that is asked or was found, and asking about something."""
    today = timezone.localdate()
    services.close_things(today)
    costs = services.costs(request.viewer, today=today)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        callers=services.callers(today),
        costs=costs,
    )
    if form.is_valid():
        return _asked(request, form)
    every = services.things_for(request.viewer, hand_of(request), today=today)
    context = {
        "waiting": [each for each in every if each.asks_me],
        "mine": [each for each in every if each.is_mine],
        "others": [
            each
            for each in every
            if not each.is_mine and (each.has_answered or not each.may_answer)
        ],
        "form": form if costs else None,
    }
    return render(request, "signals/things.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
def thing(request: ViewerRequest, thing: int) -> HttpResponse:
    """Read one thing; the first tap brings the second question, the second is counted."""
    services.close_things(timezone.localdate())
    found = _found(request, thing)
    form = TapsForm(request.POST) if request.method == "POST" else None
    tapped = form.cleaned_data if form is not None and form.is_valid() else {}
    if tapped.get("worth"):
        services.tap(
            request.viewer,
            thing,
            hand_of(request),
            whom=tapped["whom"],
            worth=tapped["worth"],
            today=timezone.localdate(),
        )
        messages.success(request, gettext("Thank you. It only counts together with others."))
        return redirect("signals:thing", thing)
    context = {"thing": found, "whom": tapped.get("whom")}
    wrong = form is not None and not tapped
    return render(request, "signals/thing.html", context, status=422 if wrong else 200)


def hand_of(request: ViewerRequest) -> str:
    """Whose two taps these are, so that they count once."""
    return services.holder(request.viewer, request.session.session_key)


def _asked(request: ViewerRequest, form: AskForm) -> HttpResponse:
    try:
        asked = services.ask(request.viewer, form.new_thing(), today=timezone.localdate())
    except services.AskedLatelyError:
        said = gettext("This was asked lately, of nearly the same people. Talk about it.")
        return _not_asked(request, form, said)
    if asked is None:
        said = gettext("Fewer than ten people would be asked. Talk about it.")
        return _not_asked(request, form, said)
    messages.success(request, gettext("It is asked for two weeks. Nobody sees that you asked."))
    return redirect("signals:thing", asked)


def _not_asked(request: ViewerRequest, form: AskForm, why: str) -> HttpResponse:
    form.add_error("team", why)
    return render(request, "signals/things.html", {"form": form}, status=422)


def _found(request: ViewerRequest, thing: int) -> ShownThing:
    found = services.thing(request.viewer, thing, hand_of(request), today=timezone.localdate())
    if found is None:
        raise Http404
    return found
