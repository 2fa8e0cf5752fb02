"""Who may see what of a round that was shown: each role tries the pages of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import TeamId
from binnenuit_web.mirror.models import Look
from binnenuit_web.mirror.services import seeing
from binnenuit_web.mirror.services.seeing import readers, team_page
from binnenuit_web.mirror.services.seeing.places import LOOKS_FIRST
from binnenuit_web.people.roles import Role
from binnenuit_web.promises.models import Promise
from tests.web import house
from tests.web.mirror import released

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.models import Layer

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("released")]  # published once

Layers = dict[int, "Layer"]
_AROUND = ("ceo", "dir1", "l1", "e1.0", "dir2", "l7", "l10")
STRANGERS = (
    ("l2", Role.TEAM_LEADER),
    ("e2.0", Role.EMPLOYEE),
    ("dir1", Role.MIDDLE_MANAGER),
    ("dir2", Role.DIRECTOR),
    ("ceo", Role.CHIEF_EXECUTIVE),
    ("", Role.FACILITATOR),
    ("", Role.WORKS_COUNCIL),
    ("", Role.ANALYST),
)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: released.TODAY)


def address(layer: Layer, team: str, more: str = "") -> str:
    return f"/mirror/layer/{layer.pk}/{team}/{more}"


@pytest.mark.parametrize(("person", "role"), STRANGERS)
def test_nobody_but_the_leader_and_the_team_comes_near_a_mirror(
    shown_round: Layers, person: str, role: Role
) -> None:
    released.looked("l1", shown_round[3])
    client, layer = house.sign_in(person, role), shown_round[3]
    number = f"/mirror/number/{layer.pk}/A/?team=t1"
    for page in (address(layer, "t1"), address(layer, "t1", "sheet/"), number):
        assert client.get(page).status_code == 403
    assert client.post(address(layer, "t1"), {"what": "x"}).status_code == 403
    assert client.post(address(layer, "t1", "looked/")).status_code == 403
    assert Look.objects.count() == 1


def test_a_page_that_is_not_there_looks_like_one_that_is_not_yours(shown_round: Layers) -> None:
    client = house.sign_in("l1", Role.TEAM_LEADER)
    for there in ("/mirror/layer/999/t1/", address(shown_round[3], "nobody")):
        assert client.get(there).status_code == 403
    assert client.get(f"/mirror/number/{shown_round[3].pk}/Z/").status_code == 403


def test_nobody_sees_himself_judged_by_those_above(shown_round: Layers) -> None:
    """dir1 leads d-1, whose leaders answered about him; he sees them together, or not at all."""
    found = seeing.mine(house.viewer("dir1"), released.TODAY)
    assert {page.team for page, _ in found.led} == {"d-1"}
    assert {page.team for page in found.teams} == {"directors"}
    below = found.led[0][1]
    assert below is not None
    assert below.leaders == 6
    assert below.figure is None or below.figure.team == "d-1"


def test_the_team_reads_after_its_leader_and_after_14_days_at_the_latest(
    shown_round: Layers,
) -> None:
    member, layer = house.viewer("e1.0"), shown_round[3]
    waits = _page(member, layer, "t1", released.TODAY)
    assert waits.waits.startswith("Leider An looks first")
    assert not waits.leading
    assert not waits.team_figures
    assert not waits.on_paper
    after = _page(member, layer, "t1", released.SHOWN + LOOKS_FIRST)
    assert after.leading
    assert after.team_figures
    released.looked("l1", layer)
    assert _page(member, layer, "t1", released.TODAY).leading
    assert _page(house.viewer("e2.0"), layer, "t2", released.TODAY).waits


def test_a_number_waits_as_long_as_its_page(shown_round: Layers) -> None:
    client = house.sign_in("e1.0")
    number = f"/mirror/number/{shown_round[3].pk}/A/"
    assert client.get(number).status_code == 200  # how it is made is no secret
    assert client.get(f"{number}?team=t1").status_code == 403
    released.looked("l1", shown_round[3])
    assert client.get(f"{number}?team=t1").status_code == 200
    leader = house.sign_in("l1")
    assert leader.get(f"{number}?team=t1").status_code == 403  # not before his own view
    released.answered_himself("l1")
    assert leader.get(f"{number}?team=t1").status_code == 200


def test_how_others_see_a_team_waits_as_long_as_the_page_on_which_it_stands(
    shown_round: Layers,
) -> None:
    shown_round[4].delete()  # what customers say waits for nobody
    client, number = house.sign_in("e1.0"), f"/mirror/number/{shown_round[2].pk}/B/?team=t1"
    assert client.get(number).status_code == 403
    released.looked("l1", shown_round[3])
    assert client.get(number).status_code == 200


def test_the_layer_below_reads_of_the_top_what_it_was_asked_and_nothing_else(
    shown_round: Layers,
) -> None:
    released.looked("ceo", shown_round[1])
    page = _page(house.viewer("l1"), shown_round[1], "directors", released.TODAY)
    assert page.is_below
    assert page.leading
    assert not page.team_figures
    assert not page.served
    with pytest.raises(PermissionDenied):
        seeing.number_page(
            house.viewer("l1"),
            shown_round[1].pk,
            "C",
            TeamId("directors"),
            today=released.TODAY,
        )


def test_a_leader_reads_of_himself_first_what_he_says_himself(shown_round: Layers) -> None:
    leader, layer = house.viewer("l1"), shown_round[3]
    asked = _page(leader, layer, "t1", released.TODAY)
    assert asked.asks_own_view
    assert not asked.leading
    assert not asked.may_look
    assert asked.apart is None
    assert not asked.on_paper
    released.answered_himself("l1", 4)
    page = _page(leader, layer, "t1", released.TODAY)
    assert page.leading[0].whole.own == 4
    assert page.may_look
    assert len(page.leading[0].items) == 6
    other = _page(house.viewer("e1.0"), layer, "t1", released.SHOWN + LOOKS_FIRST)
    assert all(row.own is None for row in (other.leading[0].whole, *other.leading[0].items))
    assert other.apart is None
    assert other.above is None
    assert not other.behaviours


def test_rows_tell_of_three_leaders_or_more_together(shown_round: Layers) -> None:
    for viewer in (house.viewer("", Role.FACILITATOR), house.viewer("e1.0")):
        top, second, third, customers = seeing.mine(viewer, released.TODAY).rows
        assert top.figure is None
        assert not top.others
        assert "Fewer than three" in top.words
        assert second.figure is not None
        assert third.figure is not None
        assert third.figure.score
        assert customers.figure is None


def test_nobody_takes_one_leader_out_of_what_all_of_a_layer_get(shown_round: Layers) -> None:
    released.answered_himself("dir2")
    together = _page(house.viewer("dir2"), shown_round[2], "d-2", released.TODAY).leading[0]
    assert together.whole.figure.together == ("Afdeling 2", "Afdeling 3")
    # So whoever reads that figure could take director 1 out of what all three get.
    row = {who: seeing.mine(house.viewer(who), released.TODAY).rows[1] for who in _AROUND}
    assert {who for who in _AROUND if row[who].figure} == {"ceo", "dir1", "l1", "e1.0"}
    assert not row["l10"].others
    assert "one leader alone" in row["l10"].words
    _led, below = seeing.mine(house.viewer("ceo"), released.TODAY).led[0]
    assert below is not None
    assert below.figure is not None


def test_who_came_through_the_link_of_a_team_reads_as_its_people_do(shown_round: Layers) -> None:
    linked = house.viewer("", Role.EMPLOYEE, team="t1")
    assert _page(linked, shown_round[3], "t1", released.TODAY).waits
    with pytest.raises(PermissionDenied):
        _page(linked, shown_round[3], "t2", released.TODAY)


def test_a_promise_goes_to_the_team_once_however_often_it_is_sent(shown_round: Layers) -> None:
    released.answered_himself("l1")
    client = house.sign_in("l1", Role.TEAM_LEADER)
    sent = {
        "once": "6f6b2bd8-5b5a-4b1c-9c55-0123456789ab",
        "what": "Elke maandag vraag ik wat jullie nodig hebben.",
        "due": "2026-12-20",
    }
    for _ in range(2):
        assert client.post(address(shown_round[3], "t1"), sent).status_code == 302
    made = Promise.objects.get()
    assert (made.giver, made.receiver_kind, made.receiver) == ("l1", "team", "t1")
    assert (made.origin, made.number) == ("mirror", shown_round[3].pk)
    assert client.post(address(shown_round[3], "t1"), {"what": ""}).status_code == 422


def test_a_ballot_says_beforehand_who_reads_what_comes_of_it() -> None:
    said = readers(Part.FULL, leader="Karin", team="Ploeg 1")
    assert said.startswith("Karin sees first")
    assert "nobody above Karin sees it alone" in said
    assert "share one figure" in said
    assert "Ploeg 1" in readers(Part.CUSTOMER, leader="", team="Ploeg 1")


def _page(viewer: object, layer: Layer, team: str, today: date) -> seeing.TeamPage:
    return team_page(viewer, layer.pk, TeamId(team), today=today)  # type: ignore[arg-type]
