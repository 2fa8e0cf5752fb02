from __future__ import annotations

import re
from typing import Final
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation import CustomerId, TeamId
from binnenuit.organisation.paying import PaidBy
from binnenuit_web.mirror.models import Code, Layer
from binnenuit_web.mirror.services import NotNowError, box, inviting
from binnenuit_web.mirror.services.box import State
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web.house import sign_in, viewer
from tests.web.mirror.reached import GUIDE, MONDAY, house

pytestmark = pytest.mark.django_db
T7: Final = TeamId("t7")


def customers_layer() -> Layer:
    """Let customers of teams 1, 2 and 7 answer; the customer "zon" pays team 7."""
    layer = house()
    layer.codes.all().delete()
    layer.invitations.all().delete()
    layer.customers = True
    layer.save()
    return layer


def test_only_teams_that_somebody_pays_face_customers() -> None:
    layer = customers_layer()
    assert [each.team for each in inviting.facing_teams(GUIDE, layer.pk)] == ["t7"]
    organisation.tell_payers([PaidBy(TeamId("t2"), CustomerId("maan"), 1)], as_of="now")
    faced = {each.team: each.customers for each in inviting.facing_teams(GUIDE, layer.pk)}
    assert faced == {"t2": ("Hotel De Maan",), "t7": ("Zonnebakkers",)}


def test_each_slip_is_good_for_one_answer_about_the_team() -> None:
    layer = customers_layer()
    made = inviting.slips(GUIDE, layer.pk, T7, 4, once=uuid4(), today=MONDAY)
    assert len({each.code for each in made}) == 4
    found = [box.standing(each.code, MONDAY) for each in made]
    assert {(each.state, each.team, each.part) for each in found} == {
        (State.OPEN, "t7", Part.CUSTOMER)
    }
    box.decline(made[0].code, MONDAY)
    assert box.standing(made[0].code, MONDAY).state is State.SPENT
    assert box.standing(made[1].code, MONDAY).state is State.OPEN


def test_the_same_form_sent_again_gives_the_same_slips_and_adds_none() -> None:
    layer, once = customers_layer(), uuid4()
    first = inviting.slips(GUIDE, layer.pk, T7, 12, once=once, today=MONDAY)
    assert inviting.slips(GUIDE, layer.pk, T7, 12, once=once, today=MONDAY) == first
    assert Code.objects.count() == 12
    assert list(LogbookLine.objects.values_list("did", flat=True)) == ["slips.printed"]
    assert inviting.slips(GUIDE, layer.pk, T7, 1, once=uuid4(), today=MONDAY)[0] not in first


def test_a_customer_who_is_known_keeps_one_link() -> None:
    layer = customers_layer()
    (first,) = inviting.links_for(GUIDE, layer.pk, T7, today=MONDAY)
    assert first.customer == "Zonnebakkers"
    assert inviting.links_for(GUIDE, layer.pk, T7, today=MONDAY) == (first,)
    assert Code.objects.count() == 1


def test_slips_are_printed_in_the_language_that_was_chosen() -> None:
    layer = customers_layer()
    page = sign_in("", Role.FACILITATOR).post(
        f"/mirror/layers/{layer.pk}/slips/",
        {"team": "t7", "number": "3", "language": "en", "once": str(uuid4())},
    )
    said = page.content.decode()
    assert said.count("What do you get from Ploeg 7?") == 3
    assert len(set(re.findall(r"/b/[0-9A-Z-]{23}/", said))) == 3
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("number", ["0", "61", "many"])
def test_there_are_from_one_to_sixty_slips_at_a_time(number: str) -> None:
    layer = customers_layer()
    page = sign_in("", Role.FACILITATOR).post(
        f"/mirror/layers/{layer.pk}/slips/",
        {"team": "t7", "number": number, "language": "en", "once": str(uuid4())},
    )
    assert page.status_code == 422
    assert Code.objects.count() == 0


def test_a_team_that_nobody_pays_gets_no_slips() -> None:
    layer = customers_layer()
    with pytest.raises(Http404):
        inviting.slips(GUIDE, layer.pk, TeamId("t1"), 3, once=uuid4(), today=MONDAY)


def test_slips_are_for_an_open_layer_of_customers_and_made_by_the_facilitator() -> None:
    layer = customers_layer()
    with pytest.raises(PermissionDenied):
        inviting.slips(viewer("l7"), layer.pk, T7, 3, once=uuid4(), today=MONDAY)
    Layer.objects.update(closed_on=MONDAY)
    with pytest.raises(NotNowError):
        inviting.slips(GUIDE, layer.pk, T7, 3, once=uuid4(), today=MONDAY)
    Layer.objects.update(customers=False)
    with pytest.raises(Http404):
        inviting.facing_teams(GUIDE, layer.pk)
