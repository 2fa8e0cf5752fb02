"""What the works council sees and may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def releases(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def audit(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def stop(request: ViewerRequest, round: int) -> HttpResponse:  # noqa: ARG001, A002  not built yet
    raise Http404


@signed_in
def go_on(request: ViewerRequest, round: int) -> HttpResponse:  # noqa: ARG001, A002  not built yet
    raise Http404


@signed_in
def agreement(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
