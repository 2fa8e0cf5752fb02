"""Shares of work: never more than the whole, and never beside amounts of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.language import sentence
from binnenuit.organisation.check.periods import overlap, start_of
from binnenuit.organisation.check.say import contradiction
from binnenuit.organisation.model import LinkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.organisation.model import Organisation, ServiceLink, TeamId
    from binnenuit.organisation.sources import Sources

_ROUNDING: Final = 1e-6

_Numbered = tuple[int, "ServiceLink"]


def refuse_shares(organisation: Organisation, sources: Sources) -> None:
    """Refuse suppliers whose shares exceed one, or who have shares and amounts at once."""
    shared: dict[TeamId, list[_Numbered]] = {}
    paid: dict[TeamId, list[_Numbered]] = {}
    for index, link in enumerate(organisation.links):
        if link.kind is LinkKind.PAYS:
            paid.setdefault(link.supplier, []).append((index, link))
        elif link.work_share is not None:
            shared.setdefault(link.supplier, []).append((index, link))
    for supplier, links in shared.items():
        _refuse_mixture(links, paid.get(supplier, ()), sources)
        _refuse_more_than_all(supplier, links, sources)


def _refuse_mixture(
    shared: Sequence[_Numbered], paid: Sequence[_Numbered], sources: Sources
) -> None:
    for index, link in paid:
        if any(overlap(link.period, other.period) for _, other in shared):
            raise contradiction(
                "organisation.shares-and-amounts",
                sentence(
                    "{supplier} has shares of work and amounts of money for the same time, which "
                    "cannot be added. Use one of the two for each supplier.",
                    supplier=link.supplier,
                ),
                sources.links,
                index,
            )


def _refuse_more_than_all(supplier: TeamId, links: Sequence[_Numbered], sources: Sources) -> None:
    for day in sorted({start_of(link.period) for _, link in links}):
        now = [
            (index, link.work_share or 0.0) for index, link in links if link.period.contains(day)
        ]
        total = sum(share for _, share in now)
        if total > 1 + _ROUNDING:
            raise contradiction(
                "organisation.shares-above-one",
                sentence(
                    "The shares of work of {supplier} add up to {percent}%. Together they can be "
                    "100% at most; lower one of them.",
                    supplier=supplier,
                    percent=round(total * 100, 1),
                ),
                sources.links,
                now[-1][0],
            )
