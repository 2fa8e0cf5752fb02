"""Checks: what contradicts is one error with its row, what surprises is one finding."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from binnenuit.errors import OrganisationError
from binnenuit.organisation import (
    CodeMapping,
    Customer,
    Dimension,
    LinkKind,
    Membership,
    Organisation,
    Period,
    ServiceLink,
    Team,
    check,
    summary,
)

# Ids are NewTypes of text; here they are written as plain text.
# mypy: disable-error-code="arg-type"

IN_2024 = Period(date(2024, 1, 1), date(2025, 1, 1))
IN_2025 = Period(date(2025, 1, 1), date(2026, 1, 1))
SOUND = Organisation(
    teams=(Team("top", "Top"), Team("sales", "Sales", "top", "p1"), Team("it", "IT", "top")),
    people=(Membership("p1", "top"), Membership("p2", "sales"), Membership("p3", "it")),
    customers=(Customer("c1", "Shop"), Customer("c2", "Eater", pays=False)),
    links=(
        ServiceLink("it", "sales", LinkKind.SERVES, work_share=0.6),
        ServiceLink("sales", "c1", LinkKind.PAYS, amount=Decimal(100), currency="EUR"),
    ),
    mapping=(CodeMapping(Dimension.PROJECT, "1", "it"),),
)


def refusal(organisation: Organisation) -> str:
    with pytest.raises(OrganisationError) as error:
        check(organisation)
    assert "{" not in str(error.value)
    return error.value.code


def findings(organisation: Organisation) -> list[str]:
    found = check(organisation)
    assert all("{" not in str(finding.sentence) for finding in found)
    return [finding.code for finding in found]


def test_a_sound_organisation_has_no_findings() -> None:
    assert findings(SOUND) == []


def test_a_team_twice_at_the_same_time_is_refused() -> None:
    assert refusal(replace(SOUND, teams=(*SOUND.teams, Team("it", "Again", "top")))) == (
        "organisation.double-team"
    )


def test_a_team_twice_at_different_times_is_history() -> None:
    teams = (
        Team("top", "Top"),
        Team("a", "A", "top", period=IN_2024),
        Team("a", "A", "top", period=IN_2025),
    )
    assert findings(Organisation(teams=teams)) == []


def test_a_person_twice_in_one_team_is_refused_but_not_at_different_times() -> None:
    twice = replace(SOUND, people=(Membership("p2", "it"), Membership("p2", "it")))
    assert refusal(twice) == "organisation.double-person"
    back = (
        Membership("p1", "top"),
        *(Membership("p2", "it", period=p) for p in (IN_2024, IN_2025)),
    )
    assert findings(replace(SOUND, people=back)) == []


def test_a_customer_or_a_code_twice_is_refused() -> None:
    assert refusal(replace(SOUND, customers=(*SOUND.customers, Customer("c1", "X")))) == (
        "organisation.double-customer"
    )
    assert refusal(replace(SOUND, mapping=SOUND.mapping * 2)) == "organisation.double-code"


def test_an_id_of_a_team_and_a_customer_is_refused() -> None:
    both = replace(SOUND, customers=(*SOUND.customers, Customer("it", "IT")))
    assert refusal(both) == "organisation.team-and-customer"


def test_an_id_of_a_person_and_a_team_is_a_finding() -> None:
    both = replace(SOUND, people=(*SOUND.people, Membership("it", "it")))
    assert findings(both) == ["organisation.shared-id"]


def test_a_missing_team_above_is_refused_with_what_may_be_meant() -> None:
    teams = (*SOUND.teams, Team("a", "A", "slaes"))
    with pytest.raises(OrganisationError, match="Is sales meant") as error:
        check(replace(SOUND, teams=teams))
    assert error.value.code == "organisation.missing-parent"


def test_a_circle_is_refused_by_name() -> None:
    teams = (Team("top", "T"), Team("a", "A", "c"), Team("b", "B", "a"), Team("c", "C", "b"))
    with pytest.raises(OrganisationError, match="a → c → b → a") as error:
        check(Organisation(teams=teams))
    assert error.value.code == "organisation.circle"


def test_a_team_above_itself_is_a_circle() -> None:
    assert refusal(Organisation(teams=(Team("a", "A", "a"),))) == "organisation.circle"


def test_teams_that_changed_places_over_the_years_are_no_circle() -> None:
    teams = (
        Team("a", "A", period=IN_2024),
        Team("b", "B", "a", period=IN_2024),
        Team("b", "B", period=IN_2025),
        Team("a", "A", "b", period=IN_2025),
    )
    organisation = Organisation(teams=teams)
    assert findings(organisation) == ["organisation.several-tops"]
    assert summary(organisation).layers == 1
    assert summary(organisation, day=date(2025, 6, 1)).layers == 2


def test_a_circle_in_one_of_the_years_is_refused() -> None:
    teams = (
        Team("top", "T"),
        Team("a", "A", "top", period=IN_2024),
        Team("b", "B", "a"),
        Team("a", "A", "b", period=IN_2025),
    )
    assert refusal(Organisation(teams=teams)) == "organisation.circle"


def test_several_tops_are_one_finding() -> None:
    assert findings(Organisation(teams=(Team("a", "A"), Team("b", "B")))) == [
        "organisation.several-tops"
    ]


def test_a_team_above_that_ends_earlier_is_a_finding() -> None:
    teams = (Team("top", "T", period=IN_2024), Team("a", "A", "top"))
    assert findings(Organisation(teams=teams)) == ["organisation.parent-ends"]


def test_a_person_in_an_unknown_team_is_refused_with_what_may_be_meant() -> None:
    lost = replace(SOUND, people=(*SOUND.people, Membership("p9", "Sales ")))
    with pytest.raises(OrganisationError, match="Is sales meant") as error:
        check(lost)
    assert error.value.code == "organisation.unknown-team"


def test_leaders_who_are_not_there_or_lead_their_own_team_are_findings() -> None:
    teams = (Team("top", "T"), Team("sales", "S", "top", "p2"), Team("it", "IT", "top", "p9"))
    assert findings(replace(SOUND, teams=teams)) == [
        "organisation.unknown-leader",
        "organisation.leader-is-member",
    ]


@pytest.mark.parametrize(
    ("teams", "person", "told"),
    [
        ((Team("top", "Board", leader="p1"),), "p1", "In Board .* add a team above it"),
        (
            (Team("top", "Board"), Team("it", "Bits", "top", "p3")),
            "p3",
            "In Bits .* the team above",
        ),
    ],
)
def test_who_leads_from_within_is_told_what_to_do_by_the_name_of_the_team(
    teams: tuple[Team, ...], person: str, told: str
) -> None:
    (found,) = check(Organisation(teams=teams, people=(Membership(person, teams[-1].id),)))
    assert re.search(told, str(found.sentence))


def test_a_person_in_two_teams_at_once_is_a_finding() -> None:
    both = replace(SOUND, people=(*SOUND.people, Membership("p3", "sales")))
    assert findings(both) == ["organisation.several-teams"]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        (ServiceLink("c1", "it", LinkKind.SERVES), "organisation.unknown-team"),
        (ServiceLink("it", "nobody", LinkKind.SERVES), "organisation.unknown-customer"),
        (
            ServiceLink("sales", "c2", LinkKind.PAYS, amount=Decimal(1)),
            "organisation.pays-and-does-not",
        ),
        (
            ServiceLink("sales", "it", LinkKind.SERVES, work_share=0.1),
            "organisation.shares-and-amounts",
        ),
        (
            ServiceLink("it", "top", LinkKind.SERVES, work_share=0.5),
            "organisation.shares-above-one",
        ),
    ],
)
def test_a_link_that_contradicts_is_refused(link: ServiceLink, code: str) -> None:
    assert refusal(replace(SOUND, links=(*SOUND.links, link))) == code


@pytest.mark.parametrize(
    ("link", "code"),
    [
        (ServiceLink("sales", "c2", LinkKind.SERVES), "organisation.does-not-pay"),
        (ServiceLink("it", "it", LinkKind.SERVES), "organisation.works-for-itself"),
        (ServiceLink("it", "sales", LinkKind.SERVES), "organisation.double-link"),
        (
            ServiceLink("sales", "it", LinkKind.PAYS, amount=Decimal(1), currency="USD"),
            "organisation.currencies",
        ),
    ],
)
def test_a_link_that_surprises_is_a_finding(link: ServiceLink, code: str) -> None:
    assert findings(replace(SOUND, links=(*SOUND.links, link))) == [code]


def test_shares_of_different_years_are_not_added() -> None:
    links = tuple(
        ServiceLink("it", "sales", LinkKind.SERVES, work_share=0.8, period=period)
        for period in (IN_2024, IN_2025)
    )
    assert findings(replace(SOUND, links=links)) == []


def test_shares_in_one_year_and_amounts_in_the_next_are_not_mixed() -> None:
    shared = ServiceLink("it", "sales", LinkKind.SERVES, work_share=0.8, period=IN_2024)
    paid = ServiceLink("it", "sales", LinkKind.PAYS, amount=Decimal(1), period=IN_2025)
    assert findings(replace(SOUND, links=(shared, paid))) == []
    assert refusal(replace(SOUND, links=(shared, replace(paid, period=IN_2024)))) == (
        "organisation.shares-and-amounts"
    )


def test_thirds_that_add_up_to_one_are_allowed() -> None:
    links = tuple(
        ServiceLink("it", customer, LinkKind.SERVES, work_share=0.3333334)
        for customer in ("sales", "top", "c1")
    )
    assert findings(replace(SOUND, links=links)) == []


def test_a_code_of_an_unknown_team_is_refused_but_one_of_a_customer_is_not() -> None:
    unknown = (CodeMapping(Dimension.ACCOUNT, "8000", "its"),)
    assert refusal(replace(SOUND, mapping=unknown)) == "organisation.unknown-team"
    counter = (CodeMapping(Dimension.ACCOUNT, "8000", "c1"),)
    assert findings(replace(SOUND, mapping=counter)) == []
