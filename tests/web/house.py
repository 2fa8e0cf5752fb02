"""Two invented organisations for the daily engine: of three people, and of sixty in four layers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.test import Client

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
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOP: Final = "shop"


def three() -> Organisation:
    """A shop: boss Bo leads An and Cas, one customer pays."""
    return Organisation(
        teams=(Team(TeamId(SHOP), "De winkel", leader=PersonId("bo")),),
        people=tuple(_member(who, SHOP, name) for who, name in _SHOP_PEOPLE),
        customers=(Customer(CustomerId("school"), "Basisschool De Linde"),),
        links=(_link(SHOP, "school", LinkKind.PAYS, 12_000),),
    )


def sixty() -> Organisation:
    """One chief executive, three directors, eight leaders, eight teams of six; two customers.

    Teams t1 to t8; l1, l2, l3 in department d-1, l4 to l6 in d-2, l7 and l8 in d-3. t1 serves t2,
    t2 serves t7; the customers "zon" and "maan" pay t7 and t8.
    """
    departments = {1: range(1, 4), 2: range(4, 7), 3: range(7, 9)}
    teams = [
        Team(TeamId("top"), "Algemeen directeur"),
        Team(TeamId("directors"), "Directie", TeamId("top"), PersonId("ceo")),
    ]
    members = [_member("ceo", "top", "Karin de Wit")]
    for number, led in departments.items():
        department = f"d-{number}"
        director = f"dir{number}"
        members.append(_member(director, "directors", f"Directeur {number}"))
        teams.append(_team(department, f"Afdeling {number}", "directors", director))
        for group in led:
            members.append(_member(f"l{group}", department, f"Leider {group}"))
            teams.append(_team(f"t{group}", f"Ploeg {group}", department, f"l{group}"))
            members += [_member(f"e{group}{n}", f"t{group}", f"Mens {group}{n}") for n in range(6)]
    return Organisation(
        teams=tuple(teams),
        people=tuple(members),
        customers=(
            Customer(CustomerId("zon"), "Zonnebakkers"),
            Customer(CustomerId("maan"), "Hotel De Maan"),
        ),
        links=(
            _link("t1", "t2", LinkKind.SERVES),
            _link("t2", "t7", LinkKind.SERVES),
            _link("t7", "zon", LinkKind.PAYS, 40_000),
            _link("t8", "maan", LinkKind.PAYS, 20_000),
        ),
    )


def live_in(stored: Organisation) -> None:
    """Store an organisation as if the wizard had come to its end."""
    organisation.begin("Het huis")
    organisation.replace(stored)
    organisation.reached(organisation.Stage.DONE)


def viewer(person: str = "", *roles: Role, team: str = "") -> Viewer:
    """Look as somebody of the people file, without an account; as an employee when not said."""
    return Viewer(
        roles=frozenset(roles or (Role.EMPLOYEE,)),
        person=PersonId(person) if person else None,
        team=TeamId(team or _team_of(person)) if team or person else None,
    )


def sign_in(person: str, *roles: Role, language: str = "en") -> Client:
    """Give a client that is signed in as somebody of the people file."""
    new = people.NewPerson(
        username=person or "outsider",
        name=person.title() or "Outsider",
        roles=roles or (Role.EMPLOYEE,),
        team=TeamId(_team_of(person)) if person else None,
        person=PersonId(person) if person else None,
        language=language,
    )
    account = people.create_account(new)
    client = Client()
    client.force_login(people.accounts.Account.objects.get(pk=account))
    return client


def _team_of(person: str) -> str:
    found = (member.team for member in organisation.load().people if member.person == person)
    return str(next(found, ""))


_SHOP_PEOPLE: Final[Iterable[tuple[str, str]]] = (
    ("bo", "Bo Bakker"),
    ("an", "An de Vries"),
    ("cas", "Cas Smit"),
)


def _member(person: str, team: str, name: str) -> Membership:
    return Membership(PersonId(person), TeamId(team), name=name)


def _team(key: str, name: str, parent: str, leader: str) -> Team:
    return Team(TeamId(key), name, TeamId(parent), PersonId(leader))


def _link(supplier: str, customer: str, kind: LinkKind, amount: int | None = None) -> ServiceLink:
    return ServiceLink(
        TeamId(supplier),
        CustomerId(customer),
        kind,
        amount=Decimal(amount) if amount else None,
        currency="EUR" if amount else "",
    )
