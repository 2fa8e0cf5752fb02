"""Objections with a reason against adopting something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def object_to(request: ViewerRequest, poll: int) -> HttpResponse:
    raise Http404


@signed_in
def take_back(request: ViewerRequest, poll: int) -> HttpResponse:
    raise Http404
