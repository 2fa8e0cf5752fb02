"""Beginning and ending a round, and the organisation's own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from binnenuit_web.mirror import services
from binnenuit_web.mirror.forms.rounds import BeginForm, QuestionForm
from binnenuit_web.people.viewer import preparing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@preparing
def rounds(request: ViewerRequest) -> HttpResponse:
    """List the rounds; sending it ends the one that runs."""
    today = timezone.localdate()
    if request.method == "POST":
        return _ended(request)
    every = services.every_round(request.viewer)
    context = {"rounds": every, "runs": services.current_round(today) is not None}
    return render(request, "mirror/rounds.html", context)


@preparing
def begin(request: ViewerRequest) -> HttpResponse:
    """Begin a round: what is asked, and of how few people a figure may tell."""
    today = timezone.localdate()
    form = BeginForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        new, once = form.new_round(), form.cleaned_data["once"]
        try:
            services.start_round(request.viewer, new, once=once, today=today)
        except (services.TooSoonError, services.LowerError, services.NotReadyError) as refused:
            form.refuse(refused)
        except services.NotNowError:
            said = gettext("A round runs already, or nobody leads anybody here yet.")
            messages.info(request, said)
            return redirect("mirror:rounds")
        else:
            messages.success(request, gettext("The round has begun. Open the first layer."))
            return redirect("mirror:layers")
    context = {"form": form, "own": services.questions(request.viewer)}
    return render(request, "mirror/begin.html", context, status=422 if form.errors else 200)


@preparing
def questions(request: ViewerRequest) -> HttpResponse:
    """List the organisation's own questions, and add one."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        once = form.cleaned_data["once"]
        services.add_question(request.viewer, form.new_question(), once=once)
        messages.success(request, gettext("It is asked from the next full round on."))
        return redirect("mirror:questions")
    context = {"form": form, "questions": services.questions(request.viewer)}
    return render(request, "mirror/questions.html", context, status=422 if form.errors else 200)


@require_POST
@preparing
def retire(request: ViewerRequest, question: int) -> HttpResponse:
    """Ask a question no longer."""
    services.retire(request.viewer, question)
    messages.success(request, gettext("It is not asked any more. What was shown of it stays."))
    return redirect("mirror:questions")


def _ended(request: ViewerRequest) -> HttpResponse:
    current = services.current_round(timezone.localdate())
    try:
        if current is not None:
            services.end_round(request.viewer, current.pk, timezone.localdate())
            messages.success(request, gettext("The round has ended."))
    except services.NotNowError:
        said = gettext("A layer is open, or waits to be shown. Show it first.")
        messages.info(request, said)
    return redirect("mirror:rounds")
