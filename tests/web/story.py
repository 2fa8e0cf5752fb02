"""A stretch of life in the organisation of sixty, lived through forms only, in words of its own.

Every text that somebody types holds ``WORD`` and says which text it is, so that tests can look for
it where it must not be.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.test import Client
from django.utils import timezone

from binnenuit_web.exchange.models import OpenedLayer
from binnenuit_web.mirror.models import Layer
from binnenuit_web.people.roles import Role
from tests.web.core_questions import talk_and_vote
from tests.web.house import live_in, sign_in, sixty
from tests.web.said import WORD, text

if TYPE_CHECKING:
    from django.http import HttpResponse

__all__ = ["WORD", "Mirror", "Story", "in_a_month", "live", "text"]

_ROLES: Final = {
    "ceo": (Role.CHIEF_EXECUTIVE,),
    "dir1": (Role.DIRECTOR,),
    "dir2": (Role.DIRECTOR,),
    "l1": (Role.TEAM_LEADER,),
    "l7": (Role.TEAM_LEADER,),
    "e10": (Role.EMPLOYEE,),
    "e11": (Role.EMPLOYEE, Role.WORKS_COUNCIL),
    "e50": (Role.EMPLOYEE,),
    "": (Role.FACILITATOR,),
}
_LAYERS: Final = 6


@dataclass(frozen=True)
class Mirror:
    """A round that stands still: number, layers, and the code of dir1."""

    round: int
    layers: dict[int, int]
    code: str

    @property
    def pages(self) -> tuple[str, ...]:
        """What can be opened of the first layer, which is open."""
        first, last = self.layers[1], max(self.layers.values())
        guiding = ("open", "release", "invitations", "remind", "paper", "enter")
        return (
            *(f"/mirror/layers/{first}/{page}/" for page in guiding),
            f"/mirror/layers/{last}/slips/",
            f"/mirror/layer/{first}/directors/",
            f"/mirror/layer/{first}/directors/sheet/",
            f"/mirror/number/{first}/A/",
        )


@dataclass
class Story:
    """Who takes part, and the answers to everything they sent, in order."""

    people: dict[str, Client]
    customer: Client = field(default_factory=Client)
    answers: list[HttpResponse] = field(default_factory=list)
    talks: dict[str, str] = field(default_factory=dict)
    promises: list[str] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    walk: str = ""
    thing: str = ""
    core: tuple[str, ...] = ()
    mirror: Mirror = field(default_factory=lambda: Mirror(0, {}, ""))

    def send(self, client: Client, address: str, **sent: object) -> HttpResponse:
        """Send a form and hold that it went in: what follows a mistake would prove nothing."""
        answer = client.post(address, {"once": uuid.uuid4(), **sent})
        assert answer.status_code == 302, (address, answer.status_code, _errors(answer))
        self.answers.append(answer)
        self.typed |= {name for name, said in sent.items() if WORD in str(said)}
        return answer

    def as_person(self, person: str, address: str, **sent: object) -> HttpResponse:
        return self.send(self.people[person], address, **sent)


def live() -> Story:
    """Live the whole story."""
    live_in(sixty())
    story = Story({person: sign_in(person, *roles) for person, roles in _ROLES.items()})
    _begin_at_the_top(story)
    _bring_and_give(story)
    _with_a_customer(story)
    _promises(story)
    _walk(story)
    _things(story)
    _taps(story)
    story.core = talk_and_vote(story)
    _mirror(story)
    return story


def in_a_month() -> str:
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def _begin_at_the_top(story: Story) -> None:
    for about in ("dir1", "dir2", "dir3"):
        line = {"about": about, "customer": "people", "line": text(f"ceo line on {about}")}
        story.as_person("ceo", "/bring-and-give/begin/", **line)
    for who in ("", "e11"):
        reason = text(f"key of {who or 'facilitator'}")
        story.as_person(who, "/bring-and-give/top-first/2/key/", reason=reason)
    for layer in range(1, _LAYERS):
        OpenedLayer.objects.get_or_create(layer=layer, defaults={"opened_on": timezone.localdate()})


def _bring_and_give(story: Story) -> None:
    talk = _open(story, "leading", "ceo", "dir1", by="ceo")
    for person in ("ceo", "dir1"):
        story.as_person(person, f"{talk}part/", **_part(person))
    for person in ("ceo", "dir1"):
        for question in ("brings", "gets"):
            story.as_person(person, f"{talk}mark/", question=question, alike="yes")
    story.as_person("ceo", f"{talk}promise/", what=text("ceo promise"), due=in_a_month())
    declined = _open(story, "leading", "ceo", "dir2", by="dir2")
    story.as_person("dir2", f"{declined}decline/")


def _with_a_customer(story: Story) -> None:
    talk = _open(story, "paying", "t7", "zon", by="l7")
    story.as_person("l7", f"{talk}part/", **_part("t7"))
    page = story.people["l7"].get(f"{talk}link/").content.decode()
    key = re.search(r"/c/[\w-]{20,}/", page)
    assert key is not None
    story.answers.append(story.customer.get(key.group()))
    story.send(story.customer, "/customer/part/", **_part("zon"))
    for question in ("brings", "gets"):
        story.as_person("l7", f"{talk}mark/", question=question, alike="yes")
        story.send(story.customer, "/customer/mark/", question=question, alike="no")
    story.as_person("l7", f"{talk}promise/", what=text("l7 promise to zon"), due=in_a_month())


def _promises(story: Story) -> None:
    of_ceo, to_zon = story.promises = _promises_made(("ceo", "t7"))
    changed = {
        "what": text("ceo changed"),
        "due": in_a_month(),
        "reason": text("ceo says why changed"),
    }
    story.as_person("ceo", f"{of_ceo}changed/", **changed)
    story.as_person("ceo", f"{of_ceo}done/")
    story.as_person("dir1", f"{of_ceo}not_kept/", reason=text("dir1 says why not kept"))
    story.as_person("ceo", f"{of_ceo}withdrawn/", reason=text("ceo says why withdrawn"))
    story.as_person("l7", f"{to_zon}done/")
    number = to_zon.strip("/").split("/")[-1]
    story.send(
        story.customer, f"/customer/promise/{number}/not_kept/", reason=text("why zon says no")
    )


def _walk(story: Story) -> None:
    page = story.people["e10"].get("/walks/begin/").context["form"]
    symptom = page.fields["symptom"].choices[0][0]
    begun = story.as_person("e10", "/walks/begin/", team="t1", symptom=symptom)
    story.walk = begun["Location"]
    story.as_person("l1", f"{story.walk}answer/", where="up", **_said("l1"))
    ends = {"where": "here", "what": text("dir1 promise"), "due": in_a_month()}
    story.as_person("dir1", f"{story.walk}answer/", **_said("dir1"), **ends)


def _things(story: Story) -> None:
    asked = {"kind": "meeting", "name": text("meeting"), "caller": "d-1", "team": "d-1"}
    story.thing = story.as_person("l1", "/for-whom-is-this/", **asked)["Location"]
    story.as_person("e10", story.thing, whom="above", worth="no")


def _taps(story: Story) -> None:
    added = {"nl": text("hinder"), "en": text("trouble")}
    story.as_person("", "/this-happened/symptoms/", **added)
    page = story.people["e10"].get("/this-happened/").context["page"]
    for symptom in page.symptoms:
        story.as_person("e10", "/this-happened/tap/", symptom=symptom.code)
    story.as_person("e10", "/this-happened/take-back/", symptom=page.symptoms[0].code)


def _mirror(story: Story) -> None:
    """The first layer opens, somebody answers, two keys are turned, and the round is stopped."""
    own = {"about": "own_team", "words": "agreement", "nl": text("vraag"), "en": text("question")}
    story.as_person("", "/mirror/rounds/questions/", **own)
    begun = {"name": "2026-Q4", "kind": "long", "groceries": "on", "unready": "on", "k": 5}
    story.as_person("", "/mirror/rounds/begin/", **begun)
    layers = dict(Layer.objects.values_list("number", "pk"))
    first = Layer.objects.get(number=1)
    story.as_person("", f"/mirror/layers/{first.pk}/open/", closes_on=in_a_month())
    story.as_person("ceo", "/mirror/own-view/", **{f"A{number}": 4 for number in range(1, 7)})
    code = _answer(story, first.pk)
    for who in ("", "e11"):
        reason = text(f"mirror key of {who or 'facilitator'}")
        story.as_person(who, f"/mirror/layers/{layers[2]}/key/", reason=reason)
    story.as_person("e11", f"/mirror/rounds/{first.round_id}/stop/", reason=text("why it stops"))
    story.mirror = Mirror(first.round_id, layers, code)


def _answer(story: Story, layer: int) -> str:
    """Take the ballot of dir1, and send it without a session; return its code, as it is written."""
    taken = story.people["dir1"].post("/mirror/ballot/", {"layer": layer})
    address = taken["Location"]
    form = "application/x-www-form-urlencoded"
    sent = Client().post(address, "q:A1=4&q:A2=dk&q:C1=5", content_type=form)
    assert sent.status_code == 303
    return str(address.strip("/").removeprefix("b/"))


def _open(story: Story, kind: str, giver: str, receiver: str, *, by: str) -> str:
    sides = {"kind": kind, "giver": giver, "receiver": receiver}
    talk: str = story.as_person(by, "/bring-and-give/open/", **sides)["Location"]
    story.talks[f"{giver} {receiver}"] = talk
    return talk


def _part(who: str) -> dict[str, str]:
    return {"brings": text(f"{who} brings"), "gets": text(f"{who} gets")}


def _said(who: str) -> dict[str, str]:
    return {"contributed": text(f"{who} contributed"), "changes": text(f"{who} changes")}


def _promises_made(givers: tuple[str, ...]) -> list[str]:
    from binnenuit_web.promises.models import Promise  # noqa: PLC0415

    return [f"/promises/{Promise.objects.get(giver=giver).pk}/" for giver in givers]


def _errors(answer: HttpResponse) -> object:
    context = getattr(answer, "context", None)
    form = context.get("form") if context else None
    return getattr(form, "errors", None)
