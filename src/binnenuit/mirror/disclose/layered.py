"""One layer of a round, from opened ballots to what may be seen of it: published once.

Membership and dates decide what is shown, never answers. Nobody knows who sent a ballot, so what is
kept to tell who joined and left is who was invited; about suppliers, and teams that face customers,
not even that is known. docs/methods/gate.md tells what follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from binnenuit.errors import ArgumentError, BinnenuitError, ExposureError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.disclose.ballots_rated import cast_of
from binnenuit.mirror.disclose.layer_names import in_layer
from binnenuit.mirror.disclose.layer_read import read_layer
from binnenuit.mirror.disclose.placing_ballots import answering, place_ballots
from binnenuit.mirror.disclose.publishing import doubts
from binnenuit.mirror.disclose.rehearsed import Rehearsal, rehearsal, rehearsing
from binnenuit.mirror.disclose.round_made import RoundMade
from binnenuit.mirror.disclose.seating import HowMany, WhoWasInvited
from binnenuit.privacy import open_round
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.releases.folder import read_ledger, read_release
from binnenuit.privacy.releases.once import publish_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from binnenuit.mirror.disclose.placing_ballots import Asked
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit.mirror.model.ballot import Ballot, Part
    from binnenuit.organisation.model import Organisation, PersonId
    from binnenuit.privacy import Opening

__all__ = ["LayerPublished", "Rehearsal", "publish_layer", "read_layer", "rehearse_layer"]

_REFUSED: Final = frozenset(
    {
        "privacy.answers-changed",
        "privacy.days-since",
        "privacy.item-in-two-scales",
        "privacy.k-changed",
        "privacy.more-than-invited",
        "privacy.other-scale",
        "privacy.people-changed",
        "privacy.promise-changed",
    }
)
"""With these the gate refuses one scale; with others nothing can be published at all."""


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
    """Publish what is not out yet of one layer, and read back what is.

    Parameters
    ----------
    folder
        Where ``releases`` stand and the ledger is kept. Nobody else publishes from it meanwhile.
    questionnaire
        Everything that is asked in the round; what a layer is asked follows from the parts.
    round_name
        The same for all layers of a round.
    layer
        Number of the layer, from 1 at the top; the customers' layer has a number too.
    teams
        As they stood when the layer opened; each person invited is a member of the team about which
        he answers. In the customers' layer there are no people.
    parts
        What each person invited was asked.
    ballots
        In any order; it makes no difference.
    k, merge
        Fewest people in any sum of a scale, and whether small sister teams are shown as one; fixed
        in a round once a figure of it is out.
    closed_on
        Day on which the layer closed.

    Returns
    -------
    published
        Nothing in it but figures that may be seen. Part ``ABOVE`` counts on scales about leaders
        alone, ``CUSTOMER`` on those about teams that face customers alone, and ``FULL`` on the
        others. With fewer than ten invited about who leads the top, that is not asked. A scale that
        the gate refuses is in ``withheld``; with more ballots than people invited in a class that
        is ``privacy.more-than-invited``.

    Raises
    ------
    ArgumentError
        ``privacy.k-too-low``; ``tables.cannot-write``, ``privacy.secret-unwritable``: nothing can
        be written there.
    LedgerError
        As ``publish_once``; ``mirror.seats-missing``: it cannot be told who joined or left.

    Notes
    -----
    Each scale is published by itself: after a crash, the same call again ends what was begun, with
    the same figures. A release that is out is not made again, whatever is given. Linear in ballots,
    with two plans for each scale; the ledger is read three times for each that was not out.
    """
    cast = cast_of(ballots, questionnaire, round_name)
    ledger = read_ledger(folder)
    findings, withheld = list(cast.findings), {}
    for scale in questionnaire.scales:
        invited = answering(scale, teams, parts, layer)
        asked = place_ballots(scale, cast, teams, invited)
        findings += asked.placed.findings
        if not asked.placed.invited.any():
            continue
        groups, people = asked.placed.groups, asked.placed.invited
        opening = open_round(round_name, groups, people, k=k, merge=merge)
        findings += _talking(scale, asked, opening)
        named = in_layer(scale, layer)
        if read_release(folder, ledger, round_name, named.code) is None:
            made = _made(folder, named, asked, opening, closed_on)
            try:
                publish_once(folder, round_name, named.code, made.make)
            except (ExposureError, ArgumentError) as error:
                withheld[scale.code] = _reason(error)
    told = read_layer(folder, questionnaire, round_name=round_name, layer=layer, teams=teams)
    findings += [doubt for each in told for doubt in doubts(each)]
    return LayerPublished(told, MappingProxyType(withheld), tuple(findings))


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
    """Publish one layer on a copy, and attack all that would then be out.

    Parameters
    ----------
    folder, questionnaire, round_name, layer, teams, parts, ballots, k, closed_on, merge
        As for ``publish_layer``.

    Returns
    -------
    rehearsal
        In numbers; what is rehearsed is what would be released, as the noise is the same.

    Raises
    ------
    ArgumentError, LedgerError
        As ``publish_layer``.

    Notes
    -----
    The copy stands in the hidden part of the folder, for its owner only, and is destroyed at the
    end, also after an error; one that a killed program left behind goes at the next rehearsal. Only
    the key of the noise stays, when there was none yet.
    """
    with rehearsing(folder) as copy:
        published = publish_layer(
            copy,
            questionnaire,
            round_name=round_name,
            layer=layer,
            teams=teams,
            parts=parts,
            ballots=ballots,
            k=k,
            closed_on=closed_on,
            merge=merge,
        )
        return rehearsal(copy, questionnaire, published.told)


def _made(
    folder: Path, named: Scored, asked: Asked, opening: Opening, closed_on: date
) -> RoundMade:
    known = WhoWasInvited(named.code, asked.invited, closed_on)
    seating = known if asked.invited else HowMany(closed_on)
    return RoundMade(folder, named, asked.placed, opening, seating)


def _reason(error: BinnenuitError) -> str:
    """Tell why the gate refused one scale; anything else stops everything."""
    if isinstance(error, ExposureError) or error.code in _REFUSED:
        return error.code
    raise error


def _talking(scale: Scored, asked: Asked, opening: Opening) -> Iterator[Finding]:
    """Say that no figure could hold the answers of some who were invited; not how many answered."""
    nowhere = opening.plan.counts[opening.plan.regions == NOWHERE]
    if asked.invited and nowhere.any():
        yield Finding(
            "mirror.too-few-invited",
            sentence(
                "In {groups} groups so few people were invited about {scale} that no figure could "
                "hold their answers. They talk.",
                groups=int((nowhere > 0).sum()),
                scale=scale.code,
            ),
        )
