"""What people fill in about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.people import services
from binnenuit_web.people.roles import Role

_SIGN_IN_NAME = RegexValidator(
    r"^[\w.@+-]+$", _("Use letters, digits and . @ + - _ only, without spaces.")
)


class NewPasswordForm(forms.Form):
    """A password, once: it is shown on demand by the browser, so typing it twice adds nothing."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. A sentence is fine."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        given = self.cleaned_data
        named = services.account_called(given.get("username", ""), given.get("name", ""))
        validate_password(password, self.account or named)
        return password


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=_("The password you have now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password")

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        self.fields["password"].label = _("New password")

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise forms.ValidationError(_("This is not your password."))
        return current


class SignInNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Short and easy to type, such as karin or k.bakker."),
        max_length=60,
        validators=[_SIGN_IN_NAME],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].strip().lower()
        if services.is_username_taken(username):
            raise forms.ValidationError(
                _("Somebody already has this sign-in name. Choose another.")
            )
        return username


class SetUpForm(SignInNameForm, NewPasswordForm):
    """The first account of an empty installation."""

    field_order = ("name", "username", "password")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class InviteForm(SignInNameForm):
    """An account for somebody else."""

    role = forms.ChoiceField(label=_("Role"), choices=Role)
    team = forms.ChoiceField(
        label=_("Team"), required=False, help_text=_("Whose ladder this person sees first.")
    )
    person = forms.CharField(
        label=_("Number in the people file"),
        max_length=200,
        required=False,
        help_text=_("Then “My account” also covers what the people file says. May stay empty."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("no team")), *teams]  # type: ignore[attr-defined]
        for name in ("name", "username"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def new_person(self) -> services.NewPerson:
        given = self.cleaned_data
        return services.NewPerson(
            username=given["username"],
            name=given["name"],
            roles=(Role(given["role"]),),
            team=TeamId(given["team"]) if given["team"] else None,
            person=PersonId(given["person"]) if given["person"] else None,
            language=given["language"],
        )
