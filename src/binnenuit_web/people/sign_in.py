"""Signing in, with a password or a passkey, and choosing a password, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

# What reading hostile JSON ends in, on top of what allauth expects.
_BROKEN = (AttributeError, KeyError, TypeError, ValueError)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Sign-in name"),
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class AgainWithPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    passwordless = None  # here a passkey always is
    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you recognise it later, such as: my phone."),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except _BROKEN as problem:
            raise _did_not_work() from problem
        return cleaned


class SignInWithPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _BROKEN as problem:
            raise _did_not_work() from problem


class AgainWithPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _BROKEN as problem:
            raise _did_not_work() from problem


def _did_not_work() -> forms.ValidationError:
    return forms.ValidationError(_("That did not work. Try it once more."))


class LongEnough(MinimumLengthValidator):
    """Django's own sentence is not Dutch."""

    def get_error_message(self) -> str:
        return gettext("This is too short. Take at least %(count)s characters.") % {
            "count": self.min_length
        }
