"""Still unknown: each unknown euro is assigned with two clicks, and the effect shows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from binnenuit_web.chain import services
from binnenuit_web.chain.forms import AssignForm, WithdrawForm
from binnenuit_web.chain.templatetags.chain_figures import per_hundred
from binnenuit_web.chain.views.access import with_books

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.chain.services import Effect
    from binnenuit_web.people.viewer import ViewerRequest

_MOST, _FEWEST = 50, 5
_OPTIONS = 10_000  # of all lists to choose from on one page together


@with_books
def unknown(request: ViewerRequest) -> HttpResponse:
    shown = services.picture(request.viewer)
    teams, payers = services.team_choices(request.viewer), services.customer_choices(request.viewer)
    fit = max(_FEWEST, min(_MOST, _OPTIONS // max(1, len(teams), len(payers))))
    context = {
        "has_books": services.has_books(),
        "items": shown.unknown[:fit],
        "more": max(0, len(shown.unknown) - fit),
        "team_share": shown.unknown_team_share,
        "customer_share": shown.unknown_customer_share,
        "currency": shown.currency,
        "teams": teams,
        "payers": payers,
        "assigned": services.assigned(request.viewer),
    }
    return render(request, "chain/unknown.html", context)


@require_POST
@with_books
def assign(request: ViewerRequest) -> HttpResponse:
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose a team or customer from the list first."))
        return redirect("chain:unknown")
    effect = services.assign(request.viewer, form.mapping())
    if effect is None:
        messages.error(request, gettext("Choose a team or customer from the list first."))
    else:
        messages.success(request, _said(effect))
    return redirect("chain:unknown")


@require_POST
@with_books
def withdraw(request: ViewerRequest) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if form.is_valid():
        messages.success(request, _said(services.withdraw(request.viewer, form.mapping())))
    return redirect("chain:unknown")


def _said(effect: Effect) -> str:
    return gettext(
        "Of every 100 euros %(team_before)s lacked a team, now %(team_after)s; "
        "%(payer_before)s lacked a customer, now %(payer_after)s."
    ) % {
        "team_before": per_hundred(effect.team_before),
        "team_after": per_hundred(effect.team_after),
        "payer_before": per_hundred(effect.customer_before),
        "payer_after": per_hundred(effect.customer_after),
    }
