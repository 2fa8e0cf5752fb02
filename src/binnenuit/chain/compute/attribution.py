"""From lines in books to money between customers and teams; what is not known stays not known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from binnenuit.organisation.model import CustomerId, Dimension, TeamId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from binnenuit.chain.model import Books, Posting
    from binnenuit.organisation.model import Organisation

# The order in which codes are asked, most telling first: notes on the chain, section 1.
CASCADE = (Dimension.COST_CENTRE, Dimension.PROJECT, Dimension.PRODUCT, Dimension.ACCOUNT)


@dataclass(frozen=True)
class Gap:
    """Money of which something is not known, under the best code that the books give.

    Attributes
    ----------
    lacks
        ``team`` or ``customer``.
    cents
        Sum of the postings, credit positive.
    """

    lacks: str
    dimension: Dimension
    code: str
    cents: int
    lines: int


@dataclass
class Attribution:
    """Money in cents, by who earned it and who paid it.

    Attributes
    ----------
    earned
        Team and customer both known.
    charged
        One team paid another: (payee, payer). Never revenue.
    charged_by_unknown
        Charged to a cost centre of which nobody knows the team. Never revenue.
    charged_to_unknown
        Charged to a team by a cost centre or code of which nobody knows the team, all together.
    no_customer
        The team is known, the customer is not.
    no_team
        The customer is known, the team is not.
    neither
        Neither is known.
    gaps
        The unknown money by code, what lacks a team first, largest first.
    """

    earned: dict[tuple[TeamId, CustomerId], int] = field(default_factory=lambda: defaultdict(int))
    charged: dict[tuple[TeamId, TeamId], int] = field(default_factory=lambda: defaultdict(int))
    charged_by_unknown: dict[TeamId, int] = field(default_factory=lambda: defaultdict(int))
    charged_to_unknown: int = 0
    no_customer: dict[TeamId, int] = field(default_factory=lambda: defaultdict(int))
    no_team: dict[CustomerId, int] = field(default_factory=lambda: defaultdict(int))
    neither: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def revenue(self) -> int:
        """All money from outside, cents; internal charges are not in it."""
        return (
            sum(self.earned.values())
            + sum(self.no_customer.values())
            + sum(self.no_team.values())
            + self.neither
        )

    @property
    def without_customer(self) -> int:
        """Money of which nobody knows who paid it, cents."""
        return sum(self.no_customer.values()) + self.neither

    @property
    def without_team(self) -> int:
        """Money of which nobody knows which team earned it, cents."""
        return sum(self.no_team.values()) + self.neither


@dataclass(frozen=True)
class Codes:
    """Which team or customer each code in the books stands for."""

    teams: dict[tuple[Dimension, str], TeamId]
    customers: dict[tuple[Dimension, str], CustomerId]
    only_team: TeamId | None = None

    @classmethod
    def of(cls, organisation: Organisation, books: Sequence[Books]) -> Codes:
        """Collect the codes of ``organisation``; a team that is alone earned everything uncoded."""
        teams = {
            (Dimension.COST_CENTRE, team.cost_centre): team.id
            for team in organisation.teams
            if team.cost_centre
        }
        customers: dict[tuple[Dimension, str], CustomerId] = {}
        for entry in organisation.mapping:
            if entry.team in organisation.team_by_id:
                teams[entry.dimension, entry.code] = TeamId(entry.team)
            else:
                customers[entry.dimension, entry.code] = CustomerId(entry.team)
        coded = any(posting.cost_centre for book in books for posting in book.postings)
        alone = len(organisation.teams) == 1 and not coded
        return cls(teams, customers, organisation.teams[0].id if alone else None)

    def team(self, posting: Posting) -> TeamId | None:
        """Tell which team earned ``posting``."""
        for dimension in CASCADE:
            found = self.teams.get((dimension, _code(posting, dimension)))
            if found is not None:
                return found
        return self.only_team

    def customer(self, posting: Posting) -> CustomerId | None:
        """Tell who paid ``posting``; where books name nobody, a code may stand for a customer."""
        if posting.customer:
            return CustomerId(posting.customer)
        for dimension in CASCADE:
            found = self.customers.get((dimension, _code(posting, dimension)))
            if found is not None:
                return found
        return None

    def payer_team(self, posting: Posting) -> TeamId | None:
        """Tell which of our own teams paid ``posting``, if its customer is one."""
        return self.teams.get((Dimension.CUSTOMER, posting.customer))


def attribute(
    organisation: Organisation,
    books: Sequence[Books],
    *,
    revenue_accounts: Collection[str] | None = None,
) -> Attribution:
    """Tie every revenue line to the team that earned it and the customer who paid it.

    Parameters
    ----------
    organisation
        Teams with their cost centres, and the mapping of other codes.
    books
        As read; may be empty.
    revenue_accounts
        Account codes that were confirmed as revenue; None takes the proposals of the readers.

    Notes
    -----
    The team comes from the first code that is mapped: cost centre, project, product, account.
    Nothing is divided over teams or customers that the books do not name. One pass over the lines.
    """
    codes = Codes.of(organisation, books)
    teams: Collection[str] = organisation.team_by_id
    result = Attribution()
    gaps: dict[tuple[str, Dimension, str], list[int]] = defaultdict(lambda: [0, 0])
    for posting in revenue_postings(books, revenue_accounts):
        team, customer = codes.team(posting), codes.customer(posting)
        payer = codes.payer_team(posting)
        if payer is None and posting.customer in teams:
            payer = TeamId(posting.customer)
        if payer is not None:
            _charge(result, team, payer, posting.amount)
            continue
        _earn(result, team, customer, posting.amount)
        for lacks, known in (("team", team), ("customer", customer)):
            if known is None:
                dimension = _best_dimension(posting)
                total = gaps[lacks, dimension, _code(posting, dimension)]
                total[0] += posting.amount
                total[1] += posting.lines
    for charge_payer, payee, cents in _booked_charges(codes, books):
        _charge(result, payee, charge_payer, cents)
    result.gaps = tuple(
        sorted(
            (Gap(*key, cents, lines) for key, (cents, lines) in gaps.items()),
            key=lambda gap: (gap.lacks != "team", -gap.cents, gap.dimension, gap.code),
        )
    )
    return result


def revenue_postings(books: Sequence[Books], accounts: Collection[str] | None) -> Iterable[Posting]:
    """Yield the postings on revenue accounts, as confirmed or else as proposed."""
    for book in books:
        chosen = (
            {account.code for account in book.accounts if account.revenue}
            if accounts is None
            else accounts
        )
        yield from (posting for posting in book.postings if posting.account in chosen)


def _earn(
    result: Attribution, team: TeamId | None, customer: CustomerId | None, cents: int
) -> None:
    if team is not None and customer is not None:
        result.earned[team, customer] += cents
    elif team is not None:
        result.no_customer[team] += cents
    elif customer is not None:
        result.no_team[customer] += cents
    else:
        result.neither += cents


def _charge(result: Attribution, payee: TeamId | None, payer: TeamId | None, cents: int) -> None:
    if payee is None:
        result.charged_to_unknown += cents
    elif payer is None:
        result.charged_by_unknown[payee] += cents
    elif payee != payer:
        result.charged[payee, payer] += cents


def _booked_charges(
    codes: Codes, books: Sequence[Books]
) -> Iterable[tuple[TeamId | None, TeamId | None, int]]:
    for book in books:
        for charge in book.charges:
            payer = codes.teams.get((Dimension.COST_CENTRE, charge.payer))
            payee = codes.teams.get((Dimension.COST_CENTRE, charge.payee))
            yield payer, payee, charge.amount


def _best_dimension(posting: Posting) -> Dimension:
    return next((dimension for dimension in CASCADE if _code(posting, dimension)), CASCADE[-1])


def _code(posting: Posting, dimension: Dimension) -> str:
    code: str = getattr(posting, dimension.value)
    return code
