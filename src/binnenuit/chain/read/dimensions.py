"""The analyses of a SAF-T line: departments, projects and products, never counted twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from binnenuit.chain.read.amounts import cents
from binnenuit.chain.read.customers import Codes
from binnenuit.organisation.model import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.read.ledger import Ledger
    from binnenuit.chain.read.xml import Record

# words for what a type of analysis is, in Norwegian, Danish, Dutch, German, Portuguese and English
_WORDS: Final = (
    (
        Dimension.COST_CENTRE,
        re.compile(
            r"avdeling|afdeling|kostenplaats|kostnadssted|omkostningssted|ansvar|department|"
            r"cost.?cent|enhet|kostenstelle|centro de custo",
            re.IGNORECASE,
        ),
    ),
    (Dimension.PROJECT, re.compile(r"prosjekt|proje[ck]t|projeto", re.IGNORECASE)),
    (Dimension.PRODUCT, re.compile(r"produ[ck]t|artikkel|artikel|article|vare", re.IGNORECASE)),
)
# the codes that the Norwegian documentation suggests, for files that describe nothing
_SUGGESTED: Final = {"A": Dimension.COST_CENTRE, "P": Dimension.PROJECT}


class Analysis(NamedTuple):
    """One analysis of a line; ``amount`` is text, empty when it is about the whole line."""

    type: str
    code: str
    amount: str


class Analyses:
    """Knows which type of analysis is which dimension, and which members are closed."""

    def __init__(self, ledger: Ledger) -> None:
        self.other_types: set[str] = set()
        self.closed_used: set[str] = set()
        self.undivided_lines = 0
        self._ledger = ledger
        self._dimensions: dict[str, Dimension | None] = {}
        self._closed: set[tuple[str, str]] = set()

    def define(self, record: Record) -> None:
        """Take one entry of the table of analyses."""
        kind = record.get("AnalysisType", "")
        code = record.get("AnalysisID", "")
        dimension = _dimension(kind, record.get("AnalysisTypeDescription", ""))
        self._dimensions[kind] = dimension
        name = record.get("AnalysisIDDescription", "")
        if dimension is not None:
            self._ledger.codes[dimension, code] = name or code
        start = self._ledger.header.start
        ended = record.get("EndDate", "")[:10]
        if record.get("Status", "").lower() == "closed" or (
            ended and start is not None and ended < start.isoformat()
        ):
            self._closed.add((kind, code))

    def pieces(
        self, account: str, analyses: Sequence[Analysis], amount: int
    ) -> list[tuple[Codes, int]]:
        """Return the codes of a line with the cents of each; the cents add up to ``amount``.

        Several codes of one dimension divide the line only when the books say how much each gets;
        what they leave over has no code. Two dimensions that each divide a line cannot be crossed
        from what the books say: only the first of cost centre, project, product is then used.
        """
        by_dimension: dict[Dimension, list[Analysis]] = {}
        for analysis in analyses:
            dimension = self._dimension_of(analysis)
            if dimension is None:
                continue
            members = by_dimension.setdefault(dimension, [])
            if analysis.amount or analysis not in members:
                members.append(analysis)
        whole = {
            dimension: members[0].code
            for dimension, members in by_dimension.items()
            if len(members) == 1 and _is_whole(members[0], amount)
        }
        divided = [
            dimension
            for dimension in (Dimension.COST_CENTRE, Dimension.PROJECT, Dimension.PRODUCT)
            if dimension in by_dimension and dimension not in whole
        ]
        if not divided:
            return [(_codes(account, whole), amount)]
        self.undivided_lines += len(divided) > 1
        return self._divide(account, whole, divided[0], by_dimension[divided[0]], amount)

    def _divide(
        self,
        account: str,
        whole: dict[Dimension, str],
        dimension: Dimension,
        members: Sequence[Analysis],
        amount: int,
    ) -> list[tuple[Codes, int]]:
        amounts = [cents(member.amount) for member in members]
        sign = -1 if amount < 0 else 1
        shares = [sign * share for share in amounts if share is not None]
        rest = amount - sum(shares)
        if len(shares) < len(members) or rest * sign < 0:
            self.undivided_lines += 1
            return [(_codes(account, whole), amount)]
        pieces = [
            (_codes(account, {**whole, dimension: member.code}), share)
            for member, share in zip(members, shares, strict=True)
        ]
        if rest:
            pieces.append((_codes(account, whole), rest))
        return pieces

    def _dimension_of(self, analysis: Analysis) -> Dimension | None:
        if analysis.type not in self._dimensions:
            self._dimensions[analysis.type] = _dimension(analysis.type, "")
        dimension = self._dimensions[analysis.type]
        if dimension is None:
            self.other_types.add(analysis.type)
        elif (analysis.type, analysis.code) in self._closed:
            self.closed_used.add(analysis.code)
        return dimension


def _dimension(kind: str, description: str) -> Dimension | None:
    text = description or kind
    for dimension, words in _WORDS:
        if words.search(text):
            return dimension
    return _SUGGESTED.get(kind) if not description else None


def _is_whole(member: Analysis, amount: int) -> bool:
    """Tell whether an analysis is about all of the line: no amount, or the same amount."""
    if not member.amount:
        return True
    share = cents(member.amount)
    return share is None or abs(share) == abs(amount)


def _codes(account: str, codes: dict[Dimension, str]) -> Codes:
    return Codes(
        account,
        codes.get(Dimension.COST_CENTRE, ""),
        codes.get(Dimension.PROJECT, ""),
        codes.get(Dimension.PRODUCT, ""),
    )
