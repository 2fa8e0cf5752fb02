from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from binnenuit.exchange import Kind, Relation, relations
from binnenuit.organisation import (
    Customer,
    CustomerId,
    LinkKind,
    Membership,
    Organisation,
    PaidBy,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit.organisation.parties import Party
from tests.exchange.random_house import organisations

BOSS, AN, CAS = (Party.person(PersonId(who)) for who in ("boss", "an", "cas"))
TOP, SHOP, VAN = (TeamId(team) for team in ("top", "shop", "van"))
SUN = CustomerId("sun")


def house(*links: ServiceLink) -> Organisation:
    """The boss leads An, An leads Cas in the shop; nobody leads the van, and nobody is in it."""
    return Organisation(
        teams=(
            Team(TOP, "Top", leader=PersonId("boss")),
            Team(SHOP, "Shop", TOP, PersonId("an")),
            Team(VAN, "Van", SHOP),
        ),
        people=(Membership(PersonId("an"), TOP), Membership(PersonId("cas"), SHOP)),
        customers=(
            Customer(SUN, "Sun"),
            Customer(CustomerId("pupils"), "Pupils", pays=False),
            Customer(CustomerId("counter"), "Counter", known=False),
        ),
        links=links,
    )


def link(supplier: str, customer: str, kind: LinkKind) -> ServiceLink:
    return ServiceLink(TeamId(supplier), CustomerId(customer), kind)


def test_each_leader_has_a_talk_with_each_of_the_people_led() -> None:
    assert relations(house()) == (
        Relation(Kind.LEADING, BOSS, AN, 1),
        Relation(Kind.LEADING, AN, CAS, 2),
    )


def test_teams_talk_with_whom_they_serve_one_layer_after_the_one_that_leads_them() -> None:
    found = relations(
        house(
            link("shop", "sun", LinkKind.PAYS),
            link("shop", "top", LinkKind.SERVES),
            link("van", "shop", LinkKind.SERVES),
        )
    )[2:]
    shop, top, van = (Party.team(team) for team in (SHOP, TOP, VAN))
    assert found == (
        Relation(Kind.PAYING, shop, Party.customer(CustomerId("sun")), 3),
        Relation(Kind.SERVING, shop, top, 3),
        Relation(Kind.SERVING, van, shop, 3),
    )


def test_without_any_leader_teams_talk_at_once() -> None:
    alone = Organisation(
        teams=(Team(SHOP, "Shop"), Team(VAN, "Van")),
        links=(link("shop", "van", LinkKind.SERVES),),
    )
    assert [each.layer for each in relations(alone)] == [1]


def test_two_links_of_the_same_two_are_one_talk() -> None:
    twice = link("shop", "sun", LinkKind.PAYS)
    assert len(relations(house(twice, twice))) == 3


def test_nobody_talks_with_a_counter_a_stranger_or_himself() -> None:
    found = relations(
        house(
            link("shop", "counter", LinkKind.PAYS),
            link("shop", "stranger", LinkKind.PAYS),
            link("shop", "shop", LinkKind.SERVES),
            link("shop", "stranger", LinkKind.SERVES),
            link("stranger", "shop", LinkKind.SERVES),
            link("shop", "pupils", LinkKind.SERVES),
        ),
        [PaidBy(SHOP, CustomerId("counter"), 1), PaidBy(TeamId("stranger"), SUN, 1)],
    )
    assert len(found) == 2


def test_a_team_talks_with_a_customer_it_serves_when_he_pays() -> None:
    shop, sun = Party.team(SHOP), Party.customer(SUN)
    found = relations(house(link("shop", "sun", LinkKind.SERVES)))[2:]
    assert found == (Relation(Kind.PAYING, shop, sun, 3),)


def test_who_pays_in_the_books_has_a_talk_like_who_pays_in_the_links_once_a_pair() -> None:
    shop, van, sun = Party.team(SHOP), Party.team(VAN), Party.customer(SUN)
    found = relations(
        house(link("shop", "sun", LinkKind.PAYS)), [PaidBy(SHOP, SUN, 1), PaidBy(VAN, SUN, 1)]
    )[2:]
    assert found == (Relation(Kind.PAYING, shop, sun, 3), Relation(Kind.PAYING, van, sun, 3))


def test_who_is_led_twice_by_the_same_leader_has_one_talk_in_the_higher_layer() -> None:
    stored = house()
    teams = (*stored.teams, Team(TeamId("extra"), "Extra", SHOP, PersonId("boss")))
    people = (*stored.people, Membership(PersonId("an"), TeamId("extra")))
    found = relations(replace(stored, teams=teams, people=people))
    assert [each.layer for each in found if each.giver == BOSS] == [1]


def test_an_empty_organisation_has_no_talks() -> None:
    assert relations(Organisation()) == ()


@given(organisations())
def test_every_layer_from_the_first_to_the_last_holds_a_talk_of_a_leader(
    organisation: Organisation,
) -> None:
    found = relations(organisation)
    assert len({(each.giver, each.receiver) for each in found}) == len(found)
    assert all(each.giver != each.receiver for each in found)
    led = {each.layer for each in found if each.kind is Kind.LEADING}
    last = max((each.layer for each in found), default=0)
    assert last <= max(led, default=0) + 1
    assert min(led, default=1) == 1
