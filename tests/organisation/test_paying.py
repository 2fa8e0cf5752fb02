"""Which customers pay a team directly, from its links and from what the books show."""

from __future__ import annotations

from binnenuit.organisation import (
    Customer,
    CustomerId,
    LinkKind,
    Organisation,
    PaidBy,
    ServiceLink,
    Team,
    TeamId,
    paying_customers,
)

SHOP, VAN = TeamId("shop"), TeamId("van")
SUN, MOON, PUPILS, COUNTER = (CustomerId(each) for each in ("sun", "moon", "pupils", "counter"))


def house(*links: ServiceLink) -> Organisation:
    return Organisation(
        teams=(Team(SHOP, "Shop"), Team(VAN, "Van")),
        customers=(
            Customer(SUN, "Sun"),
            Customer(MOON, "Moon"),
            Customer(PUPILS, "Pupils", pays=False),
            Customer(COUNTER, "Counter", known=False),
        ),
        links=links,
    )


def serves(team: TeamId, customer: str) -> ServiceLink:
    return ServiceLink(team, CustomerId(customer), LinkKind.SERVES)


def test_a_team_that_serves_a_customer_who_pays_is_paid_by_him() -> None:
    assert paying_customers(house(serves(SHOP, SUN))) == {SHOP: (SUN,)}


def test_who_does_not_pay_is_unknown_or_inside_is_no_paying_customer() -> None:
    links = [serves(SHOP, each) for each in (PUPILS, COUNTER, VAN, "stranger")]
    told = [PaidBy(SHOP, each, 1) for each in (PUPILS, COUNTER, CustomerId("gone"))]
    assert paying_customers(house(*links), told) == {}


def test_what_the_books_show_comes_after_the_links_by_rank_and_once() -> None:
    told = (PaidBy(SHOP, SUN, 2), PaidBy(SHOP, MOON, 1), PaidBy(VAN, SUN, 1))
    assert paying_customers(house(), told) == {SHOP: (MOON, SUN), VAN: (SUN,)}
    assert paying_customers(house(serves(SHOP, SUN)), told)[SHOP] == (SUN, MOON)


def test_a_team_that_is_gone_is_left_out() -> None:
    assert paying_customers(house(), [PaidBy(TeamId("gone"), SUN, 1)]) == {}
