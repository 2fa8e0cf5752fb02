"""One's own account: password, language, what is kept about me, forgetting me."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binnenuit_web.people import services
from binnenuit_web.people.adapter import remember_language
from binnenuit_web.people.forms import ChangePasswordForm, LanguageForm
from binnenuit_web.people.viewer import ViewerRequest, signed_in


@require_GET
@signed_in
def me(request: ViewerRequest) -> HttpResponseBase:
    if request.viewer.account_id is None:
        return redirect("home:home")
    return _show_me(request, ChangePasswordForm(account=request.user))


def _show_me(request: ViewerRequest, form: ChangePasswordForm) -> HttpResponse:
    language_form = LanguageForm(initial={"language": request.viewer.language})
    context = {
        "form": form,
        "language_form": language_form,
        "ways_in": services.own_ways_in(request.viewer),
    }
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
