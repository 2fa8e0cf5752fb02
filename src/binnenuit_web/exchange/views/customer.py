"""The page of a paying customer: his side of one talk, and what was promised to him."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binnenuit.errors import PromiseError
from binnenuit.promises import RECEIVER_SAYS, Happening
from binnenuit_web.exchange import services
from binnenuit_web.exchange.forms.part import MarkForm
from binnenuit_web.exchange.views.side_by_side import part_form, side_by_side
from binnenuit_web.people.viewer import CUSTOMER_LINK
from binnenuit_web.promises.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from django.http import HttpResponse

    from binnenuit_web.exchange.forms.part import PartForm
    from binnenuit_web.exchange.services import Talk
    from binnenuit_web.people.viewer import ViewerRequest
    from binnenuit_web.promises.forms import HappenForm
    from binnenuit_web.promises.services import Shown

_ORDER: Final = (Happening.KEPT, Happening.NOT_KEPT)


@require_GET
@never_cache
def enter(request: ViewerRequest, key: str) -> HttpResponse:
    """Come in through the link of a customer; whoever works here would speak for him."""
    link = services.link_of(key)
    if services.exchange_of_link(link) is None:
        return render(request, "exchange/link_over.html", status=404)
    if request.viewer.is_signed_in:
        return render(request, "exchange/not_yours.html", status=403)
    # Nothing of an earlier visit goes along, and nobody who knew that session comes in with it.
    request.session.flush()
    request.session[CUSTOMER_LINK] = link
    return redirect("exchange:customer")


@require_GET
@never_cache
def customer(request: ViewerRequest) -> HttpResponse:
    return _page(request, _own(request))


@require_POST
@never_cache
def part(request: ViewerRequest) -> HttpResponse:
    """Sign the customer's side."""
    seen = _own(request)
    form = part_form(request, seen, sent=True)
    if not form.is_valid():
        return _page(request, seen, form=form)
    given, today = form.cleaned_data, timezone.localdate()
    try:
        services.sign(request.viewer, seen.id, given["brings"], given["gets"], today=today)
    except services.BothSignedError:
        messages.warning(request, gettext("Both have signed meanwhile, so what you wrote stays."))
    else:
        messages.success(request, gettext("Thank you. Your answers are in."))
    return redirect("exchange:customer")


@require_POST
def mark(request: ViewerRequest) -> HttpResponse:
    """Say whether both see one question alike."""
    seen, form = _own(request), MarkForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    given = form.cleaned_data
    services.mark(request.viewer, seen.id, given["question"], alike=given["alike"])
    return redirect("exchange:customer")


@require_POST
@never_cache
def promise(request: ViewerRequest, promise: int, happening: str) -> HttpResponse:
    """Say whether a promise was kept."""
    seen = _own(request)
    if happening not in RECEIVER_SAYS:
        raise Http404
    today = timezone.localdate()
    form = FORMS[Happening(happening)](request.POST, viewer=request.viewer, today=today)
    if form.is_valid():
        try:
            services.judge(request.viewer, promise, form.happened(), once=form.cleaned_data["once"])
        except PromiseError as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("Thank you. They read what you said."))
            return redirect("exchange:customer")
    return _page(request, seen, judged=(promise, form))


def _own(request: ViewerRequest) -> Talk:
    if request.viewer.exchange is None or request.viewer.is_signed_in:
        raise PermissionDenied
    return services.talk(request.viewer, request.viewer.exchange, today=timezone.localdate())


def _page(
    request: ViewerRequest,
    seen: Talk,
    *,
    form: PartForm | None = None,
    judged: tuple[int, HappenForm] | None = None,
) -> HttpResponse:
    is_wrong = form is not None or judged is not None
    told = services.told_to_customer(request.viewer, today=timezone.localdate())
    context = {
        "talk": seen,
        "step": seen.step.value,
        "form": (form or part_form(request, seen)) if seen.may_sign else None,
        "form_is_open": form is not None or seen.mine is None,
        "rows": side_by_side(seen),
        "promises": _with_forms(request, told, judged),
    }
    return render(request, "exchange/customer.html", context, status=422 if is_wrong else 200)


def _with_forms(
    request: ViewerRequest, told: Sequence[Shown], judged: tuple[int, HappenForm] | None
) -> list[dict[str, Any]]:
    """Put beside each promise what the customer may say of it: kept, or not."""
    today = timezone.localdate()
    found = []
    for each in told:
        forms: dict[str, HappenForm] = {
            said.value: FORMS[said](viewer=request.viewer, today=today)
            for said in _ORDER
            if said in each.may
        }
        if judged is not None and judged[0] == each.id:
            forms[judged[1].happening.value] = judged[1]
        found.append({"promise": each, "forms": forms})
    return found
