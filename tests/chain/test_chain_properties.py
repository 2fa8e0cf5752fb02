"""What holds for every organisation: against full matrices, worked out here in another way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chain.cast import books, customer, members, organisation, paid, posting, serves, team

from binnenuit.chain.disclose import chain
from binnenuit.chain.model import Cents
from binnenuit.organisation.model import Basis, LinkKind

if TYPE_CHECKING:
    from binnenuit.chain.disclose import ChainPicture
    from binnenuit.chain.model import Books
    from binnenuit.organisation.model import Organisation

CLOSE = 1e-6


@dataclass(frozen=True)
class Case:
    organisation: Organisation
    books: tuple[Books, ...]

    def picture(self) -> ChainPicture:
        return chain(self.organisation, self.books, amounts=True)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a few teams in layers who serve, are paid, booked, objected to, or say nothing."""
    count, payers = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    keys = [f"t{number}" for number in range(count)]
    above = [None, *(draw(st.sampled_from([None, *keys[:n]])) for n in range(1, count))]
    outside = [f"c{number}" for number in range(payers)]
    consumers = [customer("eater", pays=False)]
    nodes = [*keys, *outside, "eater"]
    links = []
    for key in keys:
        kind = draw(st.sampled_from(["nothing", "work", "names", "money"]))
        ends = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=3, unique=True))
        basis = draw(st.sampled_from([Basis.IMPORTED, Basis.IMPORTED, Basis.OBJECTED]))
        if kind == "work":
            share = draw(st.sampled_from([0.25, 1 / len(ends)])) if len(ends) < 4 else 0.25
            links += [serves(key, end, share, basis) for end in ends]
        elif kind == "names":
            links += [serves(key, end, None, basis) for end in ends]
        elif kind == "money":
            links += [
                paid(key, end, draw(st.integers(0, 9))) for end in ends if end not in {"eater", key}
            ]
    lines = draw(
        st.lists(
            st.builds(
                posting,
                st.integers(-2, 20),
                customer=st.sampled_from(["", *outside, "new", *keys]),
                cost_centre=st.sampled_from(["", "999", *keys]),
            ),
            max_size=6,
        )
    )
    teams = [team(key, up, key) for key, up in zip(keys, above, strict=True)]
    heads = {key: draw(st.integers(0, 3)) for key in keys}
    whole = organisation(
        *teams, members(**heads), *(customer(key) for key in outside), *consumers, *links
    )
    return Case(whole, (books(*lines),) if lines else ())


class Full:
    """The same chain in full matrices: rows of money by team, payer and unknown."""

    def __init__(self, case: Case) -> None:
        self.organisation = case.organisation
        self.teams = [str(team.id) for team in case.organisation.teams]
        self.income = self._income(case)
        self.rows = {key: self._own_row(key) for key in self.teams}
        self.lives_below = set()
        for key in self.teams:
            below = [str(child.id) for child in self.organisation.children.get(key, ())]
            if below and not self._works(key) and not self._total(key):
                self.lives_below.add(key)
        for key in self.lives_below:
            self.rows[key] = self._row_below(key)
        self.payers = sorted({end for row in self.rows.values() for end in row} - set(self.teams))

    def _income(self, case: Case) -> dict[str, dict[str, int]]:
        """Cents by team and payer; "" for what nobody knows."""
        income: dict[str, dict[str, int]] = {key: {} for key in self.teams}
        lines = [line for book in case.books for line in book.postings]
        alone = len(self.teams) == 1 and not any(line.cost_centre for line in lines)
        for line in lines:
            earner = self.teams[0] if alone else line.cost_centre
            if earner in income and line.customer != earner:
                sums = income[earner]
                sums[line.customer] = sums.get(line.customer, 0) + line.amount
        for link in case.organisation.links:
            if link.kind is LinkKind.PAYS:
                sums = income[link.supplier]
                cents = round((link.amount or 0) * 100)
                sums[link.customer] = sums.get(link.customer, 0) + cents
        return {
            key: {payer: cents for payer, cents in sums.items() if cents > 0}
            for key, sums in income.items()
        }

    def _total(self, key: str) -> int:
        return sum(self.income[key].values())

    def _own_row(self, key: str) -> dict[str, float]:
        row: dict[str, float] = {}
        work = [
            link
            for link in self.organisation.links
            if link.supplier == key and link.kind is LinkKind.SERVES
        ]
        rest = 1.0
        for link in work:
            share = 1 / len(work) if link.work_share is None else link.work_share
            rest -= share
            if link.basis is not Basis.OBJECTED and link.customer != "eater":
                row[link.customer] = row.get(link.customer, 0.0) + share
        for payer, cents in self.income[key].items():
            if payer and rest > 1e-12:
                row[payer] = row.get(payer, 0.0) + rest * cents / self._total(key)
        return row

    def _row_below(self, key: str) -> dict[str, float]:
        below = [str(child.id) for child in self.organisation.children[key]]
        money = [0 if self._works(child) else self._total(child) for child in below]
        people = [self._people(child) for child in below]
        weights = money if all(money) else people if any(people) else [1] * len(below)
        return {
            child: weight / sum(weights)
            for child, weight in zip(below, weights, strict=True)
            if weight
        }

    def _works(self, key: str) -> bool:
        return any(
            link.supplier == key and link.kind is LinkKind.SERVES
            for link in self.organisation.links
        )

    def _people(self, key: str) -> int:
        below = self.organisation.children.get(key, ())
        return self.organisation.headcount[key] + sum(self._people(child.id) for child in below)

    def endings(self) -> dict[str, dict[str, float]]:
        """By team: share by payer, "unknown" and "loop"; by walking half a million steps."""
        ends = [*self.payers, "unknown"]
        size = len(self.teams) + len(ends)
        step = np.zeros((size, size))
        step[len(self.teams) :, len(self.teams) :] = np.eye(len(ends))
        for number, key in enumerate(self.teams):
            for end, share in self.rows[key].items():
                at = (
                    self.teams.index(end)
                    if end in self.teams
                    else len(self.teams) + self.payers.index(end)
                )
                step[number, at] += share
            step[number, -1] += max(1 - sum(self.rows[key].values()), 0.0)
            step[number] /= step[number].sum()
        far = np.linalg.matrix_power(step, 2**19)
        found = {}
        for number, key in enumerate(self.teams):
            shares = dict(zip(ends, far[number, len(self.teams) :].tolist(), strict=True))
            found[key] = {**shares, "loop": 1 - sum(shares.values())}
        return found


def seen(picture: ChainPicture) -> dict[str, dict[str, float]]:
    """By team: share by payer, unknown and loop."""
    found = {}
    for key in picture.teams:
        ladder = picture.ladder(key)
        found[str(key)] = {
            **{share.id: share.share for share in ladder.customers},
            "unknown": ladder.unknown,
            "loop": ladder.loop,
        }
    return found


def same(one: dict[str, dict[str, float]], other: dict[str, dict[str, float]]) -> None:
    assert set(one) == set(other)
    for key, shares in one.items():
        for end in {*shares, *other[key]}:
            assert shares.get(end, 0.0) == pytest.approx(other[key].get(end, 0.0), abs=CLOSE), (
                key,
                end,
            )


@given(cases())
def test_shares_are_those_of_the_full_matrix(case: Case) -> None:
    same(seen(case.picture()), Full(case).endings())


@given(cases())
def test_customers_unknown_and_loop_make_one(case: Case) -> None:
    for shares in seen(case.picture()).values():
        assert sum(shares.values()) == pytest.approx(1.0, abs=CLOSE)
        assert min(shares.values()) >= 0


@given(cases())
def test_of_each_euro_hands_and_unknown_make_one(case: Case) -> None:
    picture = case.picture()
    for payer in picture.customers:
        hands = picture.hands(payer.id)
        assert sum(hand.share for hand in hands.hands) + hands.unknown == pytest.approx(
            1.0, abs=CLOSE
        )
        lost = picture.unknown_team_share > 0 or hands.hands == ()
        assert hands.unknown == pytest.approx(0.0, abs=CLOSE) or lost


@given(cases())
def test_what_a_team_gets_it_keeps_or_passes_on(case: Case) -> None:
    picture = case.picture()
    kept = dict.fromkeys(picture.teams, 0.0)
    followed = 0.0
    for flow in picture.flows:
        kept[flow.target] += flow.share
        if flow.from_customer:
            followed += flow.share
        else:
            kept[flow.source] -= flow.share
    assert all(share > -1e-5 for share in kept.values()), kept
    assert sum(kept.values()) == pytest.approx(followed)
    assert followed == pytest.approx(1.0 if picture.flows else 0.0, abs=1e-5)


@given(cases(), st.randoms())
def test_the_order_of_teams_customers_and_links_changes_nothing(case: Case, chance) -> None:
    def mixed(things: tuple) -> tuple:
        return tuple(chance.sample(things, len(things)))

    whole = case.organisation
    other = replace(
        whole,
        teams=mixed(whole.teams),
        people=mixed(whole.people),
        customers=mixed(whole.customers),
        links=mixed(whole.links),
    )
    one, two = case.picture(), chain(other, case.books, amounts=True)
    same(seen(one), seen(two))
    same(hands_by_customer(one), hands_by_customer(two))
    assert {finding.code for finding in one.findings} == {f.code for f in two.findings}


def hands_by_customer(picture: ChainPicture) -> dict[str, dict[str, float]]:
    return {
        payer.id: {hand.id: hand.share for hand in picture.hands(payer.id).hands}
        for payer in picture.customers
    }


@given(cases())
def test_cents_or_euros_give_the_same_shares(case: Case) -> None:
    links = tuple(
        link if link.amount is None else replace(link, amount=link.amount * 100)
        for link in case.organisation.links
    )
    more = tuple(
        replace(
            book,
            postings=tuple(
                replace(line, amount=Cents(line.amount * 100)) for line in book.postings
            ),
        )
        for book in case.books
    )
    one, two = case.picture(), chain(replace(case.organisation, links=links), more, amounts=True)
    same(seen(one), seen(two))
    same(hands_by_customer(one), hands_by_customer(two))
    assert one.unknown_customer_share == pytest.approx(two.unknown_customer_share)
    assert (two.revenue or 0) == pytest.approx((one.revenue or 0) * 100)


@given(cases())
def test_a_team_apart_changes_nothing(case: Case) -> None:
    apart = organisation(team("apart"), team("beside"), members(apart=2, beside=1))
    whole = replace(
        case.organisation,
        teams=(*case.organisation.teams, *apart.teams),
        people=case.organisation.people + apart.people,
    )
    if len(case.organisation.teams) == 1:  # a company alone earns everything without being named
        return
    before, after = seen(case.picture()), seen(chain(whole, case.books, amounts=True))
    assert after.pop("apart") == after.pop("beside") == {"unknown": 1.0, "loop": 0.0}
    same(before, after)


@given(cases(), st.integers(1, 4))
def test_all_ladders_at_once_are_those_one_by_one(case: Case, at_most: int) -> None:
    picture = case.picture()
    for ladder in picture.ladders(at_most=at_most):
        alone = picture.ladder(ladder.team)
        assert (ladder.status, ladder.loop_teams) == (alone.status, alone.loop_teams)
        assert len(ladder.path) == len(alone.path) or ladder.path_share == pytest.approx(
            alone.path_share
        )
        shown = [share.share for share in ladder.customers]
        assert shown == pytest.approx([s.share for s in alone.customers][:at_most], abs=CLOSE)
        assert sum(shown) + ladder.others + ladder.unknown + ladder.loop == pytest.approx(
            1.0, abs=1e-5
        )


@given(cases())
def test_the_longest_hands_and_the_others_make_the_same_euro(case: Case) -> None:
    picture = case.picture()
    for payer in picture.customers:
        all_hands, two = picture.hands(payer.id), picture.hands(payer.id, at_most=2)
        assert two.hands == all_hands.hands[:2]
        assert sum(hand.share for hand in two.hands) + two.others == pytest.approx(
            sum(hand.share for hand in all_hands.hands), abs=CLOSE
        )
