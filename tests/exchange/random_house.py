"""Random organisations, and random things that came of their talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from binnenuit.exchange import Filled, Kind, relations
from binnenuit.organisation import (
    Customer,
    CustomerId,
    LinkKind,
    Membership,
    Organisation,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = [PersonId(f"p{n}") for n in range(9)]
CUSTOMERS = (
    Customer(CustomerId("known"), "Zonnebakkers"),
    Customer(CustomerId("counter"), "Counter", known=False),
)


@st.composite
def organisations(draw: Callable[..., object]) -> Organisation:
    """Draw a forest of up to nine teams; leaders from anywhere or nobody, members from anywhere."""
    count = draw(st.integers(0, 9))
    assert isinstance(count, int)
    teams = tuple(_team(draw, n) for n in range(count))
    inside = [team.id for team in teams]
    people = draw(
        st.lists(st.builds(Membership, st.sampled_from(PEOPLE), st.sampled_from(inside)))
        if inside
        else st.just([])
    )
    outside = [each.id for each in CUSTOMERS]
    links = draw(
        st.lists(
            st.builds(
                ServiceLink,
                st.sampled_from(inside),
                st.sampled_from([*inside, *outside]),
                st.sampled_from(LinkKind),
            )
        )
        if inside
        else st.just([])
    )
    assert isinstance(people, list)
    assert isinstance(links, list)
    return Organisation(teams, tuple(people), CUSTOMERS, tuple(links))


def _team(draw: Callable[..., object], number: int) -> Team:
    above = [TeamId(f"t{n}") for n in range(number)]
    # Mostly below the last one: layers are what the locks are about.
    parent = draw(st.sampled_from([*above[-1:] * 8, *above, None]))
    leader = draw(st.sampled_from([*PEOPLE, None]))
    return Team(TeamId(f"t{number}"), f"Team {number}", parent, leader)  # type: ignore[arg-type]


@st.composite
def fillings(draw: Callable[..., object], organisation: Organisation) -> Filled:
    """Draw which talks are complete and who promised; often all of them, so that layers open."""
    pairs = [
        (each.giver.id, each.receiver.id)
        for each in relations(organisation)
        if each.kind is Kind.LEADING
    ]
    missing = draw(st.sets(st.sampled_from(pairs), max_size=2)) if pairs else set()
    silent = draw(st.sets(st.sampled_from(PEOPLE), max_size=2))
    return Filled(frozenset(pairs) - missing, frozenset(PEOPLE) - silent)  # type: ignore[operator]
