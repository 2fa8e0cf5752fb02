"""Sheets on paper, and typing them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from binnenuit_web.look.addresses import only_here
from binnenuit_web.mirror.forms.inviting import SheetsForm
from binnenuit_web.mirror.forms.paper import CodeForm, EntryForm, lines_of
from binnenuit_web.mirror.services import NotNowError, inviting
from binnenuit_web.mirror.views.drawn import drawn
from binnenuit_web.people.viewer import preparing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.mirror.services.inviting import PaperGroup, Sheets, ToEnter
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@preparing
def sheets(request: ViewerRequest, layer: int) -> HttpResponse:
    """Choose who gets paper, and print it."""
    row = inviting.layer_of(request.viewer, layer)
    groups = inviting.paper_groups(request.viewer, layer)
    key = request.POST.get("group") or request.GET.get("group")
    if not key:
        context = {"layer": row, "groups": groups, "is_open": inviting.is_open(row)}
        return render(request, "mirror/paper.html", context)
    group = next((each for each in groups if each.key == key), None)
    if group is None:
        raise Http404
    form = SheetsForm(request.POST if request.method == "POST" else None, group=group)
    if form.is_valid():
        return _make(request, layer, group, form)
    context = {"layer": row, "group": group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "mirror/paper_of.html", context, status=status)


def _make(request: ViewerRequest, layer: int, group: PaperGroup, form: SheetsForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        made = inviting.make_sheets(
            request.viewer,
            layer,
            (group.team, group.part),
            given["people"],
            language=given["language"],
            once=given["once"],
            today=timezone.localdate(),
        )
    except NotNowError:
        said = gettext("Somebody you chose has a sheet already, or the layer is not open any more.")
        messages.warning(request, said)
        return redirect("mirror:paper", layer)
    return _printed(request, layer, made, given["language"])


def _printed(request: ViewerRequest, layer: int, made: Sheets, language: str) -> HttpResponse:
    context = {
        "layer": layer,
        "asked": made.asked,
        "language": language,
        "sheets": [{"sheet": each, "picture": drawn(request, each.path)} for each in made.sheets],
        "lines": lines_of(made.asked),
        "only_here": only_here(request),
    }
    response = render(request, "mirror/sheets.html", context)
    response["Cache-Control"] = "no-store"
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@preparing
def enter(request: ViewerRequest, layer: int) -> HttpResponse:
    """Type a sheet in: first its code, then a digit for each line. It cannot be read back."""
    row = inviting.layer_of(request.viewer, layer)
    if request.method != "POST":
        context = {"layer": row, "form": CodeForm(), "said": request.GET.get("said")}
        return render(request, "mirror/enter.html", context)
    code = CodeForm(request.POST)
    if not code.is_valid():
        context = {"layer": row, "form": code}
        return render(request, "mirror/enter.html", context, status=422)
    found = inviting.sheet_to_enter(
        request.viewer,
        layer,
        code.cleaned_data["code"],
        language=get_language() or "en",
        today=timezone.localdate(),
    )
    if found.asked is None:
        context = {"layer": row, "form": CodeForm(), "found": found, "said": found.state.value}
        return render(request, "mirror/enter.html", context)
    return _typed(request, layer, code.cleaned_data["code"], found)


def _typed(request: ViewerRequest, layer: int, code: str, found: ToEnter) -> HttpResponse:
    assert found.asked is not None  # noqa: S101  the caller saw to it
    form = EntryForm(request.POST if "typed" in request.POST else None, asked=found.asked)
    if form.is_valid():
        state = inviting.enter_sheet(
            request.viewer, layer, code, form.ballot(), today=timezone.localdate()
        )
        # In the address and not in a message: what a session keeps would tell when.
        return redirect(f"{reverse('mirror:enter', args=[layer])}?said={state.value}")
    context = {"layer": layer, "code": code, "asked": found.asked, "form": form}
    status = 422 if form.errors else 200
    return render(request, "mirror/type.html", context, status=status)
