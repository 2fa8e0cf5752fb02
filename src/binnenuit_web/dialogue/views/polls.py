"""One vote of its own: does it follow, do we adopt it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def poll(request: ViewerRequest, poll: int) -> HttpResponse:
    raise Http404


@signed_in
def decide(request: ViewerRequest, poll: int) -> HttpResponse:
    raise Http404
