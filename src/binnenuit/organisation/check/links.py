"""Links and mapping: whoever they name is there, and who pays is someone who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.language import listed, sentence
from binnenuit.organisation.check.periods import both, covered, overlap
from binnenuit.organisation.check.say import contradiction, finding, near_miss
from binnenuit.organisation.model import LinkKind

if TYPE_CHECKING:
    from binnenuit.errors import OrganisationError
    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation, Period, ServiceLink
    from binnenuit.organisation.sources import Sources


def check_links(organisation: Organisation, sources: Sources) -> list[Finding]:
    """Refuse unknown teams and customers; report links that say less than they seem to."""
    _refuse_unknown_ends(organisation, sources)
    _refuse_unknown_mapping(organisation, sources)
    _refuse_pay_by_who_does_not(organisation, sources)
    return [
        *_served_but_not_paying(organisation, sources),
        *_to_itself(organisation, sources),
        *_double(organisation, sources),
        *_ends_before(organisation, sources),
        *_currencies(organisation, sources),
    ]


def _names(organisation: Organisation) -> dict[str, str]:
    return {
        **{str(customer.id): customer.name for customer in organisation.customers},
        **{str(team.id): team.name for team in organisation.teams},
    }


def _refuse_unknown_ends(organisation: Organisation, sources: Sources) -> None:
    teams: set[str] = set(organisation.team_by_id)
    known = teams | set(organisation.customer_by_id)
    for index, link in enumerate(organisation.links):
        if link.supplier not in teams:
            raise _unknown_supplier(organisation, sources, link, index)
        if link.customer not in known:
            raise contradiction(
                "organisation.unknown-customer",
                sentence(
                    "The customer {customer} is neither a team nor a customer that is known.{hint} "
                    "Correct it, or add it to the teams or customers.",
                    customer=link.customer,
                    hint=near_miss(link.customer, _names(organisation)),
                ),
                sources.links,
                index,
            )


def _unknown_supplier(
    organisation: Organisation, sources: Sources, link: ServiceLink, index: int
) -> OrganisationError:
    names = {str(team.id): team.name for team in organisation.teams}
    return contradiction(
        "organisation.unknown-team",
        sentence(
            "The supplier {team} is not a team that is known.{hint} Correct it, or add the team.",
            team=link.supplier,
            hint=near_miss(link.supplier, names),
        ),
        sources.links,
        index,
    )


def _refuse_unknown_mapping(organisation: Organisation, sources: Sources) -> None:
    known = _names(organisation)
    for index, code in enumerate(organisation.mapping):
        if code.team not in known:
            raise contradiction(
                "organisation.unknown-team",
                sentence(
                    "The {dimension} {code} belongs to {team}, which is neither a team nor a "
                    "customer that is known.{hint} Correct it, or add it.",
                    dimension=code.dimension.value,
                    code=code.code,
                    team=code.team,
                    hint=near_miss(code.team, known),
                ),
                sources.mapping,
                index,
            )


def _not_paying(organisation: Organisation) -> set[str]:
    return {str(customer.id) for customer in organisation.customers if not customer.pays}


def _refuse_pay_by_who_does_not(organisation: Organisation, sources: Sources) -> None:
    not_paying = _not_paying(organisation)
    for index, link in enumerate(organisation.links):
        if link.kind is LinkKind.PAYS and link.customer in not_paying:
            raise contradiction(
                "organisation.pays-and-does-not",
                sentence(
                    "{customer} pays here, and does not pay according to the customers. Correct "
                    "one of the two.",
                    customer=link.customer,
                ),
                sources.links,
                index,
            )


def _served_but_not_paying(organisation: Organisation, sources: Sources) -> list[Finding]:
    not_paying = _not_paying(organisation)
    served = [str(link.customer) for link in organisation.links if link.customer in not_paying]
    if not served:
        return []
    return [
        finding(
            "organisation.does-not-pay",
            sentence(
                "Teams work for {customers}, who do not pay: they are consumers and are not "
                "counted as customers.",
                customers=listed(served),
            ),
            sources.links,
        )
    ]


def _to_itself(organisation: Organisation, sources: Sources) -> list[Finding]:
    own = [link.supplier for link in organisation.links if link.supplier == link.customer]
    if not own:
        return []
    return [
        finding(
            "organisation.works-for-itself",
            sentence(
                "These teams are said to work for themselves: {teams}. That says nothing about who "
                "pays them.",
                teams=listed(own),
            ),
            sources.links,
        )
    ]


def _double(organisation: Organisation, sources: Sources) -> list[Finding]:
    seen = set()
    twice = []
    for link in organisation.links:
        key = (link.supplier, link.customer, link.kind, link.period)
        if key in seen:
            twice.append(f"{link.supplier} → {link.customer}")
        seen.add(key)
    if not twice:
        return []
    return [
        finding(
            "organisation.double-link",
            sentence(
                "These links stand more than once and are added together: {links}.",
                links=listed(twice),
            ),
            sources.links,
        )
    ]


def _ends_before(organisation: Organisation, sources: Sources) -> list[Finding]:
    periods: dict[str, list[Period]] = {}
    for team in organisation.teams:
        periods.setdefault(team.id, []).append(team.period)
    loose = [
        f"{link.supplier} → {link.customer}"
        for link in organisation.links
        if link.customer in periods
        and not all(
            covered(both(link.period, there), periods[link.customer])
            for there in periods[link.supplier]
            if overlap(link.period, there)
        )
    ]
    if not loose:
        return []
    return [
        finding(
            "organisation.link-ends",
            sentence(
                "In these links the team that is served is not there for the whole time: {links}. "
                "On days without it they do not count.",
                links=listed(loose),
            ),
            sources.links,
        )
    ]


def _currencies(organisation: Organisation, sources: Sources) -> list[Finding]:
    currencies = sorted({link.currency for link in organisation.links if link.currency})
    if len(currencies) <= 1:
        return []
    return [
        finding(
            "organisation.currencies",
            sentence(
                "The amounts are in {currencies}; they are not converted. Give all of them in one "
                "currency.",
                currencies=", ".join(currencies),
            ),
            sources.links,
        )
    ]
