"""The steps from an answer that carries to a value, and from a value to a behaviour.

Every step is a record with its own vote, and with the picture in which the statement carried. No
value is without a statement that carried, and no behaviour without a value that stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.dialogue.model import Carries
from binnenuit_web.dialogue.models import Link, Picture, Question, Statement, Value
from binnenuit_web.dialogue.services.picturing import carried
from binnenuit_web.dialogue.services.picturing.looking import newest
from binnenuit_web.dialogue.services.running import text_of
from binnenuit_web.dialogue.services.shaping import OrphanError, demand_shaper, was_asked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from binnenuit_web.dialogue.models import Behaviour
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Source:
    """A statement that carries, with the question it answers.

    Attributes
    ----------
    code
        Question and number, as a form sends it.
    is_rejected
        That we do not want it is what carries.
    """

    code: str
    question: int
    question_text: str
    number: int
    text: str
    is_rejected: bool


def sources(viewer: Viewer) -> tuple[Source, ...]:
    """Every statement that carries in the newest picture of its question, newest question first."""
    demand_shaper(viewer)
    return tuple(
        _source(question, statement, newest(question))
        for question in Question.objects.order_by("-pk")
        for statement in _carrying(question)
    )


def asked_values(viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Values from which a behaviour may follow: adopted, or asked."""
    demand_shaper(viewer)
    rows = Value.objects.order_by("pk")
    return tuple((row.pk, row.name) for row in rows if was_asked(row))


def link_statements(
    value: Value, codes: Iterable[str], *, by: str, today: date, at_least_one: bool = True
) -> None:
    """Let a value follow from statements that carry; OrphanError when none of them does."""
    chosen = {*codes}
    found = [
        (statement, question)
        for question in Question.objects.filter(pk__in=_questions_in(chosen))
        for statement in _carrying(question)
        if code_of(question.pk, statement.number) in chosen
    ]
    if len(found) < max(len(chosen), at_least_one):
        raise OrphanError
    for statement, question in found:
        Link.objects.get_or_create(
            value=value,
            statement=statement,
            defaults={"picture": newest(question), "made_on": today, "by": by},
        )


def link_values(
    behaviour: Behaviour,
    values: Iterable[int],
    *,
    by: str,
    today: date,
    at_least_one: bool = True,
) -> None:
    """Let a behaviour follow from values; OrphanError when nobody was asked about one of them."""
    chosen = {*values}
    found = [row for row in Value.objects.filter(pk__in=chosen) if was_asked(row)]
    if len(found) < max(len(chosen), at_least_one):
        raise OrphanError
    for value in found:
        Link.objects.get_or_create(
            value=value, behaviour=behaviour, defaults={"made_on": today, "by": by}
        )


def rests_on_adopted(behaviour: Behaviour) -> bool:
    """Whether at least one of its values is adopted and stands."""
    return behaviour.links.filter(
        value__adopted_on__isnull=False, value__withdrawn_on=None
    ).exists()


def hanging_on(value: Value) -> tuple[Behaviour, ...]:
    """Behaviours that would rest on nothing if this value went."""
    rows = (link.behaviour for link in value.links.filter(behaviour__withdrawn_on=None))
    return tuple(row for row in rows if row is not None and not _rests_elsewhere(row, value))


def is_rejected(picture: Picture | None, number: int | None) -> bool:
    """Whether all groups reject a statement, as a picture has it."""
    told = picture.shown.get("statements", {}).get(str(number), {}) if picture else {}
    return bool(told.get("state") == Carries.REJECTED)


def code_of(question: int, number: int | None) -> str:
    """How a form names a statement."""
    return f"{question}-{number}"


def _rests_elsewhere(behaviour: Behaviour, but: Value) -> bool:
    others = behaviour.links.exclude(value=but).select_related("value")
    return any(was_asked(link.value) for link in others)


def _carrying(question: Question) -> Iterable[Statement]:
    numbers = carried(question)
    accepted = question.statements.filter(state=Statement.State.ACCEPTED, number__in=numbers)
    return accepted.order_by("number")


def _source(question: Question, statement: Statement, picture: Picture | None) -> Source:
    number = statement.number or 0
    return Source(
        code=code_of(question.pk, number),
        question=question.pk,
        question_text=text_of(question),
        number=number,
        text=statement.text,
        is_rejected=is_rejected(picture, number),
    )


def _questions_in(codes: Iterable[str]) -> set[int]:
    heads = (code.partition("-")[0] for code in codes)
    return {int(head) for head in heads if head.isdecimal()}
