"""The gate: sums of answers go in, figures that may be seen come out, and the ledger grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.releases.carried import carry
from binnenuit.privacy.releases.cells import declared_cells, further_cells
from binnenuit.privacy.releases.grouping import lay_out
from binnenuit.privacy.releases.kept import keep, score_plan
from binnenuit.privacy.releases.noised import noised
from binnenuit.privacy.releases.parts import item_plan, items, scores
from binnenuit.privacy.releases.released import Release
from binnenuit.privacy.releases.shown import groups_of, show
from binnenuit.privacy.releases.tallied import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.answers import Scale, Tallies
    from binnenuit.privacy.ledger.ledger import Ledger
    from binnenuit.privacy.releases.carried import Wave
    from binnenuit.privacy.releases.cells import Further
    from binnenuit.privacy.rounds.moments import Closing


def release(
    closing: Closing,
    scale: Scale,
    tallies: Tallies,
    *,
    ledger: Ledger,
    secret: bytes,
    previous: Wave | None = None,
    more: Sequence[Further] = (),
) -> Release:
    """Show what may be shown about one scale in one round, and write it down.

    Parameters
    ----------
    closing
        The plans, made by ``close_round`` on the people with a valid score on this scale.
    scale
        What was asked. A scale of fewer than four items is held to the number of people of a
        single question.
    tallies
        Sums of answers per class of the opening, and per merged category when the round declared
        an attribute.
    ledger
        Everything that was ever published; what follows it is in the release.
    secret
        Key of the noise: 16 to 64 random bytes, made once and kept; see ``folder.noise_secret``.
    previous
        The round before this one with the same scale, when there was one.
    more
        Sums by at most three further attributes: shown in groups of at least 100 people and cells
        of at least 50, never crossed.

    Returns
    -------
    release
        For every group of the opening its figures, or the sentence that stands in their place; what
        is kept of the round; and the new ledger. The same arguments give the same release.

    Raises
    ------
    ArgumentError
        The tallies are not those of the closing, or the round was published on other answers;
        ``privacy.previous-missing``: an earlier round asked the same, ``previous`` is not given.
    ExposureError
        Together with what was published it would lay bare too few people. Nothing is published.

    Notes
    -----
    The plans decide on membership alone, and the auditor attacks what they decided before anything
    is written down. All figures are computed from the same noised regions, so that no exact figure
    undoes another. Linear in published groups, items and options, but for the minimum cuts of a
    breakdown.
    """
    given = checked(closing, scale, tallies)
    if previous is None:
        _check_first(closing, scale, ledger)
    plan, _ = score_plan(closing, scale)
    sums = noised(closing, scale, given, secret=secret)
    kept = carry(keep(closing, scale, given, sums, secret=secret), plan, previous)
    broken = [*declared_cells(closing, kept, plan, given, sums)]
    broken += further_cells(closing, kept, plan, more, secret=secret)
    single = item_plan(kept, plan, closing)
    parts = [scores(kept, plan), items(kept, single), *(cells.part for cells in broken)]
    after, entries = ledger.admit_all([part.publication(kept) for part in parts])
    layout, of_items = lay_out(closing, parts[0], plan), lay_out(closing, parts[1], plan, single)
    shown = show(kept, layout, of_items, broken, entries)
    return Release(groups_of(shown), entries, kept, after)


def _check_first(closing: Closing, scale: Scale, ledger: Ledger) -> None:
    """Refuse to forget an earlier round: who joined since would stand alone in the difference."""
    for entry in ledger.entries:
        published = entry.publication
        if published.scale == scale.code and published.round != closing.opening.round:
            raise ArgumentError(
                "privacy.previous-missing",
                sentence(
                    "{scale} was already asked in {round}. Give what was kept of that round as "
                    "“previous”, so that groups in which one or two people changed keep their "
                    "figure.",
                    scale=scale.code,
                    round=published.round,
                ),
            )
