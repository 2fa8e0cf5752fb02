from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Invitation, Layer, Sending, Undelivered
from binnenuit_web.mirror.services import NotNowError, box, inviting
from binnenuit_web.mirror.services.box import State
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web.house import sign_in, viewer
from tests.web.mirror.boxes import ballot, code_of
from tests.web.mirror.reached import GUIDE, MONDAY, answered, house, mail_server

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
_PATH = re.compile(r"/b/([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})/")


def _noted() -> list[str]:
    return list(LogbookLine.objects.order_by("number").values_list("did", flat=True))


def test_who_signed_in_takes_his_own_ballot_and_nothing_is_kept_of_that() -> None:
    layer = house()
    client = sign_in("e10")
    before = (_noted(), list(Invitation.objects.values()), list(layer.codes.values()))
    page = client.get("/mirror/ballot/")
    assert "Take my ballot" in page.content.decode()
    gone = client.post("/mirror/ballot/", {"layer": layer.pk})
    assert gone.status_code == 303
    assert gone["Location"] == f"/b/{box.in_groups(code_of(layer, 'e10'))}/"
    assert before == (_noted(), list(Invitation.objects.values()), list(layer.codes.values()))


def test_who_sent_his_ballot_reads_that_it_was_received() -> None:
    layer = house()
    answered(layer, "e10")
    said = sign_in("e10").get("/mirror/ballot/").content.decode()
    assert "Received" in said
    assert "Take my ballot" not in said
    assert inviting.my_ballot(viewer("e10"), MONDAY) is None


@pytest.mark.parametrize("who", ["l1", "ceo", ""])
def test_who_is_not_invited_has_no_ballot_to_take(who: str) -> None:
    layer = house()
    client = sign_in(who)
    assert "No ballot waits" in client.get("/mirror/ballot/").content.decode()
    assert client.post("/mirror/ballot/", {"layer": layer.pk}).status_code == 403


def test_before_the_leader_answered_about_himself_his_people_read_from_when_they_can() -> None:
    layer = house()
    layer.codes.filter(team="t1").update(from_on=MONDAY + timedelta(days=3))
    (own,) = inviting.my_ballots(viewer("e10"), MONDAY)
    assert (own.state, own.from_on) == (State.NOT_YET, MONDAY + timedelta(days=3))
    assert inviting.my_ballot(viewer("e10"), MONDAY) is None
    assert inviting.my_ballot(viewer("e20"), MONDAY) == code_of(layer, "e20")


@pytest.mark.parametrize(
    "stand", [{"closed_on": MONDAY}, {"opened_on": None}, {"secret": None}], ids=str
)
def test_a_layer_that_takes_no_ballots_invites_nobody(stand: dict[str, object]) -> None:
    layer = house()
    Layer.objects.filter(pk=layer.pk).update(**stand)
    with pytest.raises(NotNowError):
        inviting.letters(GUIDE, layer.pk, None, today=MONDAY)
    with pytest.raises(NotNowError):
        inviting.listed(GUIDE, layer.pk, str)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.FACILITATOR])
def test_only_the_facilitator_gets_hold_of_the_addresses_of_others(role: Role) -> None:
    layer = house()
    for refused in (
        lambda: inviting.invited_of(viewer("l1", role), layer.pk),
        lambda: inviting.letters(viewer("l1", role), layer.pk, None, today=MONDAY),
        lambda: inviting.listed(viewer("l1", role), layer.pk, str),
        lambda: inviting.ask_to_mail(viewer("l1", role), layer.pk, once=uuid4(), today=MONDAY),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_nothing_on_the_page_of_invitations_changes_when_somebody_answers() -> None:
    layer = house()
    client = sign_in("", Role.FACILITATOR)
    address = f"/mirror/layers/{layer.pk}/invitations/"
    before = _without_tokens(client.get(address).content.decode())
    assert "Mens 10" in before
    answered(layer, "e10", "e11", "e70")
    assert _without_tokens(client.get(address).content.decode()) == before


def _without_tokens(page: str) -> str:
    return re.sub(r'value="[0-9A-Za-z-]{32,}"', "", page)


def test_a_letter_for_each_person_of_a_team_opens_that_persons_ballot() -> None:
    layer = house()
    client = sign_in("", Role.FACILITATOR)
    page = client.post(f"/mirror/layers/{layer.pk}/letters/", {"team": "t2"})
    said = page.content.decode()
    codes = [box.in_groups(code_of(layer, f"e2{number}")) for number in range(6)]
    assert sorted(set(_PATH.findall(said))) == sorted(codes)
    assert all(f"Mens 2{number}" in said for number in range(6))
    assert "Leider 2" in said
    assert page["Cache-Control"] == "no-store"
    assert _noted()[-1] == "invitations.printed"


def test_a_letter_speaks_the_language_of_whom_it_is_for() -> None:
    layer = house()
    said = inviting.letters(GUIDE, layer.pk, None, today=MONDAY)
    assert {letter.language for letter in said} == {"nl"}
    page = sign_in("", Role.FACILITATOR).post(f"/mirror/layers/{layer.pk}/letters/")
    assert '<article class="letter" lang="nl">' in page.content.decode()


def test_the_list_opens_in_a_spreadsheet_and_runs_nothing_there() -> None:
    layer = house(e10="=cmd@example.org")
    response = sign_in("", Role.FACILITATOR).post(f"/mirror/layers/{layer.pk}/list/")
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + 18
    assert rows[1][:2] == ["Mens 10", "'=cmd@example.org"]
    assert rows[1][3].endswith(inviting.ballot_path(code_of(layer, "e10")))
    assert response["Cache-Control"] == "no-store"
    assert _noted()[-1] == "invitations.listed"


def test_without_a_mail_server_nothing_of_mail_is_offered() -> None:
    layer = house(e10="e10@example.org")
    page = sign_in("", Role.FACILITATOR).get(f"/mirror/layers/{layer.pk}/invitations/")
    assert "Mail the invitations" not in page.content.decode()
    with pytest.raises(NotNowError):
        inviting.ask_to_mail(GUIDE, layer.pk, once=uuid4(), today=MONDAY)


def test_invitations_are_mailed_once_to_who_has_an_address(settings: Settings) -> None:
    layer = house(e10="an@example.org", e20="noone@example.org", e70="cas@example.org")
    client, once = sign_in("", Role.FACILITATOR), str(uuid4())
    with mail_server(settings) as server:
        for _again in range(2):
            client.post(f"/mirror/layers/{layer.pk}/mail/", {"once": once})
    assert server.addresses == ["an@example.org", "cas@example.org"]
    (text,) = [text for address, text in server.taken if address == "an@example.org"]
    assert f"https://in.example{inviting.ballot_path(code_of(layer, 'e10'))}" in text
    assert _noted().count("invitations.mailed") == 1
    assert list(Undelivered.objects.values_list("person", flat=True)) == ["e20"]
    page = client.get(f"/mirror/layers/{layer.pk}/invitations/").content.decode()
    assert "did not take the address of: Mens 20" in " ".join(page.split())


def test_mailing_again_reaches_only_whose_address_failed(settings: Settings) -> None:
    layer = house(e10="an@example.org", e20="noone@example.org")
    with mail_server(settings) as server:
        _mail(layer, uuid4())
        _mail(layer, uuid4())
        assert server.addresses == ["an@example.org"]
        Undelivered.objects.all().delete()
        with pytest.raises(NotNowError):
            _mail(layer, uuid4())


def test_a_mail_server_that_is_gone_is_told_in_words(settings: Settings) -> None:
    layer = house(e10="an@example.org")
    with mail_server(settings):
        pass
    _mail(layer, uuid4())
    found = inviting.mailed(GUIDE, layer.pk)
    assert found is not None
    assert found.failed == ("Mens 10",)


def test_a_mail_that_the_server_was_stopped_in_may_be_sent_to_all_again(settings: Settings) -> None:
    layer = house(e10="an@example.org")
    with mail_server(settings) as server:
        inviting.ask_to_mail(GUIDE, layer.pk, once=uuid4(), today=MONDAY)
        _mail(layer, uuid4())
    assert server.addresses == ["an@example.org"]
    assert Sending.objects.filter(is_done=False).count() == 1


def test_a_layer_that_is_opened_again_invites_and_reminds_anew(settings: Settings) -> None:
    layer = house(e10="an@example.org")
    with mail_server(settings) as server:
        _mail(layer, uuid4())
        inviting.remind_on_paper(GUIDE, layer.pk, once=uuid4(), today=MONDAY)
        Layer.objects.update(secret=None, private_key=None)
        until = MONDAY + timedelta(days=20)
        services.open_layer(GUIDE, layer.pk, closes_on=until, today=MONDAY + timedelta(days=1))
        _mail(layer, uuid4())
    codes = [_PATH.findall(text)[0] for _address, text in server.taken]
    assert [box.standing(code, until).state for code in codes] == [State.UNKNOWN, State.OPEN]
    assert inviting.reminding(GUIDE, layer.pk, MONDAY + timedelta(days=1)).times == 0


def test_a_code_that_went_out_by_letter_is_good_for_one_ballot() -> None:
    layer = house()
    letter = inviting.letters(GUIDE, layer.pk, None, today=MONDAY)[0]
    assert box.receive(letter.code, ballot("t1", 7), MONDAY) is State.RECEIVED
    assert box.receive(letter.code, ballot("t1", 8), MONDAY) is State.ALREADY


def _mail(layer: Layer, once: UUID) -> None:
    asked = inviting.ask_to_mail(GUIDE, layer.pk, once=once, today=MONDAY)
    assert asked is not None
    inviting.deliver(asked, MONDAY)
