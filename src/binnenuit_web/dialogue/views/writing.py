"""Writing a statement: what was said before is offered first, then it waits to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.forms.writing import StatementForm
from binnenuit_web.dialogue.views.voting import may_vote, not_voting
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.dialogue.services import QuestionPage
    from binnenuit_web.people.viewer import ViewerRequest


@require_http_methods(["GET", "POST"])
@signed_in
@never_cache
def write(request: ViewerRequest, question: int) -> HttpResponse:
    """Write one statement; what others said much like it comes in between, once."""
    page = services.question_page(request.viewer, question, timezone.localdate())
    if request.method == "POST" and not page.takes_part:
        raise PermissionDenied
    if not may_vote(page):
        return not_voting(request, page)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, page, form)
    said = {
        each.statement.number: each.vote for each in services.my_votes(request.viewer, question)
    }
    alike = services.alike(request.viewer, question, form.cleaned_data["text"])
    if alike and not form.cleaned_data["sure"]:
        votes = [{"statement": each, "vote": said.get(each.number)} for each in alike]
        context = {"page": page, "form": form, "alike": votes}
        return render(request, "dialogue/alike.html", context)
    return _send(request, page, form)


def _send(request: ViewerRequest, page: QuestionPage, form: StatementForm) -> HttpResponse:
    given, today = form.cleaned_data, timezone.localdate()
    try:
        services.write(request.viewer, page.id, given["text"], once=given["once"], today=today)
    except services.TooManyError:
        said = gettext("So many of your statements wait to be read. Write on when they were.")
        form.add_error("text", said)
        return _page(request, page, form)
    except services.NotNowError:
        messages.warning(request, gettext("It was not sent: one cannot write here now."))
        return redirect("dialogue:question", page.id)
    said = gettext("Sent. The facilitator reads it first; what becomes of it stands here.")
    messages.success(request, said)
    return redirect("dialogue:mine", page.id)


def _page(request: ViewerRequest, page: QuestionPage, form: StatementForm) -> HttpResponse:
    context = {"page": page, "form": form, "may_vote": True}
    return render(request, "dialogue/write.html", context, status=422 if form.errors else 200)
