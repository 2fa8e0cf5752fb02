"""The wizard: who are you, which teams, who pays you. Each page leaves all in a valid state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from binnenuit.errors import BinnenuitError, InputError, RefusedError
from binnenuit.organisation import summary
from binnenuit.organisation.model import CustomerId
from binnenuit_web.organisation import services
from binnenuit_web.organisation.forms import (
    AcceptForm,
    BeginForm,
    CustomersForm,
    FilesForm,
    TypeTeamsForm,
)
from binnenuit_web.organisation.services import Stage
from binnenuit_web.people.viewer import ViewerRequest, preparing

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

_NEXT = {
    Stage.TEAMS: "organisation:teams",
    Stage.MONEY: "organisation:customers",
    Stage.NAMING: "chain:naming_teams",
}
_TYPED_AT_MOST = 80


def _posted(request: ViewerRequest) -> QueryDict | None:
    """What was filled in; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _language() -> str:
    return get_language() or "en"


@preparing
def setup(request: ViewerRequest) -> HttpResponse:
    """Where the wizard stands: its first page, or all steps with the next one on top."""
    facts = services.facts()
    if facts.stage is Stage.NAME:
        return _page(request, "begin", Stage.NAME, form=_begin_form(None))
    context = {
        "facts": facts,
        "stage": facts.stage,
        "next": _NEXT.get(facts.stage),
        "summary": summary(services.today()),
    }
    return render(request, "organisation/setup.html", context)


@preparing
def begin(request: ViewerRequest) -> HttpResponse:
    form = _begin_form(_posted(request))
    if form.is_valid():
        given = form.cleaned_data
        services.begin(given["name"], language=given["language"], currency=given["currency"])
        return redirect("organisation:teams")
    return _page(request, "begin", Stage.NAME, form=form)


def _begin_form(data: Any) -> BeginForm:
    facts = services.facts()
    initial = {"name": facts.name, "language": facts.language, "currency": facts.currency}
    return BeginForm(data, initial=initial)


@preparing
def teams(request: ViewerRequest) -> HttpResponse:
    """Choose files, or type a few teams."""
    stored = services.load()
    form = FilesForm(_posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = services.keep_upload(form.files_given())
        return _preview(request, token, services.Answers())
    typing = TypeTeamsForm(initial={"lines": services.teams_as_text(stored.teams, stored.depth)})
    return _page(
        request,
        "teams",
        Stage.TEAMS,
        form=form,
        typing=typing,
        may_type=not stored.people and len(stored.teams) <= _TYPED_AT_MOST,
        stored=summary(stored) if stored.teams else None,
    )


@require_POST
@preparing
def check(request: ViewerRequest) -> HttpResponse:
    """Look again with an answer, or store what was looked at."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return redirect("organisation:teams")
    given = form.cleaned_data
    if not given["store"]:
        return _preview(request, given["token"], form.answers())
    try:
        services.accept(
            given["token"], form.answers(), confirmed=given["confirmed"], by=request.viewer
        )
    except (InputError, RefusedError):
        return _preview(request, given["token"], form.answers())
    services.reached(Stage.MONEY)
    return redirect("organisation:customers")


def _preview(request: ViewerRequest, token: str, answers: services.Answers) -> HttpResponse:
    shown = services.preview(token, answers, language=_language())
    context = {"preview": shown, "answers": answers, "stage": Stage.TEAMS}
    status = 422 if shown.problem else 200
    return render(request, "organisation/preview.html", context, status=status)


@require_POST
@preparing
def type_teams(request: ViewerRequest) -> HttpResponse:
    form = TypeTeamsForm(request.POST)
    refusal = ""
    if form.is_valid():
        try:
            services.type_teams(
                form.cleaned_data["lines"],
                confirmed=form.cleaned_data["confirmed"],
                by=request.viewer,
            )
        except RefusedError as refused:
            refusal = refused.say(_language())
        except InputError as error:
            form.add_error("lines", error.say(_language()))
        else:
            services.reached(Stage.MONEY)
            return redirect("organisation:customers")
    return _page(request, "type_teams", Stage.TEAMS, form=form, refusal=refusal)


@preparing
def customers(request: ViewerRequest) -> HttpResponse:
    """Who pays you? An accounting file, or three customers by hand."""
    stored = services.today()
    offered = services.team_names()
    form = CustomersForm(_posted(request), teams=offered)
    if request.method == "POST" and form.is_valid():
        try:
            services.type_customers(form.typed(), by=request.viewer)
        except BinnenuitError as error:
            form.add_error(None, error.say(_language()))
        else:
            services.reached(Stage.NAMING)
            return redirect(
                "chain:naming_teams" if "on" in request.POST else "organisation:customers"
            )
    return _page(
        request,
        "customers",
        Stage.MONEY,
        form=form,
        stored=[customer for customer in stored.customers if customer.pays],
        has_teams=bool(offered),
    )


@require_POST
@preparing
def remove_customer(request: ViewerRequest, customer: str) -> HttpResponse:
    services.remove_customer(CustomerId(customer), by=request.viewer)
    messages.success(request, gettext("Taken out again."))
    return redirect("organisation:customers")


def _page(request: ViewerRequest, name: str, stage: Stage, **context: Any) -> HttpResponse:
    context |= {"stage": stage}
    errors = context["form"].errors or context.get("refusal")
    template = f"organisation/{name}.html"
    return render(request, template, context, status=422 if errors else 200)
