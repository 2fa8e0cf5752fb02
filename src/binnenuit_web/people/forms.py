"""What people fill in about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.look.once import OnceField
from binnenuit_web.people import services
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from binnenuit_web.people.listed import Listed

    People = tuple[tuple[Listed, services.WayIn], ...]

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
        if not account.has_usable_password():
            del self.fields["current"]  # came in with a link or a code, and chooses the first one

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


class PlaceForm(forms.Form):
    """What somebody is here, and who in the people file."""

    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        help_text=_("Somebody may hold several, and sees what each of them may see."),
        choices=Role,
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ChoiceField(
        label=_("Team"), required=False, help_text=_("Whose ladder this person sees first.")
    )
    person = forms.CharField(
        label=_("Number in the people file"),
        max_length=200,
        required=False,
        help_text=_(
            "Then this person sees his own customers and promises, and “My account” covers what "
            "the people file says. May stay empty; it can be said once."
        ),
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("no team")), *teams]  # type: ignore[attr-defined]
        self.fields["person"].widget.attrs["autocomplete"] = "off"

    def clean_person(self) -> str:
        person: str = self.cleaned_data["person"].strip()
        if person and not services.is_in_people_file(person):
            raise forms.ValidationError(_("Nobody in the people file has this number."))
        if person and services.has_account(person):
            raise forms.ValidationError(_("This person has an account already."))
        return person

    def change(self) -> services.Change:
        given = self.cleaned_data
        return services.Change(
            roles=frozenset(given["roles"]),
            team=TeamId(given["team"]) if given["team"] else None,
            person=PersonId(given["person"]) if given.get("person") else None,
        )


class InviteForm(PlaceForm, SignInNameForm):
    """An account for somebody else."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "username", "roles", "team", "person", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "username"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def new_person(self) -> services.NewPerson:
        given, place = self.cleaned_data, self.change()
        return services.NewPerson(
            username=given["username"],
            name=given["name"],
            roles=tuple(given["roles"]),
            team=place.team,
            person=place.person,
            language=given["language"],
        )


class EditForm(PlaceForm):
    """What an account becomes."""

    def __init__(self, *args: Any, person: services.Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"roles": person.roles, "team": person.team}
        super().__init__(*args, **kwargs)
        if person.person:
            del self.fields["person"]


class PaperCodeForm(forms.Form):
    """The code on somebody's paper."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twelve letters and digits, such as ABCD-EFGH-1234. Capitals do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    stays = forms.BooleanField(
        label=_("This is my own phone or computer: keep me signed in."), required=False
    )


class CodesForm(forms.Form):
    """Whose codes are printed."""

    people = forms.MultipleChoiceField(
        label=_("For whom"),
        help_text=_("Who has no way in yet is chosen already. A new code ends the one before."),
        widget=forms.CheckboxSelectMultiple,
    )
    once = OnceField()

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        waiting = [str(each.person) for each, way in people if way.waits]
        kwargs["initial"] = {"people": waiting}
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(each.person), _name_and_way_in(each, way)) for each, way in people if way.is_active
        ]


def _name_and_way_in(listed: Listed, way: services.WayIn) -> str:
    name = listed.name or listed.person
    if way.code_until:
        until = date_format(way.code_until, "DATE_FORMAT")
        return gettext("%(name)s: has a code until %(until)s") % {"name": name, "until": until}
    if way.has_password:
        return gettext("%(name)s: has a password") % {"name": name}
    if way.link_until:
        until = date_format(way.link_until, "DATE_FORMAT")
        return gettext("%(name)s: has a link until %(until)s") % {"name": name, "until": until}
    return name
