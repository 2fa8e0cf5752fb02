"""The link with which a paying customer takes part, to be sent or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from binnenuit_web.exchange import services
from binnenuit_web.look.addresses import only_here
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def link(request: ViewerRequest, talk: int) -> HttpResponse:
    """Show the customer's address and code; a POST ends the old one."""
    seen = services.talk(request.viewer, talk, today=timezone.localdate())
    if not seen.may_link:
        raise PermissionDenied
    if request.method == "POST":
        services.renew_link(request.viewer, talk)
        messages.success(request, gettext("The old link no longer works. This is the new one."))
        return redirect("exchange:link", talk)
    key = services.key_for(request.viewer, talk)
    address = request.build_absolute_uri(reverse("exchange:customer_enter", args=[key]))
    context = {
        "talk": seen,
        "address": address,
        "code": _code(address, seen.other_name),
        "only_here": only_here(request),
    }
    return render(request, "exchange/link.html", context)


def _code(address: str, name: str) -> str:
    title = gettext("Code to scan for %(customer)s") % {"customer": name}
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=2, title=title, svgclass="code-picture", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title
