"""The pages of a ballot, as bytes: the same for everybody who answers about the same team.

They know no session and no person, only what a code is good for; see views/box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.ballot import DONT_KNOW
from binnenuit_web.mirror.forms.ballot import (
    STEP,
    Expected,
    Problem,
    Refused,
    expected,
    field,
    read,
    strange_teams,
)
from binnenuit_web.mirror.services.asked import (
    MOST_TICKED,
    are_there,
    asked,
    dont_know,
    remembered,
)
from binnenuit_web.mirror.services.promised import Promised, promised
from binnenuit_web.mirror.services.seeing.who import readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict
    from django.utils.functional import _StrPromise

    from binnenuit.mirror.model.ballot import Ballot
    from binnenuit_web.mirror.services.asked import Asked, Section
    from binnenuit_web.mirror.services.box import Standing

__all__ = [
    "LANGUAGES",
    "Refused",
    "read_ballot",
    "render_ballot",
    "render_closed",
    "render_receipt",
]

_DECLINE: Final = "decline"
LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
_SAID: Final[dict[Problem, _StrPromise]] = {
    Problem.TOO_MANY: _("Choose four teams at most: those you dealt with most."),
    Problem.NO_TEAM: _("One of these teams is no longer there. Leave it out."),
    Problem.NO_OPTION: _("An answer did not come through. Choose it again."),
    Problem.NOTHING: _(
        "There is no answer yet. Answer at least one question, or say that you would rather not."
    ),
}
_STEPS_OF_GROCERIES: Final = (
    _("My boss, the company"),
    _("Mostly the company"),
    _("Both as much"),
    _("Mostly our customers"),
    _("Our customers"),
)
# The script fills these in.
_COUNTED: Final = {
    "progress": _("Question %(number)s of %(count)s"),
    "answered": _("You answered %(number)s of %(count)s questions."),
}


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool

    @property
    def is_dont_know(self) -> bool:
        return self.value == DONT_KNOW


@dataclass(frozen=True)
class Card:
    """One question on the page; ``name`` is that of its field."""

    name: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """Questions under one heading; about a team that one ticks, ``title`` is its name."""

    title: str
    note: str
    lead: str
    cards: tuple[Card, ...]


def read_ballot(post: QueryDict, standing: Standing) -> Ballot | Refused | None:
    """Read what was sent: a ballot, a page that comes back, or None for who would rather not."""
    if post.get(STEP) == _DECLINE:
        return None
    expects: Expected | None = remembered(
        "expected", standing.layer, standing.team, standing.part, make=lambda: _expected(standing)
    )
    if expects is None:
        return Refused((), {})
    strange = strange_teams(post, expects)
    if strange and not are_there(standing.layer, strange):
        return Refused((), {}, (Problem.NO_TEAM,))
    return read(post, expects)


def render_ballot(standing: Standing, language: str, refused: Refused | None = None) -> bytes:
    """The page with the questions; the second of two pages, or one with problems, by ``refused``.

    Without JavaScript the first page asks which teams one dealt with, when there are any.
    """
    if refused is None:
        return _kept("ballot", standing, language, lambda: _ballot(standing, language, None))
    return _ballot(standing, language, refused)


def render_receipt(standing: Standing, language: str) -> bytes:
    """What one sees who sent a ballot, or would rather not, now and with every later look."""
    return _kept("receipt", standing, language, lambda: _receipt(standing, language))


def render_closed(standing: Standing, language: str) -> bytes:
    """Why one cannot answer: not yet, closed, stopped for now, or a code that nobody knows."""
    with translation.override(language):
        context = {"state": standing.state.value, "from_on": standing.from_on}
        return _page("mirror/ballot/closed.html", language, context)


def _kept(name: str, standing: Standing, language: str, make: Any) -> bytes:
    about = (standing.layer, standing.team, standing.part, language, timezone.localdate())
    page: bytes = remembered(name, *about, make=make)
    return page


def _expected(standing: Standing) -> Expected | None:
    found = asked(standing.layer, standing.team, standing.part, settings.LANGUAGE_CODE)
    return expected(found) if found else None


def _ballot(standing: Standing, language: str, refused: Refused | None) -> bytes:
    with translation.override(language):
        found = asked(standing.layer, standing.team, standing.part, language)
        if found is None:
            return render_closed(standing, language)
        given = refused.given if refused else {}
        ticked = refused.ticked if refused else ()
        context = {
            "asked": found,
            "groups": _groups(found.sections, given),
            "supplied": _groups(found.supplied, {}),
            "about_ticked": _about_ticked(found, ticked, given),
            "ticked": ticked,
            "is_begin": refused is None,
            "is_first": refused is None and bool(found.suppliers),
            "readers": readers(found.part, leader=found.leader, team=found.team_name),
            "problems": [_SAID[each] for each in refused.problems] if refused else (),
            "most": MOST_TICKED,
            "groceries": _STEPS_OF_GROCERIES if found.shift else (),
            "shift": field(found.shift),
            "dont_know": dont_know(language),
            "counted": _COUNTED,
        }
        return _page("mirror/ballot/ballot.html", language, context)


def _receipt(standing: Standing, language: str) -> bytes:
    with translation.override(language):
        found = asked(standing.layer, standing.team, standing.part, language)
        if found is None:
            return render_closed(standing, language)
        told: Promised = promised(found.team, found.part, today=timezone.localdate())
        seen = readers(found.part, leader=found.leader, team=found.team_name)
        context = {"asked": found, "promised": told, "readers": seen}
        return _page("mirror/ballot/receipt.html", language, context)


def _page(template: str, language: str, context: Mapping[str, object]) -> bytes:
    said = {**context, "language": language, "languages": LANGUAGES.items()}
    return render_to_string(template, said).encode()


def _about_ticked(
    found: Asked, ticked: Sequence[str], given: Mapping[str, str]
) -> list[tuple[Group, ...]]:
    names = {each.id: each.name for each in found.suppliers}
    return [
        _groups(found.supplied, given, team, names.get(team, team))  # type: ignore[call-overload]
        for team in ticked
    ]


def _groups(
    sections: Iterable[Section], given: Mapping[str, str], team: str = "", name: str = ""
) -> tuple[Group, ...]:
    return tuple(
        Group(
            title=name or section.title,
            note=section.note,
            lead=section.lead,
            cards=tuple(
                _card(field(question.code, team), question.text, question.options, given)
                for question in section.questions
            ),
        )
        for section in sections
    )


def _card(
    name: str, text: str, options: Sequence[tuple[str, str]], given: Mapping[str, str]
) -> Card:
    chosen = given.get(name)
    choices = tuple(Choice(value, words, value == chosen) for value, words in options)
    return Card(name, text, choices)
