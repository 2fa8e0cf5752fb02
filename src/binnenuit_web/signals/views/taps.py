"""This happened: one tap, taking it back, and what can be tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit_web.people.viewer import preparing, signed_in
from binnenuit_web.signals import services
from binnenuit_web.signals.forms.taps import SymptomForm
from binnenuit_web.signals.views.things import hand_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

# What was tapped just now travels with the one who tapped: neither an address, nor a session, nor
# anything else on the server ties it to a person.
_JUST_NOW: Final = "just_tapped"
_SALT: Final = "binnenuit.signals.just-tapped"
_SECONDS: Final = 300


@require_GET
@signed_in
@never_cache
def taps(request: ViewerRequest) -> HttpResponse:
    """What can have happened, each with one button; taking back is offered once, right after."""
    page = services.tap_page(request.viewer, today=timezone.localdate())
    tapped = request.get_signed_cookie(_JUST_NOW, None, salt=_SALT, max_age=_SECONDS)
    context = {
        "page": page,
        "good": [each for each in page.symptoms if each.good],
        "bad": [each for each in page.symptoms if not each.good],
        "just_now": next((each for each in page.symptoms if each.code == tapped), None),
    }
    response = render(request, "signals/taps.html", context)
    if tapped:
        response.delete_cookie(_JUST_NOW, path=reverse("signals:taps"))
    return response


@require_POST
@signed_in
def tap(request: ViewerRequest) -> HttpResponse:
    """It happened to me."""
    code = request.POST.get("symptom", "")
    counted = services.it_happened(
        request.viewer, code, hand=hand_of(request), today=timezone.localdate()
    )
    response = redirect("signals:taps")
    if not counted:
        messages.warning(request, gettext("That was not counted. Look below what can be."))
        return response
    messages.success(request, gettext("Counted for this week. Nobody sees that it was you."))
    response.set_signed_cookie(
        _JUST_NOW,
        code,
        salt=_SALT,
        max_age=_SECONDS,
        path=reverse("signals:taps"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
@signed_in
def take_back(request: ViewerRequest) -> HttpResponse:
    """It did not happen after all."""
    code = request.POST.get("symptom", "")
    services.take_back(request.viewer, code, hand=hand_of(request), today=timezone.localdate())
    messages.success(request, gettext("Taken back: it is not counted."))
    return redirect("signals:taps")


@preparing
@never_cache
def symptoms(request: ViewerRequest) -> HttpResponse:
    """What is always asked, what was added, and adding something."""
    form = SymptomForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.add(request.viewer, form.new_symptom())
        messages.success(request, gettext("Added: from now on it can be tapped."))
        return redirect("signals:symptoms")
    context = {"symptoms": services.symptoms(), "form": form}
    return render(request, "signals/symptoms.html", context, status=422 if form.errors else 200)


@require_POST
@preparing
def retire(request: ViewerRequest, symptom: int) -> HttpResponse:
    """Ask no longer whether it happened."""
    services.retire(request.viewer, symptom)
    messages.success(request, gettext("It is asked no longer. What was shown of it stays."))
    return redirect("signals:symptoms")
