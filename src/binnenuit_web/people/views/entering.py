"""Coming in: setting up, by one-time link, and with a code on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from binnenuit_web.people import services
from binnenuit_web.people.adapter import remember_language
from binnenuit_web.people.forms import NewPasswordForm, PaperCodeForm, SetUpForm
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from binnenuit_web.people.viewer import ViewerRequest

_TOO_OFTEN = 429


@never_cache
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


@never_cache
def welcome(request: ViewerRequest, token: str) -> HttpResponseBase:
    """Let in whoever holds a one-time link, with a new password or without one."""
    invitation = services.invitation(token, now=timezone.now())
    if invitation is None:
        return _link_is_over(request)
    if "without" in request.POST:
        return _come_in(request, token, invitation, None)
    account_called = services.account_called(invitation.username, invitation.name)
    form = NewPasswordForm(request.POST or None, account=account_called)
    if form.is_valid():
        return _come_in(request, token, invitation, form.cleaned_data["password"])
    context = {"form": form, "invitation": invitation}
    return render(request, "people/welcome.html", context, status=422 if form.errors else 200)


def _come_in(
    request: ViewerRequest, token: str, invitation: services.Invitation, password: str | None
) -> HttpResponseBase:
    account = services.accept(token, password, now=timezone.now())
    if account is None:
        return _link_is_over(request)
    services.enter_as(request, account)
    response = redirect("home:home")
    remember_language(response, invitation.language)
    return response


def _link_is_over(request: ViewerRequest) -> HttpResponse:
    return render(request, "people/link_is_over.html", status=410)


@never_cache
def code(request: ViewerRequest) -> HttpResponseBase:
    """Let in whoever types, or scans, the code on his paper."""
    form = PaperCodeForm(request.POST or None)
    if not form.is_valid():
        return _ask_for_code(request, form, 422 if form.errors else 200)
    if not ratelimit.consume(request, action="paper_code", dry_run=True):
        form.add_error(None, _("That was wrong too often. Wait a minute and try again."))
        return _ask_for_code(request, form, _TOO_OFTEN)
    found = services.account_of_code(form.cleaned_data["code"], now=timezone.now())
    if found is None:
        ratelimit.consume(request, action="paper_code")
        form.add_error("code", _("This code does not work. Ask for a new one if it is old."))
        return _ask_for_code(request, form, 422)
    services.enter_with_code(request, found, stays=form.cleaned_data["stays"])
    response = redirect("home:home")
    remember_language(response, request.user.language)  # type: ignore[union-attr]
    return response


def _ask_for_code(request: ViewerRequest, form: PaperCodeForm, status: int) -> HttpResponse:
    return render(request, "people/code.html", {"form": form}, status=status)
