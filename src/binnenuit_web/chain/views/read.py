"""What we read: every file with what there is to know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from binnenuit_web.chain import services
from binnenuit_web.chain.views.access import language, with_books

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@with_books
def read(request: ViewerRequest) -> HttpResponse:
    return render(
        request, "chain/read.html", {"report": services.report(request.viewer, language())}
    )
