"""The chief executive begins, alone: one line about each of the people led."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from binnenuit_web.exchange import services
from binnenuit_web.exchange.forms.begin import FirstLineForm
from binnenuit_web.people.viewer import only

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from binnenuit_web.exchange.services import Beginning, Line
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
@only(services.begins)
@never_cache
@sensitive_post_parameters()
def begin(request: ViewerRequest) -> HttpResponse:
    """Ask for the next line; show those that were written to who wrote them."""
    shown = services.first_lines(request.viewer)
    if request.method != "POST":
        return _page(request, shown, None)
    number, line = _posted(shown, request.POST.get("about", ""))
    form = _form(request, number, line, request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    given = form.cleaned_data
    services.write_first_line(
        request.viewer,
        line.about,
        customer=given["customer"],
        line=given["line"],
        today=timezone.localdate(),
    )
    messages.success(request, gettext("Written down, for your eyes only."))
    return redirect("exchange:begin")


def _posted(shown: Beginning, about: str) -> tuple[int, Line]:
    found = (each for each in enumerate(shown.lines) if each[1].about == about)
    line = next(found, None)
    if line is None:
        raise PermissionDenied
    return line


def _page(request: ViewerRequest, shown: Beginning, tried: FirstLineForm | None) -> HttpResponse:
    """Ask for one line; those written before stand beside it, each with a form to rewrite it."""
    forms = [
        tried if tried and tried.about == line.about else _form(request, number, line)
        for number, line in enumerate(shown.lines)
    ]
    pairs = list(zip(shown.lines, forms, strict=True))
    context = {
        "beginning": shown,
        "next": next((each for each in pairs if not each[0].is_written), None),
        "written": [each for each in pairs if each[0].is_written],
    }
    return render(request, "exchange/begin.html", context, status=422 if tried else 200)


def _form(
    request: ViewerRequest, number: int, line: Line, data: QueryDict | None = None
) -> FirstLineForm:
    return FirstLineForm(data, line=line, by=request.viewer.person or "", number=number)
