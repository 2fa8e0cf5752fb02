"""Writing a short statement, after looking at those that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def write(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404
