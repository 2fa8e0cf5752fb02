"""Signing in, with a password or a passkey, and choosing a password, in our words."""

from __future__ import annotations

from typing import Any

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


class _CredentialField(forms.JSONField):
    """What a browser sends for a passkey: hostile until it was checked, and never sent back."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as problem:  # a thousand brackets
            raise _did_not_work() from problem

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  Django's signature
        return initial


class _CredentialForm(forms.Form):
    credential = _CredentialField(widget=forms.HiddenInput)


class AddPasskeyForm(_CredentialForm, AddWebAuthnForm):  # type: ignore[misc]
    passwordless = None  # here a passkey always is
    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you recognise it later, such as: my phone."),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        except (KeyError, ValueError) as problem:  # on top of what allauth expects
            raise _did_not_work() from problem


class _ProofForm(_CredentialForm):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of allauth's form
        except KeyError as problem:
            raise _did_not_work() from problem


class SignInWithPasskeyForm(_ProofForm, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AgainWithPasskeyForm(_ProofForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


def _did_not_work() -> forms.ValidationError:
    return forms.ValidationError(_("That did not work. Try it once more."))


class LongEnough(MinimumLengthValidator):
    """Django's own sentence is not Dutch."""

    def get_error_message(self) -> str:
        return gettext("This is too short. Take at least %(count)s characters.") % {
            "count": self.min_length
        }
