"""Statements that wait: accepted, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def moderate(request: ViewerRequest, question: int) -> HttpResponse:
    raise Http404
