"""What a person decides about books: which accounts are revenue, which code is which team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from binnenuit.organisation.model import CodeMapping, Customer, CustomerId, Dimension, TeamId
from binnenuit_web.chain import models
from binnenuit_web.chain.services.library import books_in, revenue_accounts
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from binnenuit.chain.model import Posting

__all__ = ["AccountChoice", "CodeChoice", "accounts", "codes", "confirm_accounts", "place_codes"]

_NAMEABLE_PAYERS: Final = 50
_CODES_ON_A_PAGE: Final = 60


@dataclass(frozen=True)
class AccountChoice:
    """An account to confirm: ``chosen`` as it stands, ``why`` it was proposed."""

    key: str
    code: str
    name: str
    why: str
    chosen: bool


@dataclass(frozen=True)
class CodeChoice:
    """A code of the books and the team it is tied to; ``guess`` when only the names agree."""

    dimension: Dimension
    code: str
    name: str
    team: str
    guess: bool


def accounts() -> tuple[AccountChoice, ...]:
    """Accounts that are or might be revenue: those with postings, the proposed ones first."""
    used = {posting.account for books in books_in() for posting in books.postings}
    rows = models.Account.objects.filter(code__in=used).order_by("-proposed", "code", "pk")
    return tuple(
        AccountChoice(
            str(row.pk),
            row.code,
            row.name,
            row.why,
            row.proposed if row.confirmed is None else row.confirmed,
        )
        for row in rows
    )


@transaction.atomic
def confirm_accounts(chosen: Collection[str]) -> None:
    """Decide which accounts are revenue; the largest payers on them can then be named."""
    wanted = [int(key) for key in chosen if key.isdigit()]
    models.Account.objects.update(confirmed=False)
    models.Account.objects.filter(pk__in=wanted).update(confirmed=True)
    organisation.touch()
    organisation.add_customers(_largest_payers())


def _largest_payers() -> list[Customer]:
    revenue = revenue_accounts() or set()
    names: dict[str, str] = {}
    brought: dict[str, int] = {}
    for books in books_in():
        names.update({payer.id: payer.name for payer in books.payers})
        for posting in books.postings:
            if posting.account in revenue and posting.customer:
                brought[posting.customer] = brought.get(posting.customer, 0) + posting.amount
    inside = _own_relations()
    largest = sorted(brought, key=lambda payer: -brought[payer])[:_NAMEABLE_PAYERS]
    return [
        Customer(CustomerId(payer), names.get(payer) or payer)
        for payer in largest
        if payer not in inside
    ]


def _own_relations() -> set[str]:
    mapping = organisation.load().mapping
    return {item.code for item in mapping if item.dimension is Dimension.CUSTOMER}


def codes() -> tuple[CodeChoice, ...]:
    """Cost centres of the books, the ones with most lines first, each with its team or a guess."""
    stored = organisation.today()
    tied = {
        (item.dimension, item.code): str(item.team)
        for item in stored.mapping
        if item.dimension is Dimension.COST_CENTRE
    }
    own = {team.cost_centre: str(team.id) for team in stored.teams if team.cost_centre}
    by_name = {team.name.casefold(): str(team.id) for team in stored.teams}
    found = []
    for code, name in _cost_centres().items():
        known = tied.get((Dimension.COST_CENTRE, code)) or own.get(code, "")
        guess = known or by_name.get(name.casefold(), "") or by_name.get(code.casefold(), "")
        found.append(CodeChoice(Dimension.COST_CENTRE, code, name, guess, guess=guess != known))
    return tuple(found[:_CODES_ON_A_PAGE])


def _cost_centres() -> dict[str, str]:
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    for books in books_in():
        for each in books.codes:
            if each.dimension is Dimension.COST_CENTRE:
                names[each.code] = each.name
        for posting in books.postings:
            _count(lines, posting)
    order = sorted(lines, key=lambda code: (-lines[code], code))
    return {code: names.get(code, "") for code in order}


def _count(lines: dict[str, int], posting: Posting) -> None:
    if posting.cost_centre:
        lines[posting.cost_centre] = lines.get(posting.cost_centre, 0) + posting.lines


def place_codes(chosen: Mapping[str, str]) -> None:
    """Tie cost centres to teams: from code to team id; empty leaves a code as it is."""
    teams = organisation.today().team_by_id
    organisation.assign_codes(
        CodeMapping(Dimension.COST_CENTRE, code, TeamId(team))
        for code, team in chosen.items()
        if team in teams and teams[TeamId(team)].cost_centre != code
    )
