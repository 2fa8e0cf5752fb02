"""The mirror of one team and its leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def team(request: ViewerRequest, layer: int, team: str) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def looked(request: ViewerRequest, layer: int, team: str) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def sheet(request: ViewerRequest, layer: int, team: str) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def number(request: ViewerRequest, layer: int, scale: str) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
