"""Choose an accounting file, watch it being read, confirm revenue, tie codes to teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binnenuit_web.chain import services
from binnenuit_web.chain.forms import BooksForm
from binnenuit_web.chain.jobs import read_books
from binnenuit_web.chain.views.access import language, preparing
from binnenuit_web.organisation.forms import AnswersForm
from binnenuit_web.organisation.services import Stage, reached

if TYPE_CHECKING:
    from django.http import HttpResponse

    from binnenuit_web.people.viewer import ViewerRequest


@preparing
def books(request: ViewerRequest) -> HttpResponse:
    form = BooksForm(request.POST, request.FILES) if request.method == "POST" else BooksForm()
    if form.is_valid():
        token = services.start_import(form.cleaned_data["file"])
        read_books(token)
        return redirect("chain:import", token)
    context = {"form": form, "imports": services.imports(language()), "stage": Stage.MONEY}
    return render(request, "chain/books.html", context, status=422 if form.errors else 200)


@preparing
@never_cache
def progress(request: ViewerRequest, token: str) -> HttpResponse:
    """How far the reading is; refreshes itself while it is busy, with or without htmx."""
    state = services.import_state(token, language())
    if state is None:
        raise Http404
    template = "chain/_import.html" if request.htmx else "chain/import.html"
    answer = render(request, template, {"state": state, "stage": Stage.MONEY})
    if request.htmx and not state.is_busy:
        answer["HX-Refresh"] = "true"  # heading and title change as well
    return answer


@require_POST
@preparing
def answer(request: ViewerRequest, token: str) -> HttpResponse:
    """The reader says how a file is to be read that can be read in two ways."""
    form = AnswersForm(request.POST)
    if form.is_valid() and services.answer_import(token, form.answers()):
        read_books(token)
    return redirect("chain:import", token)


@require_POST
@preparing
def remove(request: ViewerRequest, token: str) -> HttpResponse:
    services.remove_import(token)
    messages.success(request, gettext("Taken out again, with everything that was read from it."))
    return redirect("chain:books")


@preparing
def accounts(request: ViewerRequest) -> HttpResponse:
    """Which accounts are revenue?"""
    if request.method == "POST":
        services.confirm_accounts(request.POST.getlist("account"))
        reached(Stage.NAMING)
        return redirect("chain:codes" if services.codes() else "chain:naming_teams")
    context = {"accounts": services.accounts(), "stage": Stage.MONEY}
    return render(request, "chain/accounts.html", context)


@preparing
def codes(request: ViewerRequest) -> HttpResponse:
    """Which cost centre belongs to which team?"""
    shown = services.codes()
    if request.method == "POST":
        chosen = {
            code.code: request.POST.get(f"code_{number}", "") for number, code in enumerate(shown)
        }
        services.place_codes({code: team for code, team in chosen.items() if team})
        return redirect("chain:naming_teams")
    context = {
        "codes": shown,
        "teams": services.team_choices(request.viewer),
        "stage": Stage.MONEY,
    }
    return render(request, "chain/codes.html", context)
