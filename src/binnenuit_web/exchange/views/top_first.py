"""The locks, from the top; and the two keys that open a layer out of order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from binnenuit_web.exchange import services
from binnenuit_web.organisation.forms import KeyForm
from binnenuit_web.organisation.services import held_keys
from binnenuit_web.people.viewer import only, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from binnenuit_web.people.viewer import Viewer, ViewerRequest


def _holds_key(viewer: Viewer) -> bool:
    return bool(held_keys(viewer))


@signed_in
def top_first(request: ViewerRequest) -> HttpResponse:
    """Show what is open and what waits for whom."""
    return _page(request, None, None)


@require_POST
@only(_holds_key)
@sensitive_post_parameters()
def key(request: ViewerRequest, layer: int) -> HttpResponse:
    """Turn one's own key."""
    form = _form(layer, request.POST)
    if not form.is_valid():
        return _page(request, layer, form)
    reason, today = form.cleaned_data["reason"], timezone.localdate()
    if services.turn_key(request.viewer, layer, reason, today=today):
        messages.success(request, gettext("Your key is turned. Everyone can see that, and why."))
    else:
        messages.info(request, gettext("Nothing was left to turn: this layer has changed."))
    return redirect("exchange:top_first")


def _page(request: ViewerRequest, tried: int | None, form: KeyForm | None) -> HttpResponse:
    picture = services.top_first(request.viewer, timezone.localdate())
    layers = [
        (each, (form if each.number == tried else _form(each.number)) if each.has_key else None)
        for each in picture.layers
    ]
    context = {"picture": picture, "layers": layers, "tried": tried}
    return render(request, "exchange/top_first.html", context, status=422 if form else 200)


def _form(layer: int, data: QueryDict | None = None) -> KeyForm:
    return KeyForm(data, auto_id=f"id_{layer}_%s", label_suffix="")
