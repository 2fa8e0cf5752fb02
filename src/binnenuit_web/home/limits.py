"""How much may be sent: files only by who prepares, and nothing without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from binnenuit_web.people.viewer import ViewerRequest

MOST_IN_FILES: Final = 4 * 1024**3
MOST_IN_FORMS: Final = 5 * 1024**2


class LimitedBody:
    """Refuse what is too large before a byte of it is kept; after the middleware of the viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        viewer = cast("ViewerRequest", request).viewer
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = MOST_IN_FILES if viewer.may_prepare else MOST_IN_FORMS
        if not length.isdecimal() or int(length) > most:
            return render(request, "413.html", {"most": most}, status=413)
        return self.get_response(request)
