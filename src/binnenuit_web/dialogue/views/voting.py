"""One statement a screen: agree, disagree, pass, unclear; and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def vote(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def undo(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404


@signed_in
def mine(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404
