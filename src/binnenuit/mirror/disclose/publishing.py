"""From the answers of rounds to what may be seen of them: published once, and the same ever after.

Membership and dates decide what is shown, never answers. Beside the releases the folder keeps,
hidden and for its owner only, sums per group (``tallies``) and who answered where, as fingerprints
(``seats``), of the rounds whose answers stand in the latest figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.disclose.statistics import Statistics
    from binnenuit.mirror.model import Questionnaire, Ratings
    from binnenuit.organisation.model import Organisation
    from binnenuit.privacy import Group


@dataclass(frozen=True)
class Told:
    """What is seen of one scale in one round.

    Attributes
    ----------
    round, scale
        Of the release.
    groups
        Every group, as released.
    teams
        The same by team, with intervals; in the order of ``groups``.
    statistics
        How far the scale can be relied on.
    """

    round: str
    scale: str
    groups: tuple[Group, ...]
    teams: tuple[TeamFigure, ...]
    statistics: Statistics


@dataclass(frozen=True)
class Published:
    """Everything that is seen of some rounds.

    Attributes
    ----------
    told
        By round and scale, in the order of the rounds and of the questionnaire; a scale of which a
        round asked nothing is not there.
    findings
        What a reader must know: ratings that were not counted, and dates that are not known.
    """

    told: tuple[Told, ...]
    findings: tuple[Finding, ...]


def publish_mirror(
    folder: Path,
    organisation: Organisation,
    questionnaire: Questionnaire,
    rounds: Sequence[Ratings],
    *,
    k: int = 5,
    merge: bool = True,
    closed_on: Mapping[str, date] | None = None,
) -> Published:
    """Publish the rounds that are not out yet, and read back those that are.

    Parameters
    ----------
    folder
        Where ``releases`` stand and the ledger is kept. Nobody else publishes from it meanwhile.
    organisation
        Over all time; each round sees it as it stood on the day on which the round closed, and as
        it is given where that day is not known.
    questionnaire
        What was asked.
    rounds
        In the order in which they closed.
    k, merge
        Fewest people in any sum of a scale, and whether small sister teams are shown as one; fixed
        in a round once a figure of it is out.
    closed_on
        Day on which a round closed. Else it is the last day of what the name of the round says
        (2026-03-15, 2026-03, 2026-Q1, 2026); a round without a date counts as following the one
        before it at once.

    Returns
    -------
    published
        Nothing in it but figures that may be seen.

    Raises
    ------
    ArgumentError
        ``mirror.no-raters``: it is not known who answered, so people cannot be counted; as
        ``release`` and ``tally``.
    ExposureError
        As ``release``.
    LedgerError
        As ``publish_once``; ``mirror.seats-missing``: it cannot be told who joined or left.

    Notes
    -----
    A round that is out is not made again, whatever the answers say now. Linear in ratings, with two
    plans for each round and scale; the ledger and every release are read for each.
    """
    raise NotImplementedError((folder, organisation, questionnaire, rounds, k, merge, closed_on))
