"""Is answering safe? The promise on one page, and the auditor for anybody's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from binnenuit.errors import InputError
from binnenuit_web.organisation.services import QUESTIONS
from binnenuit_web.people.viewer import only, signed_in
from binnenuit_web.privacy import services
from binnenuit_web.privacy.forms import ReportForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


def _language() -> str:
    return get_language() or "en"


@require_GET
@signed_in
def safe(request: ViewerRequest) -> HttpResponse:
    """What is promised, what is not, and what it means for this organisation."""
    context = {"own": services.own(request.viewer, _language())}
    return render(request, "privacy/safe.html", context)


@only(lambda viewer: viewer.may_audit)
@never_cache
def check(request: ViewerRequest) -> HttpResponse:
    """Try a report of another supplier; what is sent is read once and kept nowhere."""
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        answers = form.answers().options()
        try:
            context["verdict"] = services.verdict(
                form.cleaned_data["file"], _language(), decimal_mark=answers["decimal_mark"]
            )
        except InputError as error:
            form.add_error("file", _in_row(error))
            context["question"] = QUESTIONS.get(error.code, "")
    return render(request, "privacy/check.html", context, status=422 if form.errors else 200)


def _in_row(error: InputError) -> str:
    said = error.sentence.say(_language())
    return (
        gettext("Row %(row)s: %(said)s") % {"row": error.row, "said": said} if error.row else said
    )
