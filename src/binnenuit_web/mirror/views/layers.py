"""The locks: what is open, what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def layers(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def open_layer(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def close_layer(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def release(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def key(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
