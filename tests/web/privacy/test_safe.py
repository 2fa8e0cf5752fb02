from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from binnenuit.organisation.model import Membership, PersonId, Team, TeamId
from binnenuit_web.organisation import services as organisation_services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.privacy import services
from tests.web.chain.conftest import organisation  # noqa: F401  the bakery, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.organisation.model import Organisation

WATCHES = Viewer(roles=frozenset({Role.WORKS_COUNCIL}))
# Below the oven and below the drivers: a large team and a small one.
BELOW = (
    ("cream", "Cream", "oven", 9),
    ("jam", "Jam", "oven", 3),
    ("north", "North", "truck", 9),
    ("south", "South", "truck", 3),
)
MOVED = {"ops", "oven", "truck"}


@pytest.fixture
def uneven(organisation: Organisation) -> Organisation:  # noqa: F811
    """The bakery, with a small team beside a large one below the oven and below the drivers."""
    teams = (Team(TeamId(key), name, parent=TeamId(above)) for key, name, above, _ in BELOW)
    people = (
        Membership(PersonId(f"{key}-{number}"), TeamId(key), name=f"Person {key} {number}")
        for key, _, _, members in BELOW
        for number in range(members)
    )
    stayed = (member for member in organisation.people if member.team not in MOVED)
    changed = replace(organisation, teams=(*organisation.teams, *teams), people=(*stayed, *people))
    organisation_services.replace(changed)
    return changed


def without(stored: Organisation, *teams: str) -> None:
    """Let everybody in these teams leave."""
    people = tuple(member for member in stored.people if member.team not in teams)
    organisation_services.replace(replace(stored, people=people))


def seen(viewer: Viewer = WATCHES) -> services.Own:
    found = services.own(viewer, "en")
    assert found is not None
    return found


def states(found: services.Own) -> dict[tuple[str, bool], str]:
    return {
        (each.name, each.members_only): str(each.state)
        for _, groups in found.states
        for each in groups
    }


def text(client: Client, address: str = "/safe-answering/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_usual_rule_lays_bare_a_small_team_and_ours_nobody(uneven: Organisation) -> None:
    rules = seen().rules
    assert rules.usual[0].outcome.exposed.people == 6
    assert rules.least <= 6 <= rules.most
    assert rules.ours.exposed.people == 0


def test_the_large_team_keeps_its_figure_and_the_one_above_both_gives_it_up(
    uneven: Organisation,
) -> None:
    found = states(seen())
    assert found["Jam", False] == "small"
    assert found["Cream", False] == "shown"
    assert found["Oven", False] == "protects"
    assert found["Operations", False] == "shown"


def test_who_is_in_a_small_team_hears_where_his_answers_count(uneven: Organisation) -> None:
    team = seen(Viewer(roles=frozenset({Role.EMPLOYEE}), team=TeamId("jam"))).team
    assert team is not None
    assert team.state == "small"
    assert team.counts_in == "Operations"


def test_or_that_they_count_nowhere(
    uneven: Organisation, sign_in_as: Callable[..., Client]
) -> None:
    without(uneven, "south")
    assert "count in no figure at all" in text(sign_in_as(Role.EMPLOYEE, "jam"))


def test_a_leader_finds_the_members_of_his_team_and_not_all_below(
    organisation: Organisation,  # noqa: F811
) -> None:
    team = seen(Viewer(roles=frozenset({Role.CHIEF_EXECUTIVE}), team=TeamId("top"))).team
    assert team is not None
    assert (team.name, team.members_only) == ("Directors", True)


def test_two_small_sisters_go_together_under_both_names(
    uneven: Organisation, sign_in_as: Callable[..., Client]
) -> None:
    left = {f"cream-{number}" for number in range(3, 9)}
    people = tuple(member for member in uneven.people if member.person not in left)
    organisation_services.replace(replace(uneven, people=people))
    page = text(sign_in_as(Role.EMPLOYEE, "jam"))
    assert "Your team, Jam, would be shown as one group with Cream." in page


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.TEAM_LEADER, Role.CHIEF_EXECUTIVE])
def test_only_who_watches_over_it_sees_every_team(
    organisation: Organisation,  # noqa: F811
    sign_in_as: Callable[..., Client],
    role: Role,
) -> None:
    page = text(sign_in_as(role, "oven"))
    assert "Archive" not in page
    assert "Check a report" not in page
    assert "Your team, Oven," in page


@pytest.mark.parametrize("role", [Role.WORKS_COUNCIL, Role.FACILITATOR])
def test_who_watches_over_it_sees_every_team_and_may_check_a_report(
    organisation: Organisation,  # noqa: F811
    sign_in_as: Callable[..., Client],
    role: Role,
) -> None:
    page = text(sign_in_as(role))
    assert "Archive" in page
    assert "/safe-answering/check/" in page


def test_the_lists_of_teams_are_closed_and_stand_after_the_way_to_check_a_report(
    uneven: Organisation, sign_in_as: Callable[..., Client]
) -> None:
    page = text(sign_in_as(Role.WORKS_COUNCIL))
    assert 'class="more" open' not in page
    assert page.index("And the reports you have now?") < page.index("Every team, and what")


def test_members_beside_the_teams_below_them_count_only_with_all_those_teams(
    uneven: Organisation, sign_in_as: Callable[..., Client]
) -> None:
    leading = (Membership(PersonId(f"ops-{number}"), TeamId("ops")) for number in range(3))
    organisation_services.replace(replace(uneven, people=(*uneven.people, *leading)))
    page = text(sign_in_as(Role.WORKS_COUNCIL))
    assert "counts only in the figure of Operations with all its teams" in page


def test_the_price_is_told_where_managers_lose_their_figure(
    uneven: Organisation, sign_in_as: Callable[..., Client]
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "cream")
    assert "That is the price" in text(client)
    without(uneven, "jam", "south")
    assert "That is the price" not in text(client)


def test_where_the_works_council_lands_a_link_leads_here(
    sign_in_as: Callable[..., Client],
) -> None:
    main = text(sign_in_as(Role.WORKS_COUNCIL), "/what-is-processed/").split("<main")[1]
    assert 'href="/safe-answering/"' in main.split("</main>")[0]


def test_no_head_count_of_a_small_team_is_told() -> None:
    assert not {"members", "people", "count"} & set(services.Standing.__dataclass_fields__)


@pytest.mark.parametrize("role", Role)
def test_an_empty_organisation_says_what_to_do_first(
    sign_in_as: Callable[..., Client], role: Role
) -> None:
    page = text(sign_in_as(role))
    assert "Nobody is known in any team yet" in page
    assert ("/organisation/teams/" in page) == (role is Role.FACILITATOR)


def test_teams_without_people_are_no_groups(organisation: Organisation) -> None:  # noqa: F811
    organisation_services.replace(replace(organisation, people=()))
    assert services.own(WATCHES, "en") is None


def test_a_change_of_the_organisation_is_seen_at_once(organisation: Organisation) -> None:  # noqa: F811
    before = seen().rules.ours.people
    organisation_services.replace(replace(organisation, people=organisation.people[1:]))
    assert seen().rules.ours.people == before - 1


def test_the_link_of_a_team_shows_what_becomes_of_that_team(
    organisation: Organisation,  # noqa: F811
) -> None:
    key = organisation_services.keys_for([TeamId("sales")])[TeamId("sales")]
    client = Client()
    client.get(f"/t/{key}/")
    assert "Your team, Sales," in text(client)


@pytest.mark.parametrize("word", ["five", "ten", "server", "network", "subtract"])
def test_the_page_says_what_is_promised_and_what_is_not(
    organisation: Organisation,  # noqa: F811
    sign_in_as: Callable[..., Client],
    word: str,
) -> None:
    assert word in text(sign_in_as(Role.EMPLOYEE, "oven"))
