"""One layer of a round, from opened ballots to what may be seen of it: published once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.model import Questionnaire
    from binnenuit.mirror.model.ballot import Ballot, Part
    from binnenuit.organisation.model import Organisation, PersonId


@dataclass(frozen=True)
class LayerPublished:
    """What is seen of one layer.

    Attributes
    ----------
    told
        By scale, in the order of the questionnaire; named as in the gate, “A.2” for scale A in
        layer 2.
    withheld
        By code of a scale that was asked and is not told, the code of the error with which the gate
        refused it.
    findings
        What a reader must know: what was not counted, and why. People are never named.
    """

    told: tuple[Told, ...]
    withheld: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Rehearsal:
    """What would be seen of one layer, in numbers.

    Attributes
    ----------
    numbers
        Figures that would be shown.
    teams_shown, merged, withheld, protects
        Teams that are asked about and have a figure of their own on some scale; only one together
        with sister teams; none, as they are small; none, to protect others. Each team counts once.
    smallest
        People in the smallest group whose answers anybody could derive; None when nothing is shown.
    passed
        The auditor found nothing wrong.
    """

    numbers: int
    teams_shown: int
    merged: int
    withheld: int
    protects: int
    smallest: int | None
    passed: bool


def publish_layer(  # noqa: PLR0913 - each decides what may be shown, so each has its name
    folder: Path,
    questionnaire: Questionnaire,
    *,
    round_name: str,
    layer: int,
    teams: Organisation,
    parts: Mapping[PersonId, Part],
    ballots: Sequence[Ballot],
    k: int,
    closed_on: date,
    merge: bool = True,
) -> LayerPublished:
    """Publish one layer."""
    raise NotImplementedError


def read_layer(
    folder: Path,
    questionnaire: Questionnaire,
    *,
    round_name: str,
    layer: int,
    teams: Organisation,
) -> tuple[Told, ...]:
    """Read one layer back."""
    raise NotImplementedError


def rehearse_layer(  # noqa: PLR0913 - as publish_layer, which it rehearses
    folder: Path,
    questionnaire: Questionnaire,
    *,
    round_name: str,
    layer: int,
    teams: Organisation,
    parts: Mapping[PersonId, Part],
    ballots: Sequence[Ballot],
    k: int,
    closed_on: date,
    merge: bool = True,
) -> Rehearsal:
    """Publish one layer on a copy, and attack it."""
    raise NotImplementedError
