"""Who is invited, and how the invitation reaches him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def invitations(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def letters(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def addresses(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def mail(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404


@signed_in
def remind(request: ViewerRequest, layer: int) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
