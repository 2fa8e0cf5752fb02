"""Codes on paper: printed by who prepares, used by who has no mail, known to nobody else."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from binnenuit_web.people import services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.web.house import SHOP, live_in, sign_in, three

pytestmark = pytest.mark.django_db

FACILITATOR = Viewer(account_id=999, roles=frozenset({Role.FACILITATOR}))
CODE = re.compile(r"<code>([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2})</code>")


@pytest.fixture(autouse=True)
def shop() -> None:
    live_in(three())


def printed(
    *persons: str, once: uuid.UUID | None = None, days: int = 0
) -> tuple[services.PrintedCode, ...]:
    return services.print_codes(
        FACILITATOR,
        SHOP,
        persons,
        once=once or uuid.uuid4(),
        now=timezone.now() + timedelta(days=days),
    )


def code_of(person: str, **how: int) -> str:
    [slip] = printed(person, **how)  # type: ignore[arg-type]
    return slip.code


def acts() -> list[str]:
    rows = services.logbook(FACILITATOR)
    return [line.did for line in reversed(rows)]


def test_a_sheet_from_a_team_to_a_person_who_came_in() -> None:
    facilitator = sign_in("", Role.FACILITATOR)
    page = facilitator.get("/people/codes/", {"team": SHOP}).content.decode()
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)
    assert once is not None
    sent = {"team": SHOP, "people": ["an", "cas"], "once": once[1]}
    answer = facilitator.post("/people/codes/", sent)
    assert answer["Cache-Control"] == "no-store"
    codes = CODE.findall(answer.content.decode())
    assert len(set(codes)) == 2
    guest = Client()
    assert guest.post("/people/code/", {"code": codes[0]})["Location"] == "/"
    seen = guest.get("/people/me/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert (seen.name, seen.person, seen.team, seen.roles) == (
        "An de Vries",
        "an",
        SHOP,
        frozenset({Role.EMPLOYEE}),
    )


def test_the_same_form_sent_twice_gives_the_same_sheet_and_ends_nothing() -> None:
    once = uuid.uuid4()
    first = printed("an", "cas", once=once)
    written = acts()
    assert printed("an", "cas", once=once) == first
    assert acts() == written
    assert len(services.codes.PaperCode.objects.all()) == 2


def test_a_new_print_ends_the_code_before() -> None:
    old, new = code_of("an"), code_of("an")
    assert old != new
    assert Client().post("/people/code/", {"code": old}).status_code == 422
    assert Client().post("/people/code/", {"code": new}).status_code == 302


def test_a_code_works_more_than_once_and_for_half_a_year() -> None:
    code = code_of("an")
    for _time in range(2):
        assert Client().post("/people/code/", {"code": code}).status_code == 302
    now = timezone.now()
    assert services.account_of_code(code, now=now + timedelta(days=179)) is not None
    assert services.account_of_code(code, now=now + timedelta(days=181)) is None


def test_a_code_is_read_as_people_type_it() -> None:
    code = code_of("an")
    account = services.account_of_code(code, now=timezone.now())
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l").replace("v", "u")
    assert services.account_of_code(f" {typed} ", now=timezone.now()) == account
    assert services.codes.as_meant("oil-u8") == "011V8"


def test_only_a_hash_of_a_code_is_stored() -> None:
    code = code_of("an")
    stored = str(vars(services.codes.PaperCode.objects.get()))
    assert code not in stored
    assert code.replace("-", "") not in stored


def test_a_wrong_and_an_old_code_and_one_of_an_ended_account_get_the_same_answer() -> None:
    ended, old = code_of("cas"), code_of("an", days=-181)
    account = services.account_of_code(ended, now=timezone.now())
    assert account is not None
    services.accounts.Account.objects.filter(pk=account).update(is_active=False)
    answers = set()
    for code in (ended, old, "ABCD-EFGH-JKMN", "nonsense"):
        answer = Client(headers={"accept-language": "en"}).post("/people/code/", {"code": code})
        assert answer.status_code == 422
        errors = answer.context["form"].errors
        answers.add(str(errors))
    assert len(answers) == 1


def test_guessing_codes_is_slowed_down_for_an_address_and_told_kindly() -> None:
    client = Client()
    for _attempt in range(20):
        assert client.post("/people/code/", {"code": "ABCD-EFGH-JKMN"}).status_code == 422
    answer = client.post("/people/code/", {"code": code_of("an")})
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/people/code/", {"code": code_of("an")}).status_code == 302


def test_many_who_come_in_through_one_address_are_not_slowed_down() -> None:
    code = code_of("an")
    for _person in range(25):
        assert Client().post("/people/code/", {"code": code}).status_code == 302


def test_on_a_shared_phone_the_session_ends_with_the_browser() -> None:
    code = code_of("an")
    shared, own = Client(), Client()
    shared.post("/people/code/", {"code": code})
    own.post("/people/code/", {"code": code, "stays": "on"})
    assert not shared.cookies["sessionid"]["expires"]
    assert own.cookies["sessionid"]["expires"]


def test_ending_an_account_ends_its_code_and_a_new_sheet_leaves_it_out() -> None:
    facilitator = sign_in("", Role.FACILITATOR)
    code = code_of("an")
    account = services.account_of_code(code, now=timezone.now())
    facilitator.post(f"/people/{account}/shut-out/")
    assert Client().post("/people/code/", {"code": code}).status_code == 422
    assert [slip.name for slip in printed("an", "cas")] == ["Cas Smit"]


def test_printing_and_coming_in_stand_in_the_logbook() -> None:
    Client().post("/people/code/", {"code": code_of("an")})
    assert acts() == ["account.made", "code.printed", "account.entered"]


def test_who_is_forgotten_has_no_code_any_more() -> None:
    code = code_of("an")
    client = Client()
    client.post("/people/code/", {"code": code})
    assert client.post("/people/me/forget/").status_code == 302
    assert Client().post("/people/code/", {"code": code}).status_code == 422


def test_a_code_of_somebody_in_another_team_is_not_printed() -> None:
    assert (
        services.print_codes(
            FACILITATOR, "elsewhere", ["an"], once=uuid.uuid4(), now=timezone.now()
        )
        == ()
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FACILITATOR])
def test_nobody_else_prints_codes_or_makes_accounts(role: Role) -> None:
    viewer = Viewer(account_id=1, roles=frozenset({role}))
    with pytest.raises(PermissionError):
        services.print_codes(viewer, SHOP, ["an"], once=uuid.uuid4(), now=timezone.now())
    with pytest.raises(PermissionError):
        services.accounts_for(viewer, None)


def test_the_sheet_tells_the_code_to_no_server() -> None:
    facilitator = sign_in("", Role.FACILITATOR)
    sent = {"team": SHOP, "people": ["an"], "once": str(uuid.uuid4())}
    page = facilitator.post("/people/codes/", sent).content.decode()
    code = CODE.findall(page)[0]
    assert page.count(code) == 1  # in print; the picture holds it behind the # of the address
    assert "/people/code/#" not in page
