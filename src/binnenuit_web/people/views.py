"""Accounts and one's own account: from a request to a service and back."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binnenuit_web.look.addresses import only_here
from binnenuit_web.people import services
from binnenuit_web.people.adapter import remember_language
from binnenuit_web.people.forms import (
    ChangePasswordForm,
    InviteForm,
    LanguageForm,
    NewPasswordForm,
    SetUpForm,
)
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import ViewerRequest, preparing, signed_in


def set_up(request: ViewerRequest, token: str) -> HttpResponseBase:
    now = timezone.now()
    if not services.is_set_up_link(token, now=now):
        return _link_is_over(request)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        new = services.NewPerson(
            given["username"], given["name"], (Role.FACILITATOR,), language=get_language() or "nl"
        )
        account = services.set_up(token, new, password=given["password"], now=now)
        if account is None:
            return _link_is_over(request)
        services.enter_as(request, account)
        return redirect("organisation:setup")
    return render(request, "people/set_up.html", {"form": form}, status=422 if form.errors else 200)


def welcome(request: ViewerRequest, token: str) -> HttpResponseBase:
    now = timezone.now()
    invitation = services.invitation(token, now=now)
    if invitation is None:
        return _link_is_over(request)
    account_called = services.account_called(invitation.username, invitation.name)
    form = NewPasswordForm(request.POST or None, account=account_called)
    if form.is_valid():
        account = services.accept(token, form.cleaned_data["password"], now=now)
        if account is None:
            return _link_is_over(request)
        services.enter_as(request, account)
        response = redirect("home:home")
        remember_language(response, invitation.language)
        return response
    context = {"form": form, "invitation": invitation}
    return render(request, "people/welcome.html", context, status=422 if form.errors else 200)


def _link_is_over(request: ViewerRequest) -> HttpResponse:
    return render(request, "people/link_is_over.html", status=410)


@require_GET
@preparing
def accounts(request: ViewerRequest) -> HttpResponseBase:
    names = dict(_teams())
    rows = [
        {"person": each, "team": names.get(each.team or "", "")}
        for each in services.everybody(request.viewer)
    ]
    return render(request, "people/accounts.html", {"rows": rows})


@preparing
def invite(request: ViewerRequest) -> HttpResponseBase:
    form = InviteForm(
        request.POST or None, teams=_teams(), initial={"role": Role.EMPLOYEE, "language": "nl"}
    )
    if form.is_valid():
        new = form.new_person()
        _account, token = services.invite(request.viewer, new, now=timezone.now())
        return _show_invitation(request, new.name, token)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@preparing
def invite_again(request: ViewerRequest, account: int) -> HttpResponseBase:
    person = services.person(request.viewer, account)
    if person is None:
        return redirect("people:accounts")
    token = services.invite_again(request.viewer, account, now=timezone.now())
    return _show_invitation(request, person.name, token)


def _show_invitation(request: ViewerRequest, name: str, token: str) -> HttpResponse:
    """Show the link once: afterwards only its hash is known."""
    link = request.build_absolute_uri(reverse("people:welcome", args=[token]))
    picture = segno.make(link, error="m").svg_data_uri(scale=6, dark="#17263c")
    response = render(
        request,
        "people/invited.html",
        {"name": name, "link": link, "picture": picture, "only_here": only_here(request)},
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@preparing
def shut_out(request: ViewerRequest, account: int) -> HttpResponseBase:
    if account == request.viewer.account_id:
        messages.warning(request, _("You cannot end your own account here. Use “My account”."))
    else:
        services.shut_out(request.viewer, account)
        messages.success(request, _("This account has ended. Open sessions stopped at once."))
    return redirect("people:accounts")


def _teams() -> list[tuple[str, str]]:
    """Ids and names of the teams; the organisation stands above this room, so settings name it."""
    names: list[tuple[str, str]] = import_string(settings.TEAM_NAMES)()
    return names


@require_GET
@signed_in
def me(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    return _show_me(request, ChangePasswordForm(account=request.user))


def _show_me(request: ViewerRequest, form: ChangePasswordForm) -> HttpResponse:
    language_form = LanguageForm(initial={"language": request.viewer.language})
    context = {"form": form, "language_form": language_form}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def language(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    form = LanguageForm(request.POST)
    response = redirect("people:me")
    if form.is_valid():
        services.choose_language(request.viewer, form.cleaned_data["language"])
        remember_language(response, form.cleaned_data["language"])
    return response


@require_POST
@signed_in
def password(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    form = ChangePasswordForm(request.POST, account=request.user)
    if not form.is_valid():
        return _show_me(request, form)
    services.choose_password(request, form.cleaned_data["password"])
    messages.success(request, _("Your password has changed. Other devices are signed out."))
    return redirect("people:me")


@require_GET
@signed_in
def export(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    response = JsonResponse(services.export_all(request.viewer), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="binnenuit-about-me.json"'
    return response


@signed_in
def forget(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    if request.method != "POST":
        return render(request, "people/forget.html")
    try:
        services.forget_all(request.viewer)
    except services.LastFacilitatorError:
        return render(request, "people/forget.html", {"is_last": True}, status=409)
    logout(request)
    messages.success(request, _("You have been forgotten. Nothing here says who you were."))
    return redirect("home:home")
