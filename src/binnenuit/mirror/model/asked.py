"""From a whole questionnaire to what is asked of somebody: short or whole, and of whom it tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.model.parts import ASKED_IN
from binnenuit.mirror.model.questionnaire import (
    About,
    Item,
    Kind,
    Questionnaire,
    Scored,
    Words,
)
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from binnenuit.mirror.model.ballot import Part

_SEEN: Final = {
    "nl": "Hoe vaak zie je dit in je team?",
    "en": "How often do you see this in your team?",
}
GROCERIES: Final = "G"
"""Scale that holds the shift between first and last answer of *Who pays for your groceries?*."""


@dataclass(frozen=True)
class OwnQuestion:
    """A question that an organisation adds.

    Attributes
    ----------
    code
        Stable name, of its scale and of its item.
    about, words
        Of whom it tells, and in which words one answers.
    text
        By language.
    """

    code: str
    about: About
    words: Words
    text: Mapping[str, str]


def seen_often(code: str, sentences: Mapping[str, str]) -> OwnQuestion:
    """Ask how often a behaviour that people adopted is seen.

    Parameters
    ----------
    code
        Of the behaviour: one that never comes back with other words.
    sentences
        What one can see, by language.

    Returns
    -------
    question
        About one's own team, answered from never to always.
    """
    text = {language: f"{_SEEN[language]} {said}" for language, said in sentences.items()}
    return OwnQuestion(code, About.OWN_TEAM, Words.FREQUENCY, text)


def pulse_of(questionnaire: Questionnaire) -> Questionnaire:
    """Take the short form: the questions that are marked for it.

    Returns
    -------
    pulse
        A scale for every item that is marked, named after it; so each question stands alone, is
        shown from 10 people on, and is never mixed with the scores of the long form. Without any
        scale when no item is marked.
    """
    return replace(
        questionnaire,
        version=f"{questionnaire.version} pulse",
        scales=tuple(
            replace(scale, code=item.code, items=(item,))
            for scale in questionnaire.scales
            for item in scale.items
            if item.pulse
        ),
    )


def without_groceries(questionnaire: Questionnaire) -> Questionnaire:
    """Leave out *Who pays for your groceries?*, for a round of which it is no part."""
    return _only(questionnaire, lambda scale: scale.code != GROCERIES)


def with_own(questionnaire: Questionnaire, questions: Sequence[OwnQuestion]) -> Questionnaire:
    """Add the questions of an organisation's own.

    Parameters
    ----------
    questions
        Asked after the others, in this order.

    Returns
    -------
    questionnaire
        With a scale of one item for each, shown from 10 people on. Unchanged without questions.

    Raises
    ------
    ArgumentError
        ``mirror.own-code``: a code is taken, or could be taken for another one.
    """
    if not questions:
        return questionnaire
    scales = list(questionnaire.scales)
    for question in questions:
        _demand_free(question.code, scales)
        item = Item(question.code, question.text)
        scales.append(
            Scored(
                code=question.code,
                name=question.text,
                kind=Kind.REFLECTIVE,
                about=question.about,
                items=(item,),
                words=question.words,
            )
        )
    return Questionnaire(f"{questionnaire.version} and own questions", tuple(scales))


def of_part(questionnaire: Questionnaire, part: Part, *, about_leader: bool) -> Questionnaire:
    """Take what a ballot of one part asks.

    Parameters
    ----------
    about_leader
        Whether anything is asked about who leads; not about the top when fewer than ten could
        answer, nor about a team that nobody leads.

    Returns
    -------
    questionnaire
        Scales about a supplying team are asked once for each of them.
    """
    asked = ASKED_IN[part]
    return _only(
        questionnaire,
        lambda scale: scale.about in asked and (about_leader or scale.about is not About.LEADER),
    )


def _only(questionnaire: Questionnaire, wanted: Callable[[Scored], bool]) -> Questionnaire:
    return replace(questionnaire, scales=tuple(filter(wanted, questionnaire.scales)))


def _demand_free(code: str, scales: Sequence[Scored]) -> None:
    taken = {plain(name) for s in scales for name in (s.code, *(i.code for i in s.items))}
    if not plain(code) or plain(code) in taken:
        raise ArgumentError(
            "mirror.own-code",
            sentence(
                "{code} cannot be the code of an own question: it is empty or stands in the "
                "questionnaire already. Give another one, such as Q1.",
                code=f"“{code}”",
            ),
        )
