"""How a leader sees his own service, before anybody answers about him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@signed_in
def own_view(request: ViewerRequest) -> HttpResponse:  # noqa: ARG001  not built yet
    raise Http404
