"""The chain as it may be shown, from small organisations whose answer can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chain.cast import (
    books,
    customer,
    maps,
    members,
    organisation,
    paid,
    posting,
    serves,
    team,
)

from binnenuit.chain.disclose import ChainPicture, Ladder, Status, chain
from binnenuit.errors import BooksError
from binnenuit.organisation.model import Basis, Dimension, Organisation, TeamId


def shares(ladder: Ladder) -> dict[str, float]:
    return {share.id: share.share for share in ladder.customers}


def codes(picture: ChainPicture) -> set[str]:
    return {finding.code for finding in picture.findings}


BAKERY = organisation(
    team("top"),
    team("oven", "top"),
    team("shop", "top", "610"),
    members(top=1, oven=6, shop=3),
    customer("market"),
    customer("counter", known=False),
    serves("oven", "shop", 1.0),
)
SALES = books(
    posting(75, customer="market", cost_centre="610"),
    posting(25, customer="counter", cost_centre="610"),
)


def test_a_team_that_is_paid_directly_has_no_handovers() -> None:
    ladder = chain(BAKERY, [SALES]).ladder(TeamId("shop"))
    assert ladder.handovers == pytest.approx(0.0, abs=1e-8)
    assert ladder.status is Status.SERVED
    assert shares(ladder) == pytest.approx({"market": 0.75, "counter": 0.25})


def test_the_money_of_a_team_inside_comes_from_the_customers_of_the_team_it_serves() -> None:
    ladder = chain(BAKERY, [SALES]).ladder(TeamId("oven"))
    assert shares(ladder) == pytest.approx({"market": 0.75, "counter": 0.25})
    assert ladder.handovers == pytest.approx(1.0)
    assert [step.id for step in ladder.path] == ["oven", "shop", "market"]
    assert ladder.path_share == pytest.approx(1.0)


def test_each_customer_has_its_own_number_of_hands() -> None:
    ladder = chain(
        organisation(
            team("a"), team("b"), team("c"), customer("near"), customer("far"),
            serves("a", "near", 0.5), serves("a", "b", 0.5),
            serves("b", "c", 1.0), serves("c", "far", 1.0),
        )
    ).ladder(TeamId("a"))  # fmt: skip
    assert {share.id: share.handovers for share in ladder.customers} == pytest.approx(
        {"near": 0.0, "far": 2.0}, abs=1e-6
    )
    assert ladder.handovers == pytest.approx(1.0)


def test_the_chief_executive_lives_on_what_the_teams_below_bring() -> None:
    ladder = chain(BAKERY, [SALES]).ladder(TeamId("top"))
    assert ladder.lives_below
    assert {share.id: share.share for share in ladder.works_for} == pytest.approx(
        {"oven": 6 / 9, "shop": 3 / 9}
    )
    assert shares(ladder) == pytest.approx({"market": 0.75, "counter": 0.25})


def test_leaders_weigh_their_teams_by_money_when_all_of_it_is_known() -> None:
    two = organisation(
        team("top"), team("a", "top"), team("b", "top"), members(a=9, b=1),
        customer("x"), paid("a", "x", 30), paid("b", "x", 70),
    )  # fmt: skip
    ladder = chain(two).ladder(TeamId("top"))
    assert {share.id: share.share for share in ladder.works_for} == pytest.approx(
        {"a": 0.3, "b": 0.7}
    )


def test_anonymous_revenue_is_shown_as_such() -> None:
    customers = {share.id: share for share in chain(BAKERY, [SALES]).customers}
    assert customers["counter"].anonymous
    assert not customers["market"].anonymous


def test_a_consumer_who_does_not_pay_is_never_a_customer() -> None:
    school = organisation(
        team("kitchen"), customer("pupils", pays=False), customer("town"),
        serves("kitchen", "pupils", 0.75), serves("kitchen", "town", 0.25),
    )  # fmt: skip
    picture = chain(school)
    assert [share.id for share in picture.customers] == ["town"]
    ladder = picture.ladder(TeamId("kitchen"))
    assert shares(ladder) == pytest.approx({"town": 0.25})
    assert ladder.unknown == pytest.approx(0.75)
    assert ladder.status is Status.PARTLY


def test_an_unknown_customer_stays_unknown_and_is_not_spread() -> None:
    sales = books(posting(60, customer="market", cost_centre="610"), posting(40, cost_centre="610"))
    picture = chain(BAKERY, [sales])
    ladder = picture.ladder(TeamId("oven"))
    assert shares(ladder) == pytest.approx({"market": 0.6})
    assert ladder.unknown == pytest.approx(0.4)
    assert picture.unknown_customer_share == pytest.approx(0.4)
    assert picture.unknown_team_share == 0
    assert "chain.unknown-customer" in codes(picture)


def test_an_unknown_team_stays_unknown_until_its_code_is_assigned() -> None:
    sales = books(
        posting(80, customer="market", cost_centre="610"),
        posting(20, customer="market", cost_centre="999"),
    )
    before = chain(BAKERY, [sales], amounts=True)
    (gap,) = before.unknown
    assert (gap.lacks, gap.dimension, gap.code) == ("team", Dimension.COST_CENTRE, "999")
    assert gap.amount == Decimal(20)
    assert before.unknown_team_share == pytest.approx(0.2)
    assert before.hands("market").unknown == pytest.approx(0.2)
    tied = organisation(
        BAKERY.teams, BAKERY.people, BAKERY.customers, BAKERY.links,
        maps(Dimension.COST_CENTRE, "999", "oven"),
    )  # fmt: skip
    after = chain(tied, [sales])
    assert after.unknown == ()
    assert after.unknown_team_share == 0


def test_a_code_can_say_who_paid_where_the_books_name_nobody() -> None:
    sales = books(posting(40, cost_centre="610", account="8100"))
    tied = organisation(
        BAKERY.teams, BAKERY.people, BAKERY.customers, BAKERY.links,
        maps(Dimension.ACCOUNT, "8100", "counter"),
    )  # fmt: skip
    assert shares(chain(tied, [sales]).ladder(TeamId("oven"))) == pytest.approx({"counter": 1.0})


def test_only_confirmed_accounts_are_revenue() -> None:
    sales = books(
        posting(80, customer="market", cost_centre="610"),
        posting(20, customer="counter", cost_centre="610", account="4000"),
    )
    proposed = chain(BAKERY, [sales], amounts=True)
    confirmed = chain(BAKERY, [sales], revenue_accounts={"4000"}, amounts=True)
    assert (proposed.revenue, confirmed.revenue) == (Decimal(80), Decimal(20))


def test_a_sale_to_one_of_our_own_teams_is_a_charge_and_no_revenue() -> None:
    sales = books(
        posting(80, customer="market", cost_centre="610"),
        posting(50, customer="shop", cost_centre="700"),
    )
    inside = organisation(
        team("top"), team("oven", "top", "700"), team("shop", "top", "610"),
        members(oven=6, shop=3), customer("market"),
    )  # fmt: skip
    picture = chain(inside, [sales], amounts=True)
    assert picture.revenue == Decimal(80)
    assert [step.id for step in picture.ladder(TeamId("oven")).path] == ["oven", "shop", "market"]
    kept = {hand.id: hand.share for hand in picture.hands("market").hands}
    assert kept == pytest.approx({"oven": 50 / 80, "shop": 30 / 80})
    assert not picture.hands("market").estimated


def test_what_each_team_keeps_is_estimated_by_people_where_nothing_is_charged() -> None:
    hands = chain(BAKERY, [SALES], amounts=True).hands("market")
    assert hands.estimated
    assert hands.money == Decimal(75)
    assert {hand.id: hand.share for hand in hands.hands} == pytest.approx(
        {"oven": 0.6, "shop": 0.3, "top": 0.1}
    )


def test_a_closed_circle_is_named_and_cut_off() -> None:
    circle = organisation(
        team("a"), team("b"), team("c"), customer("x"),
        serves("a", "b", 1.0), serves("b", "a", 1.0), serves("c", "a", 0.5), serves("c", "x", 0.5),
    )  # fmt: skip
    picture = chain(circle)
    cut_off = picture.ladder(TeamId("a"))
    assert cut_off.status is Status.CUT_OFF
    assert cut_off.handovers is None
    assert cut_off.path == ()
    partly = picture.ladder(TeamId("c"))
    assert partly.status is Status.PARTLY
    assert partly.loop == pytest.approx(0.5)
    assert partly.loop_teams == ("A", "B")
    assert "chain.loop" in codes(picture)


def test_a_team_of_which_nothing_is_known_is_unknown_and_not_cut_off() -> None:
    picture = chain(organisation(team("a"), team("b"), customer("x"), paid("b", "x", 5)))
    ladder = picture.ladder(TeamId("a"))
    assert (ladder.status, ladder.unknown) == (Status.UNKNOWN, 1.0)
    assert "chain.no-links" in codes(picture)


def test_a_link_that_was_objected_to_counts_as_unknown() -> None:
    picture = chain(
        organisation(
            team("a"), team("b"), customer("x"), paid("b", "x", 5),
            serves("a", "b", 0.5, Basis.OBJECTED), serves("a", "x", 0.5),
        )
    )  # fmt: skip
    assert picture.ladder(TeamId("a")).unknown == pytest.approx(0.5)
    assert "chain.objected" in codes(picture)


def test_rough_shares_give_a_range_around_the_share_and_firm_ones_none() -> None:
    def ladder(basis: Basis) -> Ladder:
        return chain(
            organisation(
                team("a"), customer("x"), customer("y"),
                serves("a", "x", 0.5, basis), serves("a", "y", 0.5, basis),
            )
        ).ladder(TeamId("a"))  # fmt: skip

    widths = {}
    for basis in (Basis.NAMED, Basis.CONFIRMED):
        share = ladder(basis).customers[0]
        assert share.low is not None
        assert share.high is not None
        assert share.low < share.share < share.high
        widths[basis] = share.high - share.low
    assert widths[Basis.CONFIRMED] < widths[Basis.NAMED]
    assert ladder(Basis.IMPORTED).customers[0].low is None


def test_a_budget_handed_down_is_no_customer() -> None:
    picture = chain(
        organisation(
            team("board"), team("staff", "board"), team("shop", "board"), customer("x"),
            paid("staff", "board", 20), paid("shop", "x", 100),
        )
    )  # fmt: skip
    assert "chain.budget" in codes(picture)
    assert shares(picture.ladder(TeamId("staff"))) == pytest.approx({"x": 1.0})


def test_money_in_is_money_out() -> None:
    picture = chain(BAKERY, [SALES])
    arrived = sum(flow.share for flow in picture.flows if flow.from_customer)
    assert arrived == pytest.approx(1.0)
    for payer in picture.customers:
        hands = picture.hands(payer.id)
        assert sum(hand.share for hand in hands.hands) + hands.unknown == pytest.approx(1.0)


def test_amounts_do_not_exist_for_who_may_not_see_the_books() -> None:
    hidden, open_ = chain(BAKERY, [SALES]), chain(BAKERY, [SALES], amounts=True)
    assert open_.revenue == Decimal(100)
    assert open_.ladder(TeamId("shop")).money == Decimal(100)
    assert hidden.revenue is None
    assert hidden.ladder(TeamId("shop")).money is None
    assert hidden.hands("market").money is None
    assert all(gap.amount is None for gap in hidden.unknown)


def test_books_of_the_same_days_are_added_and_said() -> None:
    year = replace(SALES, start=date(2025, 1, 1), end=date(2025, 12, 31))
    spring = replace(SALES, source="invoices.csv", start=date(2025, 3, 1), end=date(2025, 5, 31))
    later = replace(SALES, start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert "chain.same-days" in codes(chain(BAKERY, [year, spring]))
    assert "chain.same-days" not in codes(chain(BAKERY, [year, later]))


def test_books_of_four_months_beside_yearly_amounts_are_said() -> None:
    spring = replace(SALES, start=date(2025, 1, 1), end=date(2025, 4, 30))
    year = replace(SALES, start=date(2025, 1, 1), end=date(2025, 12, 31))
    both = replace(BAKERY, links=(*BAKERY.links, paid("shop", "market", 5)))
    assert "chain.part-of-year" in codes(chain(both, [spring]))
    assert "chain.part-of-year" not in codes(chain(both, [year]))
    assert "chain.part-of-year" not in codes(chain(BAKERY, [spring]))


def test_amounts_in_two_currencies_are_refused() -> None:
    both = organisation(team("a"), customer("x"), paid("a", "x", 1), paid("a", "x", 1, "GBP"))
    with pytest.raises(BooksError, match="EUR, GBP"):
        chain(both)


def test_without_a_teams_file_the_cost_centres_are_the_teams() -> None:
    picture = chain(Organisation(), [SALES])
    assert "chain.no-teams" in codes(picture)
    assert [team.name for team in picture.organisation.teams] == ["Bakery", "610"]
    assert shares(picture.ladder(picture.teams[0])) == pytest.approx(
        {"market": 0.75, "counter": 0.25}
    )


def test_a_company_alone_earns_everything() -> None:
    picture = chain(Organisation(), [books(posting(10, customer="x"), posting(30, customer="y"))])
    assert picture.unknown_team_share == 0
    assert shares(picture.ladder(picture.teams[0])) == pytest.approx({"x": 0.25, "y": 0.75})


def test_an_empty_organisation_gives_an_empty_picture() -> None:
    picture = chain(Organisation())
    assert (picture.teams, picture.customers, picture.flows, picture.unknown) == ((), (), (), ())
    assert picture.revenue is None


@given(st.permutations(BAKERY.teams), st.sampled_from([0.01, 1.0, 1000.0]))
def test_neither_the_order_of_teams_nor_the_unit_of_money_matters(
    teams: list[object], unit: float
) -> None:
    sales = books(
        posting(75 * unit, customer="market", cost_centre="610"),
        posting(25 * unit, customer="counter", cost_centre="610"),
    )
    shuffled = organisation(*teams, BAKERY.people, BAKERY.customers, BAKERY.links)
    ladder = chain(shuffled, [sales]).ladder(TeamId("top"))
    assert shares(ladder) == pytest.approx({"market": 0.75, "counter": 0.25}, abs=1e-6)


def test_who_pays_a_team_directly_is_told_largest_first_without_the_unknown() -> None:
    more = (customer("corner"), customer("gift", pays=False))
    known = replace(BAKERY, customers=(*BAKERY.customers, *more))
    sales = books(
        posting(20, customer="corner", cost_centre="610"),
        posting(75, customer="market", cost_centre="610"),
        posting(90, customer="counter", cost_centre="610"),
        posting(10, customer="stranger", cost_centre="610"),
    )
    found = chain(known, [sales]).payers(known.customer_by_id, at_most=12)
    assert [(each.team, each.customer, each.rank) for each in found] == [
        ("shop", "market", 1),
        ("shop", "corner", 2),
    ]
    assert len(chain(known, [sales]).payers(known.customer_by_id, at_most=1)) == 1
    assert chain(known, [sales]).payers((), at_most=12) == ()
