"""The questions of “Who pays for your groceries?”, and what is said after each answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Question:
    """One page with one question.

    Attributes
    ----------
    answers
        From the code of an answer to its words; without answers there is room to write.
    echoes
        What is said on the next page, by the code of the answer; ``""`` when it was left open.
    """

    name: str
    title: Text
    say: Text
    answers: Mapping[str, Text] = field(default_factory=dict)
    echoes: Mapping[str, Text] = field(default_factory=dict)

    def echo(self, answer: str) -> Text:
        """Answer to an answer."""
        return self.echoes.get(answer, self.echoes.get("*" if answer else "", ""))


_WHO: Final[dict[str, Text]] = {
    "boss": _("My boss"),
    "company": _("The company I work for"),
    "customers": _("Our customers"),
    "other": _("Somebody else"),
}

QUESTIONS: Final = (
    Question(
        "salary",
        _("Who pays your salary?"),
        _(
            "Once a month there is money on your account. Whose money is it? "
            "Take the first answer that comes to mind."
        ),
        _WHO,
        {
            "boss": _(
                "That is how it feels: your boss signs for it. Let us look one step further."
            ),
            "company": _(
                "Its name is on your payslip, that is true. Let us look one step further."
            ),
            "customers": _("Hold on to that thought. Let us see which customers."),
            "other": _("Keep them in mind. Let us look one step further."),
            "": _("No matter. Let us look one step further."),
        },
    ),
    Question(
        "source",
        _("Where does that money come from?"),
        _("Before it could go out to you, it had to come in."),
        {
            "sales": _("From what we sell"),
            "budget": _("From a budget we are given"),
            "bank": _("From the bank, or from the owners"),
            "never": _("I never thought about it"),
        },
        {
            "sales": _("So somebody saw what you make, and chose it."),
            "budget": _(
                "A budget is passed on from hand to hand. The first hand belonged to "
                "somebody who paid."
            ),
            "bank": _("Banks and owners lend it, and want it back. Somebody else has to bring it."),
            "never": _("Hardly anybody does. It is a nice thing to find out."),
            "": _("Hardly anybody knows at once. It is a nice thing to find out."),
        },
    ),
    Question(
        "friend",
        _("Would a friend pay for the repair of your car?"),
        _("Your friends care about you. Now the garage asks nine hundred euros."),
        {
            "no": _("No, not that"),
            "once": _("Perhaps once"),
            "always": _("Yes, every time"),
        },
        {
            "no": _("Quite right. That is not what friends are for. And yet the car gets mended."),
            "once": _("A good friend. But the garage will want money again next year."),
            "always": _(
                "Be careful with that friend. And still, most of your bills are paid by "
                "somebody else."
            ),
            "": _("And yet the car gets mended."),
        },
    ),
    Question(
        "rent",
        _("Then who pays your rent, and your holiday?"),
        _(
            "Somewhere there are people who could have kept their money, and gave it to the place "
            "where you work. Do you know them?"
        ),
        {
            "known": _("Yes, I could name some"),
            "strangers": _("No, I have never met them"),
            "unsure": _("I would not know who they are"),
        },
        {
            "known": _("Then you can see their faces with the next question."),
            "strangers": _("People who have never met you pay your rent. They must have a reason."),
            "unsure": _("In a minute you will. First: they must have a reason."),
            "": _("Whoever they are, they must have a reason."),
        },
    ),
    Question(
        "worth",
        _("Why is your work worth money to them?"),
        _("What would they miss if you and your colleagues stopped tomorrow? A few words will do."),
        {},
        {
            "*": _("Remember what you just wrote. It comes back at the end."),
            "": _("Hard to say? It makes a good question for tomorrow's coffee."),
        },
    ),
    Question(
        "part",
        _("Which part of it do you get back?"),
        _("They pay for what you do. A part of that comes to you: your salary."),
        {
            "all": _("All of it"),
            "large": _("A large part"),
            "small": _("A small part"),
            "unsure": _("No idea"),
        },
        {
            "all": _("Then you would make, bring, sell and write the invoice all by yourself."),
            "large": _("The rest is for the others whose hands it passes. Here they come."),
            "small": _("The rest is for the others whose hands it passes. Here they come."),
            "unsure": _(
                "Few people know. This much is certain: it comes from them, and you get a "
                "part of it back."
            ),
            "": _("It comes from them, and you get a part of it back."),
        },
    ),
)

AGAIN: Final = Question(
    "again",
    _("Once more: who pays your salary?"),
    _("The question you began with, with the same answers. You may give the same one."),
    _WHO,
)


def said(name: str, answers: Mapping[str, str]) -> Text:
    """The words of the answer that was given to a question; empty when it was left open."""
    for question in (*QUESTIONS, AGAIN):
        if question.name == name:
            answer = answers.get(name, "")
            return question.answers.get(answer, "") if question.answers else answer
    return ""
