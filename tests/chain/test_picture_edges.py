"""Where books, links and layers contradict one another or say less than they seem to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
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

from binnenuit.chain.disclose import ChainPicture, Status, chain
from binnenuit.chain.model import Cents, Charge
from binnenuit.errors import BooksError
from binnenuit.organisation.model import Basis, Dimension, Organisation, Period, TeamId

NEW_YEAR = date(2026, 1, 1)


def codes(picture: ChainPicture) -> set[str]:
    return {finding.code for finding in picture.findings}


def kept(picture: ChainPicture, payer: str) -> dict[str, float]:
    return {hand.id: hand.share for hand in picture.hands(payer).hands}


def passing_on(amount: str) -> ChainPicture:
    link = replace(paid("b", "a", 1), amount=Decimal(amount))
    return chain(
        organisation(
            team("a"), team("b"), members(a=3, b=1), customer("x"), paid("a", "x", 100), link
        )
    )


def test_amounts_in_whole_cents_may_pass_on_a_cent_too_much() -> None:
    picture = passing_on("100.01")
    assert kept(picture, "x") == pytest.approx({"b": 1.0})
    assert not picture.hands("x").estimated
    assert "chain.passes-on-more" not in codes(picture)


def test_a_team_that_passes_on_more_than_it_gets_is_named() -> None:
    picture = passing_on("200")
    assert picture.hands("x").estimated
    (finding,) = (f for f in picture.findings if f.code == "chain.passes-on-more")
    assert "A" in finding.as_record("en")["message"]


def test_what_an_unknown_cost_centre_charged_is_money_of_nobody_knows_whom() -> None:
    sales = books(posting(60, customer="x", cost_centre="20"))
    inside = replace(sales, charges=(Charge("99", "20", Cents(4000)),))
    picture = chain(
        organisation(team("b", cost_centre="20"), customer("x")), [inside], amounts=True
    )
    ladder = picture.ladder(TeamId("b"))
    assert ladder.unknown == pytest.approx(0.4)
    assert picture.revenue == Decimal(60)
    assert "chain.unknown-charges" in codes(picture)


def test_who_does_not_pay_and_paid_after_all_is_said() -> None:
    eater = organisation(team("kitchen"), customer("pupils", pays=False))
    picture = chain(eater, [books(posting(60, customer="pupils"))])
    assert "chain.paid-after-all" in codes(picture)
    assert "chain.paid-after-all" not in codes(chain(eater))


@pytest.mark.parametrize("basis", [Basis.OBJECTED, Basis.NAMED])
def test_a_leader_with_links_of_its_own_does_not_live_on_the_teams_below(basis: Basis) -> None:
    end = "below" if basis is Basis.OBJECTED else "eater"
    picture = chain(
        organisation(
            team("top"), team("below", "top"), members(below=3), customer("x"),
            customer("eater", pays=False), paid("below", "x", 5), serves("top", end, 1.0, basis),
        )
    )  # fmt: skip
    ladder = picture.ladder(TeamId("top"))
    assert (ladder.lives_below, ladder.status) == (False, Status.UNKNOWN)
    assert ladder.unknown == pytest.approx(1.0)
    assert "chain.no-links" not in codes(picture)


def test_nobody_is_said() -> None:
    assert codes(chain(Organisation())) == {"chain.nobody"}


def test_small_customers_beside_a_large_one_are_all_listed() -> None:
    small = [f"s{number}" for number in range(5)]
    picture = chain(
        organisation(
            team("a"), *(customer(key) for key in ("large", *small)),
            paid("a", "large", 1_000_000), *(paid("a", key, 90) for key in small),
        )
    )  # fmt: skip
    assert {share.id for share in picture.customers} == {"large", *small}
    assert sum(share.share for share in picture.customers) == pytest.approx(1.0, abs=1e-9)


def reorganised() -> Organisation:
    old = replace(team("old", "top"), period=Period(end=NEW_YEAR))
    return organisation(
        team("top"), old, team("a", "old"), customer("x"),
        serves("a", "old", 0.5), serves("a", "x", 0.5),
        paid("old", "x", 100), paid("old", "top", 5),
    )  # fmt: skip


def test_a_team_that_is_no_more_is_not_taken_for_a_customer() -> None:
    whole = reorganised()
    before = chain(whole.on(date(2025, 6, 1)))
    after = chain(whole.on(NEW_YEAR))
    assert before.ladder(TeamId("a")).unknown == pytest.approx(0.0)
    assert after.ladder(TeamId("a")).unknown == pytest.approx(0.5)
    assert [share.id for share in after.customers] == ["x"]
    assert "chain.budget" in codes(before)
    assert "chain.budget" not in codes(after)


def test_a_team_whose_team_above_is_no_more_is_a_top_of_its_own() -> None:
    after = reorganised().on(NEW_YEAR)
    assert after.depth == {"top": 0, "a": 0}


def shares(picture: ChainPicture, key: str) -> dict[str, float]:
    return {share.id: share.share for share in picture.ladder(TeamId(key)).customers}


def test_money_counts_only_for_the_work_that_a_team_did_not_name() -> None:
    sales = [books(posting(10, customer="x", cost_centre="a"))]
    for named, expected in ((1.0, {"y": 1.0}), (0.25, {"y": 0.25, "x": 0.75})):
        whole = organisation(
            team("a", cost_centre="a"), customer("x"), customer("y"), serves("a", "y", named)
        )
        assert shares(chain(whole, sales), "a") == pytest.approx(expected)


def test_books_and_links_in_different_currencies_are_refused() -> None:
    whole = organisation(team("a"), customer("x"), paid("a", "x", 1, "GBP"))
    with pytest.raises(BooksError, match="EUR, GBP"):
        chain(whole, [books(posting(10, customer="x"))])


def test_a_relation_that_is_mapped_to_a_team_is_that_team() -> None:
    whole = organisation(
        team("a", cost_centre="10"), team("b", cost_centre="20"), customer("x"),
        maps(Dimension.CUSTOMER, "D77", "a"),
    )  # fmt: skip
    sales = books(
        posting(10, customer="x", cost_centre="10"), posting(5, customer="D77", cost_centre="20")
    )
    picture = chain(whole, [sales], amounts=True)
    assert picture.revenue == Decimal(10)
    assert shares(picture, "b") == pytest.approx({"x": 1.0})


def test_a_row_is_as_rough_as_its_roughest_link() -> None:
    def width(*bases: Basis) -> float:
        links = [serves("a", end, 0.5, basis) for end, basis in zip("xy", bases, strict=True)]
        whole = organisation(team("a"), customer("x"), customer("y"), *links)
        share = chain(whole).ladder(TeamId("a")).customers[0]
        return (share.high or 0.0) - (share.low or 0.0)

    mixed = width(Basis.NAMED, Basis.CONFIRMED)
    assert mixed == pytest.approx(width(Basis.NAMED, Basis.NAMED))
    assert mixed > width(Basis.CONFIRMED, Basis.CONFIRMED)


def test_who_got_back_more_than_he_paid_brings_nothing_and_is_said() -> None:
    sales = books(
        posting(-5, customer="x", cost_centre="a"), posting(10, customer="y", cost_centre="a")
    )
    picture = chain(organisation(team("a", cost_centre="a"), customer("x"), customer("y")), [sales])
    assert shares(picture, "a") == pytest.approx({"y": 1.0})
    assert "chain.refunds" in codes(picture)


def test_one_team_does_not_earn_what_is_booked_on_a_cost_centre_that_is_not_its_own() -> None:
    sales = books(
        posting(30, customer="x", cost_centre="a"), posting(10, customer="x", cost_centre="999")
    )
    picture = chain(organisation(team("a", cost_centre="a"), customer("x")), [sales])
    assert picture.unknown_team_share == pytest.approx(0.25)


def test_of_two_circles_the_one_that_is_reached_is_named() -> None:
    picture = chain(
        organisation(
            *(team(key) for key in "abcdef"), customer("x"),
            serves("a", "b", 1.0), serves("b", "a", 1.0),
            serves("c", "d", 1.0), serves("d", "c", 1.0),
            serves("e", "a", 0.5), serves("e", "x", 0.5), serves("f", "e", 1.0),
        )
    )  # fmt: skip
    assert picture.ladder(TeamId("f")).loop_teams == ("A", "B")
    assert picture.ladder(TeamId("c")).loop_teams == ("C", "D")
