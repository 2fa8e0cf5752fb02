from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.mirror.models import Ballot, Code, Layer
from binnenuit_web.mirror.services import NotNowError, box, inviting
from binnenuit_web.mirror.services.box import State
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web.house import sign_in, viewer
from tests.web.mirror.boxes import ballot, code_of
from tests.web.mirror.reached import GUIDE, MONDAY, answered, house

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
THREE = ("e10", "e11", "e12")


def _sheets(layer: Layer, *people: str, once: UUID | None = None) -> inviting.Sheets:
    return inviting.make_sheets(
        GUIDE,
        layer.pk,
        (TeamId("t1"), Part.FULL),
        [PersonId(each) for each in people],
        language="en",
        once=once or uuid4(),
        today=MONDAY,
    )


def test_a_sheet_takes_the_place_of_ones_own_code() -> None:
    layer = house()
    made = _sheets(layer, *THREE)
    assert len(made.sheets) == 3
    assert all(box.standing(each.code, MONDAY).state is State.OPEN for each in made.sheets)
    assert all(box.standing(each.code, MONDAY).team == "t1" for each in made.sheets)
    assert {box.standing(code_of(layer, each), MONDAY).state for each in THREE} == {State.UNKNOWN}
    assert box.standing(code_of(layer, "e13"), MONDAY).state is State.OPEN
    (own,) = inviting.my_ballots(viewer("e10"), MONDAY)
    assert own.code == ""
    assert "sheet of paper" in sign_in("e10").get("/mirror/ballot/").content.decode()


def test_as_many_ballots_can_be_sent_as_before() -> None:
    layer = house()
    answered(layer, "e10")
    before = Code.objects.filter(is_spent=False).count()
    _sheets(layer, *THREE)
    assert Code.objects.filter(is_spent=False).count() == before


def test_who_answered_gets_a_sheet_as_well_that_counts_as_received() -> None:
    layer = house()
    answered(layer, "e10", "e11")
    made = _sheets(layer, *THREE)
    states = sorted(box.standing(each.code, MONDAY).state for each in made.sheets)
    assert states == [State.OPEN, State.SPENT, State.SPENT]
    # Who sends again what was received hears so, and not that his address is unknown.
    assert box.receive(code_of(layer, "e10"), ballot("t1", 1), MONDAY) is State.ALREADY


def test_the_same_form_sent_again_gives_the_same_sheets() -> None:
    layer, once = house(), uuid4()
    first = _sheets(layer, *THREE, once=once)
    assert _sheets(layer, *THREE, once=once).sheets == first.sheets
    assert list(LogbookLine.objects.values_list("did", flat=True)) == ["sheets.printed"]


def test_fewer_than_three_sheets_are_refused() -> None:
    layer = house()
    with pytest.raises(inviting.TooFewError):
        _sheets(layer, "e10", "e11", "e11")
    answer = sign_in("", Role.FACILITATOR).post(
        f"/mirror/layers/{layer.pk}/paper/",
        {"group": "full:t1", "people": ["e10", "e11"], "language": "en", "once": str(uuid4())},
    )
    assert answer.status_code == 422
    assert Code.objects.count() == 18


@pytest.mark.parametrize("people", [(*THREE[:2], "e20"), (*THREE[:2], "nobody")])
def test_sheets_are_for_people_of_one_team_who_have_none(people: tuple[str, ...]) -> None:
    layer = house()
    with pytest.raises(NotNowError):
        _sheets(layer, *people)
    _sheets(layer, "e13", "e14", "e15")
    with pytest.raises(NotNowError):
        _sheets(layer, "e10", "e11", "e15")


def test_only_the_facilitator_makes_sheets_and_types_them_in() -> None:
    layer = house()
    leader = viewer("l1", Role.TEAM_LEADER)
    with pytest.raises(PermissionDenied):
        inviting.paper_groups(leader, layer.pk)
    with pytest.raises(PermissionDenied):
        inviting.enter_sheet(leader, layer.pk, "0" * 20, ballot("t1", 1), today=MONDAY)


def test_a_printed_sheet_has_a_code_and_every_question_and_no_name() -> None:
    layer = house()
    page = sign_in("", Role.FACILITATOR).post(
        f"/mirror/layers/{layer.pk}/paper/",
        {"group": "full:t1", "people": THREE, "language": "en", "once": str(uuid4())},
    )
    said = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert len(set(re.findall(r"<code>([0-9A-Z-]{23})</code>", said))) == 3
    assert "What my leader promises me also happens." in said
    assert "Mens 1" not in said
    assert said.count("<article") == 3


def test_a_double_click_prints_the_same_sheets_and_who_has_one_is_not_offered_another() -> None:
    layer = house()
    client, address = sign_in("", Role.FACILITATOR), f"/mirror/layers/{layer.pk}/paper/"
    sent = {"group": "full:t1", "people": THREE, "language": "en", "once": str(uuid4())}
    printed = [
        re.findall(r"<code>([0-9A-Z-]{23})</code>", client.post(address, sent).content.decode())
        for _click in range(2)
    ]
    assert printed[0] == printed[1]
    offered = client.get(address, {"group": "full:t1"}).content.decode()
    assert "Mens 10" not in offered
    assert "Mens 13" in offered
    again = client.post(address, {**sent, "once": str(uuid4())})
    assert again.status_code == 302


def _enter(client: Client, layer: Layer, code: str, **digits: str) -> Any:
    address = f"/mirror/layers/{layer.pk}/enter/"
    return client.post(address, {"code": code.lower(), "typed": "1", **digits})


@pytest.fixture
def typing(db: None) -> tuple[Client, Layer, str]:
    layer = house()
    Layer.objects.update(closes_on=None)
    code = _sheets(layer, *THREE).sheets[0].code
    return sign_in("", Role.FACILITATOR), layer, code


def test_digits_of_a_sheet_arrive_as_its_ballot(typing: tuple[Client, Layer, str]) -> None:
    client, layer, code = typing
    gone = _enter(client, layer, code, **{"q:A1": "5", "q:A2": "0", "q:E1": "1"})
    assert gone["Location"].endswith("?said=received")
    assert "Received" in client.get(gone["Location"]).content.decode()
    (found,) = box.ballots_of(layer)
    assert found.team == "t1"
    assert dict(found.rows[0].answers) == {"A1": 5, "A2": "dk", "E1": 1}


def test_a_sheet_tells_of_two_teams_by_their_number() -> None:
    layer = house()
    sheet = inviting.make_sheets(
        GUIDE,
        layer.pk,
        (TeamId("t2"), Part.FULL),
        [PersonId(each) for each in ("e20", "e21", "e22")],
        language="en",
        once=uuid4(),
        today=MONDAY,
    )
    assert [each.id for each in sheet.asked.suppliers] == ["t1"]
    client = sign_in("", Role.FACILITATOR)
    code = sheet.sheets[0].code
    wrong = _enter(client, layer, code, **{"team:1": "2", "q1:B1": "4"})
    assert (wrong.status_code, Ballot.objects.count()) == (422, 0)
    without = _enter(client, layer, code, **{"q1:B1": "4"})
    assert "Type the number of the team" in without.content.decode()
    _enter(client, layer, code, **{"team:1": "1", "q1:B1": "4"})
    (found,) = box.ballots_of(layer)
    assert (found.rows[1].rated, dict(found.rows[1].answers)) == ("t1", {"B1": 4})


@pytest.mark.parametrize("typed", ["6", "9", "x", "-", "12"])
def test_a_digit_that_is_none_of_the_options_stores_nothing(
    typing: tuple[Client, Layer, str], typed: str
) -> None:
    client, layer, code = typing
    wrong = _enter(client, layer, code, **{"q:A1": typed, "q:A2": "3"})
    assert wrong.status_code == 422
    assert "Type a digit from 0 to 5" in wrong.content.decode()
    assert Ballot.objects.count() == 0


def test_an_empty_sheet_is_no_ballot(typing: tuple[Client, Layer, str]) -> None:
    client, layer, code = typing
    assert "Nothing was typed" in _enter(client, layer, code).content.decode()
    assert Ballot.objects.count() == 0


def test_a_sheet_typed_in_twice_counts_once_and_cannot_be_read_back(
    typing: tuple[Client, Layer, str],
) -> None:
    client, layer, code = typing
    _enter(client, layer, code, **{"q:A1": "5"})
    again = _enter(client, layer, code, **{"q:A1": "2"})
    assert "received already" in again.content.decode()
    assert "q:A1" not in again.content.decode()
    assert Ballot.objects.count() == 1


def test_typing_in_is_noted_nowhere(typing: tuple[Client, Layer, str]) -> None:
    client, layer, code = typing
    before = LogbookLine.objects.count()
    _enter(client, layer, code, **{"q:A1": "5"})
    assert LogbookLine.objects.count() == before


def test_a_code_of_another_layer_or_of_none_is_not_known_here(
    typing: tuple[Client, Layer, str],
) -> None:
    client, layer, code = typing
    other = Layer.objects.create(round=layer.round, number=9, opened_on=MONDAY, secret=b"1")
    for where, which in ((other, code), (layer, "0" * 20)):
        said = _enter(client, where, which, **{"q:A1": "5"}).content.decode()
        assert "No sheet of this layer has this code" in said
    assert Ballot.objects.count() == 0


def test_a_sheet_waits_too_until_the_leader_answered_about_himself() -> None:
    layer = house()
    later = date(2100, 1, 1)
    layer.codes.update(from_on=later)
    code = _sheets(layer, *THREE).sheets[0].code
    assert box.standing(code, MONDAY).from_on == later
    said = _enter(sign_in("", Role.FACILITATOR), layer, code, **{"q:A1": "5"}).content.decode()
    assert "can be typed in from" in said
