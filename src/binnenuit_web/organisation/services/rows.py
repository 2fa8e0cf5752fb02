"""From the library's words to rows and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.organisation.model import (
    Basis,
    CodeMapping,
    Customer,
    CustomerId,
    Dimension,
    LinkKind,
    Membership,
    Period,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.organisation import models

if TYPE_CHECKING:
    from datetime import date


def _period(row: models.Lasting) -> Period:
    return Period(row.start, row.end)


def _lasting(period: Period) -> dict[str, date | None]:
    return {"start": period.start, "end": period.end}


def team(row: models.Team) -> Team:
    return Team(
        id=TeamId(row.team),
        name=row.name,
        parent=TeamId(row.parent) if row.parent else None,
        leader=PersonId(row.leader) if row.leader else None,
        layer=row.layer,
        cost_centre=row.cost_centre,
        period=_period(row),
    )


def team_row(team: Team) -> models.Team:
    return models.Team(
        team=team.id,
        name=team.name,
        parent=team.parent or "",
        leader=team.leader or "",
        layer=team.layer,
        cost_centre=team.cost_centre,
        **_lasting(team.period),
    )


def membership(row: models.Membership) -> Membership:
    return Membership(
        person=PersonId(row.person),
        team=TeamId(row.team),
        name=row.name,
        email=row.email,
        language=row.language,
        period=_period(row),
    )


def membership_row(member: Membership) -> models.Membership:
    return models.Membership(
        person=member.person,
        team=member.team,
        name=member.name,
        email=member.email,
        language=member.language,
        **_lasting(member.period),
    )


def customer(row: models.Customer) -> Customer:
    return Customer(
        id=CustomerId(row.customer),
        name=row.name,
        pays=row.pays,
        consumes=row.consumes,
        known=row.known,
    )


def customer_row(customer: Customer) -> models.Customer:
    return models.Customer(
        customer=customer.id,
        name=customer.name,
        pays=customer.pays,
        consumes=customer.consumes,
        known=customer.known,
    )


def link(row: models.ServiceLink) -> ServiceLink:
    return ServiceLink(
        supplier=TeamId(row.supplier),
        customer=CustomerId(row.customer),
        kind=LinkKind(row.kind),
        work_share=row.work_share,
        amount=row.amount,
        currency=row.currency,
        basis=Basis(row.basis),
        period=_period(row),
    )


def link_row(link: ServiceLink) -> models.ServiceLink:
    return models.ServiceLink(
        supplier=link.supplier,
        customer=link.customer,
        kind=link.kind.value,
        work_share=link.work_share,
        amount=link.amount,
        currency=link.currency,
        basis=link.basis.value,
        **_lasting(link.period),
    )


def mapping(row: models.CodeMapping) -> CodeMapping:
    return CodeMapping(dimension=Dimension(row.dimension), code=row.code, team=TeamId(row.team))


def mapping_row(mapping: CodeMapping) -> models.CodeMapping:
    return models.CodeMapping(
        dimension=mapping.dimension.value, code=mapping.code, team=mapping.team
    )
