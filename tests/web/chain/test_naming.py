from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from binnenuit.organisation.model import Basis, LinkKind, Organisation, TeamId
from binnenuit_web.organisation import services
from binnenuit_web.organisation.models import TeamLink
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    SignIn = Callable[..., Client]

OVEN = TeamId("oven")


def said_by(team: str) -> dict[str, tuple[float | None, Basis]]:
    return {
        link.customer: (link.work_share, link.basis)
        for link in services.load().links
        if link.supplier == team and link.kind is LinkKind.SERVES
    }


def link_of(team: str) -> str:
    return f"/t/{services.keys_for([TeamId(team)])[TeamId(team)]}/"


def test_the_link_of_a_team_lets_somebody_in_without_an_account(
    organisation: Organisation,
) -> None:
    client = Client()
    answer = client.get(link_of("oven"), follow=True)
    assert answer.redirect_chain[-1][0] == "/naming/team/oven"
    assert "For whom do you work?" in answer.content.decode()


def test_the_key_itself_is_not_stored_and_a_renewed_one_ends_the_old(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    old = link_of("oven")
    assert TeamLink.objects.get(team="oven").token_hash not in old
    assert link_of("oven") == old
    sign_in_as(Role.FACILITATOR).post("/naming/renew/oven")
    assert Client().get(old).status_code == 404
    assert Client().get(link_of("oven")).status_code == 302


def test_a_guessed_key_opens_nothing(organisation: Organisation) -> None:
    link_of("oven")
    answer = Client().get("/t/0123456789abcdef0123456789abcdef/")
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()


def test_a_team_names_customers_with_a_rough_share(organisation: Organisation) -> None:
    client = Client()
    client.get(link_of("lonely"))
    fields = {"target_0": "sales", "share_0": "0.75", "target_1": "Supermarkets", "share_1": ""}
    answer = client.post("/naming/team/lonely", fields)
    assert answer.status_code == 302
    assert said_by("lonely") == {"sales": (0.75, Basis.NAMED), "super": (None, Basis.NAMED)}
    assert said_by("oven") == {"truck": (1.0, Basis.CONFIRMED)}


def test_what_was_confirmed_stays_confirmed_while_the_same_is_said(
    organisation: Organisation,
) -> None:
    client = Client()
    client.get(link_of("oven"))
    client.post("/naming/team/oven", {"target_0": "Drivers", "share_0": "1"})
    assert said_by("oven") == {"truck": (1.0, Basis.CONFIRMED)}
    client.post("/naming/team/oven", {"target_0": "Drivers", "share_0": "0.5"})
    assert said_by("oven") == {"truck": (0.5, Basis.NAMED)}


def test_more_than_everything_is_shrunk_in_proportion(organisation: Organisation) -> None:
    entries = [services.Entry("sales", 0.9), services.Entry("truck", 0.9)]
    services.name_customers(TeamId("lonely"), entries)
    assert said_by("lonely") == {"sales": (0.5, Basis.NAMED), "truck": (0.5, Basis.NAMED)}


def test_of_a_budget_handed_down_it_is_asked_whom_it_serves(organisation: Organisation) -> None:
    client = Client()
    client.get(link_of("lonely"))
    answer = client.post("/naming/team/lonely", {"target_0": "Directors", "share_0": "0.9"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Whom does that budget serve?" in page
    assert 'name="own_use_0"' in page
    assert said_by("lonely") == {}


def test_who_really_serves_the_team_above_may_say_so(organisation: Organisation) -> None:
    client = Client()
    client.get(link_of("lonely"))
    fields = {"target_0": "Directors", "share_0": "0.9", "own_use_0": "on"}
    assert client.post("/naming/team/lonely", fields).status_code == 302
    assert said_by("lonely") == {"top": (0.9, Basis.NAMED)}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"target_0": "Nobody"}, "We know no team or customer called “Nobody”"),
        ({"target_0": "Archive"}, "That is this team itself."),
        ({"target_0": "Sales", "target_1": "SALES"}, "named above already"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_stored(
    organisation: Organisation, fields: dict[str, str], sentence: str
) -> None:
    client = Client()
    client.get(link_of("lonely"))
    answer = client.post("/naming/team/lonely", fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert said_by("lonely") == {}


@pytest.mark.parametrize(("agrees", "basis"), [("yes", Basis.CONFIRMED), ("no", Basis.OBJECTED)])
def test_the_named_team_confirms_or_objects(
    organisation: Organisation, agrees: str, basis: Basis
) -> None:
    client = Client()
    page = client.get(link_of("sales"), follow=True).content.decode()
    assert "Drivers" in page
    client.post("/naming/judge/sales", {"supplier": "truck", "agrees": agrees})
    assert said_by("truck") == {"sales": (1.0, basis)}


def test_nobody_speaks_for_another_team(organisation: Organisation, sign_in_as: SignIn) -> None:
    visitor = Client()
    assert visitor.post("/naming/team/oven", {"target_0": "Sales"}).status_code == 302
    holder = Client()
    holder.get(link_of("truck"))
    for client in (holder, sign_in_as(Role.TEAM_LEADER, "sales"), sign_in_as(Role.DIRECTOR, "top")):
        assert client.get("/naming/team/oven").status_code == 403
        assert client.post("/naming/team/oven", {"target_0": "Sales"}).status_code == 403
        judged = client.post("/naming/judge/oven", {"supplier": "truck", "agrees": "no"})
        assert judged.status_code == 403
    assert said_by("oven") == {"truck": (1.0, Basis.CONFIRMED)}


def test_who_signed_in_may_also_hold_the_link_of_another_team(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.TEAM_LEADER, "sales")
    assert client.get(link_of("lonely"), follow=True).status_code == 200
    assert client.get("/naming/team/oven").status_code == 403


def test_only_the_facilitator_hands_out_links(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    assert Client().get("/naming/links/").status_code == 302
    for role in Role:
        expected = 200 if role is Role.FACILITATOR else 403
        client = sign_in_as(role, "sales")
        assert client.get("/naming/links/").status_code == expected, role
        assert client.get("/naming/").status_code == expected, role


def test_the_sheet_has_a_code_and_an_address_for_each_team(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = sign_in_as(Role.FACILITATOR).get("/naming/links/").content.decode()
    assert page.count("<svg") == len(organisation.teams)
    assert f"http://testserver{link_of('oven')}" in page
    assert " style=" not in page


def test_a_team_paid_in_money_has_nothing_to_name(organisation: Organisation) -> None:
    client = Client()
    page = client.get(link_of("sales"), follow=True).content.decode()
    assert "nothing left to name" in page
    assert 'name="target_0"' not in page
