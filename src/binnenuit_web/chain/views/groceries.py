"""Who pays for your groceries? One question a page; nothing is stored, nothing in the address.

What was answered travels in hidden fields from page to page and is gone when the page is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from binnenuit.errors import BinnenuitError
from binnenuit_web.chain import services
from binnenuit_web.chain.templatetags.chain_figures import per_hundred
from binnenuit_web.chain.views.questions import AGAIN, QUESTIONS, said
from binnenuit_web.chain.views.rungs import Rung, brought_by, passed_on, placed

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from binnenuit.chain.disclose import Ladder
    from binnenuit_web.people.viewer import ViewerRequest

_LONGEST: Final = 500
_NAMES: Final = (*(question.name for question in QUESTIONS), AGAIN.name)
_LADDER: Final = len(QUESTIONS)
_BETWEEN: Final = (
    _("They add their own work, and it goes on."),
    _("Without them nobody outside would notice what you did today."),
    _("They count on you. And somebody counts on them."),
)


@dataclass(frozen=True)
class Climb:
    """The way from my team to the people who pay; ``general`` when my own is not known."""

    rungs: tuple[Rung, ...]
    ladder: Ladder | None

    @property
    def general(self) -> bool:
        return self.ladder is None

    @property
    def down(self) -> bool:
        """Who lives on the teams below follows the money down."""
        return self.ladder is not None and self.ladder.lives_below

    def drawn(self, count: int) -> list[Rung]:
        """The first ``count`` rungs, counted from me, in the order of the page."""
        return placed(self.rungs[:count], down=self.down)


@never_cache
@sensitive_post_parameters()
def groceries(request: ViewerRequest) -> HttpResponse:
    """GET begins; each POST carries the answers so far and the number of the page that comes."""
    if request.method != "POST":
        return render(request, "chain/groceries/begin.html")
    answers = _answers(request.POST)
    page = _number(request.POST, "page", _LADDER + 2)
    if page < _LADDER:
        return _question(request, page, answers)
    climb = _climb(request)
    if page == _LADDER:
        return _rung(request, climb, answers)
    if page == _LADDER + 1:
        context = {"question": AGAIN, "page": page, "next": page + 1, "kept": answers}
        return render(request, "chain/groceries/question.html", context)
    return _end(request, climb, answers)


def _answers(posted: QueryDict) -> dict[str, str]:
    """Keep what can be an answer; anything else was left open."""
    found = {}
    for question in (*QUESTIONS, AGAIN):
        given = posted.get(question.name, "").strip()[:_LONGEST]
        if given and (not question.answers or given in question.answers):
            found[question.name] = given
    return found


def _number(posted: QueryDict, name: str, most: int) -> int:
    text = posted.get(name, "0")
    return min(most, int(text)) if text.isdecimal() else 0


def _question(request: ViewerRequest, page: int, answers: dict[str, str]) -> HttpResponse:
    question = QUESTIONS[page]
    before = QUESTIONS[page - 1] if page else None
    context = {
        "question": question,
        "echo": before.echo(answers.get(before.name, "")) if before else "",
        "page": page,
        "next": page + 1,
        "number": page + 1,
        "count": _LADDER,
        "kept": {name: value for name, value in answers.items() if name != question.name},
        "given": answers.get(question.name, ""),
    }
    return render(request, "chain/groceries/question.html", context)


def _rung(request: ViewerRequest, climb: Climb, answers: dict[str, str]) -> HttpResponse:
    shown = _number(request.POST, "rung", len(climb.rungs) - 1)
    last = shown == len(climb.rungs) - 1
    part = QUESTIONS[-1]
    context = {
        "climb": climb,
        "rungs": climb.drawn(shown + 1),
        "newest": climb.rungs[shown],
        "between": _BETWEEN[shown - 1] if shown <= len(_BETWEEN) else "",
        "first": shown == 0,
        "last": last,
        "echo": part.echo(answers.get(part.name, "")) if shown == 0 else "",
        "page": _LADDER + 1 if last else _LADDER,
        "rung": shown + 1,
        "kept": answers,
    }
    return render(request, "chain/groceries/rung.html", context)


def _end(request: ViewerRequest, climb: Climb, answers: dict[str, str]) -> HttpResponse:
    context = {
        "climb": climb,
        "rungs": climb.drawn(len(climb.rungs)),
        "payer": climb.rungs[-1],
        "first": said("salary", answers),
        "last": said("again", answers),
        "same": answers.get("salary") == answers.get("again"),
        "worth": answers.get("worth", ""),
        "kept": answers,
    }
    return render(request, "chain/groceries/end.html", context)


def _climb(request: ViewerRequest) -> Climb:
    ladder = _own_ladder(request)
    if ladder is None or not ladder.path:
        return Climb(_in_general(), None)
    team, *between, payer = ladder.path
    note = gettext("that is you") if team.people == 1 else gettext("your team")
    rungs = [Rung(team.name, note, is_me=True)]
    rungs += [Rung(step.name, passed_on(step.share), step.share) for step in between]
    note = gettext("they bring %(euros)s of every 100 euros you live on")
    euros = per_hundred(brought_by(payer, ladder))
    rungs.append(Rung(payer.name, note % {"euros": euros}, payer.share, pays=True))
    return Climb(tuple(rungs), ladder)


def _own_ladder(request: ViewerRequest) -> Ladder | None:
    """Nobody's two minutes end in an error page: what cannot be computed is told in general."""
    team = request.viewer.team
    try:
        return services.ladder(request.viewer, team) if team else None
    except BinnenuitError:
        return None


def _in_general() -> tuple[Rung, ...]:
    return (
        Rung(gettext("You"), gettext("and the colleagues beside you"), is_me=True),
        Rung(
            gettext("Whoever goes on with your work"),
            gettext("the ones who cannot go on without it"),
        ),
        Rung(
            gettext("Whoever brings it to the door"),
            gettext("or hands it over the counter, or picks up the phone"),
        ),
        Rung(
            gettext("Somebody who pays"),
            gettext("because it is worth it to them; they could have gone elsewhere"),
            pays=True,
        ),
    )
