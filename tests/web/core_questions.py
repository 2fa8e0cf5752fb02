"""The part of the story about core questions: one that closed, one that runs, what came of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Objection, Poll, Question, Statement
from tests.web.dialogue.voted import TWELVE, two_camps, vote_all
from tests.web.said import text

if TYPE_CHECKING:
    from tests.web.story import Story

CROWD: Final = tuple(f"e{team}{number}" for team in range(1, 9) for number in range(5))
BEHAVIOUR: Final = ("who", "does", "when", "visible_to", "nl", "en")


def talk_and_vote(story: Story) -> tuple[str, ...]:
    """Live it; what can be opened afterwards."""
    closed = _closed(story)
    running = _running(story)
    value, behaviour, poll = _shaped(story, closed)
    _ready(story)
    acts = ("", "sheet/", "vote/", "vote/?begin=yes", "mine/", "write/", "moderate/", "picture/")
    number = _number(text("carries"))
    return (
        *(f"{running}{act}" for act in acts),
        *(f"{closed}{act}" for act in ("", "mine/", "picture/", f"statements/{number}/")),
        f"{closed}counts.csv",
        *(f"{about}{act}" for about in (value, behaviour) for act in ("", "change/")),
        *(f"/polls/{each.pk}/" for each in Poll.objects.order_by("pk") if str(each.pk) not in poll),
        poll,
    )


def objection() -> str:
    """Which objection stands."""
    return str(Objection.objects.get().pk)


def _begin(story: Story, words: str, seeds: str) -> str:
    today = timezone.localdate()
    begun = story.as_person(
        "",
        "/core-questions/begin/?bank=own",
        nl=text(f"{words} in het Nederlands"),
        en=text(words),
        votes_from=today.isoformat(),
        closes_on=(today + timedelta(days=9)).isoformat(),
        seeds=seeds,
    )
    return str(begun["Location"])


def _closed(story: Story) -> str:
    """Forty people vote, it closes, and one answer carries in both camps."""
    address = _begin(story, "closed question", "\n".join((*TWELVE[:11], text("carries"))))
    row = Question.objects.get()
    row.statements.update(number=None)  # the camps of two_camps go by number
    for number, said in enumerate((*TWELVE[:11], text("carries")), start=1):
        row.statements.filter(text=said).update(number=number)
    vote_all(row.pk, two_camps(CROWD))
    story.as_person("", f"{address}close/")
    return address


def _running(story: Story) -> str:
    """Somebody's statement is put to everybody, one is refused, and one waits."""
    address = _begin(story, "core question", "")
    for who, what in (("e10", "statement"), ("e11", "refused"), ("l1", "waits")):
        story.as_person(who, f"{address}write/", text=text(what), sure="True")
    story.as_person("", f"{address}moderate/", accept="yes", ids=[_id("statement")])
    refused = {"id": _id("refused"), "reason": text("reason of the facilitator")}
    story.as_person("", f"{address}moderate/", refuse="yes", **refused)
    story.as_person("e10", f"{address}vote/", statement="1", vote="agree")
    return address


def _shaped(story: Story, closed: str) -> tuple[str, str, str]:
    """A value from what carries is adopted; about a behaviour all are asked, and one objects."""
    code = f"{closed.strip('/').split('/')[-1]}-{_number(text('carries'))}"
    named = {"name": text("value"), "words": text("words of the value"), "statements": [code]}
    value = str(story.as_person("dir1", "/values/new/", **named)["Location"])
    story.as_person("dir1", f"{value}ask/")
    services.close_polls(timezone.localdate() + timedelta(days=15))
    adopting = Poll.objects.get(value__isnull=False)
    story.as_person("dir1", f"/polls/{adopting.pk}/decide/", because=text("because"))
    words = {name: text(f"behaviour {name}") for name in BEHAVIOUR}
    follows = {"values": [value.strip("/").split("/")[-1]], **words}
    behaviour = str(story.as_person("ceo", "/behaviours/new/", **follows)["Location"])
    story.as_person("ceo", f"{behaviour}ask/")
    poll = f"/polls/{Poll.objects.get(behaviour__isnull=False).pk}/"
    story.as_person("e10", poll, value="9")
    story.as_person("e11", f"{poll}object/", text=text("objection"))
    return value, behaviour, poll


def _ready(story: Story) -> None:
    story.as_person("", "/readiness/begin/")
    story.as_person("e10", "/readiness/", **{f"R{number}": 2 for number in range(1, 9)})


def _id(what: str) -> str:
    return str(Statement.objects.get(text=text(what)).pk)


def _number(said: str) -> int:
    number = Statement.objects.get(text=said).number
    assert number is not None
    return number
