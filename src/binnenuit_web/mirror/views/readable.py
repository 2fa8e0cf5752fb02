"""Pages with figures, when the folder of what was shown cannot be read."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.shortcuts import render

from binnenuit.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

P = ParamSpec("P")

log = logging.getLogger("binnenuit.mirror")


def readable(
    view: Callable[Concatenate[ViewerRequest, P], HttpResponse],
) -> Callable[Concatenate[ViewerRequest, P], HttpResponse]:
    """Say that figures cannot be read, where the ledger is damaged; the log tells why."""

    @wraps(view)
    def guarded(request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LedgerError as error:
            log.warning("figures cannot be read: %s", error.code)
            return render(request, "mirror/unreadable.html", status=503)

    return guarded
