"""The newest picture of a question, as everybody who signed in sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied

from binnenuit.dialogue.disclose.picture_sets import GROUP
from binnenuit.dialogue.model import Carries
from binnenuit_web.dialogue.services.picturing.statements import letters, shown_statement
from binnenuit_web.dialogue.services.running import State, question_row, state_of, text_of
from binnenuit_web.dialogue.services.shown import accepted_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit_web.dialogue.models import Picture, Question
    from binnenuit_web.dialogue.services.picturing.statements import ShownStatementFigures
    from binnenuit_web.people.viewer import Viewer

_SAID: Final = 2


@dataclass(frozen=True)
class Says:
    """A statement that a group answers otherwise than all others."""

    number: int
    text: str
    agrees: bool


@dataclass(frozen=True)
class ShownGroup:
    """One group of opinion, named by its own statements.

    Attributes
    ----------
    letter
        By which it is told apart in the picture.
    people
        A range, such as "10-19".
    says
        At most two statements that tell it apart the most; empty when none surely does.
    """

    letter: str
    people: str
    says: tuple[Says, ...]


@dataclass(frozen=True)
class ShownPicture:
    """One picture.

    Attributes
    ----------
    question, text
        Number and words of the question.
    voters
        Who voted, as a range.
    groups
        Empty when there are none.
    together
        Statements that all groups agree with, or all reject.
    differ
        Statements on which groups differ; without groups, those that divide.
    unsure
        Enough votes, and still not sure.
    too_early
        Not enough votes yet.
    withheld
        Nothing may be shown, as too few people voted on it.
    """

    question: int
    text: str
    is_open: bool
    number: int
    made_on: date
    is_final: bool
    voters: str
    groups: tuple[ShownGroup, ...]
    together: tuple[ShownStatementFigures, ...]
    differ: tuple[ShownStatementFigures, ...]
    unsure: tuple[ShownStatementFigures, ...]
    too_early: tuple[ShownStatementFigures, ...]
    withheld: tuple[ShownStatementFigures, ...]

    @property
    def has_kept(self) -> bool:
        """Some figures are of an earlier picture."""
        return any(each.kept_from for each in self.drawn)

    @property
    def drawn(self) -> tuple[ShownStatementFigures, ...]:
        """Every statement with a figure, as the picture and its table show it."""
        return (*self.together, *self.differ, *self.unsure, *self.too_early)


def picture_of(viewer: Viewer, question_id: int, today: date) -> ShownPicture | None:
    """Show the newest picture of a question; None while it is too early for one."""
    if not viewer.is_signed_in:
        raise PermissionDenied
    row = question_row(question_id)
    picture = newest(row)
    if picture is None:
        return None
    every = [shown_statement(picture, statement) for statement in accepted_rows(row)]
    shown = [each for each in every if each.everybody or each.groups]
    return ShownPicture(
        question=row.pk,
        text=text_of(row),
        is_open=state_of(row, today) is State.OPEN,
        number=picture.number,
        made_on=picture.made_on,
        is_final=picture.is_final,
        voters=picture.shown["voters"],
        groups=_groups(picture, shown),
        together=_largest(shown, Carries.AGREED, Carries.REJECTED),
        differ=_apart(shown),
        unsure=_largest(shown, Carries.OPEN),
        too_early=_largest(shown, Carries.NOT_ENOUGH),
        withheld=tuple(each for each in every if each not in shown),
    )


def newest(question: Question) -> Picture | None:
    """The last picture that is whole."""
    return question.pictures.exclude(shown={}).order_by("number").last()


def carried(question: Question) -> frozenset[int]:
    """Numbers of the statements that carry in the newest picture."""
    picture = newest(question)
    if picture is None:
        return frozenset()
    carries = {Carries.AGREED.value, Carries.REJECTED.value}
    told = picture.shown["statements"]
    return frozenset(int(number) for number, each in told.items() if each["state"] in carries)


def _largest(
    every: Sequence[ShownStatementFigures], *states: Carries
) -> tuple[ShownStatementFigures, ...]:
    """Those in some state: what most agree with first, then what most reject."""
    return tuple(
        sorted(
            (each for each in every if each.state in states),
            key=lambda each: (each.state is Carries.REJECTED, -_clear(each), each.number),
        )
    )


def _clear(each: ShownStatementFigures) -> int:
    """How clear it is in the group where it is least so."""
    shares = each.drawn
    if each.state is Carries.REJECTED:
        return min((one.disagree.value for one in shares), default=0)
    return min((one.agree.value for one in shares), default=0)


def _apart(every: Sequence[ShownStatementFigures]) -> tuple[ShownStatementFigures, ...]:
    """Those on which people differ, the widest apart first."""
    divided = [each for each in every if each.state is Carries.DIVIDED]
    return tuple(sorted(divided, key=lambda each: (-_width(each), each.number)))


def _width(each: ShownStatementFigures) -> int:
    shares = [one.agree.value for one in each.groups]
    if len(shares) > 1:
        return max(shares) - min(shares)
    said = each.everybody
    return min(said.agree.value, said.disagree.value) if said else 0


def _groups(picture: Picture, every: Sequence[ShownStatementFigures]) -> tuple[ShownGroup, ...]:
    told = picture.shown["groups"]
    return tuple(
        ShownGroup(letter, told[name], _says(name, letter, every))
        for name, letter in letters(picture).items()
    )


def _says(name: str, letter: str, every: Sequence[ShownStatementFigures]) -> tuple[Says, ...]:
    """The statements that tell a group apart the most: first those that it agrees with."""
    found = []
    for each in every:
        shares = {one.key: one.agree.value for one in each.groups}
        own = shares.pop(f"{GROUP}:{name}", None)
        others = [share for key, share in shares.items() if key.startswith(GROUP)]
        if letter in each.tells and own is not None and others:
            apart = own - sum(others) / len(others)
            found.append((abs(apart), Says(each.number, each.text, agrees=apart > 0)))
    found.sort(key=lambda pair: (not pair[1].agrees, -pair[0], pair[1].number))
    return tuple(says for _, says in found[:_SAID])
