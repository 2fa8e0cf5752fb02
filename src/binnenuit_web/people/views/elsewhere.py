"""Signing in where the organisation already does: going there, and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from requests import RequestException

from binnenuit_web.people import services

if TYPE_CHECKING:
    from django.http import HttpRequest

    from binnenuit_web.people.viewer import ViewerRequest

# What the pages of a place that is down, or no provider at all, end in.
_BROKEN = (OAuth2Error, RequestException, AttributeError, KeyError, TypeError, ValueError)


class _Elsewhere(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """The one configured provider, under our own addresses, and with nothing kept but a number."""

    def get_provider(self) -> Any:
        provider = super().get_provider()
        provider.oauth2_adapter_class = type(self)
        return provider

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002  allauth's signature
        return request.build_absolute_uri(reverse("elsewhere_back"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Believe the identity token; ask for more only when the name does not stand in it."""
        claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        name = app.settings["claim"]
        said = claims if name in claims else self._ask(token, claims["sub"])
        is_unproven = name == "email" and said.get("email_verified") is False
        login = self.get_provider().sociallogin_from_response(request, {"sub": claims["sub"]})
        login.claimed = None if is_unproven else said.get(name)
        return login

    def _ask(self, token: Any, person: str) -> dict[str, Any]:
        more: dict[str, Any] = self._fetch_user_info(token.token)
        if more["sub"] != person:
            msg = "the provider speaks about somebody else"
            raise OAuth2Error(msg)
        return more


def begin(request: ViewerRequest) -> HttpResponseBase:
    """Go there by a page of our own: a policy on forms would stop at each further hop."""
    place = _place(request)
    if request.method != "POST":
        return redirect("account_login")
    try:
        going = place.get_provider().redirect(
            request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
        )
    except _BROKEN as problem:
        return _failed(request, problem)
    context = {"address": going["Location"], "name": services.entrance()}
    response = render(request, "people/elsewhere/going.html", context)
    response["Cache-Control"] = "no-store"
    return response


def back(request: ViewerRequest) -> HttpResponseBase:
    place = _place(request)
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(place)(request)
    except _BROKEN as problem:
        return _failed(request, problem)
    return answer


def _place(request: HttpRequest) -> _Elsewhere:
    if not services.entrance():
        raise Http404
    return _Elsewhere(request, services.provider())


def _failed(request: HttpRequest, problem: Exception) -> HttpResponse:
    services.tell_operator(problem)
    return render(request, "people/elsewhere/failed.html", status=403)
