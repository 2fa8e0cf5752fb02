"""Are we ready? A vote of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def readiness(request: ViewerRequest) -> HttpResponse:
    raise Http404


@signed_in
def begin(request: ViewerRequest) -> HttpResponse:
    raise Http404
