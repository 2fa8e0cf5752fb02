"""Every address of the house, and who may open or send it. A new address needs a row here."""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from binnenuit.exchange.model import Kind
from binnenuit.organisation.model import TeamId
from binnenuit_web.dialogue.models import Behaviour, Poll, Question, Statement, Value
from binnenuit_web.dialogue.services.sealing import new_key
from binnenuit_web.exchange.models import CustomerLink, Exchange
from binnenuit_web.exchange.services import link_of
from binnenuit_web.organisation import services as organisation_services
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from tests.web.chain.conftest import organisation  # noqa: F401  the bakery, stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Everybody who comes by, in this order. The first of the teams is the own one of several of them.
ROLES: Final[dict[str, tuple[str | None, tuple[Role, ...]]]] = {
    "employee": ("oven", (Role.EMPLOYEE,)),
    "team leader": ("oven", (Role.TEAM_LEADER,)),
    "middle manager": ("ops", (Role.MIDDLE_MANAGER,)),
    "director": ("top", (Role.DIRECTOR,)),
    "works council": ("truck", (Role.WORKS_COUNCIL,)),
    "analyst": (None, (Role.ANALYST,)),
    "leader in the works council": ("oven", (Role.TEAM_LEADER, Role.WORKS_COUNCIL)),
    "chief executive": ("top", (Role.CHIEF_EXECUTIVE,)),
    "facilitator": (None, (Role.FACILITATOR,)),
}
VISITOR, LINK, CUSTOMER = "visitor", "link of a team", "link of a customer"
WHO: Final = (VISITOR, LINK, CUSTOMER, *ROLES)
# o let in, s sent to sign in, x refused, - nothing can be read (or sent) here.
ALL, NOTHING = 12 * "o", 12 * "-"
#           visitor, link, customer; employee, leader, middle; director, council, analyst; both,
#           chief executive, facilitator.
INSIDE = "sosooooooooo"
PREPARES = "sxsxxxxxxxxo"
BOOKS = "sxsxxxoxoxoo"
SHAPES = "sxsxxxoxxxoo"
TEAM = "sosooxxxxoxo"
AUDIT = "sxsxxxxoxoxo"
COUNCIL = "sxsxxxxoxoxx"
NOBODY = "sxsxxxxxxxxx"
OUTSIDE = "xxoxxxxxxxxx"
AGAIN = "sssxxxxxxxxx"
# name: (address, who may open it, who may send it)
TABLE: Final = {
    "home:home": ("/", ALL, NOTHING),
    "home:demo_sign_in": ("/demo/employee/", NOTHING, ALL),
    "home:processed": ("/what-is-processed/", INSIDE, NOTHING),
    "home:today": ("/today/", INSIDE, NOTHING),
    "home:logbook": ("/logbook/", AUDIT, NOTHING),
    "home:healthz": ("/healthz", ALL, NOTHING),
    "account_login": ("/sign-in/", ALL, ALL),
    "account_logout": ("/sign-out/", ALL, ALL),
    "people:accounts": ("/people/", PREPARES, NOTHING),
    "people:invite": ("/people/invite/", PREPARES, PREPARES),
    "people:invite_again": ("/people/9999/invite-again/", NOTHING, PREPARES),
    "people:shut_out": ("/people/9999/shut-out/", NOTHING, PREPARES),
    "people:edit": ("/people/9999/", PREPARES, PREPARES),
    "people:code": ("/people/code/", ALL, ALL),
    "people:codes": ("/people/codes/", PREPARES, PREPARES),
    "people:everybody": ("/people/everybody/", NOTHING, PREPARES),
    "people:me": ("/people/me/", INSIDE, NOTHING),
    "people:password": ("/people/me/password/", NOTHING, INSIDE),
    "people:language": ("/people/me/language/", NOTHING, INSIDE),
    "people:export": ("/people/me/export/", INSIDE, NOTHING),
    "people:forget": ("/people/me/forget/", INSIDE, INSIDE),
    "people:passkeys": ("/people/me/passkeys/", INSIDE, NOTHING),
    "people:passkey_add": ("/people/me/passkeys/add/", INSIDE, INSIDE),
    "people:passkey_remove": ("/people/me/passkeys/9999/remove/", INSIDE, INSIDE),
    # Who has no password and no passkey, as everybody here, has nothing to sign in again with.
    "account_reauthenticate": ("/people/me/again/", AGAIN, AGAIN),
    "mfa_reauthenticate_webauthn": ("/people/me/again/passkey/", AGAIN, AGAIN),
    "mfa_login_webauthn": ("/sign-in/passkey/", ALL, ALL),
    "elsewhere": ("/sign-in/elsewhere/", ALL, ALL),
    "elsewhere_back": ("/sign-in/elsewhere/back/", ALL, ALL),
    "people:set_up": ("/people/set-up/0/", ALL, ALL),
    "people:welcome": ("/people/welcome/0/", ALL, ALL),
    "set_language": ("/language/", ALL, ALL),
    "organisation:setup": ("/organisation/setup/", PREPARES, PREPARES),
    "organisation:begin": ("/organisation/name/", PREPARES, PREPARES),
    "organisation:teams": ("/organisation/teams/", PREPARES, PREPARES),
    "organisation:check": ("/organisation/teams/check/", NOTHING, PREPARES),
    "organisation:type_teams": ("/organisation/teams/type/", NOTHING, PREPARES),
    "organisation:customers": ("/organisation/customers/", PREPARES, PREPARES),
    "organisation:remove_customer": ("/organisation/customers/remove/super", NOTHING, PREPARES),
    "privacy:safe": ("/safe-answering/", INSIDE, NOTHING),
    "privacy:check": ("/safe-answering/check/", AUDIT, AUDIT),
    "promises:index": ("/promises/", INSIDE, NOTHING),
    "promises:promise": ("/promises/9999/", INSIDE, NOTHING),
    "promises:happen": ("/promises/9999/done/", NOTHING, INSIDE),
    # Nobody here is a side of the talk with this number, nor at the top in the people file.
    "exchange:mine": ("/bring-and-give/", INSIDE, NOTHING),
    "exchange:open": ("/bring-and-give/open/", NOTHING, NOBODY),
    "exchange:begin": ("/bring-and-give/begin/", NOBODY, NOBODY),
    "exchange:top_first": ("/bring-and-give/top-first/", INSIDE, INSIDE),
    "exchange:key": ("/bring-and-give/top-first/1/key/", NOTHING, AUDIT),
    "exchange:talk": ("/bring-and-give/9999/", NOBODY, NOTHING),
    "exchange:part": ("/bring-and-give/9999/part/", NOTHING, NOBODY),
    "exchange:decline": ("/bring-and-give/9999/decline/", NOTHING, NOBODY),
    "exchange:mark": ("/bring-and-give/9999/mark/", NOTHING, NOBODY),
    "exchange:promise": ("/bring-and-give/9999/promise/", NOTHING, NOBODY),
    "exchange:again": ("/bring-and-give/9999/again/", NOTHING, NOBODY),
    "exchange:link": ("/bring-and-give/9999/link/", NOBODY, NOBODY),
    "exchange:customer_enter": ("/c/0/", ALL, NOTHING),
    "exchange:customer": ("/customer/", OUTSIDE, NOTHING),
    "exchange:customer_part": ("/customer/part/", NOTHING, OUTSIDE),
    "exchange:customer_mark": ("/customer/mark/", NOTHING, OUTSIDE),
    "exchange:customer_promise": ("/customer/promise/9999/kept/", NOTHING, OUTSIDE),
    "signals:taps": ("/this-happened/", INSIDE, NOTHING),
    "signals:tap": ("/this-happened/tap/", NOTHING, INSIDE),
    "signals:take_back": ("/this-happened/take-back/", NOTHING, INSIDE),
    "signals:weeks": ("/this-happened/weeks/", INSIDE, NOTHING),
    "signals:symptoms": ("/this-happened/symptoms/", PREPARES, PREPARES),
    "signals:retire_symptom": ("/this-happened/symptoms/9999/retire/", NOTHING, PREPARES),
    "signals:walks": ("/walks/", INSIDE, NOTHING),
    "signals:begin_walk": ("/walks/begin/", INSIDE, INSIDE),
    "signals:walk": ("/walks/9999/", INSIDE, NOTHING),
    "signals:answer": ("/walks/9999/answer/", NOTHING, INSIDE),
    "signals:things": ("/for-whom-is-this/", INSIDE, INSIDE),
    "signals:thing": ("/for-whom-is-this/9999/", INSIDE, INSIDE),
    # There is no round here, and no layer 9999: who may open it is told so.
    "mirror:mine": ("/mirror/", INSIDE, NOTHING),
    "mirror:team": ("/mirror/layer/9999/oven/", NOBODY, NOBODY),
    "mirror:looked": ("/mirror/layer/9999/oven/looked/", NOTHING, NOBODY),
    "mirror:sheet": ("/mirror/layer/9999/oven/sheet/", NOBODY, NOTHING),
    "mirror:number": ("/mirror/number/9999/A/", NOBODY, NOTHING),
    "mirror:collect": ("/mirror/ballot/", INSIDE, NOBODY),
    "mirror:own_view": ("/mirror/own-view/", INSIDE, INSIDE),
    "mirror:layers": ("/mirror/layers/", INSIDE, INSIDE),
    "mirror:open": ("/mirror/layers/9999/open/", PREPARES, PREPARES),
    "mirror:close": ("/mirror/layers/9999/close/", NOTHING, PREPARES),
    "mirror:release": ("/mirror/layers/9999/release/", PREPARES, PREPARES),
    "mirror:key": ("/mirror/layers/9999/key/", NOTHING, AUDIT),
    "mirror:rounds": ("/mirror/rounds/", PREPARES, PREPARES),
    "mirror:begin": ("/mirror/rounds/begin/", PREPARES, PREPARES),
    "mirror:questions": ("/mirror/rounds/questions/", PREPARES, PREPARES),
    "mirror:retire": ("/mirror/rounds/questions/9999/retire/", NOTHING, PREPARES),
    "mirror:invitations": ("/mirror/layers/9999/invitations/", PREPARES, NOTHING),
    "mirror:letters": ("/mirror/layers/9999/letters/", NOTHING, PREPARES),
    "mirror:addresses": ("/mirror/layers/9999/list/", NOTHING, PREPARES),
    "mirror:mail": ("/mirror/layers/9999/mail/", NOTHING, PREPARES),
    "mirror:remind": ("/mirror/layers/9999/remind/", PREPARES, PREPARES),
    "mirror:paper": ("/mirror/layers/9999/paper/", PREPARES, PREPARES),
    "mirror:enter": ("/mirror/layers/9999/enter/", PREPARES, PREPARES),
    "mirror:slips": ("/mirror/layers/9999/slips/", PREPARES, PREPARES),
    "mirror:releases": ("/mirror/releases/", AUDIT, NOTHING),
    "mirror:audit": ("/mirror/releases/audit/", NOTHING, AUDIT),
    "mirror:stop": ("/mirror/rounds/9999/stop/", NOTHING, AUDIT),
    "mirror:go_on": ("/mirror/rounds/9999/go-on/", NOTHING, AUDIT),
    "mirror:agreement": ("/mirror/agreement/", AUDIT, COUNCIL),
    # Nobody here is in the people file, so nobody votes: tests/web/dialogue.
    "dialogue:questions": ("/core-questions/", INSIDE, NOTHING),
    "dialogue:begin": ("/core-questions/begin/", PREPARES, PREPARES),
    "dialogue:question": ("/core-questions/9999/", INSIDE, NOTHING),
    "dialogue:sheet": ("/core-questions/9999/sheet/", INSIDE, NOTHING),
    "dialogue:close": ("/core-questions/9999/close/", NOTHING, PREPARES),
    "dialogue:vote": ("/core-questions/9999/vote/", INSIDE, NOBODY),
    "dialogue:undo": ("/core-questions/9999/undo/", NOTHING, NOBODY),
    "dialogue:mine": ("/core-questions/9999/mine/", INSIDE, NOBODY),
    "dialogue:write": ("/core-questions/9999/write/", INSIDE, NOBODY),
    "dialogue:moderate": ("/core-questions/9999/moderate/", PREPARES, PREPARES),
    "dialogue:picture": ("/core-questions/9999/picture/", INSIDE, NOTHING),
    "dialogue:counts": ("/core-questions/9999/counts.csv", INSIDE, NOTHING),
    "dialogue:statement": ("/core-questions/9999/statements/1/", INSIDE, NOTHING),
    "dialogue:values": ("/values/", INSIDE, NOTHING),
    "dialogue:new_value": ("/values/new/", SHAPES, SHAPES),
    "dialogue:value": ("/values/9999/", INSIDE, NOTHING),
    "dialogue:change_value": ("/values/9999/change/", SHAPES, SHAPES),
    "dialogue:ask_value": ("/values/9999/ask/", NOTHING, SHAPES),
    "dialogue:withdraw_value": ("/values/9999/withdraw/", NOTHING, SHAPES),
    "dialogue:new_behaviour": ("/behaviours/new/", SHAPES, SHAPES),
    "dialogue:behaviour": ("/behaviours/9999/", INSIDE, NOTHING),
    "dialogue:change_behaviour": ("/behaviours/9999/change/", SHAPES, SHAPES),
    "dialogue:ask_behaviour": ("/behaviours/9999/ask/", NOTHING, SHAPES),
    "dialogue:withdraw_behaviour": ("/behaviours/9999/withdraw/", NOTHING, SHAPES),
    "dialogue:poll": ("/polls/9999/", INSIDE, NOBODY),
    "dialogue:object": ("/polls/9999/object/", NOTHING, NOBODY),
    "dialogue:take_back": ("/polls/9999/take-back/", NOTHING, NOBODY),
    "dialogue:decide": ("/polls/9999/decide/", NOTHING, SHAPES),
    "dialogue:readiness": ("/readiness/", INSIDE, NOBODY),
    "dialogue:begin_readiness": ("/readiness/begin/", NOTHING, PREPARES),
    "chain:index": ("/for-whom/", INSIDE, INSIDE),
    "chain:team": ("/for-whom/oven", INSIDE, INSIDE),
    "chain:customers": ("/whose-hands/", INSIDE, INSIDE),
    "chain:customer": ("/whose-hands/super", INSIDE, INSIDE),
    "chain:flow": ("/way-of-the-money/", INSIDE, INSIDE),
    "chain:unknown": ("/unknown/", BOOKS, BOOKS),
    "chain:assign": ("/unknown/assign/", NOTHING, BOOKS),
    "chain:withdraw": ("/unknown/undo/", NOTHING, BOOKS),
    "chain:read": ("/what-we-read/", BOOKS, BOOKS),
    "chain:groceries": ("/groceries/", ALL, ALL),
    "chain:books": ("/books/", PREPARES, PREPARES),
    "chain:accounts": ("/books/accounts/", PREPARES, PREPARES),
    "chain:codes": ("/books/codes/", PREPARES, PREPARES),
    "chain:import": ("/books/0/", PREPARES, PREPARES),
    "chain:answer_import": ("/books/0/answer/", NOTHING, PREPARES),
    "chain:remove_import": ("/books/0/remove/", NOTHING, PREPARES),
    "chain:naming_teams": ("/naming/", PREPARES, PREPARES),
    "chain:finish": ("/naming/done/", PREPARES, PREPARES),
    "chain:sheet": ("/naming/links/", PREPARES, PREPARES),
    "chain:naming": ("/naming/team/oven", TEAM, TEAM),
    "chain:judge": ("/naming/judge/oven", NOTHING, TEAM),
    "chain:renew": ("/naming/renew/oven", NOTHING, PREPARES),
    "chain:enter": ("/t/0/", ALL, ALL),
}

ONCE: Final = "0f3b1f0e-3a0c-4f57-9f0a-3c2a1a6b7d11"
# What has to be sent, where a form without anything in it is refused before anybody is asked who.
SENT: Final[dict[str, dict[str, str]]] = {
    "exchange:open": {"kind": "paying", "giver": "sales", "receiver": "counter"},
    "exchange:mark": {"question": "brings", "alike": "yes"},
    "mirror:collect": {"layer": "9999"},
    "dialogue:vote": {"statement": "1", "vote": "agree"},
    "dialogue:undo": {"statement": "1"},
    "dialogue:mine": {"statement": "1", "vote": "agree"},
    "dialogue:object": {"once": ONCE, "text": "no"},
    "dialogue:take_back": {"objection": ONCE},
    "dialogue:poll": {"value": "1"},
    "dialogue:readiness": {"R1": "1"},
    "dialogue:ask_value": {"once": ONCE},
    "dialogue:ask_behaviour": {"once": ONCE},
    "dialogue:begin_readiness": {"once": ONCE},
    "dialogue:decide": {"because": "so"},
}
QUERY: Final = "q:A1=4&q:A2=dk"
FORM: Final = "application/x-www-form-urlencoded"


def names(found: URLResolver | None = None, before: str = "") -> Iterator[str]:
    for each in (found or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield f"{before}{each.name}"
        else:
            yield from names(each, f"{before}{each.namespace}:" if each.namespace else before)


@pytest.fixture
def cast(organisation: object) -> dict[str, Client]:  # noqa: F811
    a_core_question_and_what_came_of_it()
    return {
        VISITOR: Client(),
        LINK: through_the_link_of_a_team("oven"),
        CUSTOMER: through_the_link_of_a_customer("sales", "super"),
        **{who: signed_in(who, team, roles) for who, (team, roles) in ROLES.items()},
    }


def a_core_question_and_what_came_of_it() -> None:
    """Number 9999 of everything, so that a page that is not there lets nobody in by mistake."""
    today = timezone.localdate()
    days = {"opened_on": today, "closes_on": today + timedelta(days=9)}
    question = Question.objects.create(
        pk=9999, once=uuid.uuid4(), en="Why?", votes_from=today, key=new_key(), **days
    )
    told = {"question": question, "state": Statement.State.ACCEPTED, "language": "en"}
    Statement.objects.create(id=uuid.uuid4(), number=1, text="We call back.", **told)
    written = {"pk": 9999, "once": uuid.uuid4(), "made_on": today}
    value = Value.objects.create(name="Near", words="We are near.", **written)
    Behaviour.objects.create(who="We", does="call", when="at once", visible_to="all", **written)
    asked = {"kind": Poll.Kind.ADOPTION, "teams": {"classes": {}}, **days}
    Poll.objects.create(pk=9999, once=uuid.uuid4(), value=value, key=new_key(), **asked)


def through_the_link_of_a_team(team: str) -> Client:
    client = Client()
    key = organisation_services.keys_for([TeamId(team)])[TeamId(team)]
    client.get(f"/t/{key}/")
    return client


def through_the_link_of_a_customer(team: str, customer: str) -> Client:
    talk = Exchange.objects.create(kind=Kind.PAYING, giver=team, receiver=customer)
    key = f"key-of-{customer}"
    CustomerLink.objects.create(exchange=talk, token_hash=link_of(key))
    client = Client()
    client.get(f"/c/{key}/")
    return client


def signed_in(who: str, team: str | None, roles: tuple[Role, ...]) -> Client:
    new = people.NewPerson(
        who.replace(" ", "."), f"Kim {who}", roles, TeamId(team) if team else None, language="en"
    )
    client = Client()
    account = people.create_account(new)
    client.force_login(people.accounts.Account.objects.get(pk=account))
    return client


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def met(client: Client, address: str, *, sends: bool, sent: Mapping[str, str] | None = None) -> str:
    """Tell in one letter how a request was met."""
    cookies = deepcopy(client.cookies)
    with undone():
        answer = client.post(address, sent) if sends else client.get(address)
    client.cookies = cookies
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next="):
        return "s"
    assert answer.status_code < 500
    return {403: "x", 405: "-"}.get(answer.status_code, "o")


def test_every_address_has_a_row() -> None:
    assert sorted(names()) == sorted(TABLE)


@pytest.mark.parametrize("room", sorted({name.partition(":")[0] for name in TABLE}))
def test_who_may_open_and_send_it(cast: dict[str, Client], room: str) -> None:
    rows = {name: row for name, row in TABLE.items() if name.partition(":")[0] == room}
    found = {}
    for name, (address, _opens, _sends) in rows.items():
        opens = (met(cast[who], address, sends=False) for who in WHO)
        sends = (met(cast[who], address, sends=True, sent=SENT.get(name)) for who in WHO)
        found[name] = (address, "".join(opens), "".join(sends))
    assert found == rows


def test_the_ballot_box_knows_nobody(cast: dict[str, Client]) -> None:
    """Whoever comes by, with or without a session, meets the same; no cookie is set or changed."""
    address = "/b/ABCDE-FGHJK-MNPQR-STVWX/"
    said = set()
    for client in cast.values():
        before = str(client.cookies)
        opened, sent = client.get(address), client.post(address, QUERY, content_type=FORM)
        said.add((opened.status_code, opened.content, sent.status_code, sent.content))
        assert not opened.cookies
        assert not sent.cookies
        assert str(client.cookies) == before
    assert len(said) == 1
    assert next(iter(said))[0] == 404


def test_nobody_but_the_facilitator_speaks_for_another_team(cast: dict[str, Client]) -> None:
    for address in ("/naming/team/sales", "/naming/judge/sales"):
        for who in WHO[1:-1]:
            expected = "s" if who == CUSTOMER else "x"
            assert met(cast[who], address, sends=True) == expected


def test_every_form_needs_its_token(organisation: object) -> None:  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    for address, _opens, _sends in TABLE.values():
        assert client.post(address).status_code == 403, address


@pytest.mark.parametrize("who", WHO)
def test_every_answer_carries_what_protects_the_reader(cast: dict[str, Client], who: str) -> None:
    addresses = [address for name, (address, *_) in TABLE.items() if name != "account_logout"]
    for address in (*addresses, "/nowhere/", "/static/look/binnenuit.css"):
        answer = cast[who].get(address)
        if answer.streaming:
            list(answer)  # to its end, which closes the file
        assert "default-src 'self'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("who", [who for who, may in zip(WHO, BOOKS, strict=True) if may != "o"])
def test_no_page_tells_an_amount_to_who_may_not_see_the_books(
    cast: dict[str, Client], who: str
) -> None:
    for address, opens, _sends in TABLE.values():
        if opens not in {INSIDE, TEAM, ALL} or address in {"/sign-out/", "/sign-in/"}:
            continue
        text = cast[who].get(address).content.decode()
        assert "€" not in text, address
        assert not re.search(r"750[.,]?000|250[.,]?000|1[.,]000[.,]000", text), address


def test_who_may_see_the_books_does_see_amounts(cast: dict[str, Client]) -> None:
    text = cast["chief executive"].get("/whose-hands/super").content.decode()
    assert re.search(r"750[.,]000", text)
