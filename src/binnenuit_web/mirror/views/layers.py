"""The locks: what is open, what waits for whom; opening, closing, and releasing after the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from binnenuit.errors import BinnenuitError
from binnenuit_web.mirror import services
from binnenuit_web.mirror.forms.layers import OpenForm
from binnenuit_web.organisation.forms import KeyForm
from binnenuit_web.organisation.services import held_keys
from binnenuit_web.people.viewer import only, preparing, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from binnenuit_web.mirror.services import LayerShown
    from binnenuit_web.people.viewer import Viewer, ViewerRequest

_TOO_FEW: Final = "mirror.too-few-invited"


def _holds_key(viewer: Viewer) -> bool:
    return bool(held_keys(viewer))


@signed_in
def layers(request: ViewerRequest) -> HttpResponse:
    """Show every layer of the round from the top, and what it waits for."""
    return _page(request, None, None)


@preparing
def open_layer(request: ViewerRequest, layer: int) -> HttpResponse:
    """Open a layer until a day; before that, what will happen then."""
    today = timezone.localdate()
    form = OpenForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            day = form.cleaned_data["closes_on"]
            services.open_layer(request.viewer, layer, closes_on=day, today=today)
        except services.NotNowError:
            return _changed(request)
        messages.success(request, gettext("The layer is open."))
        return redirect("mirror:layers")
    shown = _layer(request, layer)
    if not shown.may_open:
        return _changed(request)
    context = {"layer": shown, "form": form}
    return render(request, "mirror/open.html", context, status=422 if form.errors else 200)


@require_POST
@preparing
def close_layer(request: ViewerRequest, layer: int) -> HttpResponse:
    """Close a layer before its last day."""
    try:
        services.close_layer(request.viewer, layer, timezone.localdate())
    except services.NotNowError:
        return _changed(request)
    messages.success(request, gettext("The layer is closed. Look at the audit, then show it."))
    return redirect("mirror:release", layer)


@preparing
def release(request: ViewerRequest, layer: int) -> HttpResponse:
    """Rehearse what would be shown of a closed layer, attack it, and show it."""
    try:
        if request.method == "POST":
            return _released(request, layer)
        rehearsal = services.rehearse(request.viewer, layer)
    except services.NotNowError:
        return _changed(request)
    except services.NotPassedError:
        return redirect("mirror:release", layer)
    except BinnenuitError as problem:
        messages.error(request, problem.say(get_language() or "en"))
        return redirect("mirror:layers")
    context = {"layer": _layer(request, layer), "rehearsal": rehearsal}
    return render(request, "mirror/release.html", context)


def _released(request: ViewerRequest, layer: int) -> HttpResponse:
    findings = services.release_layer(request.viewer, layer, timezone.localdate())
    messages.success(request, gettext("It is shown. The ballots are destroyed."))
    # Said scale by scale it fills a phone; which groups these are stands with what was shown.
    if any(finding.code == _TOO_FEW for finding in findings):
        small = gettext("Some groups are too small for these figures: there people talk.")
        messages.info(request, small)
    language = get_language() or "en"
    others = (each.sentence.say(language) for each in findings if each.code != _TOO_FEW)
    for said in dict.fromkeys(others):
        messages.info(request, said)
    return redirect("mirror:layers")


@require_POST
@only(_holds_key)
@sensitive_post_parameters()
def key(request: ViewerRequest, layer: int) -> HttpResponse:
    """Turn one's own key."""
    form = _key_form(layer, request.POST)
    if not form.is_valid():
        return _page(request, layer, form)
    reason, today = form.cleaned_data["reason"], timezone.localdate()
    if services.turn_key(request.viewer, layer, reason, today=today):
        messages.success(request, gettext("Your key is turned. Everyone can see that, and why."))
    else:
        messages.info(request, gettext("Nothing was left to turn: this layer has changed."))
    return redirect("mirror:layers")


def _page(request: ViewerRequest, tried: int | None, form: KeyForm | None) -> HttpResponse:
    picture = services.round_picture(request.viewer, timezone.localdate())
    shown = [
        (each, (form if each.id == tried else _key_form(each.id)) if each.has_key else None)
        for each in (picture.layers if picture else ())
    ]
    context = {"round": picture, "layers": shown}
    return render(request, "mirror/layers.html", context, status=422 if form else 200)


def _key_form(layer: int, data: QueryDict | None = None) -> KeyForm:
    return KeyForm(data, auto_id=f"id_{layer}_%s", label_suffix="")


def _layer(request: ViewerRequest, layer: int) -> LayerShown:
    picture = services.round_picture(request.viewer, timezone.localdate())
    found = (each for each in (picture.layers if picture else ()) if each.id == layer)
    shown = next(found, None)
    if shown is None:
        raise Http404
    return shown


def _changed(request: ViewerRequest) -> HttpResponse:
    messages.info(request, gettext("Nothing was done: this layer has changed meanwhile."))
    return redirect("mirror:layers")
