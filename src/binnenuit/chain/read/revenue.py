"""Which ledger accounts hold revenue: a proposal with its reason, never a decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from binnenuit.chain.model import Account

# Referentie Grootboekschema: B or W, then groups of three; WOmz is net turnover, WOvb other
# operating income, BEiv equity (referentiegrootboekschema.nl)
_RGS: Final = re.compile(r"\b([BW][A-Z][a-z]{2}(?:[A-Z][A-Za-z0-9]{2}){0,4})\b")
_TURNOVER: Final = "WOmz"
_MAYBE_TURNOVER: Final = ("WOmz", "WOvb")
_EQUITY: Final = "BEiv"

# Conventions, not laws: first digits of revenue accounts, and of all profit-and-loss accounts
_NUMBERS: Final = {
    "NL": (("8",), ("4", "5", "6", "7", "8", "9")),
    "NO": (("3",), ("3", "4", "5", "6", "7", "8")),
    "PT": (("71", "72"), ("6", "7")),
    "RO": (("70",), ("6", "7")),
    "LU": (("70",), ("6", "7")),
}
# Norwegian standard accounts: 33 passes duties on to the state, 38 is profit on selling assets
_NO_CUSTOMER_PAYS: Final = ("33", "38")
_NO_EQUITY: Final = ("20", "88", "89")

_REVENUE_WORDS: Final = re.compile(
    r"\b(?:netto[- ]?)?(?:omzet|opbrengst(?:en)?|sales?|revenues?|turnover|salgsinntekt)",
    re.IGNORECASE,
)
_TURNOVER_GROUP: Final = re.compile(
    r"^(?:netto[- ]?)?omzet\b|^turnover\b|^revenues?\b", re.IGNORECASE
)
_COST_WORDS: Final = re.compile(
    r"kostprijs|inkoop|hulprekening|regeling\b|kosten\b|lasten\b|verschil|oninbaar|oninbare|rente|cost|expense|interest",
    re.IGNORECASE,
)
_RESULT_WORDS: Final = re.compile(
    r"resultaat (?:lopend|boekjaar|dit|vorig|na\b|voor\b)|verwerken resultaat|eigen vermogen|"
    r"winst[- ]*(?:en|&|/)[- ]*verlies|winstreserve|onverdeelde winst|overige reserves?|"
    r"retained|equity|result (?:of|for) the year|egenkapital|årsresultat",
    re.IGNORECASE,
)
_BALANCE_KINDS: Final = ("b", "asset", "liabilit", "equity", "activ", "pasiv", "passiv")
_RESULT_KINDS: Final = ("p", "w", "v", "sale", "expense", "income", "revenue", "omzet", "opbrengst")
_COST_KINDS: Final = ("expense", "kosten", "cost")


@dataclass(slots=True)
class Entry:
    """A ledger account as the file gives it.

    Attributes
    ----------
    references
        Everything in which an RGS code may stand.
    standard
        Code in a national standard chart of accounts.
    group
        Name of the heading under which the bookkeeper put the account.
    """

    code: str
    name: str = ""
    kind: str = ""
    references: str = ""
    standard: str = ""
    group: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a line on this account can be.

    Attributes
    ----------
    result
        Profit and loss, not balance sheet.
    candidate
        Revenue, or perhaps revenue: its lines are summed into postings.
    closing
        Equity or result of the year: the other side of entries that close the books.
    """

    account: Account
    result: bool
    candidate: bool
    closing: bool


def meaning(entry: Entry, country: str) -> Meaning:
    """Tell what a line on this account can be, and propose whether it is revenue.

    Parameters
    ----------
    country
        Two letters; decides which standard chart and which number convention hold.
    """
    found = _RGS.search(entry.references)
    rgs = found.group(1) if found else ""
    result = _is_result(entry, rgs, country)
    closing = _is_closing(entry, rgs, country)
    revenue, why, candidate = (
        _propose(entry, rgs, country) if result and not closing else (False, "none", False)
    )
    account = Account(
        entry.code, entry.name, entry.kind, rgs or entry.standard, revenue=revenue, why=why
    )
    return Meaning(account, result=result, candidate=candidate, closing=closing)


def _is_result(entry: Entry, rgs: str, country: str) -> bool:
    kind = entry.kind.lower()
    if kind.startswith(_BALANCE_KINDS):  # first: "passiva" would pass for P
        return False
    if kind.startswith(_RESULT_KINDS):
        return True
    if rgs:
        return rgs.startswith("W")
    digits = entry.standard if country == "NO" and entry.standard else entry.code
    return digits.lstrip("0").startswith(_NUMBERS.get(country, ((), ()))[1])


def _is_closing(entry: Entry, rgs: str, country: str) -> bool:
    if rgs:
        return rgs.startswith(_EQUITY)
    if country == "NO" and entry.standard:
        return entry.standard.startswith(_NO_EQUITY)
    return _RESULT_WORDS.search(entry.name) is not None


def _propose(entry: Entry, rgs: str, country: str) -> tuple[bool, str, bool]:
    """Return whether it is revenue, why, and whether it might be."""
    if rgs:
        return rgs.startswith(_TURNOVER), "rgs", rgs.startswith(_MAYBE_TURNOVER)
    if country == "NO" and entry.standard:
        sales = entry.standard.startswith("3")
        return sales and not entry.standard.startswith(_NO_CUSTOMER_PAYS), "standard", sales
    if _TURNOVER_GROUP.search(entry.group) or _REVENUE_WORDS.search(entry.kind):
        return True, "kind", True
    if entry.kind.lower().startswith(_COST_KINDS):
        return False, "kind", False
    if _looks_like_revenue(entry, country):
        return True, "number", True
    return False, "none", True


def _looks_like_revenue(entry: Entry, country: str) -> bool:
    first = _NUMBERS.get(country, ((), ()))[0]
    return entry.code.lstrip("0").startswith(first) and not _COST_WORDS.search(entry.name)
