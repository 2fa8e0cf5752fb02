"""Voting: one statement a screen, taking the last vote back, and everything that is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from binnenuit.dialogue.model import Vote
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.voting import VoteForm
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.dialogue.services import QuestionPage
    from binnenuit_web.people.viewer import ViewerRequest

# On a phone the next statement is where the last one was, and the keyboard goes on from there. No
# number of a statement stands in an address: those stay behind in a browser.
_THERE: Final = "#content"
_BEGIN: Final = "?begin=yes"


def may_vote(page: QuestionPage) -> bool:
    """Whether the reader of this page writes and votes now."""
    return page.takes_part and page.state is services.State.OPEN


def not_voting(request: ViewerRequest, page: QuestionPage) -> HttpResponse:
    """Why the reader does not write or vote now, and what he can do."""
    return render(request, "dialogue/not_voting.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def vote(request: ViewerRequest, question: int) -> HttpResponse:
    """Say something of one statement, and the next one comes."""
    viewer, today = request.viewer, timezone.localdate()
    page = services.question_page(viewer, question, today)
    if request.method == "POST":
        there = _THERE if _cast(request, question) else ""  # what went wrong is said above it
        return HttpResponseRedirect(reverse("dialogue:vote", args=[question]) + there)
    if not may_vote(page):
        return not_voting(request, page)
    votes = services.my_votes(viewer, question)
    if not votes and "begin" not in request.GET:
        return render(request, "dialogue/before_voting.html", {"page": page})
    try:
        drawn = services.draw(viewer, question, today)
    except services.NotNowError:
        return redirect("dialogue:question", question)
    context = {"page": page, "drawn": drawn, "votes": votes, "may_vote": True}
    return render(request, "dialogue/vote.html" if drawn else "dialogue/voted.html", context)


@require_POST
@signed_in
def undo(request: ViewerRequest, question: int) -> HttpResponse:
    """Take back the last vote; its statement comes again. Sent twice, it takes back one."""
    form = VoteForm({**request.POST.dict(), "vote": Vote.NONE.value})
    if form.is_valid():
        statement, _ = form.said()
        try:
            services.undo(request.viewer, question, timezone.localdate(), statement=statement)
        except services.NotNowError:
            messages.warning(request, _too_late())
    return HttpResponseRedirect(reverse("dialogue:vote", args=[question]) + _BEGIN + _THERE)


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def mine(request: ViewerRequest, question: int) -> HttpResponse:
    """What I voted and wrote under a question, and what became of it."""
    viewer, today = request.viewer, timezone.localdate()
    page = services.question_page(viewer, question, today)
    if request.method == "POST":
        if "all" in request.POST:
            _take_all_back(request, question)
        elif "put_away" in request.POST:
            services.put_away(viewer, question, request.POST["put_away"])
        elif _cast(request, question):
            messages.success(request, gettext("Changed. Only what you say last counts."))
        return redirect("dialogue:mine", question)
    if not page.takes_part:
        return not_voting(request, page)
    context = {
        "page": page,
        "votes": services.my_votes(viewer, question),
        "statements": services.my_statements(viewer, question),
        "may_vote": may_vote(page),
    }
    return render(request, "dialogue/mine.html", context)


def _cast(request: ViewerRequest, question: int) -> bool:
    form = VoteForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("That did not come through. Choose again."))
        return False
    try:
        services.cast(request.viewer, question, *form.said(), today=timezone.localdate())
    except services.NotNowError:
        messages.warning(request, _too_late())
    except Http404:
        gone = gettext("That statement is no longer there. Nothing was counted.")
        messages.warning(request, gone)
    else:
        return True
    return False


def _take_all_back(request: ViewerRequest, question: int) -> None:
    today = timezone.localdate()
    try:
        for each in services.my_votes(request.viewer, question):
            services.cast(request.viewer, question, each.statement.number, Vote.NONE, today=today)
    except services.NotNowError:
        messages.warning(request, _too_late())
    else:
        messages.success(request, gettext("All your votes are taken back: none of them counts."))


def _too_late() -> str:
    return gettext("Nothing was counted: one cannot vote on this question now.")
