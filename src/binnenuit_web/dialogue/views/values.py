"""Values, named after core answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def values(request: ViewerRequest) -> HttpResponse:
    raise Http404


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    raise Http404


@signed_in
def value(request: ViewerRequest, value: int) -> HttpResponse:
    raise Http404


@signed_in
def change(request: ViewerRequest, value: int) -> HttpResponse:
    raise Http404


@signed_in
def ask(request: ViewerRequest, value: int) -> HttpResponse:
    raise Http404


@signed_in
def withdraw(request: ViewerRequest, value: int) -> HttpResponse:
    raise Http404
