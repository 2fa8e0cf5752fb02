"""Where django-allauth asks what we want: nobody signs up by himself, and texts are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people.services import elsewhere, passkeys

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "This sign-in name and password do not belong together. "
            "Forgot the password? The facilitator can give you a new link."
        ),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes and try again."),
    }

    def get_login_stages(self) -> list[str]:
        """Ask for no second proof: a passkey is another way in, next to password and code."""
        asked: list[str] = super().get_login_stages()
        return [stage for stage in asked if stage != "allauth.mfa.stages.AuthenticateStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002  allauth's signature
        return render(request, "account/account_inactive.html", status=403)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the next page shows that one is in, or out."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Try it once more."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002  allauth's signature
        return gettext("Passkey %(number)s") % {"number": passkeys.how_many(user.pk) + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Binnenuit"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}


class ElsewhereAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in where the organisation already does: it brings nobody in who has no account."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        account = elsewhere.account_of(sociallogin)
        if account is None:
            raise ImmediateHttpResponse(
                render(request, "people/elsewhere/unknown.html", status=403)
            )
        sociallogin.user = account

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **told: Any) -> None:
        elsewhere.tell_operator(told.get("exception"))
        raise ImmediateHttpResponse(render(request, "people/elsewhere/failed.html", status=403))


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
