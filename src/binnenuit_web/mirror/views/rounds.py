"""Beginning a round, and what is asked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def rounds(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def begin(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def questions(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def retire(request: ViewerRequest, question: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
