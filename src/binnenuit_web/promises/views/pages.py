"""What was promised and how it stands; one promise, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit.errors import PromiseError
from binnenuit.promises import Happening
from binnenuit_web.people.viewer import signed_in
from binnenuit_web.promises import services
from binnenuit_web.promises.forms import FORMS, HappenForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest
    from binnenuit_web.promises.services import Shown

_SUCCESS = {
    Happening.CHANGED: _("Your promise is changed. Everybody who can read it sees that."),
    Happening.WITHDRAWN: _("Your promise is withdrawn. It stays here to be read."),
    Happening.DONE: _("Thank you. Now the other side is asked whether it was kept."),
    Happening.KEPT: _("Thank you. The promise was kept."),
    Happening.NOT_KEPT: _("Thank you. The promise stays open."),
}


@require_GET
@signed_in
@never_cache
def index(request: ViewerRequest) -> HttpResponse:
    """What I promised, what was promised to me, what was promised above me."""
    viewer, today = request.viewer, timezone.localdate()
    mine = services.mine(viewer, today=today)
    to_me = _without(services.to_me(viewer, today=today), mine)
    above = services.above(viewer, today=today)
    context = {
        "mine": _asked_first(mine),
        "to_me": _asked_first(to_me),
        "above": _without(above, [*mine, *to_me]),
        "none_above": not above and services.stands_below(viewer, today=today),
        "moves": [each for each in (*mine, *to_me) if each.is_your_move],
    }
    return render(request, "promises/index.html", context)


@require_GET
@signed_in
@never_cache
def promise(request: ViewerRequest, promise: int) -> HttpResponse:
    return _page(request, _found(request, promise))


@require_POST
@signed_in
def happen(request: ViewerRequest, promise: int, happening: str) -> HttpResponse:
    """Say what becomes of it; the same form sent again adds nothing and ends the same."""
    found = _found(request, promise)
    if happening not in FORMS:
        raise Http404
    said = Happening(happening)
    form = FORMS[said](request.POST, viewer=request.viewer, today=timezone.localdate())
    if form.is_valid():
        try:
            services.happen(
                request.viewer, promise, form.happened(), once=form.cleaned_data["once"]
            )
        except PromiseError as error:
            form.refuse(error)
        else:
            messages.success(request, str(_SUCCESS[said]))
            return redirect("promises:promise", promise)
    return _page(request, found, form)


def _without(these: list[Shown], others: list[Shown]) -> list[Shown]:
    """No promise stands twice on the page."""
    seen = {each.id for each in others}
    return [each for each in these if each.id not in seen]


def _asked_first(these: list[Shown]) -> list[Shown]:
    return sorted(these, key=lambda each: not each.is_your_move)


def _found(request: ViewerRequest, promise: int) -> Shown:
    found = services.shown(request.viewer, promise, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _page(request: ViewerRequest, found: Shown, sent: HappenForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    forms = {
        happening.value: form(viewer=request.viewer, today=today, promise=found)
        for happening, form in FORMS.items()
        if happening in found.may
    }
    if sent is not None:
        forms[sent.happening.value] = sent
    context = {
        "promise": found,
        "forms": forms,
        "sent": sent.happening.value if sent else "",
        "title": _title(found),
    }
    return render(request, "promises/promise.html", context, status=422 if sent else 200)


def _title(found: Shown) -> str:
    if found.is_mine:
        return gettext("A promise of yours")
    if found.is_for_me:
        return gettext("A promise to you")
    name = found.giver_name
    return gettext("A promise of %(name)s") % {"name": name} if name else gettext("A promise")
