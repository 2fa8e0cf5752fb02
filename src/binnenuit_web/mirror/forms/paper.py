"""A sheet as it is printed and typed in: a digit for each line, nought for "don't know"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms import BoundField

    from binnenuit_web.mirror.services.asked import Asked, Question, Section

NOUGHT: Final = "0"
TEAMS: Final = (1, 2)
"""A sheet has room for two teams that one dealt with."""


@dataclass(frozen=True)
class Line:
    """A question with its digits; the words stand above the lines of a section."""

    question: Question
    digits: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """A section of the sheet."""

    section: Section
    words: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SheetLines:
    """The whole sheet; ``suppliers`` have a number each."""

    own: tuple[Lines, ...]
    supplied: tuple[Lines, ...]
    suppliers: tuple[tuple[int, str], ...]


def lines_of(asked: Asked) -> SheetLines:
    """Lay out what is asked as lines of digits."""
    numbered = tuple((at, each.name) for at, each in enumerate(asked.suppliers, start=1))
    return SheetLines(_lines(asked.sections), _lines(asked.supplied), numbered)


def _lines(sections: Sequence[Section]) -> tuple[Lines, ...]:
    return tuple(
        Lines(
            section,
            tuple((digit, words) for digit, _value, words in _digits(section.questions[0])),
            tuple(
                Line(each, tuple(digit for digit, _value, _words in _digits(each)))
                for each in section.questions
            ),
        )
        for section in sections
    )


def _digits(question: Question) -> list[tuple[str, int | str, str]]:
    """Each option with its digit: 1 for the first one, and 0 for "don't know"."""
    options = [each for each in question.options if each[0] != DONT_KNOW]
    found: list[tuple[str, int | str, str]] = [
        (str(at), int(value), words) for at, (value, words) in enumerate(options, start=1)
    ]
    words = dict(question.options).get(DONT_KNOW, "")
    return [*found, (NOUGHT, DONT_KNOW, words)]


class CodeForm(forms.Form):
    """Which sheet."""

    code = forms.CharField(
        label=_("Code on the sheet"),
        help_text=_("Twenty letters and digits. Capitals and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


class EntryForm(forms.Form):
    """The digits of one sheet, in the order of its lines."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._asked = asked
        for question in _questions(asked.sections):
            self.fields[_name(question)] = _digit(question)
        for slot in TEAMS if asked.suppliers else ():
            self.fields[_team(slot)] = _number(len(asked.suppliers), slot)
            for question in _questions(asked.supplied):
                self.fields[_name(question, slot)] = _digit(question)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for slot in TEAMS if self._asked.suppliers else ():
            self._check_team(slot, given)
        first, second = (given.get(_team(slot)) for slot in TEAMS)
        if first and first == second:
            self.add_error(_team(2), gettext("This is the same team as the first one."))
        answers = [value for name, value in given.items() if name.startswith("q")]
        if not self.errors and all(value is None for value in answers):
            raise forms.ValidationError(
                _("Nothing was typed. Is the sheet empty? Then leave it out.")
            )
        return given

    def _check_team(self, slot: int, given: dict[str, Any]) -> None:
        typed = (given.get(_name(each, slot)) for each in _questions(self._asked.supplied))
        answered = any(value is not None for value in typed)
        if answered and not given.get(_team(slot)) and _team(slot) not in self.errors:
            self.add_error(_team(slot), gettext("Type the number of the team these are about."))

    def ballot(self) -> Ballot:
        """Say what stands on the sheet in the words of the library."""
        asked = self._asked
        rows = [Row(asked.team, self._answers(asked.sections))]
        for slot in TEAMS if asked.suppliers else ():
            number = self.cleaned_data[_team(slot)]
            answers = self._answers(asked.supplied, slot)
            if number and answers:
                rows.append(Row(asked.suppliers[number - 1].id, answers))
        return Ballot(asked.team, asked.part, tuple(rows))

    def own(self) -> list[tuple[Section, list[BoundField]]]:
        """Fields by section, for the page."""
        return [(each, [self[_name(q)] for q in each.questions]) for each in self._asked.sections]

    def about_teams(self) -> list[tuple[BoundField, list[BoundField]]]:
        """The number of each team with the fields about it."""
        questions = list(_questions(self._asked.supplied))
        slots = TEAMS if self._asked.suppliers else ()
        return [(self[_team(s)], [self[_name(q, s)] for q in questions]) for s in slots]

    def _answers(self, sections: Sequence[Section], slot: int = 0) -> dict[str, int | str]:
        typed = ((each, self.cleaned_data[_name(each, slot)]) for each in _questions(sections))
        return {each.code: value for each, value in typed if value is not None}


def _questions(sections: Sequence[Section]) -> Iterator[Question]:
    for section in sections:
        yield from section.questions


def _name(question: Question, slot: int = 0) -> str:
    return f"q{slot}:{question.code}" if slot else f"q:{question.code}"


def _team(slot: int) -> str:
    return f"team:{slot}"


def _digit(question: Question) -> forms.Field:
    values = {digit: value for digit, value, _words in _digits(question)}
    highest = max(values)

    def read(typed: str) -> int | str | None:
        if not typed:
            return None
        if typed not in values:
            said = gettext("Type a digit from 0 to %(highest)s, or nothing.")
            raise forms.ValidationError(said % {"highest": highest})
        return values[typed]

    attrs = {"maxlength": "1"}
    return _Digit(read, label=f"{question.code}  {question.text}", attrs=attrs)


def _number(most: int, slot: int) -> forms.Field:
    def read(typed: str) -> int | None:
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= most:
            said = gettext("Type a number from 1 to %(most)s, or nothing.")
            raise forms.ValidationError(said % {"most": most})
        return int(typed)

    label = (
        gettext("Number of the first team") if slot == 1 else gettext("Number of the second team")
    )
    return _Digit(read, label=label, attrs={"maxlength": str(len(str(most)))})


class _Digit(forms.Field):
    """A field that a digit fills; the page goes on to the next one by itself."""

    def __init__(self, read: Any, *, label: str, attrs: dict[str, str]) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "digit", **attrs}
        super().__init__(required=False, label=label, widget=forms.TextInput(attrs=attrs))
        self._read = read

    def clean(self, value: Any) -> Any:
        return self._read((value or "").strip())
