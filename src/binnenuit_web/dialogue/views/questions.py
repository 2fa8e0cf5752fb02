"""Core questions: all of them, beginning one, one of them, its sheet for the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.beginning import BeginForm
from binnenuit_web.people.viewer import preparing, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest

_OWN: Final = "own"


@require_GET
@signed_in
def questions(request: ViewerRequest) -> HttpResponse:
    """List them: those that are open first."""
    today = timezone.localdate()
    every = services.every_question(request.viewer, today)
    context = {"questions": every, "may_vote": services.may_vote(request.viewer, today)}
    return render(request, "dialogue/questions.html", context)


@require_http_methods(["GET", "POST"])
@preparing
def begin(request: ViewerRequest) -> HttpResponse:
    """Choose a question first, and then its days."""
    code = request.GET.get("bank", "")
    if not code:
        themes = services.bank_left(request.viewer)
        return render(request, "dialogue/bank.html", {"themes": themes})
    chosen = services.choice(code)
    if chosen is None and code != _OWN:
        raise Http404
    today, bank = timezone.localdate(), chosen.code if chosen else ""
    form = BeginForm(request.POST if request.method == "POST" else None, bank=bank, today=today)
    if form.is_valid():
        new, once = form.new_question(), form.cleaned_data["once"]
        made = services.open_question(request.viewer, new, once=once, today=today)
        messages.success(request, gettext("The core question has begun. Let each team talk."))
        return redirect("dialogue:question", made)
    context = {"form": form, "chosen": chosen}
    return render(request, "dialogue/begin.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in
def question(request: ViewerRequest, question: int) -> HttpResponse:
    """One of them: what it asks, and what comes now."""
    page = services.question_page(request.viewer, question, timezone.localdate())
    return render(request, "dialogue/question.html", {"page": page})


@require_GET
@signed_in
def sheet(request: ViewerRequest, question: int) -> HttpResponse:
    """Twenty minutes in the team, on one sheet of paper."""
    page = services.question_page(request.viewer, question, timezone.localdate())
    return render(request, "dialogue/sheet.html", {"page": page})


@require_POST
@preparing
def close(request: ViewerRequest, question: int) -> HttpResponse:
    """Close it before its last day: the last picture is made, and votes are destroyed."""
    services.close_question(request.viewer, question, timezone.localdate())
    messages.success(request, gettext("It is closed: nobody votes on it any more."))
    return redirect("dialogue:question", question)
