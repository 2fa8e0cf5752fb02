"""Whose hands? From a customer back to the teams that kept a part of each euro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from binnenuit_web.chain import services
from binnenuit_web.chain.views.access import page
from binnenuit_web.chain.views.ladder import rest

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

_TEAMS_SHOWN = 40


@page
def customers(request: ViewerRequest) -> HttpResponse:
    shown = services.picture(request.viewer)
    known = [customer for customer in shown.customers if not customer.anonymous]
    context = {
        "customers": shown.customers,
        "first": known[0] if known else None,
        "count": len(known),
        "unknown": shown.unknown_customer_share,
    }
    return render(request, "chain/customers.html", context)


@page
def customer(request: ViewerRequest, customer: str) -> HttpResponse:
    hands = services.hands(request.viewer, customer)
    if hands is None:
        raise Http404
    context = {
        "hands": hands,
        "rest": rest(hands.hands, _TEAMS_SHOWN),
        "currency": services.picture(request.viewer).currency,
    }
    return render(request, "chain/customer.html", context)
