"""One statement in a picture, as it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from binnenuit.dialogue.disclose.picture_sets import AND, BETWEEN, EVERYBODY, GROUP, NOWHERE
from binnenuit.dialogue.disclose.pictures import OPTIONS
from binnenuit.dialogue.model import Carries
from binnenuit_web.dialogue.services.picturing.places import DEPARTMENT, LAYER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from binnenuit_web.dialogue.models import Picture, Statement

_LETTERS: Final = 26


@dataclass(frozen=True)
class ShownFigure:
    """A share of people in percents, as the gate tells it; the exact one lies between its ends."""

    value: int
    bound: str
    low: float
    high: float

    @property
    def words(self) -> str:
        """“62 %”, “at most 10 %”."""
        said = {
            "at_most": gettext("at most %(share)s %%"),
            "at_least": gettext("at least %(share)s %%"),
        }
        return said.get(self.bound, gettext("%(share)s %%")) % {"share": self.value}


@dataclass(frozen=True)
class ShownSet:
    """One set of people under one statement.

    Attributes
    ----------
    key
        Of the set.
    name
        In words; of a group its letter.
    people
        A range, such as "10-19".
    shares
        In the order of agree, disagree, pass, unclear.
    on
        Day of the picture from which the figure is.
    is_kept
        It is of an earlier picture than the one that is looked at.
    """

    key: str
    name: str
    people: str
    shares: tuple[ShownFigure, ...]
    on: date
    is_kept: bool

    @property
    def agree(self) -> ShownFigure:
        return self.shares[0]

    @property
    def disagree(self) -> ShownFigure:
        return self.shares[1]


@dataclass(frozen=True)
class ShownStatementFigures:
    """One statement, and all that may be seen of it.

    Attributes
    ----------
    everybody
        None when nothing may be shown.
    groups
        Groups of opinion of this picture, by letter, and who is in between.
    then
        Groups as an earlier picture had them, which are no longer those of this one.
    layers, departments
        How it stands there; empty until the question has closed, or when nothing may be shown.
    tells
        Letters of the groups that it tells apart from all others.
    """

    number: int
    text: str
    state: Carries
    everybody: ShownSet | None
    groups: tuple[ShownSet, ...]
    then: tuple[ShownSet, ...]
    layers: tuple[ShownSet, ...]
    departments: tuple[ShownSet, ...]
    tells: tuple[str, ...]

    @property
    def carries(self) -> bool:
        return self.state in {Carries.AGREED, Carries.REJECTED}

    @property
    def kept_from(self) -> date | None:
        """The day of what everybody said, when that is of an earlier picture."""
        return self.everybody.on if self.everybody and self.everybody.is_kept else None

    @property
    def drawn(self) -> tuple[ShownSet, ...]:
        """What stands in the picture: each group, or everybody without groups."""
        if self.groups or self.everybody is None:
            return self.groups
        return (self.everybody,)

    @property
    def figures(self) -> tuple[ShownSet, ...]:
        """Everybody, and the groups of this picture."""
        return (*((self.everybody,) if self.everybody else ()), *self.groups)

    @property
    def every_set(self) -> tuple[ShownSet, ...]:
        return (*self.figures, *self.then, *self.layers, *self.departments)


def letters(picture: Picture) -> dict[str, str]:
    """Letter of each group, by its name: the same from picture to picture."""
    names = sorted(picture.shown["groups"], key=int)
    return {name: chr(ord("A") + int(name) % _LETTERS) for name in names}


def shown_statement(picture: Picture, row: Statement) -> ShownStatementFigures:
    """Read one accepted statement in a picture."""
    told = picture.shown["statements"].get(str(row.number), {})
    sets = dict(_sets(picture, told.get("sets", {})))
    of_groups = letters(picture)
    now = {f"{GROUP}:{name}" for name in of_groups}
    is_group = [each for key, each in sets.items() if key.partition(":")[0] in {GROUP, BETWEEN}]
    has_groups = any(each.key in now for each in is_group)
    groups = [each for each in is_group if each.key in now or (each.key == BETWEEN and has_groups)]
    return ShownStatementFigures(
        number=row.number or 0,
        text=row.text,
        state=Carries(told.get("state", Carries.NOT_ENOUGH)),
        everybody=sets.get(EVERYBODY),
        groups=tuple(sorted(groups, key=lambda each: (each.key == BETWEEN, each.name))),
        then=tuple(each for each in is_group if each not in groups),
        layers=_of(LAYER, sets),
        departments=_of(DEPARTMENT, sets),
        tells=tuple(
            letter
            for name, letter in of_groups.items()
            if name in told.get("tells", ()) and f"{GROUP}:{name}" in sets
        ),
    )


def _of(kind: str, sets: Mapping[str, ShownSet]) -> tuple[ShownSet, ...]:
    return tuple(each for key, each in sorted(sets.items()) if key.startswith(f"{kind}:"))


def _sets(
    picture: Picture, told: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, ShownSet]]:
    for key, each in told.items():
        shares = [_share(each["shares"][option]) for option in OPTIONS]
        disagree, passed, unclear, agree = shares
        yield (
            key,
            ShownSet(
                key,
                _name(picture, key),
                each["people"],
                (agree, disagree, passed, unclear),
                date.fromisoformat(each["on"]),
                each["picture"] != picture.number,
            ),
        )


def _share(told: Mapping[str, Any]) -> ShownFigure:
    value, low, high = told["value"], told["low"], told["high"]
    return ShownFigure(round(value * 100), told["bound"], low * 100, high * 100)


def _name(picture: Picture, key: str) -> str:
    kind, _, names = key.partition(":")
    if kind == EVERYBODY:
        return gettext("Everybody who voted on it")
    if kind == BETWEEN:
        return gettext("In between, or not placed")
    if kind == GROUP:
        letter = letters(picture).get(names)
        return gettext("Group %(letter)s") % {"letter": letter} if letter else gettext("A group")
    # Who stands in no place is named last: after it one would look for places of nobody.
    apart = sorted(names.split(AND), key=lambda name: name == NOWHERE)
    first, *others = (_place(picture, kind, name) for name in apart)
    if not others:
        return first
    together = {"first": first, "others": ", ".join(others)}
    return gettext("%(first)s, together with %(others)s") % together


def _place(picture: Picture, kind: str, name: str) -> str:
    if name == NOWHERE:
        return gettext("who stands in none")
    if kind == LAYER:
        return gettext("layer %(number)s from the top") % {"number": name}
    return str(picture.shown["names"].get(f"{kind}:{name}", name))
