"""How a leader sees his own service, before anybody answers about him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from binnenuit_web.mirror import services
from binnenuit_web.mirror.forms.own_view import OwnViewForm
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
@never_cache
@sensitive_post_parameters()
def own_view(request: ViewerRequest) -> HttpResponse:
    """Ask the leader; whoever leads nobody in this round reads that nothing is asked."""
    today = timezone.localdate()
    page = services.own_view_page(request.viewer, today)
    if page is None or not page.may_change:
        return render(request, "mirror/own_view.html", {"page": page})
    form = OwnViewForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        services.give_own_view(request.viewer, form.answers(), today=today)
        messages.success(request, gettext("Kept. Now your people may answer about the same."))
        return redirect("mirror:own_view")
    context = {"page": page, "form": form}
    return render(request, "mirror/own_view.html", context, status=422 if form.errors else 200)
