"""What carries and where we differ: two lists first, then a picture with its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def picture(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def counts(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def statement(request: ViewerRequest, question: int, number: int) -> HttpResponse:
    raise Http404
