"""Statements that wait: accepted, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.moderating import AcceptForm, RefuseForm, SeedsForm
from binnenuit_web.people.viewer import preparing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import Form
    from django.http import HttpResponse

    from binnenuit_web.dialogue.services import QuestionPage, WaitingStatement
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@preparing
def moderate(request: ViewerRequest, question: int) -> HttpResponse:
    """Read what waits; the name of the button says what is sent."""
    page = services.question_page(request.viewer, question, timezone.localdate())
    if page.state is services.State.CLOSED:
        messages.info(request, gettext("It is closed: nothing waits any more."))
        return redirect("dialogue:question", question)
    waiting = services.waiting(request.viewer, question)
    if request.method != "POST":
        return _page(request, page, waiting, None)
    form = _form(request, waiting)
    if not form.is_valid():
        return _page(request, page, waiting, form)
    messages.success(request, _done(request, page, form))
    return redirect("dialogue:moderate", question)


def _form(request: ViewerRequest, waiting: Sequence[WaitingStatement]) -> Form:
    if "accept" in request.POST:
        return AcceptForm(request.POST, waiting=waiting)
    if "refuse" in request.POST:
        which = next((each for each in waiting if str(each.id) == request.POST.get("id")), None)
        return RefuseForm(request.POST, waiting=which)
    return SeedsForm(request.POST)


def _done(request: ViewerRequest, page: QuestionPage, form: Form) -> str:
    given, viewer, today = form.cleaned_data, request.viewer, timezone.localdate()
    if isinstance(form, AcceptForm):
        number = services.accept(viewer, given["ids"], today)
        said = ngettext(
            "%(number)s statement is put to everybody.",
            "%(number)s statements are put to everybody, in random order.",
            number,
        )
        return said % {"number": number}
    if isinstance(form, RefuseForm):
        services.refuse(viewer, given["id"], given["reason"])
        return gettext("Refused. Its author reads why.")
    number = services.seed(viewer, page.id, given["seeds"], once=given["once"], today=today)
    return gettext("Put to everybody.") if number else gettext("They were there already.")


def _page(
    request: ViewerRequest,
    page: QuestionPage,
    waiting: Sequence[WaitingStatement],
    form: Form | None,
) -> HttpResponse:
    context = {
        "page": page,
        "waiting": [(each, _refusing(each, form)) for each in waiting],
        "accepting": form if isinstance(form, AcceptForm) else None,
        "seeding": form if isinstance(form, SeedsForm) else SeedsForm(),
    }
    status = 422 if form else 200
    return render(request, "dialogue/moderate.html", context, status=status)


def _refusing(each: WaitingStatement, form: Form | None) -> RefuseForm:
    mine = isinstance(form, RefuseForm) and form.data.get("id") == str(each.id)
    return form if mine else RefuseForm(waiting=each)  # type: ignore[return-value]
