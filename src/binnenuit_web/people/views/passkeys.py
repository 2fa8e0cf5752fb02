"""Pages about passkeys: adding, listing, removing, and signing in with one."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.views import ReauthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from binnenuit_web.people import services
from binnenuit_web.people.sign_in import AddPasskeyForm
from binnenuit_web.people.viewer import P, View, ViewerRequest, signed_in

if TYPE_CHECKING:
    from django.forms import Form


def _own_account(view: View[P]) -> View[P]:
    """Let in who has an account; the link of a team has nothing to add a passkey to."""

    @wraps(view)
    def guarded(request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.viewer.account_id is None:
            return redirect("home:home")
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def _sure_who(view: View[P]) -> View[P]:
    """Ask once more who this is when the last proof is a while ago: a phone may lie unattended."""

    @wraps(view)
    def guarded(request: ViewerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if services.came_in_recently(request, timezone.now()):
            return view(request, *args, **kwargs)
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways:
            return render(request, "people/passkeys/sign_in_again.html")
        return redirect(f"{ways[0]['url']}?{urlencode({'next': request.path})}")

    return _own_account(guarded)


@require_GET
@_own_account
def index(request: ViewerRequest) -> HttpResponseBase:
    context = {"passkeys": services.own_passkeys(request.viewer)}
    return render(request, "people/passkeys/index.html", context)


@_sure_who
def add(request: ViewerRequest) -> HttpResponseBase:
    sent = services.as_credential(request.POST.get("credential", ""))
    if request.method == "POST" and services.is_my_passkey(request.viewer, sent):
        return _added(request)
    form = AddPasskeyForm(request.POST or None, user=request.user)  # type: ignore[call-arg]
    if form.is_valid():
        services.add_passkey(request, form.cleaned_data["name"], form.cleaned_data["credential"])
        return _added(request)
    offered = {"creation_options": services.offer_passkey(request)}
    context = {"form": form, "offered": offered}
    return render(request, "people/passkeys/add.html", context, status=422 if form.errors else 200)


def _added(request: ViewerRequest) -> HttpResponseBase:
    messages.success(request, _("This passkey is yours. From now on you can sign in with it."))
    return redirect("people:passkeys")


@_sure_who
def remove(request: ViewerRequest, passkey: int) -> HttpResponseBase:
    if request.method == "POST":
        services.remove_passkey(request, passkey)
        messages.success(request, _("This passkey no longer signs in."))
        return redirect("people:passkeys")
    found = services.passkey(request.viewer, passkey)
    if found is None:
        raise Http404
    ways = services.own_ways_in(request.viewer)
    has_another = len(services.own_passkeys(request.viewer)) > 1 or (ways and not ways.waits)
    context = {"passkey": found, "has_another": has_another}
    return render(request, "people/passkeys/remove.html", context)


class SignIn(LoginWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Form) -> HttpResponse:  # noqa: ARG002  allauth's signature
        messages.warning(
            self.request,
            _("This passkey is not known here, or it took too long. Try again, or in another way."),
        )
        return redirect("account_login")


class AgainWithPassword(ReauthenticateView):  # type: ignore[misc]
    template_name = "people/passkeys/again.html"


class AgainWithPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkeys/again_with_passkey.html"

    def form_invalid(self, form: Form) -> HttpResponse:  # noqa: ARG002  allauth's signature
        messages.warning(self.request, _("That did not work. Try it once more."))
        return redirect(self.passthrough_next_url(self.request.path))


sign_in = never_cache(SignIn.as_view())
again_with_password = AgainWithPassword.as_view()
again_with_passkey = AgainWithPasskey.as_view()
